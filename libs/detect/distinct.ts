/**
 * Different values of a field for each key within a sliding window.
 *
 * Whether there are more than `over` depends on the `over + 1` values seen last, so only those are kept: exact, for the
 * small limits that scenarios have.
 */
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { ValueField } from '../match/fields.ts';
import { HASH_WORDS, type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import type { Detector } from './detector.ts';
import type { Column, KeyTable } from './key-table.ts';

/** Values that are kept exactly at most. */
export const DISTINCT_OVER_MAX = 63;

export class Distinct implements Detector {
  readonly memoryMs: number;
  readonly #kept: number;
  readonly #value: ValueReader;
  /** Two words of hash for each kept value. */
  readonly #values: Column<Uint32Array>;
  /** When each was seen last. */
  readonly #seenMs: Column<Float64Array>;
  readonly #scratch = new Uint32Array(HASH_WORDS);

  /**
   * @param of which field's values are counted
   * @param over a crossing is every event while more than so many different values were seen within `withinMs`
   */
  constructor(table: KeyTable, hash: SeededHash, of: ValueField, over: number, withinMs: number) {
    if (over > DISTINCT_OVER_MAX)
      throw new WeirError('invalid', `distinct counts up to ${DISTINCT_OVER_MAX} values`);
    this.memoryMs = withinMs;
    this.#kept = over + 1;
    this.#value = valueReader(of, hash);
    this.#values = table.uint32(2 * this.#kept);
    this.#seenMs = table.float64(this.#kept, Number.NEGATIVE_INFINITY);
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number): boolean {
    this.#value.hash(batch, at, this.#scratch, 0);
    const kept = this.#kept;
    const seenMs = this.#seenMs.array;
    const values = this.#values.array;
    const from = row * kept;
    let place = -1;
    let oldest = 0;
    for (let i = 0; i < kept; i++) {
      const word = 2 * (from + i);
      if (
        values[word] === this.#scratch[0] &&
        values[word + 1] === this.#scratch[1] &&
        seenMs[from + i] !== Number.NEGATIVE_INFINITY
      ) {
        place = i;
        break;
      }
      if (seenMs[from + i] < seenMs[from + oldest]) oldest = i;
    }
    // A value older than all that are kept can't be among the newest: it changes nothing.
    if (place < 0 && timeMs >= seenMs[from + oldest]) {
      place = oldest;
      values[2 * (from + place)] = this.#scratch[0];
      values[2 * (from + place) + 1] = this.#scratch[1];
      seenMs[from + place] = timeMs;
    } else if (place >= 0 && timeMs > seenMs[from + place]) seenMs[from + place] = timeMs;
    const sinceMs = Math.max(timeMs, lastMs) - this.memoryMs;
    for (let i = 0; i < kept; i++) if (seenMs[from + i] <= sinceMs) return false;
    return true;
  }
}
