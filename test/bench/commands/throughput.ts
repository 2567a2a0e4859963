import { Command } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { benchThroughput } from '../throughput.ts';
import { json, print } from './options.ts';

export function throughputCommand(): Command {
  return new Command('throughput')
    .description('file -> parsed -> JetStream, acknowledged -> detected, all processes')
    .option('--file <path>', 'a log; else one of 1,000,000 lines is made')
    .addOption(json())
    .action(async (options: { file?: string; json: boolean }) => {
      const { result, cpuUs } = await benchThroughput(options);
      const rows = [
        ['events', result.events],
        ['seconds', result.seconds],
        ['events/s', result.events_per_s],
        ['CPU us an event', result.cpu_us_per_event],
        ...Object.entries(cpuUs).map(([name, us]) => [`CPU us an event in ${name}`, us]),
        ['lost', result.lost],
        ...Object.entries(result.rss_mb).map(([name, mb]) => [`peak memory of ${name}, MB`, mb]),
      ];
      print(tableOf(['', ''], rows), result, options.json);
    });
}
