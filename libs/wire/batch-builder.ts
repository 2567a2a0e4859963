/** Collects the rows of one shard's next batch and encodes them. */
import { weir } from '#proto';
import { ADDRESS_WORDS } from '../domain/address.ts';
import { LATENESS_MS, TEXT_FIELDS } from '../domain/event.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { Batch } from './batch.ts';
import { bytesOf, DictionaryBuilder, enlarged } from './dictionary.ts';
import type { EventRow } from './row.ts';

/** Rows of a batch that is sent: 500 cost a bus as little as more, and arrive sooner. */
export const BATCH_ROWS_MAX = 500;
/** Rows of a batch that is judged where it was made: nobody waits for it, and more at once take less time. */
export const LARGE_BATCH_ROWS_MAX = 4096;
export const BATCH_SOURCES_MAX = 255;
/** Bytes of a batch, about: well below what a NATS server takes (1 MB). */
export const BATCH_BYTES_MAX = 256 * 1024;

const ROWS_FIRST = 32;
const POSITION_MAX = 2 ** 32 - 1;
/** Encoded size of what every row has, about: columns of numbers and ten indexes. */
const ROW_BYTES = 64;

/** A source as the builder sees it: who it is and how far it has been read. */
export interface SourceRun {
  readonly name: string;
  readonly identity: string;
  /** Field set of its format. */
  readonly fields: number;
  /** Where the next line starts. */
  readonly position: number;
  /** Newest event time seen, Unix ms; -Infinity before the first. */
  readonly newestMs: number;
}

export interface BatchHeader {
  readonly collector: string;
  readonly shard: number;
  readonly shardMapVersion: number;
  readonly number: number;
  readonly traceparent: string;
  readonly publishedMs: number;
}

/** Memory that batches are encoded in, one after the other: one that grows anew with each costs more than all else. */
let writer = weir.v1.EventBatch.encode({});
/** After a larger batch it begins anew. */
const WRITER_BYTES_MAX = 1024 * 1024;

export class BatchBuilder {
  #rows = 0;
  #ingestedMs = 0;
  #sources: { run: SourceRun; from: number }[] = [];
  #lastSource = 0;
  #source = new Uint8Array(ROWS_FIRST);
  #position = new Uint32Array(ROWS_FIRST);
  #timeMs = new Float64Array(ROWS_FIRST);
  #address = new Uint32Array(ADDRESS_WORDS * ROWS_FIRST);
  #status = new Uint16Array(ROWS_FIRST);
  #bytesSent = new Float64Array(ROWS_FIRST);
  #requestBytes = new Float64Array(ROWS_FIRST);
  #wafSeverity = new Uint8Array(ROWS_FIRST);
  #requestTimeUs = new Uint32Array(ROWS_FIRST);
  #flags = new Uint8Array(ROWS_FIRST);
  readonly #texts: DictionaryBuilder[];
  readonly #rowsMax: number;

  /** @param rowsMax at most LARGE_BATCH_ROWS_MAX */
  constructor(hash: SeededHash, rowsMax = BATCH_ROWS_MAX) {
    this.#rowsMax = rowsMax;
    this.#texts = TEXT_FIELDS.map(() => new DictionaryBuilder(hash, rowsMax));
  }

  get rows(): number {
    return this.#rows;
  }

  /** About what the batch will weigh. */
  get bytes(): number {
    let bytes = ROW_BYTES * this.#rows;
    for (const text of this.#texts) bytes += text.bytes;
    return bytes;
  }

  /** Unix ms at which the first row's line was read. */
  get ingestedMs(): number {
    return this.#ingestedMs;
  }

  /** Where the first line of `run` starts that is in the batch, or undefined. */
  firstPosition(run: SourceRun): number | undefined {
    const source = this.#sourceOf(run);
    return source < 0 ? undefined : this.#sources[source].from;
  }

  /** Whether a line of `run` at `position` can be added. */
  hasRoom(run: SourceRun, position: number): boolean {
    if (this.#rows >= this.#rowsMax) return false;
    const source = this.#sourceOf(run);
    if (source < 0) return this.#sources.length < BATCH_SOURCES_MAX;
    const ahead = position - this.#sources[source].from;
    return ahead >= 0 && ahead <= POSITION_MAX;
  }

  /** Adds a row. The caller has asked `hasRoom`. */
  add(row: EventRow, run: SourceRun, position: number, ingestedMs: number): void {
    const at = this.#begin(run, position, ingestedMs);
    this.#timeMs[at] = row.timeMs;
    const { address } = row;
    const to = ADDRESS_WORDS * at;
    for (let word = 0; word < address.length; word++) this.#address[to + word] = address[word];
    this.#status[at] = row.status;
    this.#bytesSent[at] = row.bytesSent;
    this.#requestBytes[at] = row.requestBytes;
    this.#wafSeverity[at] = row.wafSeverity;
    this.#requestTimeUs[at] = row.requestTimeUs;
    this.#flags[at] = row.flags;
    for (let text = 0; text < this.#texts.length; text++) {
      this.#texts[text].add(row.buffers[text], row.starts[text], row.ends[text]);
    }
  }

  /** Adds row `from` of another batch as a row of `run`. The caller has asked `hasRoom`. */
  copy(batch: Batch, from: number, run: SourceRun, position: number): void {
    const at = this.#begin(run, position, batch.ingestedMs);
    this.#timeMs[at] = batch.timeMs[from];
    for (let word = 0; word < ADDRESS_WORDS; word++) {
      this.#address[ADDRESS_WORDS * at + word] = batch.address[ADDRESS_WORDS * from + word];
    }
    this.#status[at] = batch.status[from];
    this.#bytesSent[at] = batch.bytesSent[from];
    this.#requestBytes[at] = batch.requestBytes[from];
    this.#wafSeverity[at] = batch.wafSeverity[from];
    this.#requestTimeUs[at] = batch.requestTimeUs[from];
    this.#flags[at] = batch.flags[from];
    for (let text = 0; text < this.#texts.length; text++) batch.texts[text].copy(from, this.#texts[text]);
  }

  /** Encodes the batch and empties the builder. `idle` sources have no row but a watermark to tell. */
  finish(header: BatchHeader, idle: readonly SourceRun[] = []): Uint8Array {
    for (const run of idle)
      if (this.#sources.length < BATCH_SOURCES_MAX) this.#sourceIndex(run, run.position);
    const encoded = this.encode(header);
    this.discard();
    return encoded;
  }

  /** Forgets all rows. */
  discard(): void {
    this.#rows = 0;
    this.#sources = [];
    for (const text of this.#texts) text.clear();
  }

  /** The batch as it is now; the builder keeps it. */
  encode(header: BatchHeader): Uint8Array {
    const rows = this.#rows;
    const message: weir.v1.EventBatch.$Properties = {
      ...header,
      rows,
      ingestedMs: rows > 0 ? this.#ingestedMs : header.publishedMs,
      sources: this.#sources.map(({ run, from }) => ({
        name: run.name,
        identity: run.identity,
        from,
        to: run.position,
        watermarkMs: run.newestMs - LATENESS_MS,
        fields: run.fields,
      })),
      position: bytesOf(this.#position.subarray(0, rows)),
      timeMs: bytesOf(this.#timeMs.subarray(0, rows)),
      address: bytesOf(this.#address.subarray(0, ADDRESS_WORDS * rows)),
    };
    setUnlessZero(message, 'source', this.#source.subarray(0, rows));
    setUnlessZero(message, 'status', this.#status.subarray(0, rows));
    setUnlessZero(message, 'bytesSent', this.#bytesSent.subarray(0, rows));
    setUnlessZero(message, 'requestBytes', this.#requestBytes.subarray(0, rows));
    setUnlessZero(message, 'wafSeverity', this.#wafSeverity.subarray(0, rows));
    setUnlessZero(message, 'requestTimeUs', this.#requestTimeUs.subarray(0, rows));
    setUnlessZero(message, 'flags', this.#flags.subarray(0, rows));
    for (let text = 0; text < this.#texts.length; text++) {
      const column = this.#texts[text].column();
      if (column) message[TEXT_PROPERTIES[text]] = column;
    }
    writer.reset();
    const encoded = weir.v1.EventBatch.encode(message, writer).finish();
    if (encoded.length > WRITER_BYTES_MAX) writer = weir.v1.EventBatch.encode({});
    return encoded;
  }

  /** Makes place for a row and says where it comes from. Returns its number. */
  #begin(run: SourceRun, position: number, ingestedMs: number): number {
    const at = this.#rows++;
    if (at === this.#source.length) this.#grow();
    if (at === 0) this.#ingestedMs = ingestedMs;
    const source = this.#sourceIndex(run, position);
    this.#source[at] = source;
    this.#position[at] = position - this.#sources[source].from;
    return at;
  }

  #sourceIndex(run: SourceRun, position: number): number {
    const known = this.#sourceOf(run);
    if (known >= 0) return known;
    this.#sources.push({ run, from: position });
    return this.#sources.length - 1;
  }

  /** The index of a source, or -1. Most rows come from the same one as the row before. */
  #sourceOf(run: SourceRun): number {
    const sources = this.#sources;
    if (this.#lastSource < sources.length && sources[this.#lastSource].run === run) return this.#lastSource;
    for (let source = 0; source < sources.length; source++) {
      if (sources[source].run !== run) continue;
      this.#lastSource = source;
      return source;
    }
    return -1;
  }

  #grow(): void {
    const rows = Math.min(this.#rowsMax, 2 * this.#source.length);
    this.#source = enlarged(this.#source, new Uint8Array(rows));
    this.#position = enlarged(this.#position, new Uint32Array(rows));
    this.#timeMs = enlarged(this.#timeMs, new Float64Array(rows));
    this.#address = enlarged(this.#address, new Uint32Array(ADDRESS_WORDS * rows));
    this.#status = enlarged(this.#status, new Uint16Array(rows));
    this.#bytesSent = enlarged(this.#bytesSent, new Float64Array(rows));
    this.#requestBytes = enlarged(this.#requestBytes, new Float64Array(rows));
    this.#wafSeverity = enlarged(this.#wafSeverity, new Uint8Array(rows));
    this.#requestTimeUs = enlarged(this.#requestTimeUs, new Uint32Array(rows));
    this.#flags = enlarged(this.#flags, new Uint8Array(rows));
  }
}

type TextProperty =
  | 'host'
  | 'method'
  | 'path'
  | 'query'
  | 'protocol'
  | 'userAgent'
  | 'referer'
  | 'user'
  | 'requestId'
  | 'wafRule';

/** Names of the text columns in the message, in the order of TEXT_FIELDS. */
export const TEXT_PROPERTIES: readonly TextProperty[] = TEXT_FIELDS.map(
  (field) => field.replace(/_(\w)/, (_, letter: string) => letter.toUpperCase()) as TextProperty,
);

type NumberColumn =
  | 'source'
  | 'status'
  | 'bytesSent'
  | 'requestBytes'
  | 'requestTimeUs'
  | 'wafSeverity'
  | 'flags';

function setUnlessZero(
  message: weir.v1.EventBatch.$Properties,
  column: NumberColumn,
  values: Uint8Array | Uint16Array | Uint32Array | Float64Array,
): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) {
      message[column] = bytesOf(values);
      return;
    }
  }
}
