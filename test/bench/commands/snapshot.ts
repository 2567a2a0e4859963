import { Command } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { json, number, print } from './options.ts';

export function snapshotCommand(): Command {
  return new Command('snapshot')
    .description('snapshots of shards that track many addresses, while events flow')
    .option('--keys <n>', 'addresses', number, 1_000_000)
    .option('--rate <n>', 'events a second', number, 20_000)
    .option('--seconds <n>', 'that they flow', number, 10)
    .addOption(json())
    .action(async (options: { keys: number; rate: number; seconds: number; json: boolean }) => {
      const { benchMarking } = await import('../marking.ts');
      const { benchSnapshot } = await import('../snapshot.ts');
      const marking = benchMarking();
      const runs = [
        await benchSnapshot({ ...options, shards: 8 }),
        await benchSnapshot({ ...options, shards: 1 }),
      ];
      const rows = Object.keys(runs[0]).map((name) => [
        name.replaceAll('_', ' '),
        ...runs.map((run) => run[name as keyof typeof run]),
      ]);
      const marked = [
        'us an event, and without marking',
        marking.us_per_event,
        marking.us_per_event_unmarked,
      ];
      print(tableOf(['', '8 SHARDS', '1 SHARD'], [...rows, marked]), { runs, marking }, options.json);
    });
}
