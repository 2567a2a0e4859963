import { Command, Option } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { MEASURED, type MeasuredFormat } from '../parse-lines.ts';

export function parseCommand(): Command {
  return new Command('parse')
    .description('CPU us a line of the formats, into batches, beside grep -c and JSON.parse')
    .addOption(
      new Option('--format <name...>', 'only these').choices(MEASURED).default(MEASURED, 'all of them'),
    )
    .addOption(new Option('--json', 'a line of JSON for each row').default(false))
    .action(async (options: { format: MeasuredFormat[]; json: boolean }) => {
      const { benchParse } = await import('../parse.ts');
      const rows = benchParse(options.format);
      if (options.json) for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
      else {
        const head = ['FORMAT', 'TRAFFIC', 'US A LINE', 'INTO A ROW', 'JSON.parse', 'grep -c'];
        process.stdout.write(
          `${tableOf(
            head,
            rows.map((row) => Object.values(row)),
          )}\n`,
        );
      }
    });
}
