import { Command, Option } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { json, print, within } from './options.ts';

export function bansCommand(): Command {
  return new Command('bans')
    .description(
      'detections -> ledger -> an enforcer with nginx and another one with nftables (or a file), all processes',
    )
    .option('--rate <n>', 'bans a second', within(1, 10_000), 1000)
    .option('--seconds <n>', 'that they come', within(1, 600), 60)
    .addOption(
      new Option('--second <target>', 'of the second enforcer')
        .choices(['nftables', 'file'])
        .default('nftables'),
    )
    .addOption(json())
    .action(
      async (options: { rate: number; seconds: number; second: 'nftables' | 'file'; json: boolean }) => {
        const { benchBans } = await import('../bans.ts');
        const result = await benchBans(options);
        const { lost, applied_ms: times, cpu_percent: cpu, rss_mb: memory, ...rest } = result;
        const rows = [
          ...Object.entries(rest).map(([name, value]) => [name.replaceAll('_', ' '), value]),
          ...Object.entries(lost).map(([name, count]) => [`lost in ${name}`, count]),
          ...Object.entries(times).map(([name, { p50, p99, max }]) => [
            `ms until in ${name}: p50, p99, max`,
            `${p50}, ${p99}, ${max}`,
          ]),
          ...Object.entries(cpu).map(([name, percent]) => [`CPU % of a core, ${name}`, percent]),
          ...Object.entries(memory).map(([name, mb]) => [`peak memory of ${name}, MB`, mb]),
        ];
        print(tableOf(['', ''], rows), result, options.json);
      },
    );
}
