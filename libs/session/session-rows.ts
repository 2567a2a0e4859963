/**
 * Sessions as rows of batches that scenarios judge like any other. A checkpoint has all that the request has which led to
 * it; the end of a session has the client, the agent, the last host, and as its path the template of the last page.
 */
import { ADDRESS_WORDS } from '../domain/address.ts';
import { TEXT_FIELDS } from '../domain/event.ts';
import { SESSION_NUMBER_NAMES, type SessionNumber } from '../domain/session.ts';
import type { Batch, SessionColumns } from '../wire/batch.ts';
import { TEXT_INDEX } from '../wire/row.ts';
import { TextColumn } from '../wire/text-column.ts';

/** What is known of a session at one moment. */
export interface SessionReport {
  readonly numbers: Readonly<Record<SessionNumber, number>>;
  readonly trail: readonly string[];
  /** Where its last request stands in the shard's stream, and its time, Unix ms. */
  readonly sequence: number;
  readonly row: number;
  readonly requestMs: number;
}

export interface SessionEnd extends SessionReport {
  readonly timeMs: number;
  /** Four words. */
  readonly address: Uint32Array;
  readonly agent: string;
  readonly host: string;
}

/** What its events have in common, and keys may have beside the address. */
export type KnownSession = Pick<SessionEnd, 'agent' | 'host' | 'trail'>;

/** Between the pages of a trail. */
export const JOINT = ' > ';

/** Stands for an address of which nothing else is known. */
export function unknownSession(address: Uint32Array): SessionEnd {
  const numbers = Object.fromEntries(SESSION_NUMBER_NAMES.map((name) => [name, 0]));
  return {
    numbers: numbers as Record<SessionNumber, number>,
    trail: [],
    sequence: 0,
    row: 0,
    requestMs: 0,
    timeMs: 0,
    address,
    agent: '',
    host: '',
  };
}

/** The sessions of some rows of a batch, each after its request. */
export function checkpointBatch(batch: Batch, rows: readonly number[], of: readonly SessionReport[]): Batch {
  const address = new Uint32Array(ADDRESS_WORDS * rows.length);
  rows.forEach((row, i) => {
    const from = ADDRESS_WORDS * row;
    address.set(batch.address.subarray(from, from + ADDRESS_WORDS), ADDRESS_WORDS * i);
  });
  return {
    ...batch,
    rows: rows.length,
    source: picked(batch.source, rows),
    position: picked(batch.position, rows),
    timeMs: picked(batch.timeMs, rows),
    address,
    status: picked(batch.status, rows),
    bytesSent: picked(batch.bytesSent, rows),
    requestBytes: picked(batch.requestBytes, rows),
    requestTimeUs: picked(batch.requestTimeUs, rows),
    wafSeverity: picked(batch.wafSeverity, rows),
    flags: picked(batch.flags, rows),
    texts: [...batch.texts.map((column) => column.pick(rows)), trailColumn(of)],
    session: sessionColumns(of),
  };
}

/** What says where a batch comes from. */
export type BatchHead = Pick<
  Batch,
  'collector' | 'shard' | 'shardMapVersion' | 'number' | 'traceparent' | 'ingestedMs' | 'publishedMs'
>;

/** Sessions without a request of their own: their ends, in the batch in which they are found out. */
export function endBatch(head: BatchHead, ends: readonly SessionEnd[]): Batch {
  const rows = ends.length;
  const address = new Uint32Array(ADDRESS_WORDS * rows);
  ends.forEach((end, i) => {
    address.set(end.address, ADDRESS_WORDS * i);
  });
  const texts = TEXT_FIELDS.map(() => TextColumn.empty(rows));
  texts[TEXT_INDEX.host] = TextColumn.of(ends.map(({ host }) => host));
  texts[TEXT_INDEX.user_agent] = TextColumn.of(ends.map(({ agent }) => agent));
  texts[TEXT_INDEX.path] = TextColumn.of(ends.map(({ trail }) => trail.at(-1) ?? ''));
  return {
    ...head,
    rows,
    sources: [],
    source: new Uint8Array(rows),
    position: new Uint32Array(rows),
    timeMs: Float64Array.from(ends, ({ timeMs }) => timeMs),
    address,
    status: new Uint16Array(rows),
    bytesSent: new Float64Array(rows),
    requestBytes: new Float64Array(rows),
    requestTimeUs: new Uint32Array(rows),
    wafSeverity: new Uint8Array(rows),
    flags: new Uint8Array(rows),
    texts: [...texts, trailColumn(ends)],
    session: sessionColumns(ends),
  };
}

function trailColumn(of: readonly SessionReport[]): TextColumn {
  return TextColumn.of(of.map(({ trail }) => trail.join(JOINT)));
}

function sessionColumns(of: readonly SessionReport[]): SessionColumns {
  const rows = of.length;
  const columns = SESSION_NUMBER_NAMES.map(() => new Float64Array(rows));
  const places = {
    sequence: new Float64Array(rows),
    row: new Uint16Array(rows),
    requestMs: new Float64Array(rows),
  };
  for (let at = 0; at < rows; at++) {
    const { numbers, sequence, row, requestMs } = of[at];
    SESSION_NUMBER_NAMES.forEach((name, i) => {
      columns[i][at] = numbers[name];
    });
    places.sequence[at] = sequence;
    places.row[at] = row;
    places.requestMs[at] = requestMs;
  }
  const numbers = Object.fromEntries(SESSION_NUMBER_NAMES.map((name, i) => [name, columns[i]]));
  return { ...places, numbers: numbers as Record<SessionNumber, Float64Array> };
}

type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Some rows of a column: much faster than `from` with a function. */
function picked<T extends NumberColumn>(column: T, rows: readonly number[]): T {
  const to = new (column.constructor as new (length: number) => T)(rows.length);
  for (let i = 0; i < rows.length; i++) to[i] = column[rows[i]];
  return to;
}
