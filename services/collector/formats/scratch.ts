/** Memory for texts that were escaped in the log: what a format unescapes lasts until it reads the next line. */
import * as ascii from './ascii.ts';
import { hexDigitOf } from './ascii.ts';

const { BACKSLASH, HASH } = ascii;

const OWN_BYTES = 64 * 1024;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const REPLACEMENT = 0xfffd;

/** What `\n`, `\t` and so on stand for; 0 for a byte that is no such letter. */
const SIMPLE = new Uint8Array(256);
for (const [letter, meaning] of Object.entries({
  '"': 0x22,
  '\\': 0x5c,
  '/': 0x2f,
  b: 0x08,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
})) {
  SIMPLE[letter.charCodeAt(0)] = meaning;
}

export class Scratch {
  /** Where the texts are; may be another one after the next `unescape`. */
  buffer: Buffer = Buffer.alloc(0);
  /** Where the text that was unescaped last ends. */
  end = 0;
  #bytes = 0;
  #own: Buffer = this.buffer;

  /** Forgets all texts. Those of the next line have `bytes` at most: none is longer than its escaped form. */
  begin(bytes: number): void {
    this.end = 0;
    this.#bytes = bytes;
  }

  /**
   * Appends the bytes from `start` up to `end` with every escape of nginx, Apache and JSON replaced by what it
   * stands for: `\xHH` is a byte, `\uHHHH` a code point as UTF-8, a lone surrogate U+FFFD. What is no escape stays.
   * @returns where the text begins in `buffer`; it ends at `end`.
   */
  unescape(from: Uint8Array, start: number, end: number): number {
    if (this.end === 0) this.#prepare();
    const out = this.buffer;
    const first = this.end;
    let at = first;
    for (let i = start; i < end; ) {
      const byte = from[i];
      if (byte !== BACKSLASH || i + 1 === end) {
        out[at++] = byte;
        i++;
        continue;
      }
      const letter = from[i + 1];
      if (letter === LETTER_X && hexAt(from, i + 2, 2, end) >= 0) {
        out[at++] = hexAt(from, i + 2, 2, end);
        i += 4;
      } else if (letter === LETTER_U && hexAt(from, i + 2, 4, end) >= 0) {
        const point = codePointAt(from, i, end);
        at = writeUtf8(out, at, point);
        i += point > 0xffff ? 12 : 6;
      } else if (SIMPLE[letter] !== 0) {
        out[at++] = SIMPLE[letter];
        i += 2;
      } else {
        out[at++] = byte;
        i++;
      }
    }
    this.end = at;
    return first;
  }

  /** The same for HAProxy, which writes a byte as `#HH` and a `#` as `#23`. */
  unescapeHash(from: Uint8Array, start: number, end: number): number {
    if (this.end === 0) this.#prepare();
    const out = this.buffer;
    const first = this.end;
    let at = first;
    for (let i = start; i < end; ) {
      const code = from[i] === HASH ? hexAt(from, i + 1, 2, end) : -1;
      out[at++] = code < 0 ? from[i] : code;
      i += code < 0 ? 1 : 3;
    }
    this.end = at;
    return first;
  }

  #prepare(): void {
    if (this.#own.length === 0) this.#own = Buffer.allocUnsafeSlow(OWN_BYTES);
    // A line beyond the usual limit gets memory of its own, which goes when the line goes.
    this.buffer = this.#bytes <= OWN_BYTES ? this.#own : Buffer.allocUnsafeSlow(this.#bytes);
  }
}

/** The number of `digits` hexadecimal digits at `at`, or -1. */
export function hexAt(buffer: Uint8Array, at: number, digits: number, end: number): number {
  if (at + digits > end) return -1;
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const digit = hexDigitOf(buffer[i]);
    if (digit < 0) return -1;
    value = 16 * value + digit;
  }
  return value;
}

/** The code point of the `\uHHHH` at `at`, or of that and the one behind it when they are a surrogate pair. */
function codePointAt(buffer: Uint8Array, at: number, end: number): number {
  const unit = hexAt(buffer, at + 2, 4, end);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const paired = unit < 0xdc00 && buffer[at + 6] === BACKSLASH && buffer[at + 7] === LETTER_U;
  const low = paired ? hexAt(buffer, at + 8, 4, end) : -1;
  if (low < 0xdc00 || low > 0xdfff) return REPLACEMENT;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

function writeUtf8(out: Uint8Array, at: number, point: number): number {
  let to = at;
  if (point < 0x80) {
    out[to++] = point;
    return to;
  }
  if (point < 0x800) {
    out[to++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x10000) {
      out[to++] = 0xe0 | (point >> 12);
    } else {
      out[to++] = 0xf0 | (point >> 18);
      out[to++] = 0x80 | ((point >> 12) & 0x3f);
    }
    out[to++] = 0x80 | ((point >> 6) & 0x3f);
  }
  out[to++] = 0x80 | (point & 0x3f);
  return to;
}
