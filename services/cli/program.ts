/** The weir command: what it can be told, and what each of its commands prints. */
import { Command } from 'commander';
import { release } from '#libs/service/release.ts';
import { allowlistsCommand } from './commands/allowlists.ts';
import { analyzersCommand } from './commands/analyzers.ts';
import { auditCommand } from './commands/audit.ts';
import { decisionsCommand } from './commands/decisions.ts';
import { doctorCommand } from './commands/doctor.ts';
import { enforcerCommand } from './commands/enforcer.ts';
import { explainCommand } from './commands/explain.ts';
import { guardCommand } from './commands/guard.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { newCommand } from './commands/new.ts';
import { notificationsCommand } from './commands/notifications.ts';
import { policiesCommand } from './commands/policies.ts';
import { replayCommand } from './commands/replay.ts';
import { scenariosCommand } from './commands/scenarios.ts';
import { setupCommand } from './commands/setup.ts';
import { shardsCommand } from './commands/shards.ts';
import { statusCommand } from './commands/status.ts';
import { tapCommand } from './commands/tap.ts';
import { tokensCommand } from './commands/tokens.ts';
import { topCommand } from './commands/top.ts';

export function buildProgram(): Command {
  const program = new Command('weir')
    .description('From a web server’s log line to a ban in milliseconds.')
    .version(release())
    .option(
      '--address <host:port,...>',
      'the decision service, or its replicas; WEIR_ADDRESS, else the stack that runs in this checkout',
    )
    .option('--token-file <path>', 'with a token, for commands that change something; else WEIR_TOKEN_FILE')
    .addHelpText(
      'after',
      `
Examples:
  weir status
  weir top
  weir tap
  weir explain 203.0.113.7
  weir decisions list
  weir decisions add 203.0.113.7 --for 4h --reason "scraping"
  weir decisions delete 203.0.113.7
  weir decisions revoke --scenario crawl-fast --dry-run
  weir policies list
  weir decisions import blocklist.txt --for 24h
  weir allowlists add 203.0.113.0/24 --comment "the office"
  weir audit 203.0.113.7
  weir shards resize 16
  weir scenarios list
  weir scenarios test my-scenarios
  weir notifications test ops
  weir tokens add ci --role viewer
  weir setup nginx --config weir.yaml --write /etc/nginx/weir
  weir new analyzer slow-guessing
  weir replay /var/log/nginx/access.log
  weir doctor`,
    );
  for (const command of [
    statusCommand(),
    topCommand(),
    tapCommand(),
    explainCommand(),
    decisionsCommand(),
    policiesCommand(),
    allowlistsCommand(),
    auditCommand(),
    ledgerCommand(),
    guardCommand(),
    shardsCommand(),
    scenariosCommand(),
    analyzersCommand(),
    notificationsCommand(),
    tokensCommand(),
    enforcerCommand(),
    setupCommand(),
    newCommand(),
    replayCommand(),
    doctorCommand(),
  ]) {
    program.addCommand(command);
  }
  return program;
}
