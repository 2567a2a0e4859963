/**
 * What parsing costs: CPU time a line on one core for each format, into a row and on into batches, beside JSON.parse
 * of the same lines. The machine's speed is in all of them, so that their ratios count.
 */

import { type Random, seededRandom } from '#libs/clock/random.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { BATCH_ROWS_MAX, BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import { EventRow } from '#libs/wire/row.ts';
import { CombinedFormat } from '#services/collector/formats/combined.ts';
import type { Format } from '#services/collector/formats/format.ts';
import { JsonFormat } from '#services/collector/formats/json.ts';
import { WEIR_KEYS } from '../support/weir-keys.ts';

const LINES = 100_000;
const ROUNDS = 5;

export interface ParseCost {
  readonly name: string;
  /** CPU us a line, the median of the rounds. */
  readonly microseconds: number;
  /** The same as a part of what JSON.parse takes for the JSON lines. */
  readonly ofJsonParse: number;
}

/** Measures and prints a table. */
export async function benchParse(): Promise<ParseCost[]> {
  const combined = sample(combinedLine);
  const json = sample(jsonLine);
  const jsonFormat = () => new JsonFormat(WEIR_KEYS);
  const runs = new Map<string, () => void>([
    ['JSON.parse', () => parseJson(json)],
    ['find lines only', () => findLines(json)],
    ['combined into a row', intoRow(combined, new CombinedFormat())],
    ['combined into batches', intoBatches(combined, new CombinedFormat())],
    ['json into a row', intoRow(json, jsonFormat())],
    ['json into batches', intoBatches(json, jsonFormat())],
  ]);
  // Rounds take turns, so that a disturbance of the machine does not fall on one of them alone.
  const taken = new Map<string, number[]>([...runs.keys()].map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, run] of runs) {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      if (round > 0) taken.get(name)?.push((user + system) / LINES);
    }
  }
  const medians = [...taken].map(([name, costs]) => ({ name, microseconds: median(costs) }));
  const costs = medians.map((cost) => ({
    ...cost,
    ofJsonParse: cost.microseconds / medians[0].microseconds,
  }));
  print(costs, combined.length / LINES, json.length / LINES);
  return costs;
}

function print(costs: readonly ParseCost[], combinedBytes: number, jsonBytes: number): void {
  console.log(`combined ${combinedBytes.toFixed(0)} B a line, json ${jsonBytes.toFixed(0)} B a line`);
  for (const { name, microseconds, ofJsonParse } of costs) {
    console.log(
      `${name.padEnd(24)} ${microseconds.toFixed(2).padStart(6)} us  ${ofJsonParse.toFixed(2).padStart(5)}`,
    );
  }
}

function parseJson(buffer: Buffer): void {
  let sum = 0;
  eachLine(buffer, (start, end) => {
    sum += JSON.parse(buffer.toString('utf8', start, end)).s;
  });
  if (sum < LINES) throw new Error('lines are missing');
}

function findLines(buffer: Buffer): void {
  let sum = 0;
  eachLine(buffer, (start, end) => {
    sum += end - start;
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
    fields: format.fields,
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

interface Request {
  readonly address: string;
  readonly uri: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  readonly agent: string;
}

/** Few agents and hosts, many paths and more queries, as a server sees them. */
function sample(line: (request: Request, index: number) => string): Buffer {
  const random = seededRandom(7);
  const agents = Array.from({ length: 40 }, (_, i) => agentOf(100 + i));
  const lines = Array.from({ length: LINES }, (_, index) => {
    const pick = (count: number) => Math.floor(random.next() * count);
    const request = {
      address: `${1 + pick(220)}.${pick(256)}.${pick(256)}.${pick(256)}`,
      uri: `/articles/${pick(3000)}?q=${word(random, 6)}&page=${pick(9)}`,
      status: random.next() < 0.9 ? 200 : 404,
      bytes: pick(90_000),
      referer: `https://www.example.org/shop/${pick(500)}`,
      agent: agents[pick(agents.length)],
    };
    return line(request, index);
  });
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** Of the two lengths that browsers' agents have. */
function agentOf(version: number): string {
  return version % 2 === 0
    ? `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
    : `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
}

function word(random: Random, letters: number): string {
  let text = '';
  while (text.length < letters) text += String.fromCharCode(97 + Math.floor(random.next() * 26));
  return text;
}

function combinedLine({ address, uri, status, bytes, referer, agent }: Request, index: number): string {
  const second = String(Math.floor(index / 2000) % 60).padStart(2, '0');
  return `${address} - - [21/Nov/2026:19:58:${second} +0000] "GET ${uri} HTTP/1.1" ${status} ${bytes} "${referer}" "${agent}"`;
}

function jsonLine({ address, uri, status, bytes, referer, agent }: Request, index: number): string {
  const time = (1_795_291_087 + index / 2000).toFixed(3);
  const id = (index * 2654435761).toString(16).padStart(32, '0').slice(-32);
  return (
    `{"v":1,"t":${time},"ip":"${address}","pip":"${address}","h":"www.example.org","m":"GET","u":"${uri}",` +
    `"p":"HTTP/1.1","s":${status},"b":${bytes},"rl":420,"rt":0.003,"ut":"0.003","ua":"${agent}",` +
    `"rf":"${referer}","id":"${id}","raw":"","xff":"","us":""}`
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
