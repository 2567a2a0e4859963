/**
 * About how many different values a key has had, in a list of its own: two HyperLogLogs, of half a window each. What is
 * counted is between the last half of the window and all of it, never more; the standard error is 6.5 %.
 */
import { HyperLogLog } from '../sketch/hyper-log-log.ts';
import type { Lists } from './lists.ts';

const sketch = new HyperLogLog(8);

/** Words of the list: the number of the newer half window (its low bits), the last estimate, and the two sketches. */
const NEWEST = 0;
const ESTIMATE = 1;
const SKETCHES = 3;
/** Odd, unlike the length of a list of values. */
export const SKETCH_WORDS = SKETCHES + 2 * sketch.words;

export class ValueSketch {
  readonly #halfMs: number;
  readonly #lists: Lists;

  constructor(lists: Lists, withinMs: number) {
    this.#lists = lists;
    this.#halfMs = withinMs / 2;
  }

  /** Makes the list of `row` an empty sketch that has come to `newestMs`. */
  begin(row: number, newestMs: number): void {
    this.#lists.setLength(row, 0);
    this.#lists.setLength(row, SKETCH_WORDS);
    const start = this.#lists.start(row);
    this.#lists.words.fill(0, start, start + SKETCH_WORDS);
    this.#lists.words[start + NEWEST] = Math.floor(newestMs / this.#halfMs);
  }

  /** Whether an event is so much later than all others that none of them matters any more. */
  isOver(row: number, timeMs: number): boolean {
    return this.#aheadOf(row, timeMs) >= 2;
  }

  /** Adds a value. Returns about how many there are; -1 when both halves have left the event's time. */
  add(row: number, timeMs: number, hash: number): number {
    const { words } = this.#lists;
    const start = this.#lists.start(row);
    const newer = start + SKETCHES;
    const older = newer + sketch.words;
    const ahead = this.#aheadOf(row, timeMs);
    if (ahead < -1) return -1;
    if (ahead > 0) {
      words.copyWithin(older, newer, older);
      words.fill(0, newer, older);
      words[start + NEWEST] += ahead;
    }
    const [into, other] = ahead < 0 ? [older, newer] : [newer, older];
    // What the other half has seen already changes nothing of both together.
    if ((sketch.add(words, into, hash) && !sketch.covers(words, other, hash)) || ahead > 0) {
      words[start + ESTIMATE] = sketch.estimate(words, newer, older);
    }
    return words[start + ESTIMATE];
  }

  #aheadOf(row: number, timeMs: number): number {
    return (Math.floor(timeMs / this.#halfMs) - this.#lists.words[this.#lists.start(row) + NEWEST]) | 0;
  }

  /** About how many values there were with the last one. */
  estimate(row: number): number {
    return this.#lists.words[this.#lists.start(row) + ESTIMATE];
  }
}
