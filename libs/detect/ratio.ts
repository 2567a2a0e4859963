/**
 * The share of the events of each key that meet a condition, within a sliding window of sub-buckets: a crossing is every
 * event, whether it meets the condition or not, while there are `min` or more and a larger share than `over` meets it.
 *
 * When a sub-bucket has come to 65,535 events, all numbers of the key are halved: the share stays, but for 1 in 10,000.
 */
import { WeirError } from '../errors/weir-error.ts';
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import type { KeyTable } from './key-table.ts';
import { Window } from './window.ts';

/** Shares are compared in millionths. */
const MILLION = 1_000_000;
const EVENTS_MAX = 2 ** 16 - 1;
/** So many events are left in any case when the numbers are halved. */
export const RATIO_MIN_MAX = EVENTS_MAX >>> 1;

const ALL = 0;
const PART = 1;

export class Ratio implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #overMillionths: number;
  readonly #min: number;
  readonly #window: Window;

  /**
   * @param over a share, 0 to 1
   * @throws WeirError `invalid` when `min` is too much
   */
  constructor(table: KeyTable, tally: DetectorTally, over: number, min: number, withinMs: number) {
    if (min > RATIO_MIN_MAX)
      throw new WeirError('invalid', `a ratio is one of ${RATIO_MIN_MAX} events or less`);
    this.memoryMs = withinMs;
    this.#tally = tally;
    this.#overMillionths = Math.round(over * MILLION);
    this.#min = min;
    this.#window = new Window(table, withinMs, [EVENTS_MAX, EVENTS_MAX]);
  }

  judge(row: number, timeMs: number, lastMs: number, _batch: unknown, _at: number, parts: number): boolean {
    const window = this.#window;
    const place = window.place(row, timeMs, lastMs);
    if (place < 0) {
      this.#tally.ignored++;
      return false;
    }
    if (window.at(ALL, row, place) === EVENTS_MAX) window.halve(row);
    window.add(ALL, row, place, 1);
    window.add(PART, row, place, parts & 1);
    const all = window.sum(ALL, row);
    return all >= this.#min && window.sum(PART, row) * MILLION > all * this.#overMillionths;
  }

  progress(row: number): DetectorProgress {
    const events = this.#window.sum(ALL, row);
    const level = events === 0 ? 0 : this.#window.sum(PART, row) / events;
    return { level, limit: this.#overMillionths / MILLION, events, eventsMin: this.#min };
  }
}
