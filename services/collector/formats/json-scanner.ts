/**
 * Finds the values of known keys in a line that is one JSON object, without making strings or objects of it. Keys may
 * be in objects within the line (json-paths.ts); what no key leads into is checked and passed over.
 *
 * A server writes the same keys in the same order into every line. So the scanner remembers the bytes that stood
 * between one value and the next in the last line (`,"status":`): where they come again they have been checked
 * already, and the key needs no look-up. All other bytes are checked, each line is valid as a whole or refused.
 */
import {
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  COMMA,
  DOT,
  isDigit,
  MINUS,
  OPEN_BRACE,
  OPEN_SQUARE,
  QUOTE,
} from './ascii.ts';
import { JsonPaths, type Member, ROOT } from './json-paths.ts';
import { skipBlanks, skipNumber, skipString, skipValue } from './json-syntax.ts';
import { Scratch } from './scratch.ts';
import { LastView, plainEnd } from './text-scan.ts';

/** What a key's value is. */
const VALUE = {
  /** The key is not there, or its value is true, false or null. */
  none: 0,
  /** A string or a number, in the line as it is. */
  plain: 1,
  /** A string that has escapes. */
  escaped: 2,
  /** Such a string, unescaped into the scratch memory. */
  unescaped: 3,
  /** An object or array, as it is in the line. */
  structure: 4,
} as const;

/** Keys beyond these are looked up in every line, and so are those with longer glue. */
const TEMPLATE_KEYS_MAX = 64;
const GLUE_BYTES_MAX = 64;
const GLUE_WORDS_MAX = GLUE_BYTES_MAX / 4;
/** `,"":` is the shortest there is. */
const GLUE_BYTES_MIN = 4;
const KEY_BYTES_MAX = 256;

/** In place of where a value begins: the line is no JSON object, or has come to its end. */
const BROKEN = -1;
const ENDED = -2;

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
  readonly #paths: JsonPaths;
  readonly #otherSlot: number;
  /** Where `#readKey` got to: the key’s slot, the object it is in, and whether what stood before may be learned. */
  #keySlot = 0;
  #keyObject = ROOT;
  #keyIsPlain = true;
  /** By object, the line in which a key last led into it. */
  readonly #entered: Uint32Array;
  #lines = 0;
  /** What stood before the values of the last line: bytes, slot of the key, and the bytes as words. */
  readonly #glueBytes = new Uint8Array(TEMPLATE_KEYS_MAX);
  readonly #glueSlots = new Uint8Array(TEMPLATE_KEYS_MAX);
  /** The object before and behind the glue: the same bytes mean something else in another object. */
  readonly #glueFrom = new Uint8Array(TEMPLATE_KEYS_MAX);
  readonly #glueTo = new Uint8Array(TEMPLATE_KEYS_MAX);
  readonly #glueWords = new Int32Array(TEMPLATE_KEYS_MAX * GLUE_WORDS_MAX);
  /** The last four bytes, which may overlap with the last word. */
  readonly #glueTails = new Int32Array(TEMPLATE_KEYS_MAX);
  readonly #scratch = new Scratch();

  /** @param keys the keys of interest, less than 255, as in JsonKeys: the value of `keys[i]` is at `i`. */
  constructor(keys: readonly string[], ignoresCase = false) {
    this.#paths = new JsonPaths(keys, ignoresCase);
    this.#otherSlot = keys.length;
    this.#entered = new Uint32Array(this.#paths.objects);
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
    this.#lines = (this.#lines + 1) >>> 0;
    this.#scratch.begin(end - start);
    for (let slot = 0; slot < kinds.length; slot++) kinds[slot] = VALUE.none;
    let i = skipBlanks(buffer, start, end);
    let object = ROOT;
    for (let member = 0; ; member++) {
      const from = i;
      let slot = this.#otherSlot;
      i = this.#skipGlue(view, i, end, member, object);
      if (i > from) {
        slot = this.#glueSlots[member];
        object = this.#glueTo[member];
      } else {
        i = this.#readKey(buffer, from, end, member === 0, object);
        if (i < 0) return i === ENDED;
        slot = this.#keySlot;
        this.#learn(view, from, i, member, object);
        object = this.#keyObject;
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
      if (object !== ROOT || (i < end && buffer[i] === COMMA)) continue;
      const closing = skipBlanks(buffer, i, end);
      if (closing < end && buffer[closing] === CLOSE_BRACE)
        return skipBlanks(buffer, closing + 1, end) === end;
    }
  }

  /** Finds the value of `keys[slot]`, unescaped; false when it is no string or number or not there. */
  find(slot: number): boolean {
    if (slot < 0) return false;
    const kind = this.#kinds[slot];
    if (kind === VALUE.none || kind === VALUE.structure) return false;
    if (kind === VALUE.escaped) this.#unescape(slot);
    this.buffer = kind === VALUE.plain ? this.#line : this.#scratch.buffer;
    this.start = this.#starts[slot];
    this.end = this.#ends[slot];
    return true;
  }

  /** Finds the value of `keys[slot]` if it is an object or array, as it is in the line. */
  findStructure(slot: number): boolean {
    if (this.#kinds[slot] !== VALUE.structure) return false;
    this.buffer = this.#line;
    this.start = this.#starts[slot];
    this.end = this.#ends[slot];
    return true;
  }

  /** The slot whose string begins at `start` in the line, before any was found; or -1. */
  slotAt(start: number): number {
    for (let slot = 0; slot < this.#otherSlot; slot++) {
      const kind = this.#kinds[slot];
      if ((kind === VALUE.plain || kind === VALUE.escaped) && this.#starts[slot] === start) return slot;
    }
    return -1;
  }

  /** Once a value, or the scratch memory, which has the room of a line, might not do. */
  #unescape(slot: number): void {
    this.#starts[slot] = this.#scratch.unescape(this.#line, this.#starts[slot], this.#ends[slot]);
    this.#ends[slot] = this.#scratch.end;
    this.#kinds[slot] = VALUE.unescaped;
  }

  /** @returns the index behind the glue of the last line, or `at` when something else comes. */
  #skipGlue(view: DataView, at: number, end: number, member: number, object: number): number {
    if (member >= TEMPLATE_KEYS_MAX) return at;
    const bytes = this.#glueBytes[member];
    if (bytes === 0 || bytes > end - at || this.#glueFrom[member] !== object) return at;
    const words = this.#glueWords;
    const from = member * GLUE_WORDS_MAX;
    for (let word = 0, i = at; word < bytes >> 2; word++, i += 4) {
      if (words[from + word] !== view.getInt32(i, true)) return at;
    }
    return this.#glueTails[member] === view.getInt32(at + bytes - 4, true) ? at + bytes : at;
  }

  #learn(view: DataView, start: number, end: number, member: number, object: number): void {
    if (member >= TEMPLATE_KEYS_MAX) return;
    const bytes = end - start;
    this.#glueBytes[member] = 0;
    if (bytes < GLUE_BYTES_MIN || bytes > GLUE_BYTES_MAX || !this.#keyIsPlain) return;
    for (let word = 0; word < bytes >> 2; word++) {
      this.#glueWords[member * GLUE_WORDS_MAX + word] = view.getInt32(start + 4 * word, true);
    }
    this.#glueTails[member] = view.getInt32(end - 4, true);
    this.#glueSlots[member] = this.#keySlot;
    this.#glueFrom[member] = object;
    this.#glueTo[member] = this.#keyObject;
    this.#glueBytes[member] = bytes;
  }

  /**
   * From the beginning of the line, or the end of a value in `object`, to where the next value begins that is not in an
   * object of its own: closes and opens objects on the way. @returns BROKEN or ENDED when there is none.
   */
  #readKey(buffer: Buffer, at: number, end: number, isFirst: boolean, object: number): number {
    let i = skipBlanks(buffer, at, end);
    let opens = isFirst;
    this.#keyObject = object;
    this.#keyIsPlain = true;
    for (;;) {
      if (!opens && i < end && buffer[i] === CLOSE_BRACE) {
        i = skipBlanks(buffer, i + 1, end);
        if (this.#keyObject === ROOT) return i === end ? ENDED : BROKEN;
        this.#keyObject = this.#paths.parents[this.#keyObject];
        continue;
      }
      if (i >= end || buffer[i] !== (opens ? OPEN_BRACE : COMMA)) return BROKEN;
      i = skipBlanks(buffer, i + 1, end);
      if (opens && i < end && buffer[i] === CLOSE_BRACE) {
        opens = false;
        continue;
      }
      if (i >= end || buffer[i] !== QUOTE) return BROKEN;
      const key = i + 1;
      i = skipString(buffer, key, end);
      if (i < 0) return BROKEN;
      const member = this.#memberAt(buffer, key, i - 1);
      i = skipBlanks(buffer, i, end);
      if (i >= end || buffer[i] !== COLON) return BROKEN;
      i = skipBlanks(buffer, i + 1, end);
      if (member.child !== ROOT) this.#enter(member.child);
      opens = member.child !== ROOT && i < end && buffer[i] === OPEN_BRACE;
      // Whoever enters an object has to be heard of each time.
      if (member.child !== ROOT) this.#keyIsPlain = false;
      if (!opens) {
        this.#keySlot = member.slot;
        return i;
      }
      this.#keyObject = member.child;
    }
  }

  /** Of an object that comes twice, only the last counts. */
  #enter(object: number): void {
    if (this.#entered[object] === this.#lines) {
      for (const slot of this.#paths.slotsBelow(object)) this.#kinds[slot] = VALUE.none;
    }
    this.#entered[object] = this.#lines;
  }

  #memberAt(buffer: Buffer, start: number, end: number): Member {
    // No key of interest is so long; `"` is in none that a line can have unescaped.
    if (end - start > KEY_BYTES_MAX) return this.#paths.memberOf(ROOT, '"');
    if (!buffer.subarray(start, end).includes(BACKSLASH)) {
      return this.#paths.memberOf(this.#keyObject, buffer.toString('latin1', start, end));
    }
    const from = this.#scratch.unescape(buffer, start, end);
    const key = this.#scratch.buffer.toString('latin1', from, this.#scratch.end);
    return this.#paths.memberOf(this.#keyObject, key);
  }

  /** Reads a value that is no string, or has more blanks before it than there were when the glue was learned. */
  #readOther(buffer: Buffer, at: number, end: number, slot: number): number {
    const first = skipBlanks(buffer, at, end);
    if (first >= end) return -1;
    const isNumber = buffer[first] === MINUS || isDigit(buffer[first]);
    const i = isNumber ? skipNumber(buffer, first, end) : skipValue(buffer, first, end);
    const isString = buffer[first] === QUOTE;
    const isStructure = buffer[first] === OPEN_BRACE || buffer[first] === OPEN_SQUARE;
    this.#kinds[slot] = isString
      ? VALUE.escaped
      : isNumber
        ? VALUE.plain
        : isStructure
          ? VALUE.structure
          : VALUE.none;
    this.#starts[slot] = isString ? first + 1 : first;
    this.#ends[slot] = isString ? i - 1 : i;
    if (i > 0 && buffer[first] === OPEN_SQUARE && this.#paths.takesFirst[slot] === 1) {
      this.#readFirst(buffer, first, i, slot);
    }
    return i;
  }

  /** The first element of an array that is valid. */
  #readFirst(buffer: Buffer, at: number, end: number, slot: number): void {
    const first = skipBlanks(buffer, at + 1, end);
    const isString = buffer[first] === QUOTE;
    const isNumber = buffer[first] === MINUS || isDigit(buffer[first]);
    this.#kinds[slot] = isString ? VALUE.escaped : isNumber ? VALUE.plain : VALUE.none;
    this.#starts[slot] = isString ? first + 1 : first;
    this.#ends[slot] = isString
      ? skipString(buffer, first + 1, end) - 1
      : isNumber
        ? skipNumber(buffer, first, end)
        : first;
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
