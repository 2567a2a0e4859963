import { Command, Option } from 'commander';
import { modesTable, pointsTable } from '../relay/report.ts';
import { benchRelay, type ModeResult, POINTS, type Point, type PointResult } from '../relay.ts';
import { within } from './options.ts';

interface RelayFlags {
  readonly point: Point[];
  readonly seconds: number;
  readonly hang: number;
  readonly away: number;
  readonly json: boolean;
}

export function relayCommand(): Command {
  return new Command('relay')
    .description('what each way of a ModSecurity audit log costs nginx and loses, the relay beside its own')
    .addOption(new Option('--point <name...>', 'only these').choices(POINTS).default(POINTS, 'all of them'))
    .option('--seconds <n>', 'that each way is loaded for', within(1, 600), 10)
    .option('--hang <n>', 'seconds that the receiver answers nothing', within(1, 600), 15)
    .option('--away <n>', 'seconds that it is away', within(1, 3600), 15)
    .addOption(new Option('--json', 'a line of JSON for each result').default(false))
    .action(async (options: RelayFlags) => {
      const [modes, points]: [ModeResult[], PointResult[]] = [[], []];
      const told = (result: object) => options.json && process.stdout.write(`${JSON.stringify(result)}\n`);
      const notes = await benchRelay({
        points: options.point,
        seconds: options.seconds,
        hangSeconds: options.hang,
        awaySeconds: options.away,
        onMode: (result) => told(result) || modes.push(result),
        onPoint: (result) => told(result) || points.push(result),
      });
      if (options.json) return;
      const tables = [...(modes.length > 0 ? [modesTable(modes)] : []), pointsTable(points)];
      process.stdout.write(`${[...tables, ...notes].join('\n\n')}\n`);
    });
}
