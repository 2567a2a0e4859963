/**
 * A leaky bucket for each key: the level sinks all the time and rises by one with each event; an event that would
 * overflow the bucket is a crossing and fills it to the brim, so that an attack that goes on keeps crossing.
 *
 * The level is held as a whole number of the largest unit in which an event and what leaks in a millisecond are both whole,
 * so that nothing is ever rounded.
 *
 * With `unique`, the bucket remembers the values it has seen since it was last empty, and an event with one of them does
 * not fill it. They are limited: when there are too many, the one that came first makes room, and is counted.
 */
import type { SeededHash } from '../domain/hash.ts';
import type { ValueField } from '../match/fields.ts';
import { HASH_WORDS, type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import type { Column } from './column.ts';
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import type { KeyTable } from './key-table.ts';
import type { Lists } from './lists.ts';

/** Events this much older than the key's newest are ignored: a backlog merged with live traffic would look like a burst. */
export const DISORDER_MS = 2000;
/** Values that a bucket of so much capacity remembers. */
export const valuesMax = (capacity: number): number => Math.min(1024, Math.max(64, 2 * capacity));

export interface LeakyOptions {
  /** Events the bucket holds. */
  readonly capacity: number;
  /** It loses so many events in so long. */
  readonly leak: { readonly events: number; readonly perMs: number };
  readonly unique?: ValueField;
}

export class Leaky implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #event: number;
  readonly #leakPerMs: number;
  readonly #full: number;
  readonly #levels: Column;
  readonly #seen: SeenValues | undefined;

  constructor(table: KeyTable, hash: SeededHash, tally: DetectorTally, options: LeakyOptions) {
    const { capacity, leak, unique } = options;
    const unit = greatestDivisor(leak.perMs, leak.events);
    this.#tally = tally;
    this.#event = leak.perMs / unit;
    this.#leakPerMs = leak.events / unit;
    this.#full = this.#event * capacity;
    this.memoryMs = Math.ceil(this.#full / this.#leakPerMs);
    this.#levels = table.numbers(this.#full);
    this.#seen = unique && new SeenValues(table, valueReader(unique, hash), valuesMax(capacity), tally);
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number): boolean {
    if (timeMs < lastMs - DISORDER_MS) {
      this.#tally.ignored++;
      return false;
    }
    const levels = this.#levels.array;
    const place = this.#levels.at(row);
    const passedMs = lastMs === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, timeMs - lastMs);
    let level = Math.max(0, levels[place] - passedMs * this.#leakPerMs);
    if (!this.#seen?.has(row, level === 0, batch, at)) level += this.#event;
    levels[place] = Math.min(level, this.#full);
    return level > this.#full;
  }

  progress(row: number): DetectorProgress {
    return { level: this.#levels.array[this.#levels.at(row)] / this.#event, limit: this.#full / this.#event };
  }
}

/** The values that each bucket has seen, as their hashes, oldest first. */
class SeenValues {
  readonly #value: ValueReader;
  readonly #max: number;
  readonly #tally: DetectorTally;
  readonly #hashes: Lists;
  readonly #hash = new Uint32Array(HASH_WORDS);

  constructor(table: KeyTable, value: ValueReader, max: number, tally: DetectorTally) {
    this.#value = value;
    this.#max = max;
    this.#tally = tally;
    this.#hashes = table.lists();
  }

  /** Whether the value of an event was seen since the bucket was empty; from now on it was. */
  has(row: number, isEmpty: boolean, batch: Batch, at: number): boolean {
    const hashes = this.#hashes;
    if (isEmpty) hashes.setLength(row, 0);
    this.#value.hash(batch, at, this.#hash, 0);
    const [first, second] = this.#hash;
    const length = hashes.length(row);
    let start = hashes.start(row);
    for (let i = start; i < start + length; i += HASH_WORDS) {
      if (hashes.words[i] === first && hashes.words[i + 1] === second) return true;
    }
    if (length < HASH_WORDS * this.#max) {
      hashes.setLength(row, length + HASH_WORDS);
      start = hashes.start(row);
      hashes.words.set(this.#hash, start + length);
    } else {
      hashes.words.copyWithin(start, start + HASH_WORDS, start + length);
      hashes.words.set(this.#hash, start + length - HASH_WORDS);
      this.#tally.displaced++;
    }
    return false;
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
