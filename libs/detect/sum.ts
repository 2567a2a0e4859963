/**
 * The sum of a number over the events of each key within a sliding window of sub-buckets: a crossing is every event while
 * it is more than so much. Numbers are whole (microseconds for times), so the order of events makes no difference.
 */
import { WeirError } from '../errors/weir-error.ts';
import { unitsOf } from '../match/columns.ts';
import type { NumericField } from '../match/fields.ts';
import { wholeReader } from '../match/number.ts';
import type { Batch } from '../wire/batch.ts';
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import type { KeyTable } from './key-table.ts';
import { Window } from './window.ts';

/** Largest limit, in the units that are added up: eight sub-buckets of so much are still exact, and an event more. */
export const SUM_OVER_MAX = 2 ** 49;

export class Sum implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #numberAt: (batch: Batch, at: number) => number;
  /** Units that are added up in one of what people write. */
  readonly #units: number;
  readonly #over: number;
  readonly #window: Window;

  /**
   * @param over in what people write, such as seconds
   * @throws WeirError `invalid` when it is too much
   */
  constructor(table: KeyTable, tally: DetectorTally, of: NumericField, over: number, withinMs: number) {
    this.memoryMs = withinMs;
    this.#tally = tally;
    this.#numberAt = wholeReader(of);
    this.#units = unitsOf(of);
    this.#over = Math.floor(over * this.#units);
    if (this.#over > SUM_OVER_MAX) {
      throw new WeirError(
        'invalid',
        `a sum of ${of} can be limited to ${SUM_OVER_MAX / unitsOf(of)} at most`,
      );
    }
    this.#window = new Window(table, withinMs, [this.#over + 1]);
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number): boolean {
    const place = this.#window.place(row, timeMs, lastMs);
    if (place < 0) {
      this.#tally.ignored++;
      return false;
    }
    this.#window.add(0, row, place, this.#numberAt(batch, at));
    return this.#window.sum(0, row) > this.#over;
  }

  progress(row: number): DetectorProgress {
    return { level: this.#window.sum(0, row) / this.#units, limit: this.#over / this.#units };
  }
}
