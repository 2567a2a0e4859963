/** Finds the end of text four bytes at a time: most of a log line is text that has nothing special in it. */
import { BACKSLASH, QUOTE, SPACE } from './ascii.ts';

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
 */
export function plainEnd(view: DataView, from: number, end: number): number {
  let i = from;
  for (const last = end - 4; i <= last; i += 4) {
    const word = view.getInt32(i, true);
    const quotes = word ^ QUOTES;
    const backslashes = word ^ BACKSLASHES;
    const hits =
      (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word)) &
      HIGH_BITS;
    if (hits !== 0) return i + ((31 - Math.clz32(hits & -hits)) >> 3);
  }
  for (; i < end; i++) {
    const byte = view.getUint8(i);
    if (byte === QUOTE || byte === BACKSLASH || byte < SPACE) break;
  }
  return i;
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
