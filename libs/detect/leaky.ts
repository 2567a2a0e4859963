/**
 * A leaky bucket for each key: the level sinks all the time and rises by one with each event; an event that would
 * overflow the bucket is a crossing and fills it to the brim, so that an attack that goes on keeps crossing.
 *
 * The level is held as the microseconds it takes to run dry, a whole number, so that no rounding adds up.
 */
import type { Detector } from './detector.ts';
import type { Column, KeyTable } from './key-table.ts';

/** Events this much older than the key's newest are ignored: a backlog merged with live traffic would look like a burst. */
const DISORDER_MS = 2000;

export class Leaky implements Detector {
  readonly memoryMs: number;
  readonly #eventUs: number;
  readonly #fullUs: number;
  readonly #levelUs: Column<Float64Array>;
  #ignored = 0;

  /** @param capacity events the bucket holds; it loses `leak.events` every `leak.perMs` */
  constructor(table: KeyTable, capacity: number, leak: { readonly events: number; readonly perMs: number }) {
    this.#eventUs = Math.round((leak.perMs * 1000) / leak.events);
    this.#fullUs = this.#eventUs * capacity;
    this.memoryMs = Math.ceil(this.#fullUs / 1000);
    this.#levelUs = table.float64();
  }

  /** Events that were too old to be judged. */
  get ignored(): number {
    return this.#ignored;
  }

  judge(row: number, timeMs: number, lastMs: number): boolean {
    if (timeMs < lastMs - DISORDER_MS) {
      this.#ignored++;
      return false;
    }
    const levels = this.#levelUs.array;
    const passedUs =
      lastMs === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, Math.round((timeMs - lastMs) * 1000));
    const levelUs = Math.max(0, levels[row] - passedUs) + this.#eventUs;
    levels[row] = Math.min(levelUs, this.#fullUs);
    return levelUs > this.#fullUs;
  }
}
