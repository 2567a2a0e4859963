/**
 * Events of each key within a sliding window, in eight sub-buckets: the count covers the last seven eighths of the
 * window fully and the oldest eighth not at all or in part, so it never counts too much.
 */
import type { Detector } from './detector.ts';
import type { Column, KeyTable } from './key-table.ts';

export const SUB_BUCKETS = 8;

export class Count implements Detector {
  readonly memoryMs: number;
  readonly #over: number;
  readonly #bucketMs: number;
  readonly #counts: Column<Uint32Array>;
  /** Number of the newest sub-bucket, counted from the epoch. */
  readonly #newest: Column<Float64Array>;

  /** @param over a crossing is every event beyond so many within `withinMs` */
  constructor(table: KeyTable, over: number, withinMs: number) {
    this.memoryMs = withinMs;
    this.#over = over;
    this.#bucketMs = withinMs / SUB_BUCKETS;
    this.#counts = table.uint32(SUB_BUCKETS);
    this.#newest = table.float64(1, Number.NEGATIVE_INFINITY);
  }

  judge(row: number, timeMs: number): boolean {
    const counts = this.#counts.array;
    const from = row * SUB_BUCKETS;
    const bucket = Math.floor(timeMs / this.#bucketMs);
    const newest = this.#newest.array[row];
    if (bucket > newest) {
      for (let passed = Math.max(newest + 1, bucket - SUB_BUCKETS + 1); passed <= bucket; passed++) {
        counts[from + (passed % SUB_BUCKETS)] = 0;
      }
      this.#newest.array[row] = bucket;
    } else if (bucket <= newest - SUB_BUCKETS) return false;
    counts[from + (bucket % SUB_BUCKETS)]++;
    let sum = 0;
    for (let i = 0; i < SUB_BUCKETS; i++) sum += counts[from + i];
    return sum > this.#over;
  }
}
