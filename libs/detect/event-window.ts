/** How many events of each key lie in a sliding window: exactly up to a few, else in sub-buckets. */
import type { KeyTable } from './key-table.ts';
import { RecentTimes } from './recent-times.ts';
import { SUB_BUCKETS, Window } from './window.ts';

export interface EventWindow {
  /**
   * Moves the window of the key at `row` on to an event. To be called for every event of the key, before what follows.
   * @param lastMs newest event time of the key before it; -Infinity when the row is new
   * @returns whether the event lies in the window
   */
  moveOn(row: number, timeMs: number, lastMs: number): boolean;
  /** Counts an event in the window. Returns how many there are, up to `most` at least. */
  count(row: number, timeMs: number): number;
  /** How many there were with the last event. */
  size(row: number): number;
  /** Forgets the events up to a time in the window, which has come to `newestMs`. */
  forget(row: number, untilMs: number, newestMs: number): void;
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

  moveOn(row: number, timeMs: number, lastMs: number): boolean {
    return this.#window.place(row, timeMs, lastMs) >= 0;
  }

  count(row: number, timeMs: number): number {
    this.#window.add(0, row, this.#window.bucketOf(timeMs) % SUB_BUCKETS, 1);
    return this.#window.sum(0, row);
  }

  size(row: number): number {
    return this.#window.sum(0, row);
  }

  /** Whole sub-buckets: events of the same eighth go too that are later. */
  forget(row: number, untilMs: number, newestMs: number): void {
    this.#window.clearUpTo(row, untilMs, newestMs);
  }
}
