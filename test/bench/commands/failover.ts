import { Command, Option } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { benchFailover, FAILOVER_CASES, type FailoverResult } from '../failover.ts';
import { number } from './options.ts';

export function failoverCommand(): Command {
  return new Command('failover')
    .description(
      'parts of a cluster are killed, stopped and halted under load: what is lost, and for how long it halts',
    )
    .addOption(
      new Option('--case <name...>', 'only these')
        .choices(FAILOVER_CASES)
        .default(FAILOVER_CASES, 'all of them'),
    )
    .option('--rate <n>', 'lines a second', number, 20_000)
    .addOption(new Option('--json', 'a line of JSON for each case').default(false))
    .action(async (options: { case: string[]; rate: number; json: boolean }) => {
      const results: FailoverResult[] = [];
      await benchFailover({
        cases: options.case,
        rate: options.rate,
        onResult: (result) => {
          results.push(result);
          if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
        },
      });
      if (options.json) return;
      const rows = results.map((each) => [
        each.case,
        each.resume_ms,
        each.bar_ms ?? '',
        each.lines,
        each.events_lost,
        `${each.detections_missing} of ${each.detections}`,
        each.detections_doubled,
        `${each.bans_lost} of ${each.bans}`,
      ]);
      const head = ['CASE', 'RESUME ms', 'LIMIT', 'LINES', 'LOST', 'MISSING', 'DOUBLED', 'BANS LOST'];
      process.stdout.write(`${tableOf(head, rows)}\n`);
    });
}
