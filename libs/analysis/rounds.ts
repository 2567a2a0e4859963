/**
 * Cuts events that are read in one go into rounds: one batch for each range shard, all cut at once, so that time goes on for
 * all of them. Where the cuts are follows from the events alone.
 */
import type { ShardMap } from '../cluster/shard-map.ts';
import { BatchBuilder, LARGE_BATCH_ROWS_MAX, type SourceRun } from '../wire/batch-builder.ts';
import type { EventRow } from '../wire/row.ts';

const COLLECTOR = 'replay';
/** Bytes of one batch, about. */
const BYTES_MAX = 4 * 1024 ** 2;
/** A log of few lines is judged in steps of so much of its time, as it would have been when they came. */
const SPAN_MS = 10 * 60_000;

const NOTHING_READ = { identity: '', fields: 0, position: 0 };

export interface Round {
  /** When its messages would have been stored: the newest time of all lines so far, Unix ms. */
  readonly storedMs: number;
  /** One for each range shard. */
  readonly batches: readonly Uint8Array[];
}

/** Takes lines in as the collector's batcher does. */
export class Rounds {
  readonly #map: ShardMap;
  readonly #onRound: (round: Round) => void;
  readonly #builders: readonly BatchBuilder[];
  readonly #runs = new Set<SourceRun>();
  /** Names of all that was read. */
  readonly #sources = new Set<string>();
  #rows = 0;
  /** Newest time of the lines so far, and when the round began, Unix ms. */
  #newestMs = 0;
  #begunMs = 0;
  #number = 0;

  constructor(map: ShardMap, onRound: (round: Round) => void) {
    this.#map = map;
    this.#onRound = onRound;
    this.#builders = Array.from(
      { length: map.shards },
      () => new BatchBuilder(map.hash, LARGE_BATCH_ROWS_MAX),
    );
  }

  /** Newest time of the lines so far, Unix ms. */
  get newestMs(): number {
    return this.#newestMs;
  }

  addRun(run: SourceRun): void {
    this.#runs.add(run);
    this.#sources.add(run.name);
  }

  removeRun(run: SourceRun): void {
    this.#runs.delete(run);
  }

  add(shard: number, row: EventRow, run: SourceRun, position: number, ingestedMs: number): void {
    const builder = this.#builders[shard];
    const isFull = !builder.hasRoom(run, position) || builder.bytes >= BYTES_MAX;
    if (isFull || row.timeMs > this.#begunMs + SPAN_MS) this.flushAll();
    if (row.timeMs > this.#newestMs) this.#newestMs = row.timeMs;
    if (this.#rows++ === 0) this.#begunMs = this.#newestMs;
    builder.add(row, run, position, ingestedMs);
  }

  /** What was read stays until there is more of it: nobody waits for a line. */
  flush(): void {}

  /** Ends the round for all shards, so that time goes on for all of them, unless it is empty. */
  flushAll(): void {
    if (this.#rows > 0) this.#cut(this.#newestMs, [...this.#runs]);
  }

  /** All that was read has come to this time, Unix ms, without another line. */
  tellTime(nowMs: number): void {
    this.flushAll();
    for (const name of this.#sources) this.#cut(nowMs, [{ ...NOTHING_READ, name, newestMs: nowMs }]);
  }

  /** A round with nothing in it: for shards that have not told everything yet. */
  again(nowMs: number): void {
    this.#cut(nowMs, []);
  }

  #cut(storedMs: number, idle: readonly SourceRun[]): void {
    this.#rows = 0;
    const number = ++this.#number;
    const { version: shardMapVersion } = this.#map;
    const header = { collector: COLLECTOR, shardMapVersion, number, traceparent: '', publishedMs: storedMs };
    const batches = this.#builders.map((builder, shard) => builder.finish({ ...header, shard }, idle));
    this.#onRound({ storedMs, batches });
  }
}
