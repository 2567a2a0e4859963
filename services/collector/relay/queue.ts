/**
 * The lines of one destination: gathered into batches, which are on disk until the destination has them.
 *
 * A sender that waits until its line is on disk must not wait for a whole batch: so a batch is written in as many records
 * as that takes, each of which names it, and is sent under the same name, with the same lines, by whatever process.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { Mishap } from '../mishap.ts';
import type { RecordMeta, SourceProgress } from '../progress.ts';
import type { Spool, Spooled } from '../spool/spool.ts';
import { type Batch, batchId } from './batch.ts';
import { LineBuffer } from './line-buffer.ts';

/** A spool knows shards; a queue has one. */
const SHARD = 0;

export interface QueueOptions {
  readonly spool: Spool;
  /** Bytes of a batch, and how long its first line waits for the last, ms. */
  readonly batchBytes: number;
  readonly lingerMs: number;
  readonly clock: Clock;
  /** Whether what is ready now is to be dropped. */
  readonly drops: () => boolean;
  /** Takes over a batch that is on disk. */
  readonly send: (batch: Batch) => void;
}

/** One thing that is read: lines that begin before `position` have been passed on. */
export interface Reading {
  readonly name: string;
  readonly identity: string;
  readonly position: number;
}

/** A batch that more lines may come to. */
interface OpenBatch {
  /** Of its first record. */
  readonly number: number;
  readonly collector: string;
  readonly records: Promise<Spooled>[];
  readonly parts: Buffer[];
  bytes: number;
}

export class Queue {
  /** Lines that were dropped because the queue was full. */
  readonly dropped: Mishap;
  readonly #options: QueueOptions;
  readonly #pending = new LineBuffer();
  readonly #readings = new Set<Reading>();
  #batch: OpenBatch | undefined;
  /** When the first line of the batch came. */
  #sinceMs = 0;
  #timer: Timer | undefined;
  #spooling = 0;
  #spoolingBytes = 0;
  #lastSpooled: Promise<unknown> = Promise.resolve();
  #handing = new Set<Promise<void>>();
  #lines = 0;
  #told = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.dropped = new Mishap(options.clock);
  }

  /** Lines that were added. */
  get lines(): number {
    return this.#lines;
  }

  /** Records that are being written. */
  get spooling(): number {
    return this.#spooling;
  }

  /** Bytes of them. */
  get spoolingBytes(): number {
    return this.#spoolingBytes;
  }

  begin(reading: Reading): void {
    this.#readings.add(reading);
  }

  /** Nothing more will come of it. */
  end(reading: Reading): void {
    this.#write();
    this.tellProgress();
    this.#readings.delete(reading);
  }

  /** How far an earlier process has come with this destination: lines that begin before that are on its disk. */
  covered({ name, identity }: Pick<Reading, 'name' | 'identity'>): number {
    return this.#options.spool.progress.source(name, identity)?.covered.get(SHARD) ?? 0;
  }

  /** A line, after all that were added before it. It counts as passed on when the position of its reading has moved on. */
  add(buffer: Buffer, start: number, end: number): void {
    const { batchBytes, clock } = this.#options;
    const bytes = this.#bytes;
    // Before the line, because what is read has come just there.
    if (bytes > 0 && bytes + (end - start) >= batchBytes) this.#close();
    if (this.#bytes === 0) this.#sinceMs = clock.elapsed();
    this.#pending.add(buffer, start, end);
    this.#lines++;
  }

  /** There are no more lines to be had at once. */
  flush(): void {
    const { batchBytes, lingerMs, clock } = this.#options;
    if (this.#bytes === 0) return;
    const leftMs = this.#sinceMs + lingerMs - clock.elapsed();
    if (this.#bytes >= batchBytes || leftMs <= 0) this.#close();
    else
      this.#timer ??= clock.after(leftMs, () => {
        this.#timer = undefined;
        this.flush();
      });
  }

  /** Notes how far reading has come although none of it was for this destination. For a timer. */
  tellProgress(): void {
    const { spool } = this.#options;
    const told = [...this.#readings].reduce((sum, { position }) => sum + position, 0);
    if (this.#pending.lines > 0 || told === this.#told) return;
    this.#told = told;
    const number = spool.progress.number(SHARD);
    spool.skip({ collector: spool.collector, shard: SHARD, number, sources: this.#sources() });
  }

  /** Resolves when all lines that were added are on disk, or were dropped. */
  async stored(): Promise<void> {
    this.#write();
    await this.#lastSpooled;
  }

  /** Resolves when all lines that were added are in batches that were sent, or were dropped. */
  async settle(): Promise<void> {
    this.#close();
    await Promise.all(this.#handing);
  }

  /** Bytes of the batch that more lines may come to. */
  get #bytes(): number {
    return (this.#batch?.bytes ?? 0) + this.#pending.bytes;
  }

  /** Writes what is not on disk. */
  #write(): void {
    const { spool, drops } = this.#options;
    if (this.#pending.lines === 0) return;
    if (drops()) {
      this.dropped.add(this.#pending.lines);
      this.#pending.discard();
      this.tellProgress();
      return;
    }
    const { collector } = spool;
    const number = spool.progress.number(SHARD) + 1;
    this.#batch ??= { number, collector, records: [], parts: [], bytes: 0 };
    const batch = this.#pending.take();
    const meta: RecordMeta = {
      collector,
      shard: SHARD,
      number,
      batch: this.#batch.number,
      sources: this.#sources(),
    };
    const record = this.#append(meta, batch);
    this.#lastSpooled = record;
    this.#batch.records.push(record);
    this.#batch.parts.push(batch);
    this.#batch.bytes += batch.length;
  }

  /** No more lines come to the batch. */
  #close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#write();
    const batch = this.#batch;
    this.#batch = undefined;
    if (!batch) return;
    const handing = this.#hand(batch).finally(() => this.#handing.delete(handing));
    this.#handing.add(handing);
  }

  async #append(meta: RecordMeta, batch: Buffer): Promise<Spooled> {
    this.#spooling++;
    this.#spoolingBytes += batch.length;
    const spooled = await this.#options.spool.append({ meta, batch });
    this.#spooling--;
    this.#spoolingBytes -= batch.length;
    return spooled;
  }

  async #hand({ collector, number, records, parts }: OpenBatch): Promise<void> {
    const spooled = await Promise.all(records);
    const lines = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    this.#options.send({ id: batchId(collector, number), spooled, lines });
  }

  #sources(): SourceProgress[] {
    return [...this.#readings].map(({ name, identity, position }) => ({
      name,
      identity,
      to: position,
      low: position,
      newestMs: 0,
    }));
  }
}
