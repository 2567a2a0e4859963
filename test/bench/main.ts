/** `npm run bench -- NAME`: prints a table and, with --json, one line of JSON. */
import { Command } from 'commander';
import { bansCommand } from './commands/bans.ts';
import { detectCommand } from './commands/detect.ts';
import { enforceCommand } from './commands/enforce.ts';
import { failoverCommand } from './commands/failover.ts';
import { importCommand } from './commands/import.ts';
import { latencyCommand } from './commands/latency.ts';
import { packetsCommand } from './commands/packets.ts';
import { parseCommand } from './commands/parse.ts';
import { qualityCommand } from './commands/quality.ts';
import { relayCommand } from './commands/relay.ts';
import { sessionsCommand } from './commands/sessions.ts';
import { snapshotCommand } from './commands/snapshot.ts';
import { throughputCommand } from './commands/throughput.ts';

const program = new Command('npm run bench --').description('benchmarks of Weir on this machine');
for (const command of [
  throughputCommand(),
  latencyCommand(),
  failoverCommand(),
  parseCommand(),
  detectCommand(),
  snapshotCommand(),
  qualityCommand(),
  sessionsCommand(),
  packetsCommand('nftables'),
  packetsCommand('ipset'),
  importCommand(),
  bansCommand(),
  enforceCommand(),
  relayCommand(),
])
  program.addCommand(command);

await program.parseAsync(process.argv);
process.exit();
