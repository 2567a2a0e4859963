/**
 * Finds the values of known keys in a line that is one JSON object, without making strings or objects of it.
 *
 * A server writes the same keys in the same order into every line. So the scanner remembers the bytes that stood
 * between one value and the next in the last line (`,"status":`): where they come again they have been checked
 * already, and the key needs no look-up. All other bytes are checked, each line is valid as a whole or refused.
 */
import { BACKSLASH, CLOSE_BRACE, COLON, COMMA, DOT, isDigit, MINUS, OPEN_BRACE, QUOTE } from './ascii.ts';
import { skipBlanks, skipNumber, skipString, skipValue } from './json-syntax.ts';
import { Scratch } from './scratch.ts';
import { LastView, plainEnd } from './text-scan.ts';

/** What a key's value is. */
const VALUE = {
  /** The key is not there, or its value is true, false, null, an object or an array. */
  none: 0,
  /** A string or a number, in the line as it is. */
  plain: 1,
  /** A string that has escapes. */
  escaped: 2,
  /** Such a string, unescaped into the scratch memory. */
  unescaped: 3,
} as const;

/** Keys beyond these are looked up in every line, and so are those with longer glue. */
const TEMPLATE_KEYS_MAX = 64;
const GLUE_BYTES_MAX = 64;
const GLUE_WORDS_MAX = GLUE_BYTES_MAX / 4;
/** `,"":` is the shortest there is. */
const GLUE_BYTES_MIN = 4;
const KEY_BYTES_MAX = 256;

export class JsonScanner {
  /** The value that `find` has found: the bytes from `start` up to `end`. */
  buffer: Buffer;
  start = 0;
  end = 0;
  #line: Buffer;
  readonly #view = new LastView();
  /** For each key one of VALUE, and where the value is; the place behind the last key takes all other values. */
  readonly #kinds: Uint8Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** By the UTF-8 bytes of the key as Latin-1. */
  readonly #slots = new Map<string, number>();
  readonly #otherSlot: number;
  #keySlot = 0;
  /** What stood before the values of the last line: bytes, slot of the key, and the bytes as words. */
  readonly #glueBytes = new Uint8Array(TEMPLATE_KEYS_MAX);
  readonly #glueSlots = new Uint8Array(TEMPLATE_KEYS_MAX);
  readonly #glueWords = new Int32Array(TEMPLATE_KEYS_MAX * GLUE_WORDS_MAX);
  /** The last four bytes, which may overlap with the last word. */
  readonly #glueTails = new Int32Array(TEMPLATE_KEYS_MAX);
  readonly #scratch = new Scratch();

  /** @param keys the keys of interest, less than 255: the value of `keys[i]` is at `i`. */
  constructor(keys: readonly string[]) {
    for (const [slot, key] of keys.entries()) this.#slots.set(Buffer.from(key).toString('latin1'), slot);
    this.#otherSlot = keys.length;
    this.#kinds = new Uint8Array(keys.length + 1);
    this.#starts = new Int32Array(keys.length + 1);
    this.#ends = new Int32Array(keys.length + 1);
    this.#line = this.#scratch.buffer;
    this.buffer = this.#line;
  }

  /** Reads a line. Of a key that comes twice, the last value counts. @returns whether it is one JSON object. */
  scan(buffer: Buffer, start: number, end: number): boolean {
    const view = this.#view.of(buffer);
    const kinds = this.#kinds;
    const starts = this.#starts;
    const ends = this.#ends;
    this.#line = buffer;
    this.#scratch.begin(end - start);
    for (let slot = 0; slot < kinds.length; slot++) kinds[slot] = VALUE.none;
    let i = skipBlanks(buffer, start, end);
    if (i === end || buffer[i] !== OPEN_BRACE) return false;
    for (let member = 0; ; member++) {
      const from = i;
      let slot = this.#otherSlot;
      i = this.#skipGlue(view, i, end, member);
      if (i > from) {
        slot = this.#glueSlots[member];
      } else {
        i = this.#readKey(buffer, from, end, member);
        if (i < 0) return member === 0 && isEmptyObject(buffer, from, end);
        slot = this.#keySlot;
        this.#learn(view, from, i, member);
      }
      if (i < end && buffer[i] === QUOTE) {
        starts[slot] = i + 1;
        i = plainEnd(view, i + 1, end);
        kinds[slot] = VALUE.plain;
        if (i === end || buffer[i] !== QUOTE) {
          i = skipString(buffer, i, end) - 1;
          if (i < 0) return false;
          kinds[slot] = VALUE.escaped;
        }
        ends[slot] = i++;
      } else {
        starts[slot] = i;
        i = plainNumberEnd(buffer, i, end);
        if (i > starts[slot]) {
          kinds[slot] = VALUE.plain;
          ends[slot] = i;
        } else {
          i = this.#readOther(buffer, i, end, slot);
          if (i < 0) return false;
        }
      }
      if (i < end && buffer[i] === COMMA) continue;
      const closing = skipBlanks(buffer, i, end);
      if (closing < end && buffer[closing] === CLOSE_BRACE)
        return skipBlanks(buffer, closing + 1, end) === end;
    }
  }

  /** Finds the value of `keys[slot]`, unescaped; false when it is no string or number or not there. */
  find(slot: number): boolean {
    if (slot < 0) return false;
    const kind = this.#kinds[slot];
    if (kind === VALUE.none) return false;
    if (kind === VALUE.escaped) this.#unescape(slot);
    this.buffer = kind === VALUE.plain ? this.#line : this.#scratch.buffer;
    this.start = this.#starts[slot];
    this.end = this.#ends[slot];
    return true;
  }

  /** Once a value, or the scratch memory, which has the room of a line, might not do. */
  #unescape(slot: number): void {
    this.#starts[slot] = this.#scratch.unescape(this.#line, this.#starts[slot], this.#ends[slot]);
    this.#ends[slot] = this.#scratch.end;
    this.#kinds[slot] = VALUE.unescaped;
  }

  /** @returns the index behind the glue of the last line, or `at` when something else comes. */
  #skipGlue(view: DataView, at: number, end: number, member: number): number {
    if (member >= TEMPLATE_KEYS_MAX) return at;
    const bytes = this.#glueBytes[member];
    if (bytes === 0 || bytes > end - at) return at;
    const words = this.#glueWords;
    const from = member * GLUE_WORDS_MAX;
    for (let word = 0, i = at; word < bytes >> 2; word++, i += 4) {
      if (words[from + word] !== view.getInt32(i, true)) return at;
    }
    return this.#glueTails[member] === view.getInt32(at + bytes - 4, true) ? at + bytes : at;
  }

  #learn(view: DataView, start: number, end: number, member: number): void {
    if (member >= TEMPLATE_KEYS_MAX) return;
    const bytes = end - start;
    this.#glueBytes[member] = 0;
    if (bytes < GLUE_BYTES_MIN || bytes > GLUE_BYTES_MAX) return;
    for (let word = 0; word < bytes >> 2; word++) {
      this.#glueWords[member * GLUE_WORDS_MAX + word] = view.getInt32(start + 4 * word, true);
    }
    this.#glueTails[member] = view.getInt32(end - 4, true);
    this.#glueSlots[member] = this.#keySlot;
    this.#glueBytes[member] = bytes;
  }

  /** From `{` or `,` to where the value begins; sets the slot of the key. */
  #readKey(buffer: Buffer, at: number, end: number, member: number): number {
    let i = member === 0 ? at : skipBlanks(buffer, at, end);
    if (i >= end || buffer[i] !== (member === 0 ? OPEN_BRACE : COMMA)) return -1;
    i = skipBlanks(buffer, i + 1, end);
    if (i >= end || buffer[i] !== QUOTE) return -1;
    const key = i + 1;
    i = skipString(buffer, key, end);
    if (i < 0) return -1;
    this.#keySlot = this.#slotOf(buffer, key, i - 1);
    i = skipBlanks(buffer, i, end);
    return i < end && buffer[i] === COLON ? skipBlanks(buffer, i + 1, end) : -1;
  }

  #slotOf(buffer: Buffer, start: number, end: number): number {
    if (end - start > KEY_BYTES_MAX) return this.#otherSlot;
    if (!buffer.subarray(start, end).includes(BACKSLASH)) {
      return this.#slots.get(buffer.toString('latin1', start, end)) ?? this.#otherSlot;
    }
    const from = this.#scratch.unescape(buffer, start, end);
    const key = this.#scratch.buffer.toString('latin1', from, this.#scratch.end);
    return this.#slots.get(key) ?? this.#otherSlot;
  }

  /** Reads a value that is no string, or has more blanks before it than there were when the glue was learned. */
  #readOther(buffer: Buffer, at: number, end: number, slot: number): number {
    const first = skipBlanks(buffer, at, end);
    if (first >= end) return -1;
    const isNumber = buffer[first] === MINUS || isDigit(buffer[first]);
    const i = isNumber ? skipNumber(buffer, first, end) : skipValue(buffer, first, end);
    const isString = buffer[first] === QUOTE;
    this.#kinds[slot] = isString ? VALUE.escaped : isNumber ? VALUE.plain : VALUE.none;
    this.#starts[slot] = isString ? first + 1 : first;
    this.#ends[slot] = isString ? i - 1 : i;
    return i;
  }
}

/** Behind a number that is written as nearly all are: digits, and perhaps a point and digits. `at` for any other. */
function plainNumberEnd(buffer: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && isDigit(buffer[i])) i++;
  if (i + 1 < end && i > at && buffer[i] === DOT && isDigit(buffer[i + 1])) {
    for (i += 2; i < end && isDigit(buffer[i]); ) i++;
  }
  return i < end && (buffer[i] === COMMA || buffer[i] === CLOSE_BRACE) ? i : at;
}

/** The keys of a line that is one JSON object, as they come; undefined when it is none. */
export function keysOf(buffer: Buffer, start: number, end: number): string[] | undefined {
  const keys: string[] = [];
  let i = skipBlanks(buffer, start, end);
  if (i === end || buffer[i] !== OPEN_BRACE) return undefined;
  if (isEmptyObject(buffer, i, end)) return keys;
  do {
    const key = skipBlanks(buffer, i + 1, end) + 1;
    const keyEnd = key <= end && buffer[key - 1] === QUOTE ? skipString(buffer, key, end) : -1;
    const colon = keyEnd < 0 ? end : skipBlanks(buffer, keyEnd, end);
    if (colon === end || buffer[colon] !== COLON) return undefined;
    keys.push(keyText(buffer, key, keyEnd - 1));
    i = skipValue(buffer, skipBlanks(buffer, colon + 1, end), end);
    if (i >= 0) i = skipBlanks(buffer, i, end);
  } while (i >= 0 && i < end && buffer[i] === COMMA);
  const isClosed = i >= 0 && i < end && buffer[i] === CLOSE_BRACE;
  return isClosed && skipBlanks(buffer, i + 1, end) === end ? keys : undefined;
}

function keyText(buffer: Buffer, start: number, end: number): string {
  if (!buffer.subarray(start, end).includes(BACKSLASH)) return buffer.toString('utf8', start, end);
  const scratch = new Scratch();
  scratch.begin(end - start);
  const from = scratch.unescape(buffer, start, end);
  return scratch.buffer.toString('utf8', from, scratch.end);
}

function isEmptyObject(buffer: Uint8Array, at: number, end: number): boolean {
  const closing = skipBlanks(buffer, at + 1, end);
  return closing < end && buffer[closing] === CLOSE_BRACE && skipBlanks(buffer, closing + 1, end) === end;
}
