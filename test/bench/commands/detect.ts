import { Command, Option } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { TRAFFIC, type TrafficKind } from '../detect-traffic.ts';
import { number, numbers } from './options.ts';

export function detectCommand(): Command {
  return new Command('detect')
    .description('CPU us an event from the bytes of a batch to detections, by stage, in one process')
    .option('--scenarios <n...>', 'of the pack and more like them; else 10, 44 and 200', numbers)
    .option('--addresses <n...>', 'different clients; else 10,000, 100,000 and 1,000,000', numbers)
    .addOption(new Option('--traffic <kind...>', 'what comes').choices(TRAFFIC).default(TRAFFIC))
    .option('--events <n>', 'of each row; at least one of each address', number, 400_000)
    .addOption(new Option('--json', 'a line of JSON for each row').default(false))
    .action(
      async (options: {
        scenarios?: number[];
        addresses?: number[];
        traffic: TrafficKind[];
        events: number;
        json: boolean;
      }) => {
        const { benchDetect } = await import('../detect.ts');
        const rows = [];
        for (const traffic of options.traffic) {
          for (const addresses of options.addresses ?? [10_000, 100_000, 1_000_000]) {
            for (const scenarios of options.scenarios ?? [10, 44, 200]) {
              const row = benchDetect({ scenarios, addresses, traffic, events: options.events });
              if (options.json) process.stdout.write(`${JSON.stringify(row)}\n`);
              rows.push([
                scenarios,
                addresses,
                traffic,
                ...Object.values(row.us_per_event),
                row.bytes_per_address,
                row.keys_per_address,
              ]);
            }
          }
        }
        if (options.json) return;
        const stages = ['DECODE us', 'MATCH', 'DETECTORS', 'SESSIONS', 'TOTAL', 'SECOND STAGE'];
        const head = ['SCENARIOS', 'ADDRESSES', 'TRAFFIC', ...stages, 'B AN ADDRESS', 'KEYS'];
        process.stdout.write(`${tableOf(head, rows)}\n`);
      },
    );
}
