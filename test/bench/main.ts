/** `npm run bench -- NAME`: prints a table and, with --json, one line of JSON. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { TRAFFIC, type TrafficKind } from './detect-traffic.ts';
import { benchFailover, FAILOVER_CASES, type FailoverResult } from './failover.ts';
import { benchLatency, type LatencyOptions } from './latency.ts';
import { MEASURED, type MeasuredFormat } from './parse-lines.ts';
import { benchQuality, commitSeed, qualityTable } from './quality.ts';
import type { ModeResult, PointResult } from './relay.ts';
import { benchThroughput } from './throughput.ts';

const program = new Command('npm run bench --').description('benchmarks of Weir on this machine');
interface LatencyFlags {
  readonly rate: number;
  readonly runs: number;
  readonly samples: number;
  readonly target: 'nginx' | 'nftables' | 'ipset';
  readonly json: boolean;
}

interface RelayFlags {
  readonly point?: number[];
  readonly seconds: number;
  readonly hang: number;
  readonly away: number;
  readonly json: boolean;
}

const json = () => new Option('--json', 'one line of JSON at the end').default(false);
const number = (text: string) => Number(text);
const numbers = (text: string, before: number[] | undefined) => [...(before ?? []), Number(text)];
const within = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (value >= min && value <= max) return value;
  throw new InvalidArgumentError(`use a number from ${min} to ${max}`);
};

program
  .command('throughput')
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

program
  .command('latency')
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
    const { openNginxPlace } = await import('./latency-nginx.ts');
    const { openPacketPlace } = await import('./latency-packets.ts');
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

program
  .command('failover')
  .description(
    'parts of a cluster are killed, stopped and halted under load: what is lost, and for how long it halts',
  )
  .addOption(
    new Option('--case <name...>', 'only these')
      .choices(FAILOVER_CASES)
      .default(FAILOVER_CASES, 'all of them'),
  )
  .option('--rate <n>', 'lines a second', number, 20_000)
  .addOption(new Option('--json', 'a line of JSON for each case').default(false))
  .action(async (options: { case: string[]; rate: number; json: boolean }) => {
    const results: FailoverResult[] = [];
    await benchFailover({
      cases: options.case,
      rate: options.rate,
      onResult: (result) => {
        results.push(result);
        if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      },
    });
    if (options.json) return;
    const rows = results.map((each) => [
      each.case,
      each.resume_ms,
      each.bar_ms ?? '',
      each.lines,
      each.events_lost,
      `${each.detections_missing} of ${each.detections}`,
      each.detections_doubled,
      `${each.bans_lost} of ${each.bans}`,
    ]);
    const head = ['CASE', 'RESUME ms', 'LIMIT', 'LINES', 'LOST', 'MISSING', 'DOUBLED', 'BANS LOST'];
    process.stdout.write(`${tableOf(head, rows)}\n`);
  });

program
  .command('parse')
  .description('CPU us a line of the formats, into batches, beside grep -c and JSON.parse')
  .addOption(
    new Option('--format <name...>', 'only these').choices(MEASURED).default(MEASURED, 'all of them'),
  )
  .addOption(new Option('--json', 'a line of JSON for each row').default(false))
  .action(async (options: { format: MeasuredFormat[]; json: boolean }) => {
    const { benchParse } = await import('./parse.ts');
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

program
  .command('detect')
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
      const { benchDetect } = await import('./detect.ts');
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

program
  .command('snapshot')
  .description('snapshots of shards that track many addresses, while events flow')
  .option('--keys <n>', 'addresses', number, 1_000_000)
  .option('--rate <n>', 'events a second', number, 20_000)
  .option('--seconds <n>', 'that they flow', number, 10)
  .addOption(json())
  .action(async (options: { keys: number; rate: number; seconds: number; json: boolean }) => {
    const { benchMarking } = await import('./marking.ts');
    const { benchSnapshot } = await import('./snapshot.ts');
    const marking = benchMarking();
    const runs = [
      await benchSnapshot({ ...options, shards: 8 }),
      await benchSnapshot({ ...options, shards: 1 }),
    ];
    const rows = Object.keys(runs[0]).map((name) => [
      name.replaceAll('_', ' '),
      ...runs.map((run) => run[name as keyof typeof run]),
    ]);
    const marked = ['us an event, and without marking', marking.us_per_event, marking.us_per_event_unmarked];
    print(tableOf(['', '8 SHARDS', '1 SHARD'], [...rows, marked]), { runs, marking }, options.json);
  });

program
  .command('quality')
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

program
  .command('sessions')
  .description('CPU us an event and bytes a session of following sessions, in one process')
  .addOption(json())
  .action(async (options: { json: boolean }) => {
    const { benchSessions } = await import('./sessions.ts');
    const results = [
      benchSessions('mixed', 10_000),
      benchSessions('mixed', 100_000),
      benchSessions('distinct', 100_000),
    ];
    const names = Object.keys(results[0]) as (keyof (typeof results)[number])[];
    const rows = names.map((name) => [name.replaceAll('_', ' '), ...results.map((result) => result[name])]);
    print(tableOf(['', '', '', ''], rows), { results }, options.json);
  });

for (const filter of ['nftables', 'ipset'] as const) {
  program
    .command(filter)
    .description('bans in the kernel: all at once, one more, refreshed; needs root, for a network namespace')
    .option('--bans <n>', 'held', within(1000, 500_000), 100_000)
    .addOption(json())
    .action(async (options: { bans: number; json: boolean }) => {
      const { benchPackets } = await import('./packets.ts');
      const result = await benchPackets(filter, options.bans);
      const rows = Object.entries(result).map(([name, value]) => [name.replaceAll('_', ' '), value]);
      print(tableOf(['', ''], rows), result, options.json);
    });
}

program
  .command('import')
  .description('a list of addresses -> weir decisions import -> ledger -> export, all processes')
  .option('--entries <n>', 'of the list', within(1, 400_000), 100_000)
  .addOption(json())
  .action(async (options: { entries: number; json: boolean }) => {
    const { benchImport } = await import('./import.ts');
    const result = await benchImport(options.entries);
    const rows = Object.entries(result).map(([name, value]) => [name.replaceAll('_', ' '), value]);
    print(tableOf(['', ''], rows), result, options.json);
  });

program
  .command('bans')
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
  .action(async (options: { rate: number; seconds: number; second: 'nftables' | 'file'; json: boolean }) => {
    const { benchBans } = await import('./bans.ts');
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
  });

program
  .command('enforce')
  .description(
    'CPU us that a request of nginx costs more with Weir, by what is in use, against the same nginx without',
  )
  .option('--bans <n>', 'single addresses held', within(1000, 250_000), 100_000)
  .option('--requests <n>', 'in each round', within(1000, 10_000_000), 20_000)
  .option('--rounds <n>', 'of which the least count, and the medians are told', within(1, 1000), 25)
  .addOption(json())
  .action(async (options: { bans: number; requests: number; rounds: number; json: boolean }) => {
    const { benchEnforce } = await import('./enforce.ts');
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

program
  .command('relay')
  .description('what each way of a ModSecurity audit log costs nginx and loses, the relay beside its own')
  .option('--point <n...>', 'only these of 7 to 11 and 13; else all', numbers)
  .option('--seconds <n>', 'that each way is loaded for', within(1, 600), 10)
  .option('--hang <n>', 'seconds that the receiver answers nothing', within(1, 600), 15)
  .option('--away <n>', 'seconds that it is away', within(1, 3600), 15)
  .addOption(new Option('--json', 'a line of JSON for each result').default(false))
  .action(async (options: RelayFlags) => {
    const { benchRelay, POINTS } = await import('./relay.ts');
    const { modesTable, pointsTable } = await import('./relay/report.ts');
    const [modes, points]: [ModeResult[], PointResult[]] = [[], []];
    const told = (result: object) => options.json && process.stdout.write(`${JSON.stringify(result)}\n`);
    const notes = await benchRelay({
      points: POINTS.filter((point) => options.point?.includes(point) ?? true),
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

function print(table: string, result: object, asJson: boolean): void {
  process.stdout.write(`${table}\n`);
  if (asJson) process.stdout.write(`${JSON.stringify(result)}\n`);
}

await program.parseAsync(process.argv);
process.exit();
