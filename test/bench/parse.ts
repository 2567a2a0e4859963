/**
 * What parsing costs: CPU time a line on one core, from bytes through columns to the protobuf of a batch, beside `grep -c`
 * and JSON.parse of the same requests in the same run. The machine's speed is in all of them, so that their ratios count.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededHash } from '#libs/domain/hash.ts';
import { BATCH_ROWS_MAX, BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import { EventRow } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import type { Format } from '#services/collector/formats/format.ts';
import { linesFor, MEASURED, type MeasuredFormat, TRAFFIC, type Traffic } from './parse-lines.ts';

const LINES = 50_000;
const ROUNDS = 5;
/** `times` of the shell counts in hundredths of a second. */
const GREPS = 20;
const MAIN =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" ' +
  '"$http_x_forwarded_for"';

/** CPU us a line, medians of the rounds. */
export interface ParseCost {
  readonly format: MeasuredFormat;
  readonly traffic: Traffic;
  /** Into batches. */
  readonly us_per_line: number;
  /** Of these, into a row. */
  readonly row_us: number;
  /** Of the same requests as Weir's JSON. */
  readonly json_parse_us: number;
  /** Of the same lines. */
  readonly grep_us: number;
}

export function benchParse(formats: readonly MeasuredFormat[] = MEASURED): ParseCost[] {
  const folder = mkdtempSync(join(tmpdir(), 'weir-parse-'));
  try {
    return TRAFFIC.flatMap((traffic) => {
      const json = linesFor('json', traffic, LINES);
      return formats.map((format) => costOf(format, traffic, json, join(folder, 'lines.log')));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rounds take turns, so that a disturbance of the machine does not fall on one of them alone. */
function costOf(format: MeasuredFormat, traffic: Traffic, json: Buffer, file: string): ParseCost {
  const lines = linesFor(format, traffic, LINES);
  writeFileSync(file, lines);
  const opened = () => openFormat({ format: format === 'log_format' ? MAIN : format });
  const batches = intoBatches(lines, opened());
  const row = intoRow(lines, opened());
  const taken: number[][] = [[], [], [], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const costs = [cpuOf(batches), cpuOf(row), cpuOf(() => parseJson(json)), grepUs(file)];
    if (round > 0) for (const [i, cost] of costs.entries()) taken[i].push(cost / LINES);
  }
  const [us_per_line, row_us, json_parse_us, grep_us] = taken.map(median);
  return { format, traffic, us_per_line, row_us, json_parse_us, grep_us };
}

function cpuOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** CPU us of one `grep -c`, which reads every line. */
function grepUs(file: string): number {
  // Not into /dev/null: there grep would end at the first match.
  const script = `for i in $(seq ${GREPS}); do n=$(grep -c '" 404 ' "$0"); done; times`;
  const { stdout, status } = spawnSync('sh', ['-c', script, file], {
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: process.env.PATH ?? '' },
  });
  if (status !== 0 || stdout === '') throw new Error('there is no grep');
  const children = stdout.trim().split('\n')[1];
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => 60 * Number(m) + Number(s));
  return (seconds.reduce((sum, each) => sum + each, 0) * 1e6) / GREPS;
}

function parseJson(buffer: Buffer): void {
  let sum = 0;
  eachLine(buffer, (start, end) => {
    sum += JSON.parse(buffer.toString('utf8', start, end)).s;
  });
  if (sum < LINES) throw new Error('lines are missing');
}

function intoRow(buffer: Buffer, format: Format): () => void {
  const row = new EventRow();
  return () => eachLine(buffer, (start, end) => parse(format, buffer, start, end, row));
}

function intoBatches(buffer: Buffer, format: Format): () => void {
  const row = new EventRow();
  const builder = new BatchBuilder(new SeededHash(Buffer.from('8 bytes!')));
  const run: SourceRun = {
    name: 'bench',
    identity: '1-2-0-9',
    get fields() {
      return format.fields;
    },
    position: 0,
    newestMs: 0,
  };
  const header = { collector: 'c', shard: 0, shardMapVersion: 1, number: 1, traceparent: '', publishedMs: 0 };
  return () =>
    eachLine(buffer, (start, end) => {
      parse(format, buffer, start, end, row);
      if (!builder.hasRoom(run, start)) builder.finish(header);
      builder.add(row, run, start, 0);
      if (builder.rows === BATCH_ROWS_MAX) builder.finish(header);
    });
}

function parse(format: Format, buffer: Buffer, start: number, end: number, row: EventRow): void {
  const reason = format.parse(buffer, start, end, row);
  if (reason !== '') throw new Error(`${reason}: ${buffer.toString('latin1', start, end)}`);
}

function eachLine(buffer: Buffer, take: (start: number, end: number) => void): void {
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(10, start);
    take(start, end);
    start = end + 1;
  }
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] * 1000) / 1000;
}
