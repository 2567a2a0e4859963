/** Times that are written without a zone: what the clock of a wall somewhere showed. */
import { WeirError } from '#libs/errors/weir-error.ts';

const HOUR_MS = 3_600_000;

/** Whether there is such a zone: `UTC`, `Europe/Berlin`, `+01:00`. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export class LocalTime {
  readonly #wall: Intl.DateTimeFormat | undefined;
  /** Lines come in order, so the offset of the last hour is nearly always that of the next line. */
  #hour = Number.NaN;
  #offsetMs = 0;

  /** @throws WeirError `config` for what is no zone. */
  constructor(zone = 'UTC') {
    if (!isTimeZone(zone))
      throw new WeirError('config', `"${zone}" is no time zone; write one such as Europe/Berlin`);
    const parts = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    } as const;
    if (zone !== 'UTC')
      this.#wall = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', ...parts });
  }

  /** @param wallMs the time on the wall as if it were UTC, Unix ms. An hour that comes twice a year is either of the two. */
  toUnixMs(wallMs: number): number {
    if (!this.#wall || Number.isNaN(wallMs)) return wallMs;
    const hour = Math.floor(wallMs / HOUR_MS);
    if (hour !== this.#hour) {
      const guess = wallMs - this.#offsetAt(wallMs);
      this.#offsetMs = this.#offsetAt(guess);
      this.#hour = hour;
    }
    return wallMs - this.#offsetMs;
  }

  #offsetAt(unixMs: number): number {
    const minuteMs = Math.floor(unixMs / 60_000) * 60_000;
    const part = Object.fromEntries(
      (this.#wall?.formatToParts(minuteMs) ?? []).map(({ type, value }) => [type, Number(value)]),
    );
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - minuteMs;
  }
}
