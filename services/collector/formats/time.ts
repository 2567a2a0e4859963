/** The forms of time that logs have, each read to Unix ms; NaN for what is no time. */
import * as ascii from './ascii.ts';
import { digitOf, isDigit } from './ascii.ts';
import { parseScaled, parseWhole } from './decimal.ts';
import { LocalTime } from './local-time.ts';

const { COLON, COMMA, DOT, MINUS, PLUS, SLASH, SPACE } = ascii;

/** Length of `21/Nov/2026:19:58:07 +0000`. */
export const TIME_LOCAL_BYTES = 26;

/** More digits than these are no seconds before the year 5138. */
const SECONDS_DIGITS = 11;
const UPPER_T = 0x54;
const LOWER_T = 0x74;
const DAY_MS = 86_400_000;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `2026-11-21T19:58:07Z`. */
const ISO_BYTES_MIN = 20;
/** `21/Nov/2026:19:58:07`, which HAProxy continues by `.123`. */
const WALL_BYTES = 20;
/** `Sat Nov 21 19:58:07 2026`, of which the day may have a blank in place of a zero. */
const ASCTIME_BYTES = 24;

/** Reads every form of time, told apart by what stands where. */
export class TimeReader {
  readonly #local = new TimeLocalReader();
  readonly #wall: LocalTime;

  /** @param zone of times without one. @throws WeirError `config` for what is no zone. */
  constructor(zone?: string) {
    this.#wall = new LocalTime(zone);
  }

  /** Unix ms; NaN for what is no time. */
  read(buffer: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length >= WALL_BYTES && buffer[start + 2] === SLASH) {
      if (length === TIME_LOCAL_BYTES) return this.#local.read(buffer, start);
      return this.#wall.toUnixMs(parseWallTime(buffer, start, end));
    }
    if (length >= ISO_BYTES_MIN && buffer[start + 4] === MINUS) return parseIsoTime(buffer, start, end);
    if (length === ASCTIME_BYTES && buffer[start + 3] === SPACE) {
      return this.#wall.toUnixMs(parseAsctime(buffer, start));
    }
    return parseUnixTime(buffer, start, end);
  }
}

/** Reads nginx's $time_local. Lines come in bursts of the same second, so the last one is remembered. */
export class TimeLocalReader {
  readonly #last = new Uint8Array(TIME_LOCAL_BYTES);
  #lastMs = Number.NaN;

  /** @param at where 26 bytes begin that the buffer has. */
  read(buffer: Uint8Array, at: number): number {
    const last = this.#last;
    // From the end of the second backwards, because that is where two times differ.
    for (let i = TIME_LOCAL_BYTES - 7; i >= 0; i--) {
      if (buffer[at + i] !== last[i]) return this.#readAnew(buffer, at);
    }
    for (let i = TIME_LOCAL_BYTES - 6; i < TIME_LOCAL_BYTES; i++) {
      if (buffer[at + i] !== last[i]) return this.#readAnew(buffer, at);
    }
    return this.#lastMs;
  }

  #readAnew(buffer: Uint8Array, at: number): number {
    const timeMs = parseTimeLocal(buffer, at);
    for (let i = 0; i < TIME_LOCAL_BYTES; i++) this.#last[i] = buffer[at + i];
    this.#lastMs = timeMs;
    return timeMs;
  }
}

/** Reads `21/Nov/2026:19:58:07 +0000`. */
export function parseTimeLocal(buffer: Uint8Array, at: number): number {
  if (buffer[at + 20] !== SPACE) return Number.NaN;
  return parseDayAndClock(buffer, at) - parseZone(buffer, at + 21, at + TIME_LOCAL_BYTES);
}

/** Reads `21/Nov/2026:19:58:07` and perhaps a fraction, as if it were UTC. */
function parseWallTime(buffer: Uint8Array, start: number, end: number): number {
  let fractionMs = 0;
  if (end - start > WALL_BYTES) {
    if (buffer[start + WALL_BYTES] !== DOT) return Number.NaN;
    let unit = 100;
    for (let i = start + WALL_BYTES + 1; i < end; i++, unit /= 10) {
      const digit = digitOf(buffer[i]);
      if (digit < 0) return Number.NaN;
      if (unit >= 1) fractionMs += unit * digit;
    }
  }
  return parseDayAndClock(buffer, start) + fractionMs;
}

/** Reads `21/Nov/2026:19:58:07`. */
function parseDayAndClock(buffer: Uint8Array, at: number): number {
  if (buffer[at + 2] !== SLASH || buffer[at + 6] !== SLASH || buffer[at + 11] !== COLON) return Number.NaN;
  const day = parseWhole(buffer, at, at + 2);
  return dayMs(parseWhole(buffer, at + 7, at + 11), monthOf(buffer, at + 3), day) + clockMs(buffer, at + 12);
}

/** Reads `Sat Nov 21 19:58:07 2026`, as if it were UTC. */
function parseAsctime(buffer: Uint8Array, at: number): number {
  if (buffer[at + 7] !== SPACE || buffer[at + 10] !== SPACE || buffer[at + 19] !== SPACE) return Number.NaN;
  const day = parseWhole(buffer, buffer[at + 8] === SPACE ? at + 9 : at + 8, at + 10);
  return dayMs(parseWhole(buffer, at + 20, at + 24), monthOf(buffer, at + 4), day) + clockMs(buffer, at + 11);
}

/** 1 to 12; 0 when the three letters name no month. */
function monthOf(buffer: Uint8Array, at: number): number {
  const index = MONTHS.indexOf(String.fromCharCode(buffer[at], buffer[at + 1], buffer[at + 2]));
  return index >= 0 && index % 3 === 0 ? index / 3 + 1 : 0;
}

/**
 * Reads ISO 8601 with a zone: `2026-11-21T19:58:07.123+01:00`, `2026-11-21 19:58:07Z`. A time without one is none:
 * to guess the zone is to be hours off on some server.
 */
export function parseIsoTime(buffer: Uint8Array, start: number, end: number): number {
  if (end - start < 20) return Number.NaN;
  const separator = buffer[start + 10];
  const marked =
    buffer[start + 4] === MINUS &&
    buffer[start + 7] === MINUS &&
    (separator === UPPER_T || separator === LOWER_T || separator === SPACE);
  if (!marked) return Number.NaN;
  const year = parseWhole(buffer, start, start + 4);
  const month = parseWhole(buffer, start + 5, start + 7);
  const day = parseWhole(buffer, start + 8, start + 10);
  let i = start + 19;
  let fractionMs = 0;
  if (buffer[i] === DOT || buffer[i] === COMMA) {
    const first = ++i;
    let unit = 100;
    for (; i < end && isDigit(buffer[i]); i++, unit /= 10) {
      if (unit >= 1) fractionMs += unit * digitOf(buffer[i]);
    }
    if (i === first) return Number.NaN;
  }
  if (i < end && buffer[i] === SPACE) i++;
  return dayMs(year, month, day) + clockMs(buffer, start + 11) + fractionMs - parseZone(buffer, i, end);
}

/**
 * Reads a count since 1970. Its digits tell the unit: up to 11 are seconds (until the year 5138), up to 14 are
 * milliseconds, up to 17 microseconds, up to 20 nanoseconds. What is finer than a millisecond is left off.
 */
export function parseUnixTime(buffer: Uint8Array, start: number, end: number): number {
  // The point of most times stands right before.
  const isFiner = end - start > SECONDS_DIGITS && isDigit(buffer[start + SECONDS_DIGITS - 1]);
  if (isFiner && isDigit(buffer[start + SECONDS_DIGITS])) {
    const finer = parseFinerTime(buffer, start, end);
    if (finer >= 0) return finer;
  }
  const ms = parseScaled(buffer, start, end, 3);
  if (ms < 0) return Number.NaN;
  return ms < 1e14 ? ms : ms < 1e17 ? Math.floor(ms / 1e3) : Math.floor(ms / 1e6);
}

/** A count of ms, us or ns; -1 when it is none of them. Its last digits are dropped, not divided: they do not fit. */
function parseFinerTime(buffer: Uint8Array, start: number, end: number): number {
  let point = start;
  while (point < end && isDigit(buffer[point])) point++;
  const digits = point - start;
  if (digits <= SECONDS_DIGITS || digits > 20) return -1;
  if (point < end) {
    if (buffer[point] !== DOT || point + 1 === end) return -1;
    for (let i = point + 1; i < end; i++) if (!isDigit(buffer[i])) return -1;
  }
  return parseWhole(buffer, start, digits > 17 ? point - 6 : digits > 14 ? point - 3 : point);
}

/** Unix ms of the beginning of a day (Howard Hinnant's days_from_civil); NaN when there is no such day. */
function dayMs(year: number, month: number, day: number): number {
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month - 1]) return Number.NaN;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) {
    return Number.NaN;
  }
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * DAY_MS;
}

/** Reads `19:58:07` to ms. A leap second is the first second of the next minute. */
function clockMs(buffer: Uint8Array, at: number): number {
  const hour = parseWhole(buffer, at, at + 2);
  const minute = parseWhole(buffer, at + 3, at + 5);
  const second = parseWhole(buffer, at + 6, at + 8);
  if (buffer[at + 2] !== COLON || buffer[at + 5] !== COLON) return Number.NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return Number.NaN;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Reads `Z`, `+0100`, `+01:00` or `+01` to the ms that local time is ahead of UTC. */
function parseZone(buffer: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 1 && (buffer[start] | 0x20) === 0x7a) return 0;
  const sign = buffer[start] === PLUS ? 1 : buffer[start] === MINUS ? -1 : 0;
  const colon = length === 6 && buffer[start + 3] === COLON ? 1 : 0;
  if (sign === 0 || (length !== 3 && length !== 5 + colon)) return Number.NaN;
  const hours = parseWhole(buffer, start + 1, start + 3);
  const minutes = length === 3 ? 0 : parseWhole(buffer, start + 3 + colon, end);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  return sign * (hours * 60 + minutes) * 60_000;
}
