/**
 * A sliding window for each key, in eight sub-buckets, which count, sum and ratio share: numbers are added to the sub-bucket
 * that their event's time lies in, in whichever order the events come, and sub-buckets that the window has left are cleared.
 *
 * The window ends with the sub-bucket of the key's newest event. So its sums hold all of the last seven eighths of the time
 * and the oldest eighth not at all or in part: never too much. An event that is older than that is told apart.
 */
import type { Cells, Column } from './column.ts';
import type { KeyTable } from './key-table.ts';

export const SUB_BUCKETS = 8;

export class Window {
  readonly #bucketMs: number;
  /** Low bits of the number of the newest sub-bucket, counted from the epoch: differences count. */
  readonly #newest: Column<Uint32Array>;
  readonly #sums: readonly Column<Cells>[];
  readonly #caps: readonly number[];

  /** @param caps a sum for each, held exactly up to that: a sub-bucket stays there when it has come there */
  constructor(table: KeyTable, withinMs: number, caps: readonly number[]) {
    this.#bucketMs = withinMs / SUB_BUCKETS;
    this.#newest = table.uint32();
    this.#caps = caps;
    this.#sums = caps.map((cap) => table.numbers(cap, SUB_BUCKETS));
  }

  /**
   * Moves the window of the key at `row` on to an event.
   * @param lastMs newest event time of the key before it; -Infinity when the row is new
   * @returns the place of its sub-bucket, or -1 when the window has left that
   */
  place(row: number, timeMs: number, lastMs: number): number {
    const isNew = lastMs === Number.NEGATIVE_INFINITY;
    const bucket = Math.floor(timeMs / this.#bucketMs);
    const newest = this.#newest.array;
    const ahead = isNew ? 0 : (bucket - newest[row]) | 0;
    if (ahead <= -SUB_BUCKETS) return -1;
    if (ahead > 0) this.#clear(row, bucket, Math.min(ahead, SUB_BUCKETS));
    if (ahead > 0 || isNew) newest[row] = bucket;
    return bucket % SUB_BUCKETS;
  }

  add(sum: number, row: number, place: number, amount: number): void {
    const { array } = this.#sums[sum];
    const at = row * SUB_BUCKETS + place;
    array[at] = Math.min(array[at] + amount, this.#caps[sum]);
  }

  /** What a sub-bucket holds of a sum. */
  at(sum: number, row: number, place: number): number {
    return this.#sums[sum].array[row * SUB_BUCKETS + place];
  }

  /** Halves all sums of a key, in all sub-buckets. */
  halve(row: number): void {
    const from = row * SUB_BUCKETS;
    for (const { array } of this.#sums) for (let i = from; i < from + SUB_BUCKETS; i++) array[i] >>>= 1;
  }

  sum(sum: number, row: number): number {
    const { array } = this.#sums[sum];
    const from = row * SUB_BUCKETS;
    let total = 0;
    for (let i = 0; i < SUB_BUCKETS; i++) total += array[from + i];
    return total;
  }

  /** Low 32 bits of the number of the newest sub-bucket of a key. */
  newest(row: number): number {
    return this.#newest.array[row];
  }

  /** Writes a sum by sub-buckets to `out`, the newest first. */
  read(sum: number, row: number, out: Uint32Array): void {
    const { array } = this.#sums[sum];
    for (let i = 0; i < SUB_BUCKETS; i++) out[i] = array[row * SUB_BUCKETS + this.#placeBack(row, i)];
  }

  /** Sets the newest sub-buckets, in the order of `read`. */
  write(sum: number, row: number, values: Uint32Array): void {
    const { array } = this.#sums[sum];
    for (let i = 0; i < values.length; i++) array[row * SUB_BUCKETS + this.#placeBack(row, i)] = values[i];
  }

  /** Empties the sub-buckets up to the one that a time lies in, to which the window must have come. */
  clearUpTo(row: number, timeMs: number): void {
    const bucket = Math.floor(timeMs / this.#bucketMs);
    const behind = (this.#newest.array[row] - bucket) | 0;
    if (behind < SUB_BUCKETS) this.#clear(row, bucket, SUB_BUCKETS - behind);
  }

  /** Place of the sub-bucket that is so many before the newest. */
  #placeBack(row: number, back: number): number {
    return (this.#newest.array[row] - back) & (SUB_BUCKETS - 1);
  }

  /** Empties so many sub-buckets, the last of which is `bucket`. */
  #clear(row: number, bucket: number, count: number): void {
    const from = row * SUB_BUCKETS;
    for (const { array } of this.#sums) {
      for (let i = 0; i < count; i++) array[from + ((bucket - i) % SUB_BUCKETS)] = 0;
    }
  }
}
