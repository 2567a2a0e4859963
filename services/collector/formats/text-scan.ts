/** Finds the end of text four bytes at a time: most of a log line is text that has nothing special in it. */
import * as ascii from './ascii.ts';

const { BACKSLASH, QUOTE } = ascii;

const QUOTES = 0x22222222;
const BACKSLASHES = 0x5c5c5c5c;
const SPACES = 0x20202020;
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080;

/**
 * The index of the first quote, backslash or control character (below 0x20) from `from` on, or `end`.
 *
 * Four bytes are looked at as one word: taking 1 from each byte of the word, after an exclusive or with what is
 * looked for, borrows into the high bit of the first byte that was zero (Mycroft's test; exact for the first hit).
 * Two words go at once, by a shorter test that also stops at bytes from 0x80 up.
 */
export function plainEnd(view: DataView, from: number, end: number): number {
  let i = from | 0;
  for (const last = (end - 8) | 0; i <= last; i = (i + 8) | 0) {
    const one = view.getInt32(i, true);
    const two = view.getInt32((i + 4) | 0, true);
    const maybe =
      ((one ^ QUOTES) - ONES) |
      ((one ^ BACKSLASHES) - ONES) |
      (one - SPACES) |
      ((two ^ QUOTES) - ONES) |
      ((two ^ BACKSLASHES) - ONES) |
      (two - SPACES);
    if ((maybe & HIGH_BITS) === 0) continue;
    let hits = hitsIn(one);
    if (hits !== 0) return (i + ((31 - Math.clz32(hits & -hits)) >> 3)) | 0;
    hits = hitsIn(two);
    if (hits !== 0) return (i + 4 + ((31 - Math.clz32(hits & -hits)) >> 3)) | 0;
  }
  for (; i < end; i = (i + 1) | 0) {
    const byte = view.getUint8(i);
    if (byte === 0x22 || byte === 0x5c || byte < 0x20) break;
  }
  return i;
}

function hitsIn(word: number): number {
  const quotes = word ^ QUOTES;
  const backslashes = word ^ BACKSLASHES;
  return (
    (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word)) &
    HIGH_BITS
  );
}

/**
 * Where the next quote is that no backslash stands before; `end` when there is none. The complement of that when
 * there are backslashes before it.
 */
export function quoteFrom(view: DataView, from: number, end: number): number {
  const i = plainEnd(view, from, end);
  return i === end || view.getUint8(i) === QUOTE ? i : quoteBehind(view, i, end);
}

/** The same for text with escapes or control characters, the first of which is at `at`. */
function quoteBehind(view: DataView, at: number, end: number): number {
  let isEscaped = false;
  let i = at;
  while (i < end) {
    const byte = view.getUint8(i);
    if (byte === QUOTE) break;
    if (byte === BACKSLASH) isEscaped = true;
    i = plainEnd(view, i + (byte === BACKSLASH ? 2 : 1), end);
  }
  if (i > end) i = end;
  return isEscaped ? ~i : i;
}

/** The view of the buffer that was asked for last: a source reads into the same buffer again and again. */
export class LastView {
  #buffer: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#buffer.buffer);

  of(buffer: Uint8Array): DataView {
    if (buffer !== this.#buffer) {
      this.#buffer = buffer;
      this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    }
    return this.#view;
  }
}
