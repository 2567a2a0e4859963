/**
 * Steps in their order: a crossing is the event that completes them within `withinMs` from the first. The sequence then
 * begins anew, so that each event counts in one crossing only, and an attack that goes on crosses each time it is through.
 *
 * What has been begun is kept as partial sequences: how many events of the steps are there, when the first of them came
 * and, where a step asks for the same value as before, which one that was. Of those that are equal but for their beginning
 * the latest is kept: it has most time left. So what is found is the same as if all the events of a key were gone through;
 * only beginnings with very many different values have to make room for each other, and are counted then.
 *
 * Steps follow each other in event time: an event older than the newest that was a step is ignored, and counted. Of events
 * at the same time the order of the stream decides.
 */
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import { HASH_WORDS, type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import type { Column } from './column.ts';
import type { Detector, DetectorProgress, DetectorTally, SequenceStep } from './detector.ts';
import type { KeyTable } from './key-table.ts';
import type { Lists } from './lists.ts';
import { sinceMs } from './stamp.ts';

/** Events that a sequence can consist of, and partial sequences of a key. */
export const SEQUENCE_EVENTS_MAX = 64;
export const PARTIALS_MAX = 64;

/** Words of a partial sequence: its events so far, the stamp of the first, and the hash of the value to be had again. */
const LENGTH = 0;
const BEGUN = 1;
const VALUE = 2;

/** One event of a complete sequence. */
interface Place {
  /** Bit of the condition to be met. */
  readonly part: number;
  /** The value that has to be the same as that of the event before; there is none before the first. */
  readonly same: ValueReader | undefined;
}

export class Sequence implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #places: readonly Place[];
  /** Words of a partial sequence: those of a value only where one is asked for. */
  readonly #width: number;
  readonly #partials: Lists;
  /** Stamp of the newest event that was a step, or of a time at which the window began: nothing older counts. */
  readonly #floors: Column<Uint32Array>;
  /** What an event adds to, one after the other. */
  readonly #grown: Uint32Array;
  readonly #value = new Uint32Array(HASH_WORDS);

  /** @throws WeirError `invalid` when the steps are too many */
  constructor(
    table: KeyTable,
    hash: SeededHash,
    tally: DetectorTally,
    steps: readonly SequenceStep[],
    withinMs: number,
  ) {
    this.memoryMs = withinMs;
    this.#tally = tally;
    this.#places = steps.flatMap(({ times, same }, step) =>
      Array.from({ length: times }, () => ({ part: 1 << step, same: same && valueReader(same, hash) })),
    );
    if (this.#places.length > SEQUENCE_EVENTS_MAX) {
      throw new WeirError('invalid', `the steps of a sequence are ${SEQUENCE_EVENTS_MAX} events at most`);
    }
    this.#width = this.#places.some(({ same }, place) => place > 0 && same) ? VALUE + HASH_WORDS : VALUE;
    this.#partials = table.lists();
    this.#floors = table.uint32();
    this.#grown = new Uint32Array((PARTIALS_MAX + 1) * this.#width);
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number, parts: number): boolean {
    const floors = this.#floors.array;
    const floor = this.#floors.at(row);
    const beginMs = Math.max(timeMs, lastMs) - this.memoryMs;
    if (lastMs === Number.NEGATIVE_INFINITY || sinceMs(floors[floor], beginMs) > 0) floors[floor] = beginMs;
    if (parts === 0) return false;
    if (timeMs <= beginMs || sinceMs(floors[floor], timeMs) < 0) {
      this.#tally.ignored++;
      return false;
    }
    this.#forget(row, beginMs);
    const grown = this.#grow(row, timeMs, batch, at, parts);
    if (grown > 0) floors[floor] = timeMs;
    for (let i = 0; i < grown; i++) {
      const from = i * this.#width;
      if (this.#grown[from + LENGTH] === this.#places.length) {
        this.#partials.setLength(row, 0);
        return true;
      }
    }
    for (let i = 0; i < grown; i++) this.#keep(row, i * this.#width);
    return false;
  }

  /** Drops what was begun too long ago. */
  #forget(row: number, beginMs: number): void {
    const width = this.#width;
    const { words } = this.#partials;
    const length = this.#partials.length(row);
    const start = this.#partials.start(row);
    let to = start;
    for (let from = start; from < start + length; from += width) {
      if (sinceMs(beginMs, words[from + BEGUN]) <= 0) continue;
      if (from !== to) words.copyWithin(to, from, from + width);
      to += width;
    }
    if (to < start + length) this.#partials.setLength(row, to - start);
  }

  /** Writes to `#grown` what the event makes of the partial sequences, and what it begins. Returns how many. */
  #grow(row: number, timeMs: number, batch: Batch, at: number, parts: number): number {
    const { words } = this.#partials;
    const start = this.#partials.start(row);
    const end = start + this.#partials.length(row);
    let grown = 0;
    for (let from = start; from < end; from += this.#width) {
      const { part, same } = this.#places[words[from + LENGTH]];
      if ((parts & part) === 0 || (same && !this.#isSame(same, batch, at, words, from + VALUE))) continue;
      this.#write(grown++, words[from + LENGTH] + 1, words[from + BEGUN], batch, at);
    }
    if ((parts & this.#places[0].part) !== 0) this.#write(grown++, 1, timeMs, batch, at);
    return grown;
  }

  #isSame(same: ValueReader, batch: Batch, at: number, words: Uint32Array, from: number): boolean {
    same.hash(batch, at, this.#value, 0);
    return words[from] === this.#value[0] && words[from + 1] === this.#value[1];
  }

  #write(index: number, length: number, begun: number, batch: Batch, at: number): void {
    const grown = this.#grown;
    const to = index * this.#width;
    grown[to + LENGTH] = length;
    grown[to + BEGUN] = begun;
    if (this.#width === VALUE) return;
    const next = this.#places[length]?.same;
    if (next) next.hash(batch, at, grown, to + VALUE);
    else grown.fill(0, to + VALUE, to + VALUE + HASH_WORDS);
  }

  /** Keeps the partial sequence at `from` of `#grown`. */
  #keep(row: number, from: number): void {
    const partials = this.#partials;
    const width = this.#width;
    const length = partials.length(row);
    let to = partials.start(row);
    let oldest = to;
    for (const end = to + length; to < end; to += width) {
      if (this.#isAlike(from, to)) {
        if (sinceMs(partials.words[to + BEGUN], this.#grown[from + BEGUN]) > 0) break;
        return;
      }
      if (sinceMs(partials.words[oldest + BEGUN], partials.words[to + BEGUN]) < 0) oldest = to;
    }
    if (to === partials.start(row) + length) {
      if (length < PARTIALS_MAX * width) {
        partials.setLength(row, length + width);
        to = partials.start(row) + length;
      } else {
        this.#tally.displaced++;
        if (sinceMs(partials.words[oldest + BEGUN], this.#grown[from + BEGUN]) <= 0) return;
        to = oldest;
      }
    }
    partials.words.set(this.#grown.subarray(from, from + width), to);
  }

  /** Whether a partial sequence in hand and one that is kept differ in their beginning at most. */
  #isAlike(from: number, to: number): boolean {
    const { words } = this.#partials;
    if (words[to + LENGTH] !== this.#grown[from + LENGTH]) return false;
    for (let i = VALUE; i < this.#width; i++) {
      if (words[to + i] !== this.#grown[from + i]) return false;
    }
    return true;
  }

  progress(row: number): DetectorProgress {
    const start = this.#partials.start(row);
    let level = 0;
    for (let from = start; from < start + this.#partials.length(row); from += this.#width) {
      level = Math.max(level, this.#partials.words[from + LENGTH]);
    }
    return { level, limit: this.#places.length - 1 };
  }
}
