/**
 * Different values of a field for each key within a sliding window: a crossing is every event while there are more than so
 * many.
 *
 * Whether there are more than `over` depends on the `over + 1` values seen last, so only those are kept: exact, for the small
 * limits that most scenarios have. With a limit of 64 or more, a key that comes to have more values is counted by a sketch
 * from then on. A value stands for itself as 32 bits of seeded hash: that a new one is taken for one of 64 has a chance of 1
 * in 60 million.
 */
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { ValueField } from '../match/fields.ts';
import { HASH_WORDS, type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import type { KeyTable } from './key-table.ts';
import type { Lists } from './lists.ts';
import { sinceMs } from './stamp.ts';
import { SKETCH_WORDS, ValueSketch } from './value-sketch.ts';

/** Largest limit. */
export const DISTINCT_OVER_MAX = 100_000;
/** Values that are kept exactly at most. */
export const EXACT_VALUES_MAX = 64;

/** Words of a kept value: its hash, and the stamp of when it was seen last. */
const SEEN = 1;
const WIDTH = 2;

export class Distinct implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #table: KeyTable;
  readonly #over: number;
  readonly #kept: number;
  /** With so many values it makes a difference which of them are too old. */
  readonly #crowd: number;
  readonly #value: ValueReader;
  /** Of each key either its values or its sketch. */
  readonly #values: Lists;
  readonly #sketch: ValueSketch;
  readonly #hash = new Uint32Array(HASH_WORDS);

  /**
   * @param of which field's values are counted
   * @param over a crossing is every event while more than so many different values were seen within `withinMs`
   * @throws WeirError `invalid` when it is too much
   */
  constructor(
    table: KeyTable,
    hash: SeededHash,
    tally: DetectorTally,
    of: ValueField,
    over: number,
    withinMs: number,
  ) {
    if (over > DISTINCT_OVER_MAX) {
      throw new WeirError('invalid', `distinct counts up to ${DISTINCT_OVER_MAX} values`);
    }
    this.memoryMs = withinMs;
    this.#table = table;
    this.#tally = tally;
    this.#over = over;
    this.#kept = Math.min(over + 1, EXACT_VALUES_MAX);
    this.#crowd = Math.min(over, EXACT_VALUES_MAX);
    this.#value = valueReader(of, hash);
    this.#values = table.lists();
    this.#sketch = new ValueSketch(this.#values, withinMs);
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number): boolean {
    this.#value.hash(batch, at, this.#hash, 0);
    const count = this.#see(row, this.#hash[0], timeMs, Math.max(timeMs, lastMs));
    if (count < 0) this.#tally.ignored++;
    return count > this.#over;
  }

  /**
   * Takes note of a value. Returns how many there are when that is more than `over`, up to one more at least, else any number
   * that is not; -1 when it is too old.
   */
  #see(row: number, hash: number, timeMs: number, newestMs: number): number {
    const values = this.#values;
    const beginMs = newestMs - this.memoryMs;
    if (timeMs <= beginMs) return -1;
    if (values.length(row) === SKETCH_WORDS) {
      if (!this.#sketch.isOver(row, timeMs)) return this.#sketch.add(row, timeMs, hash);
      values.setLength(row, 0);
    }
    let count = values.length(row) / WIDTH;
    let place = this.#placeOf(row, hash, count);
    // What is too old is dropped as late as can be: when it would count, or take room.
    if (place < 0 ? count >= this.#crowd || values.isFull(row) : count > this.#over) {
      count = this.#forget(row, beginMs);
      place = this.#placeOf(row, hash, count);
    }
    if (place < 0 && count < this.#kept) {
      values.setLength(row, WIDTH * (count + 1));
      place = values.start(row) + WIDTH * count;
      values.words[place] = hash;
      values.words[place + SEEN] = timeMs;
      return count + 1;
    }
    if (place < 0 && this.#over >= EXACT_VALUES_MAX) return this.#spill(row, hash, timeMs, newestMs);
    if (place < 0) place = this.#oldest(row, count);
    // A value older than all that are kept can't be among the newest: it changes nothing.
    if (sinceMs(values.words[place + SEEN], timeMs) > 0) {
      values.words[place] = hash;
      values.words[place + SEEN] = timeMs;
    }
    return count;
  }

  /** Drops the values not seen after `beginMs`. Returns how many are left. */
  #forget(row: number, beginMs: number): number {
    const values = this.#values;
    const { words } = values;
    const start = values.start(row);
    const end = start + values.length(row);
    let to = start;
    for (let from = start; from < end; from += WIDTH) {
      if (sinceMs(beginMs, words[from + SEEN]) <= 0) continue;
      words[to] = words[from];
      words[to + SEEN] = words[from + SEEN];
      to += WIDTH;
    }
    if (to < end) values.setLength(row, to - start);
    return (to - start) / WIDTH;
  }

  #placeOf(row: number, hash: number, count: number): number {
    const { words } = this.#values;
    const start = this.#values.start(row);
    for (let at = start; at < start + WIDTH * count; at += WIDTH) if (words[at] === hash) return at;
    return -1;
  }

  #oldest(row: number, count: number): number {
    const { words } = this.#values;
    const start = this.#values.start(row);
    let oldest = start;
    for (let at = start; at < start + WIDTH * count; at += WIDTH) {
      if (sinceMs(words[oldest + SEEN], words[at + SEEN]) < 0) oldest = at;
    }
    return oldest;
  }

  /** Goes on with a sketch of the values. */
  #spill(row: number, hash: number, timeMs: number, newestMs: number): number {
    const start = this.#values.start(row);
    const kept = this.#values.words.slice(start, start + this.#values.length(row));
    this.#sketch.begin(row, newestMs);
    for (let at = 0; at < kept.length; at += WIDTH) {
      this.#sketch.add(row, newestMs - sinceMs(kept[at + SEEN], newestMs), kept[at]);
    }
    return this.#sketch.add(row, timeMs, hash);
  }

  progress(row: number): DetectorProgress {
    const isSketch = this.#values.length(row) === SKETCH_WORDS;
    const level = isSketch ? this.#sketch.estimate(row) : this.#countSince(row);
    return { level, limit: this.#over };
  }

  /** Values in the window that the key's newest event has come to. */
  #countSince(row: number): number {
    const { words } = this.#values;
    const beginMs = this.#table.lastMs(row) - this.memoryMs;
    const start = this.#values.start(row);
    let count = 0;
    for (let at = start; at < start + this.#values.length(row); at += WIDTH) {
      if (sinceMs(beginMs, words[at + SEEN]) > 0) count++;
    }
    return count;
  }
}
