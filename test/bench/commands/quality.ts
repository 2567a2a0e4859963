import { Command, Option } from 'commander';
import { benchQuality, commitSeed, qualityTable } from '../quality.ts';
import { within } from './options.ts';

export function qualityCommand(): Command {
  return new Command('quality')
    .description('generated traffic with known attackers: who is found, how soon, and who is by mistake')
    .option('--seed <n>', 'of the traffic; else one made from the commit', within(0, 2 ** 32 - 1))
    .option('--seeds <n>', 'runs, each with the seed after the last', within(1, 1000), 1)
    .option('--visitors <n>', 'innocent people and programs', within(1, 100_000), 2000)
    .option('--hours <n>', 'that the traffic lasts, in its own time', within(0.1, 72), 6)
    .option('--scenarios <folder>', 'scenarios of your own, laid over the built-in ones')
    .addOption(new Option('--json', 'a line of JSON for each run').default(false))
    .action(
      async (options: {
        seed?: number;
        seeds: number;
        visitors: number;
        hours: number;
        scenarios?: string;
        json: boolean;
      }) => {
        const report = await benchQuality({
          ...options,
          seed: options.seed ?? commitSeed(),
          onRun: (result) => {
            if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
          },
        });
        if (!options.json) process.stdout.write(`${qualityTable(report)}\n`);
        if (report.missed.length > 0) process.exitCode = 1;
      },
    );
}
