/**
 * A sliding window for each key, in eight sub-buckets, which count, sum and ratio share: numbers are added to the sub-bucket
 * that their event's time lies in, in whichever order the events come, and sub-buckets that the window has left are cleared.
 *
 * The window ends with the sub-bucket of the key's newest event, so it has to be told of each of them. Its sums hold all of the last seven eighths of the time
 * and the oldest eighth not at all or in part: never too much. An event that is older than that is told apart.
 */
import type { Column } from './column.ts';
import type { KeyTable } from './key-table.ts';

export const SUB_BUCKETS = 8;

export class Window {
  readonly #bucketMs: number;
  readonly #sums: readonly Column[];
  readonly #caps: readonly number[];

  /** @param caps a sum for each, held exactly up to that: a sub-bucket stays there when it has come there */
  constructor(table: KeyTable, withinMs: number, caps: readonly number[]) {
    this.#bucketMs = withinMs / SUB_BUCKETS;
    this.#caps = caps;
    this.#sums = caps.map((cap) => table.numbers(cap, SUB_BUCKETS));
  }

  /**
   * Moves the window of the key at `row` on to an event. To be called for every event of the key.
   * @param lastMs newest event time of the key before it; -Infinity when the row is new
   * @returns the place of its sub-bucket, or -1 when the window has left that
   */
  place(row: number, timeMs: number, lastMs: number): number {
    const bucket = this.bucketOf(timeMs);
    const ahead = lastMs === Number.NEGATIVE_INFINITY ? 0 : bucket - this.bucketOf(lastMs);
    if (ahead <= -SUB_BUCKETS) return -1;
    if (ahead > 0) this.#clear(row, bucket, Math.min(ahead, SUB_BUCKETS));
    return bucket % SUB_BUCKETS;
  }

  /** Number of the sub-bucket of a time, counted from the epoch. */
  bucketOf(timeMs: number): number {
    return Math.floor(timeMs / this.#bucketMs);
  }

  add(sum: number, row: number, place: number, amount: number): void {
    const column = this.#sums[sum];
    const { array } = column;
    const at = column.at(row) + place;
    array[at] = Math.min(array[at] + amount, this.#caps[sum]);
  }

  /** What a sub-bucket holds of a sum. */
  at(sum: number, row: number, place: number): number {
    const column = this.#sums[sum];
    return column.array[column.at(row) + place];
  }

  /** Halves all sums of a key, in all sub-buckets. */
  halve(row: number): void {
    for (const column of this.#sums) {
      const { array } = column;
      const from = column.at(row);
      for (let i = from; i < from + SUB_BUCKETS; i++) array[i] >>>= 1;
    }
  }

  sum(sum: number, row: number): number {
    const column = this.#sums[sum];
    const { array } = column;
    const from = column.at(row);
    let total = 0;
    for (let i = 0; i < SUB_BUCKETS; i++) total += array[from + i];
    return total;
  }

  /** Writes a sum by sub-buckets to `out`: that of the sub-bucket `newest`, and those before it. */
  read(sum: number, row: number, newest: number, out: Uint32Array): void {
    const column = this.#sums[sum];
    const { array } = column;
    const from = column.at(row);
    for (let i = 0; i < out.length; i++) out[i] = array[from + ((newest - i) % SUB_BUCKETS)];
  }

  /** Sets what `read` reads. */
  write(sum: number, row: number, newest: number, values: Uint32Array): void {
    const column = this.#sums[sum];
    const { array } = column;
    const from = column.at(row);
    for (let i = 0; i < values.length; i++) array[from + ((newest - i) % SUB_BUCKETS)] = values[i];
  }

  /** Empties the sub-buckets up to the one that a time lies in; the window has come to `newestMs`. */
  clearUpTo(row: number, timeMs: number, newestMs: number): void {
    const bucket = this.bucketOf(timeMs);
    const behind = this.bucketOf(newestMs) - bucket;
    if (behind < SUB_BUCKETS) this.#clear(row, bucket, SUB_BUCKETS - behind);
  }

  /** Empties so many sub-buckets, the last of which is `bucket`. */
  #clear(row: number, bucket: number, count: number): void {
    for (const column of this.#sums) {
      const { array } = column;
      const from = column.at(row);
      for (let i = 0; i < count; i++) array[from + ((bucket - i) % SUB_BUCKETS)] = 0;
    }
  }
}
