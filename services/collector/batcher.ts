/**
 * Collects events into a batch for each shard and decides when one is cut: at once when nothing of the shard is on its
 * way, else when it is full or has waited long enough. A batch is cut once and spooled before anybody else sees it.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import type { ShardMap } from '#libs/cluster/shard-map.ts';
import type { SeededHash } from '#libs/domain/hash.ts';
import type { TraceSpan, Tracing } from '#libs/telemetry/tracing.ts';
import { BATCH_BYTES_MAX, BATCH_ROWS_MAX, BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import type { EventRow } from '#libs/wire/row.ts';
import type { Linger } from './linger.ts';
import { Mishap } from './mishap.ts';
import type { RecordMeta, SourceProgress } from './progress.ts';
import type { Spool, Spooled } from './spool/spool.ts';

/** A shard hears of the time this often even when it has no events. */
const IDLE_MS = 5000;

/** What is read, or who sends. */
export interface Reading extends SourceRun {
  /**
   * Of a sender: so many others of its name are remembered, because it sends again what it got no answer for. It can wait, so
   * nothing of it is dropped.
   */
  readonly remembered?: number | undefined;
}

export interface BatcherOptions {
  readonly map: ShardMap;
  /** For finding equal texts; needs not be the cluster's. */
  readonly hash: SeededHash;
  readonly spool: Spool;
  readonly linger: Linger;
  readonly clock: Clock;
  readonly tracing: Tracing;
  /** Batches of a shard on their way. */
  readonly inFlight: (shard: number) => number;
  /** Whether a batch is to be dropped rather than cut. */
  readonly drops: () => boolean;
  readonly send: (spooled: Spooled, bytes: Uint8Array, span: TraceSpan) => void;
}

interface Pending {
  readonly builder: BatchBuilder;
  /** When its first row came, ms of the monotonic clock. */
  sinceMs: number;
  /** When the shard's last batch was cut. */
  cutMs: number;
  /** The times of the sources that it told. */
  toldMs: number;
  /** Whoever waits until its rows are in the spool. */
  waiters: ((spooled: Promise<void>) => void)[];
}

export class Batcher {
  /** Events, each a line, that were dropped. */
  readonly dropped: Mishap;
  readonly #options: BatcherOptions;
  readonly #pending: Pending[];
  readonly #runs = new Set<Reading>();
  #spooling = 0;
  #spooled: (() => void)[] = [];
  /** Resolves when the batch that was cut last is in the spool, and so all before it. */
  #lastSpooled: Promise<void> = Promise.resolve();
  #timer: Timer | undefined;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.dropped = new Mishap(options.clock);
    const nowMs = options.clock.elapsed();
    this.#pending = Array.from({ length: options.map.shards }, () => ({
      builder: new BatchBuilder(options.hash),
      sinceMs: 0,
      cutMs: nowMs,
      toldMs: 0,
      waiters: [],
    }));
  }

  /** Batches that are being written to the spool. */
  get spooling(): number {
    return this.#spooling;
  }

  addRun(run: Reading): void {
    this.#runs.add(run);
  }

  /** A source has come to its end; everything of it has been flushed. */
  removeRun(run: Reading): void {
    this.#runs.delete(run);
  }

  /** Adds an event of `run`, whose line starts at `position`, which `run` has just reached. */
  add(shard: number, row: EventRow, run: SourceRun, position: number, ingestedMs: number): void {
    const pending = this.#pending[shard];
    const { builder } = pending;
    if (builder.rows > 0 && (!builder.hasRoom(run, position) || builder.bytes >= BATCH_BYTES_MAX))
      this.#cut(shard);
    if (builder.rows === 0) pending.sinceMs = this.#options.clock.elapsed();
    builder.add(row, run, position, ingestedMs);
    this.#timer ??= this.#options.clock.after(this.#options.linger.ms, () => this.#onTimer());
  }

  /** Cuts what is ready. Called at the end of each chunk, when a wait is over, and when a shard has nothing on its way. */
  flush(): void {
    const { linger } = this.#options;
    linger.review();
    for (let shard = 0; shard < this.#pending.length; shard++) this.flushShard(shard);
  }

  /** No wait goes on. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  flushShard(shard: number): void {
    const { linger, clock, inFlight } = this.#options;
    const { builder, sinceMs } = this.#pending[shard];
    if (builder.rows === 0) return;
    const full = builder.rows >= BATCH_ROWS_MAX || builder.bytes >= BATCH_BYTES_MAX;
    const alone = linger.relaxed && inFlight(shard) === 0;
    if (!full && !alone && clock.elapsed() - sinceMs < linger.ms) return;
    if (!full) linger.count();
    this.#cut(shard);
  }

  /** Cuts everything, ready or not. */
  flushAll(): void {
    for (let shard = 0; shard < this.#pending.length; shard++) {
      if (this.#pending[shard].builder.rows > 0) this.#cut(shard);
    }
  }

  /** Tells shards that have had no events for a while what time it is in the sources. */
  tellTime(): void {
    if (this.#runs.size === 0 || this.#options.drops()) return;
    const nowMs = this.#options.clock.elapsed();
    const timesMs = this.#timesMs();
    for (let shard = 0; shard < this.#pending.length; shard++) {
      const { builder, cutMs, toldMs } = this.#pending[shard];
      if (builder.rows === 0 && nowMs - cutMs >= IDLE_MS && toldMs !== timesMs) this.#cut(shard);
    }
  }

  /** Resolves when all rows that were added are in the spool, or were dropped. */
  async stored(): Promise<void> {
    const waits = this.#pending
      .filter(({ builder }) => builder.rows > 0)
      .map(({ waiters }) => new Promise<void>((resolve) => waiters.push(resolve)));
    await Promise.all([this.#lastSpooled, ...waits]);
  }

  /** Resolves when all that was cut is in the spool. */
  async settled(): Promise<void> {
    while (this.#spooling > 0) await new Promise<void>((resolve) => this.#spooled.push(resolve));
  }

  /** What has waited for long enough is cut; for the rest the timer is set anew. */
  #onTimer(): void {
    const { clock, linger } = this.#options;
    this.#timer = undefined;
    this.flush();
    let firstMs = Number.POSITIVE_INFINITY;
    for (const { builder, sinceMs } of this.#pending)
      if (builder.rows > 0 && sinceMs < firstMs) firstMs = sinceMs;
    if (firstMs === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.max(1, firstMs + linger.ms - clock.elapsed());
    this.#timer = clock.after(waitMs, () => this.#onTimer());
  }

  #cut(shard: number): void {
    const { map, spool, clock, tracing, drops, linger } = this.#options;
    if (drops() && !this.#isAnsweredFor(shard)) {
      this.#drop(shard);
      return;
    }
    const pending = this.#pending[shard];
    const { builder } = pending;
    pending.cutMs = clock.elapsed();
    pending.toldMs = this.#timesMs();
    const publishedMs = clock.now();
    const { rows } = builder;
    linger.countRows(rows);
    const { collector } = spool;
    const number = spool.progress.number(shard) + 1;
    const collect = tracing.span('collect', {
      startMs: rows > 0 ? builder.ingestedMs : publishedMs,
      attributes: {
        'weir.shard': shard,
        'weir.rows': rows,
        'weir.collector': collector,
        'weir.number': number,
      },
    });
    const publish = tracing.span('publish', { parent: collect.traceparent, startMs: publishedMs });
    collect.end(publishedMs);
    const meta: RecordMeta = { collector, shard, number, sources: this.#sourcesFor(shard) };
    const bytes = builder.finish(
      {
        collector,
        shard,
        shardMapVersion: map.version,
        number,
        traceparent: publish.traceparent,
        publishedMs,
      },
      [...this.#runs],
    );
    this.#lastSpooled = this.#spool(meta, bytes, publish);
    for (const resolve of pending.waiters.splice(0)) resolve(this.#lastSpooled);
  }

  /** Before it has a number: whoever reads the shard's stream sees no gap. */
  #drop(shard: number): void {
    const { spool } = this.#options;
    const { builder, waiters } = this.#pending[shard];
    this.dropped.add(builder.rows);
    for (const resolve of waiters.splice(0)) resolve(this.#lastSpooled);
    builder.discard();
    spool.skip({
      collector: spool.collector,
      shard,
      number: spool.progress.number(shard),
      sources: this.#sourcesFor(shard),
    });
  }

  /** Whether a batch has rows of which somebody will be told that they are safe. */
  #isAnsweredFor(shard: number): boolean {
    const { builder } = this.#pending[shard];
    for (const run of this.#runs)
      if (run.remembered !== undefined && builder.firstPosition(run) !== undefined) return true;
    return false;
  }

  /** The newest event times of all that is read, added up: another sum is news. */
  #timesMs(): number {
    let sum = 0;
    for (const { newestMs } of this.#runs) if (Number.isFinite(newestMs)) sum += newestMs;
    return sum;
  }

  /** How far everything that is read has been taken over once the shard's batch is spooled. */
  #sourcesFor(shard: number): SourceProgress[] {
    return [...this.#runs].map((run) => {
      let low = run.position;
      for (let other = 0; other < this.#pending.length; other++) {
        if (other === shard) continue;
        const first = this.#pending[other].builder.firstPosition(run);
        if (first !== undefined && first < low) low = first;
      }
      const { name, identity, position: to, remembered } = run;
      const newestMs = Number.isFinite(run.newestMs) ? run.newestMs : 0;
      return { name, identity, to, low, newestMs, ...(remembered !== undefined && { remembered }) };
    });
  }

  async #spool(meta: RecordMeta, batch: Uint8Array, span: TraceSpan): Promise<void> {
    this.#spooling++;
    const spooled = await this.#options.spool.append({ meta, batch });
    this.#spooling--;
    this.#options.send(spooled, batch, span);
    for (const resolve of this.#spooled.splice(0)) resolve();
  }
}
