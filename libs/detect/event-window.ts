/** How many events of each key lie in a sliding window: exactly up to a few, else in sub-buckets. */
import type { KeyTable } from './key-table.ts';
import { RecentTimes } from './recent-times.ts';
import { Window } from './window.ts';

export interface EventWindow {
  /**
   * Adds an event of the key at `row`.
   * @param lastMs newest event time of the key before it; -Infinity when the row is new
   * @returns how many there are, up to `most` at least; -1 when the window has left the event's time
   */
  add(row: number, timeMs: number, lastMs: number): number;
  /** Forgets the events up to the time of one that is not counted itself. `lastMs` as in `add`. */
  forget(row: number, timeMs: number, lastMs: number): void;
}

/** Up to so many events are counted exactly: a list of their times is then no larger than it is worth. */
export const EXACT_MAX = 16;

/** @param most events that have to be told from more */
export function eventWindow(table: KeyTable, most: number, withinMs: number): EventWindow {
  return most <= EXACT_MAX ? new RecentTimes(table, most, withinMs) : new CountedTimes(table, most, withinMs);
}

/** In sub-buckets: events of the oldest eighth of the window count in part at most. */
class CountedTimes implements EventWindow {
  readonly #window: Window;

  constructor(table: KeyTable, most: number, withinMs: number) {
    this.#window = new Window(table, withinMs, [most]);
  }

  add(row: number, timeMs: number, lastMs: number): number {
    const place = this.#window.place(row, timeMs, lastMs);
    if (place < 0) return -1;
    this.#window.add(0, row, place, 1);
    return this.#window.sum(0, row);
  }

  /** Whole sub-buckets: events of the same eighth go too that are later. */
  forget(row: number, timeMs: number, lastMs: number): void {
    if (this.#window.place(row, timeMs, lastMs) >= 0) this.#window.clearUpTo(row, timeMs);
  }
}
