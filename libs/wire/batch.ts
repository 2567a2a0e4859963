/** A decoded batch: aligned columns that a pipeline reads. */
import { weir } from '#proto';
import { ADDRESS_WORDS } from '../domain/address.ts';
import { TEXT_FIELDS } from '../domain/event.ts';
import type { SessionNumber } from '../domain/session.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { Arena } from './arena.ts';
import { BATCH_ROWS_MAX, TEXT_PROPERTIES } from './batch-builder.ts';
import { NO_CUTS, TextColumn } from './text-column.ts';

export interface SourceSpan {
  readonly name: string;
  readonly identity: string;
  readonly from: number;
  readonly to: number;
  readonly watermarkMs: number;
  readonly fields: number;
}

/** What is known of events, by column. */
export interface EventColumns {
  readonly rows: number;
  readonly timeMs: Float64Array;
  /** Four words a row. */
  readonly address: Uint32Array;
  readonly status: Uint16Array;
  readonly bytesSent: Float64Array;
  readonly requestBytes: Float64Array;
  readonly requestTimeUs: Uint32Array;
  readonly wafSeverity: Uint8Array;
  readonly flags: Uint8Array;
  /** In the order of TEXT_FIELDS; behind them, where the rows tell of sessions, their trails. */
  readonly texts: readonly TextColumn[];
}

export interface Batch extends EventColumns {
  readonly collector: string;
  readonly shard: number;
  readonly shardMapVersion: number;
  readonly number: number;
  readonly traceparent: string;
  /** Unix ms. */
  readonly ingestedMs: number;
  readonly publishedMs: number;
  readonly sources: readonly SourceSpan[];
  readonly source: Uint8Array;
  /** Relative to the source span's `from`. */
  readonly position: Uint32Array;
  /** Where each row tells of a session. Such batches are made by analyzers and never sent. */
  readonly session?: SessionColumns;
}

/** What the rows have that tell of sessions, and where the last request of each stands in the shard's stream. */
export interface SessionColumns {
  readonly numbers: Readonly<Record<SessionNumber, Float64Array>>;
  readonly sequence: Float64Array;
  readonly row: Uint16Array;
  /** Unix ms. */
  readonly requestMs: Float64Array;
}

/**
 * Decodes an EventBatch. Every length and index is checked, and that times and the number are such, so that what reads
 * the columns need not.
 * @param rowsMax a batch of more is refused, whose few bytes could ask for much memory
 * @throws WeirError `corrupt` when the bytes are no batch.
 */
export function decodeBatch(bytes: Uint8Array, rowsMax = BATCH_ROWS_MAX): Batch {
  const message = decodeMessage(bytes);
  const { rows, number } = message;
  if (!Number.isSafeInteger(number)) throw corrupt(`${number} is no number of a batch`);
  const sources = message.sources.map(sourceSpan);
  // Its columns are in the message, and what it has beside them is more than what they lack.
  const arena = new Arena(bytes.length);
  const events = eventColumns(message, rowsMax, arena);
  const source = columnIn(arena, Uint8Array, message.source, rows, 'source');
  for (let row = 0; row < rows; row++) {
    if (source[row] >= sources.length) throw corrupt(`row ${row} names source ${source[row]}`);
  }
  return {
    collector: message.collector,
    shard: message.shard,
    shardMapVersion: message.shardMapVersion,
    number,
    traceparent: message.traceparent,
    ingestedMs: message.ingestedMs,
    publishedMs: message.publishedMs,
    sources,
    source,
    position: columnIn(arena, Uint32Array, message.position, rows, 'position'),
    ...events,
  };
}

/**
 * The columns that tell of the events. Every length and index is checked, and that times are such.
 * @throws WeirError `corrupt` when they are more than `rowsMax` or do not agree
 */
export function eventColumns(message: weir.v1.EventBatch, rowsMax: number, arena: Arena): EventColumns {
  const { rows } = message;
  if (rows > rowsMax) throw corrupt(`${rows} rows are too many`);
  const column = <T extends ArrayBufferView>(
    Type: ColumnType<T>,
    data: Uint8Array,
    length: number,
    name: string,
  ) => columnIn(arena, Type, data, length, name);
  const timeMs = column(Float64Array, message.timeMs, rows, 'time_ms');
  for (let row = 0; row < rows; row++) if (!Number.isFinite(timeMs[row])) throw corrupt('a row has no time');
  return {
    rows,
    timeMs,
    address: column(Uint32Array, message.address, ADDRESS_WORDS * rows, 'address'),
    status: column(Uint16Array, message.status, rows, 'status'),
    bytesSent: column(Float64Array, message.bytesSent, rows, 'bytes_sent'),
    requestBytes: column(Float64Array, message.requestBytes, rows, 'request_bytes'),
    wafSeverity: column(Uint8Array, message.wafSeverity, rows, 'waf_severity'),
    requestTimeUs: column(Uint32Array, message.requestTimeUs, rows, 'request_time_us'),
    flags: column(Uint8Array, message.flags, rows, 'flags'),
    texts: TEXT_PROPERTIES.map((property, text) =>
      textColumn(arena, message[property], rows, TEXT_FIELDS[text]),
    ),
  };
}

/** @throws WeirError `corrupt` when the bytes are no such message */
export function decodeMessage(bytes: Uint8Array): weir.v1.EventBatch {
  try {
    return weir.v1.EventBatch.decode(bytes);
  } catch (error) {
    throw corrupt(messageOf(error));
  }
}

function sourceSpan(span: weir.v1.SourceSpan.$Properties): SourceSpan {
  if (Number.isNaN(span.watermarkMs)) throw corrupt(`source ${span.name} has no watermark`);
  return {
    name: span.name ?? '',
    identity: span.identity ?? '',
    from: span.from ?? 0,
    to: span.to ?? 0,
    watermarkMs: span.watermarkMs ?? 0,
    fields: span.fields ?? 0,
  };
}

interface ColumnType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, from: number, length: number): T;
}

/** A copy of a column, or zeros when it was left out. */
function columnIn<T extends ArrayBufferView>(
  arena: Arena,
  Type: ColumnType<T>,
  bytes: Uint8Array,
  length: number,
  name: string,
): T {
  if (bytes.length === 0) return arena.zeros(Type, length);
  if (bytes.length !== length * Type.BYTES_PER_ELEMENT) {
    throw corrupt(`column ${name} has ${bytes.length} bytes for ${length} values`);
  }
  return arena.copy(Type, bytes);
}

function textColumn(
  arena: Arena,
  message: weir.v1.TextColumn.$Properties | null | undefined,
  rows: number,
  name: string,
): TextColumn {
  if (!message?.ends || message.ends.length === 0) {
    return TextColumn.empty(rows, arena.zeros(Uint16Array, rows));
  }
  const ends = columnIn(arena, Uint32Array, message.ends, message.ends.length >>> 2, `${name}.ends`);
  const index = columnIn(arena, Uint16Array, message.index ?? NOTHING, rows, `${name}.index`);
  const data = message.data ?? NOTHING;
  if (ends[0] !== 0) throw corrupt(`column ${name} does not begin with the empty text`);
  let last = 0;
  for (const end of ends) {
    if (end < last || end > data.length) throw corrupt(`column ${name} has a value that ends at ${end}`);
    last = end;
  }
  for (let row = 0; row < rows; row++) {
    if (index[row] >= ends.length) throw corrupt(`column ${name} has no value ${index[row]}`);
  }
  if (!message.cuts || message.cuts.length === 0) return new TextColumn(data, ends, index, NO_CUTS);
  const cuts = new Map(
    message.cuts.map(({ value, length, digest }) => [
      value ?? 0,
      { length: length ?? 0, digest: digest ?? NOTHING },
    ]),
  );
  return new TextColumn(data, ends, index, cuts);
}

const NOTHING = new Uint8Array(0);

function corrupt(what: string): WeirError {
  return new WeirError('corrupt', `event batch: ${what}`);
}
