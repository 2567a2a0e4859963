import { Command } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { json, print, within } from './options.ts';

export function importCommand(): Command {
  return new Command('import')
    .description('a list of addresses -> weir decisions import -> ledger -> export, all processes')
    .option('--entries <n>', 'of the list', within(1, 400_000), 100_000)
    .addOption(json())
    .action(async (options: { entries: number; json: boolean }) => {
      const { benchImport } = await import('../import.ts');
      const result = await benchImport(options.entries);
      const rows = Object.entries(result).map(([name, value]) => [name.replaceAll('_', ' '), value]);
      print(tableOf(['', ''], rows), result, options.json);
    });
}
