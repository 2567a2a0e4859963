/**
 * Events of each key that should have been followed by others, and were not: such as pages without a single image.
 *
 * It is a count of the events that meet `after`, set back by each that meets `of`: all up to the time of that are forgotten,
 * and so is what comes later and is no newer. An event that meets both sets back and is not counted. Up to 16 `times` are
 * exact; of more, a count may lack the oldest eighth of the window, and what follows an `of` within the same eighth.
 */
import type { Column } from './column.ts';
import type { Detector, DetectorProgress, DetectorTally } from './detector.ts';
import { type EventWindow, eventWindow } from './event-window.ts';
import type { KeyTable } from './key-table.ts';
import { sinceMs } from './stamp.ts';

/** Bits of the conditions. */
const AFTER = 1;
const OF = 2;

export class Absence implements Detector {
  readonly memoryMs: number;
  readonly #tally: DetectorTally;
  readonly #times: number;
  readonly #events: EventWindow;
  /** Stamp of the newest event that meets `of`, or of a time at which the window began: only what is later counts. */
  readonly #floors: Column<Uint32Array>;

  /** @param times a crossing is every event that meets `after` while there are so many */
  constructor(table: KeyTable, tally: DetectorTally, times: number, withinMs: number) {
    this.memoryMs = withinMs;
    this.#tally = tally;
    this.#times = times;
    this.#events = eventWindow(table, times, withinMs);
    this.#floors = table.uint32();
  }

  judge(row: number, timeMs: number, lastMs: number, _batch: unknown, _at: number, parts: number): boolean {
    const floors = this.#floors.array;
    const floor = this.#floors.at(row);
    const newestMs = Math.max(timeMs, lastMs);
    const beginMs = newestMs - this.memoryMs;
    if (lastMs === Number.NEGATIVE_INFINITY || sinceMs(floors[floor], beginMs) > 0) floors[floor] = beginMs;
    if (!this.#events.moveOn(row, timeMs, lastMs) || timeMs <= beginMs) {
      this.#tally.ignored++;
      return false;
    }
    if (sinceMs(floors[floor], timeMs) <= 0) return false;
    if ((parts & OF) !== 0) {
      this.#events.forget(row, timeMs, newestMs);
      floors[floor] = timeMs;
      return false;
    }
    return (parts & AFTER) !== 0 && this.#events.count(row, timeMs) >= this.#times;
  }

  progress(row: number): DetectorProgress {
    return { level: this.#events.size(row), limit: this.#times - 1 };
  }
}
