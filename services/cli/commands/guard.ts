/** `weir guard`: what was stopped because it blocked too many. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import type { weir } from '#proto';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';

export function guardCommand(): Command {
  return new Command('guard')
    .description('scenarios and policies that were stopped because they blocked too many clients')
    .addCommand(listCommand())
    .addCommand(releaseCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('what was stopped, and how many clients there are')
    .option('--json', 'one JSON object', false)
    .action(async ({ json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const state = await plane.guard();
        process.stdout.write(`${json ? JSON.stringify(state) : textOf(state)}\n`);
      });
    });
}

function releaseCommand(): Command {
  return new Command('release')
    .description('lets one go: its mode counts again, and the guard leaves it alone for an hour')
    .argument('<name>', 'of the scenario or policy')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (name: string, { json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { released } = await plane.releaseGuarded({ name, author: userInfo().username });
        process.stdout.write(`${json ? JSON.stringify({ released }) : `${name} is let go`}\n`);
      });
    });
}

const HELP = `
A mode that the guard has changed stays shadow: weir scenarios mode NAME enforce, or weir policies mode NAME enforce, sets it
again and lets it go, too. Decisions that were lifted do not come back; new ones are made.

Example:
  weir guard release crawl-fast`;

function textOf({ mode, clients, successfulClients, trips }: weir.v1.GuardStateReply): string {
  const known =
    typeof clients === 'number'
      ? `${clients} clients in the last minute, ${successfulClients ?? 0} of them with mostly successful requests`
      : 'no analyzer tells how many clients there are, so nothing can be too many';
  const head = `guard: ${mode}; ${known}`;
  if (trips.length === 0) return `${head}\nnothing was stopped`;
  const rows = trips.map((trip) => [
    trip.kind ?? '',
    trip.name ?? '',
    trip.version || '-',
    new Date(trip.atMs ?? 0).toISOString(),
    stateOf(trip),
    trip.lifted ?? 0,
    trip.why ?? '',
  ]);
  return `${head}\n${tableOf(['WHAT', 'NAME', 'VERSION', 'SINCE', 'STATE', 'LIFTED', 'BLOCKED'], rows)}`;
}

function stateOf({ releasedMs, releasedBy, stopped, done }: weir.v1.GuardTrip.$Properties): string {
  if (releasedMs) return `let go: ${releasedBy}`;
  if (!stopped) return 'alarm only';
  return done ? 'stopped' : 'being taken back';
}
