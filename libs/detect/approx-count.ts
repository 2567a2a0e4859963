/**
 * A count that is never too low, also of keys that had to leave a full table and came back: what they had is then taken from a
 * sketch, which may tell too much. For limits well above what most keys come to, when there may be more of them than have room.
 *
 * The window is counted in sub-buckets of a seventh of it, the oldest of which counts as a whole: so events count for up to a
 * seventh too long.
 */
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import { EvictedCounts } from './evicted-counts.ts';
import type { KeyTable } from './key-table.ts';
import { SUB_BUCKETS, Window } from './window.ts';

export class ApproxCount implements Detector {
  readonly memoryMs: number;
  readonly state: EvictedCounts;
  readonly #table: KeyTable;
  readonly #tally: DetectorTally;
  readonly #over: number;
  readonly #window: Window;
  readonly #counts = new Uint32Array(SUB_BUCKETS);

  /** @param over a crossing is every event while there may be more than so many within `withinMs` */
  constructor(table: KeyTable, tally: DetectorTally, over: number, withinMs: number) {
    this.memoryMs = SUB_BUCKETS * Math.ceil(withinMs / (SUB_BUCKETS - 1));
    this.state = new EvictedCounts(over + 1);
    this.#table = table;
    this.#tally = tally;
    this.#over = over;
    this.#window = new Window(table, this.memoryMs, [over + 1]);
    table.onEvict((row) => this.#leave(row));
  }

  judge(row: number, timeMs: number, lastMs: number): boolean {
    const window = this.#window;
    const place = window.place(row, timeMs, lastMs);
    if (place < 0) {
      this.#tally.ignored++;
      return false;
    }
    const bucket = window.bucketOf(timeMs);
    const isNew = lastMs === Number.NEGATIVE_INFINITY;
    const entered = isNew ? SUB_BUCKETS : Math.min(SUB_BUCKETS, bucket - window.bucketOf(lastMs));
    if (entered > 0) this.#recall(row, bucket, entered);
    // It may be an event of before some that were counted when the key was here last.
    const later = isNew ? this.state.later(this.#first(row), this.#second(row), bucket) : 0;
    window.add(0, row, place, 1 + later);
    return window.sum(0, row) > this.#over;
  }

  #leave(row: number): void {
    const newest = this.#window.bucketOf(this.#table.lastMs(row));
    this.#window.read(0, row, newest, this.#counts);
    this.state.keep(this.#first(row), this.#second(row), newest, this.#counts);
  }

  /** The newest sub-buckets begin with what the key may have had in them before it left: it may have come back with a late event. */
  #recall(row: number, newest: number, count: number): void {
    const counts = this.#counts.subarray(0, count);
    this.state.recall(this.#first(row), this.#second(row), newest, counts);
    this.#window.write(0, row, newest, counts);
  }

  #first(row: number): number {
    return this.#table.keyWord(row, 0);
  }

  #second(row: number): number {
    return this.#table.keyWord(row, 1);
  }

  progress(row: number): DetectorProgress {
    return { level: this.#window.sum(0, row), limit: this.#over };
  }
}
