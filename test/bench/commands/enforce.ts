import { Command } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { json, print, within } from './options.ts';

export function enforceCommand(): Command {
  return new Command('enforce')
    .description(
      'CPU us that a request of nginx costs more with Weir, by what is in use, against the same nginx without',
    )
    .option('--bans <n>', 'single addresses held', within(1000, 250_000), 100_000)
    .option('--requests <n>', 'in each round', within(1000, 10_000_000), 20_000)
    .option('--rounds <n>', 'of which the least count, and the medians are told', within(1, 1000), 25)
    .addOption(json())
    .action(async (options: { bans: number; requests: number; rounds: number; json: boolean }) => {
      const { benchEnforce } = await import('../enforce.ts');
      const result = await benchEnforce(options);
      const rows = [
        ['without Weir', result.without_us, result.median_without_us],
        ...Object.entries(result.added_us).map(([use, us]) => [
          `added, ${use.replaceAll('_', ' ')}`,
          us,
          result.median_added_us[use as keyof typeof result.median_added_us],
        ]),
      ];
      print(tableOf(['CPU us A REQUEST', 'LEAST', 'MEDIAN'], rows), result, options.json);
    });
}
