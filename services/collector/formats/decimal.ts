/** Decimal numbers as text, read without making a string of them. */
import * as ascii from './ascii.ts';
import { digitOf } from './ascii.ts';

const { DOT, MINUS, PLUS } = ascii;

/** Digits that fit a double without loss. */
const DIGITS_MAX = 15;
/** Digits that fit 31 bits. */
const SMALL_DIGITS_MAX = 9;
const POWERS = Array.from({ length: 10 }, (_, places) => 10 ** places);

/** A number without sign, fraction or exponent, of up to 15 digits; or -1. */
export function parseWhole(buffer: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > DIGITS_MAX) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = digitOf(buffer[i]);
    if (digit < 0) return -1;
    value = 10 * value + digit;
  }
  return value;
}

/**
 * A number that is not negative, times 10 to the power of `places` (0 to 9), without what is left of its fraction;
 * -1 when it is no such number or too large to be exact.
 */
export function parseScaled(buffer: Uint8Array, start: number, end: number, places: number): number {
  // The first digits make a small number, with which V8 counts several times as fast.
  let small = 0;
  let i = start;
  for (const last = Math.min(end, start + SMALL_DIGITS_MAX); i < last; i++) {
    const digit = digitOf(buffer[i]);
    if (digit < 0) break;
    small = (10 * small + digit) | 0;
  }
  let value = small;
  for (; i < end; i++) {
    const digit = digitOf(buffer[i]);
    if (digit < 0) break;
    value = 10 * value + digit;
  }
  if (i === start) return -1;
  let missing = places;
  if (i < end && buffer[i] === DOT) {
    const first = ++i;
    for (; i < end; i++) {
      const digit = digitOf(buffer[i]);
      if (digit < 0) break;
      if (missing === 0) continue;
      value = 10 * value + digit;
      missing--;
    }
    if (i === first) return -1;
  }
  if (i < end) return parseExponential(buffer, start, end, places);
  value *= POWERS[missing];
  return value <= Number.MAX_SAFE_INTEGER ? value : -1;
}

const ONE = 0x31;

/**
 * A number of a log, times 10 to the power of `places`: 0 for nothing, `-` and `-1` (which HAProxy and ALB write for
 * none), negative for what is no number. HAProxy writes a plus before what was not the end yet.
 */
export function parseCount(buffer: Uint8Array, start: number, end: number, places: number): number {
  if (start === end) return 0;
  const whole = places === 0 ? parseWhole(buffer, start, end) : -1;
  if (whole >= 0) return whole;
  if (buffer[start] === MINUS) {
    return end === start + 1 || (end === start + 2 && buffer[start + 1] === ONE) ? 0 : -1;
  }
  return parseScaled(buffer, buffer[start] === PLUS ? start + 1 : start, end, places);
}

/** Some encoders write large and small numbers with an exponent. */
function parseExponential(buffer: Uint8Array, start: number, end: number, places: number): number {
  if (end - start > 32) return -1;
  const text = Buffer.from(buffer.subarray(start, end)).toString('latin1');
  if (!/^\d+(\.\d+)?[eE][+-]?\d+$/.test(text)) return -1;
  // Rounded to half a unit of the next place, or 1.001e3 would lose its last digit to the binary form.
  const value = Math.floor(Number(text) * POWERS[places] + 1e-4);
  return value <= Number.MAX_SAFE_INTEGER ? value : -1;
}
