import { Command } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { json, print, within } from './options.ts';

export function packetsCommand(filter: 'nftables' | 'ipset'): Command {
  return new Command(filter)
    .description('bans in the kernel: all at once, one more, refreshed; needs root, for a network namespace')
    .option('--bans <n>', 'held', within(1000, 500_000), 100_000)
    .addOption(json())
    .action(async (options: { bans: number; json: boolean }) => {
      const { benchPackets } = await import('../packets.ts');
      const result = await benchPackets(filter, options.bans);
      const rows = Object.entries(result).map(([name, value]) => [name.replaceAll('_', ' '), value]);
      print(tableOf(['', ''], rows), result, options.json);
    });
}
