import { Command, Option } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { benchLatency, type LatencyOptions } from '../latency.ts';
import { json, number, print } from './options.ts';

interface LatencyFlags {
  readonly rate: number;
  readonly runs: number;
  readonly samples: number;
  readonly target: 'nginx' | 'nftables' | 'ipset';
  readonly json: boolean;
}

export function latencyCommand(): Command {
  return new Command('latency')
    .description(
      'append of the offending line -> its sender is refused by every nginx worker, or by the kernel',
    )
    .addOption(
      new Option('--target <name>', 'what refuses; packet filters need root, for a network namespace')
        .choices(['nginx', 'nftables', 'ipset'])
        .default('nginx'),
    )
    .option('--rate <n>', 'ordinary lines a second beside', number, 1000)
    .option('--runs <n>', 'stacks that are started', number, 3)
    .option('--samples <n>', 'offending lines in each run', number, 350)
    .addOption(json())
    .action(async (options: LatencyFlags) => {
      const { target } = options;
      const { openNginxPlace } = await import('../latency-nginx.ts');
      const { openPacketPlace } = await import('../latency-packets.ts');
      const openPlace: LatencyOptions['openPlace'] = (clock, run) =>
        target === 'nginx' ? openNginxPlace(clock, run) : openPacketPlace(target, clock);
      const result = await benchLatency({ ...options, openPlace });
      const { p50, p99, max, n } = result.latency_ms;
      const cores = Object.entries(result.cpu_cores).map(([name, used]) => `${name} ${used}`);
      const rows = [
        ...Object.entries(result.stages_ms).map(([stage, each]) => [stage, each.p50, each.p99, '']),
        [target === 'nginx' ? 'line -> 403' : 'line -> dropped', p50, p99, max],
      ];
      print(
        `${tableOf(['STAGE', 'P50 ms', 'P99 ms', 'MAX ms'], rows)}\nn = ${n}; cores used: ${cores.join(', ')}`,
        result,
        options.json,
      );
    });
}
