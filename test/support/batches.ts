/** Events and the batches they travel in, for tests that say only what matters. */
import { ADDRESS_WORDS, addressOf } from '#libs/domain/address.ts';
import { EVENT_FIELDS, fieldSet, type TextField } from '#libs/domain/event.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { BatchBuilder, type BatchHeader, type SourceRun } from '#libs/wire/batch-builder.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';

/** When tests begin, Unix ms. */
export const START_MS = Date.UTC(2026, 0, 1);

export const testHash = new SeededHash(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));

export interface TestEvent extends Readonly<Partial<Record<TextField, string | Uint8Array>>> {
  /** Unix ms. */
  readonly timeMs: number;
  readonly from: string;
  readonly status: number;
  readonly bytesSent: number;
  readonly requestBytes: number;
  readonly wafSeverity: number;
  readonly requestTimeUs: number;
  readonly flags: number;
}

/** A harmless request; `atMs` counts from the beginning of the test. */
export function event(options: Partial<TestEvent> & { readonly atMs?: number } = {}): TestEvent {
  const { atMs = 0, ...rest } = options;
  return {
    timeMs: START_MS + atMs,
    from: '198.51.100.7',
    status: 200,
    bytesSent: 512,
    requestBytes: 0,
    wafSeverity: 0,
    requestTimeUs: 0,
    flags: 0,
    host: 'shop.example',
    method: 'GET',
    path: '/',
    protocol: 'HTTP/1.1',
    user_agent: 'Mozilla/5.0',
    ...rest,
  };
}

/** The words of an address that the test knows to be one. */
export function words(address: string): Uint32Array {
  const found = addressOf(address);
  if (!found) throw new Error(`${address} is no address`);
  return found;
}

/** Fills a row as a format would. */
export function rowOf(of: TestEvent, row = new EventRow()): EventRow {
  row.clear();
  row.timeMs = of.timeMs;
  row.address.set(words(of.from).subarray(0, ADDRESS_WORDS));
  row.status = of.status;
  row.bytesSent = of.bytesSent;
  row.requestBytes = of.requestBytes;
  row.wafSeverity = of.wafSeverity;
  row.requestTimeUs = of.requestTimeUs;
  row.flags = of.flags;
  for (const [field, index] of Object.entries(TEXT_INDEX)) {
    const bytes = Buffer.from(of[field as TextField] ?? '');
    row.setText(index, bytes, 0, bytes.length);
  }
  return row;
}

/** A source that has been read up to `position`. */
export function sourceRun(options: Partial<SourceRun> = {}): SourceRun {
  return {
    name: 'access',
    identity: 'file-1',
    fields: fieldSet(EVENT_FIELDS),
    position: 0,
    newestMs: Number.NEGATIVE_INFINITY,
    ...options,
  };
}

export function header(options: Partial<BatchHeader> = {}): BatchHeader {
  return {
    collector: 'collector-1',
    shard: 0,
    shardMapVersion: 1,
    number: 1,
    traceparent: '',
    publishedMs: START_MS,
    ...options,
  };
}

export interface BatchOptions extends Partial<BatchHeader> {
  /** Newest event time the source has seen; that of the events unless given. */
  readonly newestMs?: number;
}

const builder = new BatchBuilder(testHash);
const row = new EventRow();

/** Events of one source as the bytes of a batch. */
export function encodeBatch(events: readonly TestEvent[], options: BatchOptions = {}): Uint8Array {
  const { newestMs = Math.max(...events.map(({ timeMs }) => timeMs)), ...rest } = options;
  const run = sourceRun({ newestMs, position: events.length });
  for (const [position, each] of events.entries()) builder.add(rowOf(each, row), run, position, START_MS);
  return builder.finish(header(rest), [run]);
}

/** The same, as a shard sees it. */
export function batchOf(events: readonly TestEvent[], options: BatchOptions = {}): Batch {
  return decodeBatch(encodeBatch(events, options));
}
