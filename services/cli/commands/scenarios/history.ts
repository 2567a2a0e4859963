/** `weir scenarios history`: which sets held, who made them and what they changed. */
import { Command } from 'commander';
import { withControlPlane } from '../../endpoint.ts';
import { tableOf } from '../../table.ts';

export function historyCommand(): Command {
  return new Command('history')
    .description('the scenario sets of the cluster, newest first')
    .option('--limit <n>', 'at most so many', Number, 20)
    .option('--json', 'one JSON object', false)
    .action(async ({ limit, json }: { limit: number; json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { sets } = await plane.scenarioHistory({ limit });
        const rows = sets.map(({ number, madeMs, by, what, release }) => [
          String(number),
          new Date(madeMs ?? 0).toISOString(),
          by ?? '',
          release ?? '',
          what ?? '',
        ]);
        const text = json
          ? JSON.stringify({ sets })
          : tableOf(['SET', 'SINCE', 'BY', 'RELEASE', 'WHAT'], rows);
        process.stdout.write(`${text}\n`);
      });
    });
}
