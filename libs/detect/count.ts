/**
 * Events of each key within a sliding window: a crossing is every event while there are more than so many.
 *
 * Limits up to 15 are exact. Larger ones never count too much, and leave out the events of the oldest eighth of the window
 * at most.
 */
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import { type EventWindow, eventWindow } from './event-window.ts';
import type { KeyTable } from './key-table.ts';

export class Count implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #over: number;
  readonly #events: EventWindow;

  /** @param over a crossing is every event while more than so many are within `withinMs` */
  constructor(table: KeyTable, tally: DetectorTally, over: number, withinMs: number) {
    this.memoryMs = withinMs;
    this.#tally = tally;
    this.#over = over;
    this.#events = eventWindow(table, over + 1, withinMs);
  }

  judge(row: number, timeMs: number, lastMs: number): boolean {
    if (this.#events.moveOn(row, timeMs, lastMs)) return this.#events.count(row, timeMs) > this.#over;
    this.#tally.ignored++;
    return false;
  }

  progress(row: number): DetectorProgress {
    return { level: this.#events.size(row), limit: this.#over };
  }
}
