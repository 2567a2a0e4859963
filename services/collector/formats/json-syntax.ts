/**
 * JSON's grammar over bytes: each function takes the index where something begins and returns the one behind it,
 * or -1 when it is not there.
 *
 * It takes what JSON.parse takes, and two things more that nginx writes into JSON: `\xHH`, which a format without
 * escape=json has instead of JSON's escapes, and numbers with leading zeros, such as the status 000. Refusing such
 * lines would let a client hide by sending a quote. Bytes from 0x80 up may stand for anything.
 */
import * as ascii from './ascii.ts';
import { isDigit, startsWith } from './ascii.ts';
import { hexAt } from './scratch.ts';

const {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_SQUARE,
  COLON,
  COMMA,
  DOT,
  LINE_FEED,
  MINUS,
  OPEN_BRACE,
  OPEN_SQUARE,
  PLUS,
  QUOTE,
  RETURN,
  SPACE,
  TAB,
} = ascii;

/** How deep objects and arrays may be nested in a value. */
export const DEPTH_MAX = 64;

const LETTER_E = 0x65;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const WORDS = [Buffer.from('true'), Buffer.from('false'), Buffer.from('null')];
const ESCAPED = new Uint8Array(256);
for (const letter of '"\\/bfnrt') ESCAPED[letter.charCodeAt(0)] = 1;

/** What ends a run of plain bytes in a string: the quote, an escape, and control characters, which it can't have. */
const STRING_STOP = new Uint8Array(256).fill(1, 0, 0x20);
STRING_STOP[QUOTE] = 1;
STRING_STOP[BACKSLASH] = 1;

export function skipBlanks(buffer: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end) {
    const byte = buffer[i];
    if (byte !== SPACE && byte !== TAB && byte !== LINE_FEED && byte !== RETURN) break;
    i++;
  }
  return i;
}

/** A string whose opening quote is before `at`. */
export function skipString(buffer: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end) {
    const byte = buffer[i];
    if (STRING_STOP[byte] === 0) {
      i++;
    } else if (byte === QUOTE) {
      return i + 1;
    } else {
      i = byte === BACKSLASH ? skipEscape(buffer, i, end) : -1;
      if (i < 0) return -1;
    }
  }
  return -1;
}

/** An escape whose backslash is at `at`. */
export function skipEscape(buffer: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return -1;
  const letter = buffer[at + 1];
  if (ESCAPED[letter] === 1) return at + 2;
  if (letter === LETTER_U) return hexAt(buffer, at + 2, 4, end) < 0 ? -1 : at + 6;
  if (letter === LETTER_X) return hexAt(buffer, at + 2, 2, end) < 0 ? -1 : at + 4;
  return -1;
}

export function skipNumber(buffer: Uint8Array, at: number, end: number): number {
  let i = skipDigits(buffer, buffer[at] === MINUS ? at + 1 : at, end);
  if (i > 0 && i < end && buffer[i] === DOT) i = skipDigits(buffer, i + 1, end);
  if (i > 0 && i < end && (buffer[i] | 0x20) === LETTER_E) {
    const signed = buffer[i + 1] === PLUS || buffer[i + 1] === MINUS;
    i = skipDigits(buffer, signed ? i + 2 : i + 1, end);
  }
  return i;
}

/** Any value. */
export function skipValue(buffer: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  const byte = buffer[at];
  if (byte === QUOTE) return skipString(buffer, at + 1, end);
  if (byte === OPEN_BRACE || byte === OPEN_SQUARE) return skipNested(buffer, at, end);
  if (byte === MINUS || isDigit(byte)) return skipNumber(buffer, at, end);
  for (const word of WORDS) if (startsWith(buffer, at, end, word)) return at + word.length;
  return -1;
}

function skipDigits(buffer: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && isDigit(buffer[i])) i++;
  return i === at ? -1 : i;
}

/** Which brackets close what is open, outermost first. */
const closing = new Uint8Array(DEPTH_MAX);

/** An object or array, without recursion: its depth is for the sender to choose. */
function skipNested(buffer: Uint8Array, at: number, end: number): number {
  let depth = 0;
  let i = at;
  while (i >= 0 && i < end) {
    const byte = buffer[i];
    if (byte === OPEN_BRACE || byte === OPEN_SQUARE) {
      if (depth === DEPTH_MAX) return -1;
      const closer = byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_SQUARE;
      closing[depth++] = closer;
      i = skipBlanks(buffer, i + 1, end);
      if (i < end && buffer[i] !== closer) {
        if (byte === OPEN_BRACE) i = skipKey(buffer, i, end);
        continue;
      }
    } else {
      i = skipValue(buffer, i, end);
      if (i < 0) return -1;
    }
    // Behind a value, or at the closing bracket of an empty object or array.
    for (i = skipBlanks(buffer, i, end); i < end && buffer[i] === closing[depth - 1]; ) {
      if (--depth === 0) return i + 1;
      i = skipBlanks(buffer, i + 1, end);
    }
    if (i >= end || buffer[i] !== COMMA) return -1;
    i = skipBlanks(buffer, i + 1, end);
    if (closing[depth - 1] === CLOSE_BRACE) i = skipKey(buffer, i, end);
  }
  return -1;
}

/** A key, its colon and the blanks around. */
function skipKey(buffer: Uint8Array, at: number, end: number): number {
  if (at >= end || buffer[at] !== QUOTE) return -1;
  let i = skipString(buffer, at + 1, end);
  if (i < 0) return -1;
  i = skipBlanks(buffer, i, end);
  return i < end && buffer[i] === COLON ? skipBlanks(buffer, i + 1, end) : -1;
}
