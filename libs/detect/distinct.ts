/**
 * Different values of a field for each key within a sliding window.
 *
 * Whether there are more than `over` depends on the `over + 1` values seen last, so only those are kept: exact, for the
 * small limits that scenarios have. A value stands for itself as 32 bits of seeded hash: that a new one is taken for one of
 * 64 has a chance of 1 in 60 million.
 */
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { ValueField } from '../match/fields.ts';
import { HASH_WORDS, type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import type { Detector, DetectorTally } from './detector.ts';
import type { KeyTable } from './key-table.ts';
import type { Lists } from './lists.ts';
import { sinceMs } from './stamp.ts';

/** Values that are kept exactly at most. */
export const DISTINCT_OVER_MAX = 63;

/** Words of a kept value: its hash, and the stamp of when it was seen last. */
const SEEN = 1;
const WIDTH = 2;

export class Distinct implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #over: number;
  readonly #value: ValueReader;
  readonly #values: Lists;
  readonly #hash = new Uint32Array(HASH_WORDS);

  /**
   * @param of which field's values are counted
   * @param over a crossing is every event while more than so many different values were seen within `withinMs`
   */
  constructor(
    table: KeyTable,
    hash: SeededHash,
    tally: DetectorTally,
    of: ValueField,
    over: number,
    withinMs: number,
  ) {
    if (over > DISTINCT_OVER_MAX)
      throw new WeirError('invalid', `distinct counts up to ${DISTINCT_OVER_MAX} values`);
    this.memoryMs = withinMs;
    this.#tally = tally;
    this.#over = over;
    this.#value = valueReader(of, hash);
    this.#values = table.lists();
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number): boolean {
    const beginMs = Math.max(timeMs, lastMs) - this.memoryMs;
    if (timeMs <= beginMs) {
      this.#tally.ignored++;
      return false;
    }
    this.#value.hash(batch, at, this.#hash, 0);
    return this.#see(row, this.#hash[0], timeMs, beginMs) > this.#over;
  }

  /** Takes note of a value, forgets those not seen since, and returns how many are left: at most one more than `over`. */
  #see(row: number, value: number, timeMs: number, beginMs: number): number {
    const values = this.#values;
    const { words } = values;
    const start = values.start(row);
    const end = start + values.length(row);
    let to = start;
    let place = -1;
    let oldest = start;
    for (let from = start; from < end; from += WIDTH) {
      if (sinceMs(beginMs, words[from + SEEN]) <= 0) continue;
      words[to] = words[from];
      words[to + SEEN] = words[from + SEEN];
      if (words[to] === value) place = to;
      if (sinceMs(words[oldest + SEEN], words[to + SEEN]) < 0) oldest = to;
      to += WIDTH;
    }
    const count = (to - start) / WIDTH;
    if (place < 0 && count <= this.#over) {
      values.setLength(row, to - start + WIDTH);
      const added = values.start(row) + to - start;
      values.words[added] = value;
      values.words[added + SEEN] = timeMs;
      return count + 1;
    }
    if (to < end) values.setLength(row, to - start);
    // A value older than all that are kept can't be among the newest: it changes nothing.
    const changed = place < 0 ? oldest : place;
    const at = values.start(row) + changed - start;
    if (sinceMs(values.words[at + SEEN], timeMs) > 0) {
      values.words[at] = value;
      values.words[at + SEEN] = timeMs;
    }
    return count;
  }
}
