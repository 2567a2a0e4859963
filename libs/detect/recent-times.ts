/** The times of the newest few events of each key, in their order: enough to know exactly whether there were so many. */
import type { EventWindow } from './event-window.ts';
import type { KeyTable } from './key-table.ts';
import type { Lists } from './lists.ts';
import { sinceMs } from './stamp.ts';

export class RecentTimes implements EventWindow {
  readonly #kept: number;
  readonly #withinMs: number;
  /** Stamps, oldest first. */
  readonly #times: Lists;

  /** @param kept times of a key that are kept at most */
  constructor(table: KeyTable, kept: number, withinMs: number) {
    this.#kept = kept;
    this.#withinMs = withinMs;
    this.#times = table.lists();
  }

  moveOn(row: number, timeMs: number, lastMs: number): boolean {
    const beginMs = Math.max(timeMs, lastMs) - this.#withinMs;
    this.forget(row, beginMs);
    return timeMs > beginMs;
  }

  count(row: number, timeMs: number): number {
    const times = this.#times;
    let length = times.length(row);
    if (length < this.#kept) times.setLength(row, ++length);
    else if (sinceMs(times.words[times.start(row)], timeMs) < 0) return length;
    else this.#dropFirst(row, 1, length);
    // The last place is free: later times move up.
    const { words } = times;
    const start = times.start(row);
    let at = start + length - 1;
    for (; at > start && sinceMs(words[at - 1], timeMs) < 0; at--) words[at] = words[at - 1];
    words[at] = timeMs;
    return length;
  }

  size(row: number): number {
    return this.#times.length(row);
  }

  forget(row: number, untilMs: number): void {
    const times = this.#times;
    const length = times.length(row);
    const start = times.start(row);
    let gone = 0;
    while (gone < length && sinceMs(times.words[start + gone], untilMs) >= 0) gone++;
    if (gone === 0) return;
    this.#dropFirst(row, gone, length);
    times.setLength(row, length - gone);
  }

  #dropFirst(row: number, count: number, length: number): void {
    const { words } = this.#times;
    const start = this.#times.start(row);
    // They are few: a loop costs less than a call that copies.
    for (let i = count; i < length; i++) words[start + i - count] = words[start + i];
  }
}
