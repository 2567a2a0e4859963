/** `weir analyzers`: the analyzers of one's own that the cluster knows. */
import { Command } from 'commander';
import type { weir } from '#proto';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';

type AnalyzerInfo = weir.v1.AnalyzerInfo.$Properties;

export function analyzersCommand(): Command {
  return new Command('analyzers')
    .description('the analyzers of your own that the cluster knows')
    .addCommand(listCommand())
    .addCommand(removeCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('which there are, and which processes run them')
    .option('--json', 'one JSON object', false)
    .action(async ({ json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { analyzers } = await plane.analyzers();
        process.stdout.write(`${json ? JSON.stringify({ analyzers }) : textOf(analyzers)}\n`);
      });
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('forgets one that is not run any more, with all that it remembers')
    .argument('<name>', 'of the analyzer')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (name: string, { json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        await plane.removeAnalyzer({ name });
        process.stdout.write(json ? `${JSON.stringify({ removed: name })}\n` : `${name} is forgotten\n`);
      });
    });
}

const HELP = `
Stop its processes first. Streams keep events for an analyzer that the cluster knows until they are 90 % full, even if nobody
runs it. Started again it is a new one, which begins with what is still stored.

Example:
  weir analyzers remove credential-stuffing`;

function textOf(analyzers: readonly AnalyzerInfo[]): string {
  if (analyzers.length === 0) return 'none; weir new analyzer NAME makes one';
  return tableOf(
    ['ANALYZER', 'SINCE', 'PROCESSES'],
    analyzers.map(({ name, sinceMs, members = [] }) => [
      name ?? '',
      new Date(sinceMs ?? 0).toISOString(),
      members?.join(' ') || 'none',
    ]),
  );
}
