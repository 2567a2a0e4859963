/**
 * Finds the values of known keys in a line that is one JSON object, without making strings or objects of it. Keys may
 * be in objects within the line (json-paths.ts); what no key leads into is checked and passed over.
 *
 * A server writes the same keys in the same order into every line. So the scanner remembers the bytes that stood
 * between one value and the next in the last line (`,"status":`): where they come again they have been checked
 * already, and the key needs no look-up. All other bytes are checked, each line is valid as a whole or refused.
 */
import * as ascii from './ascii.ts';
import { isDigit } from './ascii.ts';
import { Glue, NONE_ENTERED } from './json-glue.ts';
import { JsonPaths, type Member, ROOT } from './json-paths.ts';
import { skipBlanks, skipNumber, skipString, skipValue } from './json-syntax.ts';
import { Scratch } from './scratch.ts';
import { LastView, plainEnd } from './text-scan.ts';

const { BACKSLASH, CLOSE_BRACE, COLON, COMMA, DOT, MINUS, OPEN_BRACE, OPEN_SQUARE, CLOSE_SQUARE, QUOTE } =
  ascii;

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
const { none: NONE, plain: PLAIN } = VALUE;

/** Keys beyond these are looked up in every line. */
const TEMPLATE_KEYS_MAX = 64;
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
  readonly #kinds: number[];
  readonly #starts: number[];
  readonly #ends: number[];
  readonly #paths: JsonPaths;
  readonly #otherSlot: number;
  /** Where `#readKey` got to: the key’s slot, the object it is in, those that were entered on the way, and whether this may be learned. */
  #keySlot = 0;
  #keyObject = ROOT;
  #keyEntered = NONE_ENTERED;
  #keyIsPlain = true;
  /** By object, the line in which a key last led into it. */
  readonly #entered: Uint32Array;
  #lines = 0;
  /** What stood before the values of the last line. */
  readonly #glues: Glue[] = Array.from({ length: TEMPLATE_KEYS_MAX }, () => new Glue());
  readonly #scratch = new Scratch();

  /** @param keys the keys of interest, less than 255, as in JsonKeys: the value of `keys[i]` is at `i`. */
  constructor(keys: readonly string[], ignoresCase = false) {
    this.#paths = new JsonPaths(keys, ignoresCase);
    this.#otherSlot = keys.length;
    this.#entered = new Uint32Array(this.#paths.objects);
    const zeros = () => Array.from({ length: keys.length + 1 }, () => 0);
    this.#kinds = zeros();
    this.#starts = zeros();
    this.#ends = zeros();
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
    for (let slot = 0; slot < kinds.length; slot++) kinds[slot] = NONE;
    let i = skipBlanks(buffer, start, end);
    let object = ROOT;
    for (let member = 0; ; member++) {
      const from = i;
      let slot = this.#otherSlot;
      const glue = member < TEMPLATE_KEYS_MAX ? this.#glues[member] : undefined;
      if (glue?.isAt(view, i, end, object)) {
        i += glue.bytes;
        slot = glue.slot;
        object = glue.to;
        if (glue.entered !== NONE_ENTERED) for (const each of glue.entered) this.#enter(each);
      } else {
        i = this.#readKey(buffer, from, end, member === 0, object);
        if (i < 0) return i === ENDED;
        slot = this.#keySlot;
        if (glue !== undefined) this.#learn(glue, view, from, i, object);
        object = this.#keyObject;
      }
      if (i < end && view.getUint8(i) === QUOTE) {
        starts[slot] = i + 1;
        i = plainEnd(view, i + 1, end);
        kinds[slot] = PLAIN;
        if (i === end || view.getUint8(i) !== QUOTE) {
          i = skipString(buffer, i, end) - 1;
          if (i < 0) return false;
          kinds[slot] = VALUE.escaped;
        }
        ends[slot] = i++;
        continue;
      }
      const to = plainNumberEnd(view, i, end);
      if (to > i) {
        kinds[slot] = PLAIN;
        starts[slot] = i;
        ends[slot] = to;
        i = to;
      } else {
        const first = i;
        i = this.#readPlainList(view, first, end, slot);
        if (i === first) i = this.#readOther(buffer, first, end, slot);
        if (i < 0) return false;
      }
    }
  }

  /** Finds the value of `keys[slot]`, unescaped; false when it is no string or number or not there. */
  find(slot: number): boolean {
    if (slot < 0) return false;
    const kind = this.#kinds[slot];
    if (kind === VALUE.none || kind === VALUE.structure) return false;
    if (kind === VALUE.escaped) this.#unescape(slot);
    const buffer = kind === VALUE.plain ? this.#line : this.#scratch.buffer;
    if (this.buffer !== buffer) this.buffer = buffer;
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

  #learn(glue: Glue, view: DataView, start: number, end: number, from: number): void {
    if (!this.#keyIsPlain) glue.forget();
    else
      glue.learn(view, start, end, {
        slot: this.#keySlot,
        from,
        to: this.#keyObject,
        entered: this.#keyEntered,
      });
  }

  /**
   * From the beginning of the line, or the end of a value in `object`, to where the next value begins that is not in an
   * object of its own: closes and opens objects on the way. @returns BROKEN or ENDED when there is none.
   */
  #readKey(buffer: Buffer, at: number, end: number, isFirst: boolean, object: number): number {
    let i = skipBlanks(buffer, at, end);
    let opens = isFirst;
    this.#keyObject = object;
    this.#keyEntered = NONE_ENTERED;
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
      if (member.child !== ROOT) {
        this.#enter(member.child);
        this.#keyEntered = [...this.#keyEntered, member.child];
      }
      opens = member.child !== ROOT && i < end && buffer[i] === OPEN_BRACE;
      if (!opens) {
        // Where an object may stand, it has to be looked for each time.
        this.#keyIsPlain = member.child === ROOT;
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

  /** Reads an array as headers are logged, of one string without escapes. @returns `at` when it is another value. */
  #readPlainList(view: DataView, at: number, end: number, slot: number): number {
    if (at + 1 >= end || view.getUint8(at) !== OPEN_SQUARE || view.getUint8(at + 1) !== QUOTE) return at;
    const to = plainEnd(view, at + 2, end);
    if (to + 1 >= end || view.getUint8(to) !== QUOTE || view.getUint8(to + 1) !== CLOSE_SQUARE) return at;
    const takesFirst = this.#paths.takesFirst[slot] === 1;
    this.#kinds[slot] = takesFirst ? PLAIN : VALUE.structure;
    this.#starts[slot] = takesFirst ? at + 2 : at;
    this.#ends[slot] = takesFirst ? to : to + 2;
    return to + 2;
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
function plainNumberEnd(view: DataView, at: number, end: number): number {
  let i = digitsEnd(view, at, end);
  if (i === at || i === end) return at;
  if (view.getUint8(i) === DOT) {
    const point = i;
    i = digitsEnd(view, point + 1, end);
    if (i === point + 1 || i === end) return at;
  }
  const byte = view.getUint8(i);
  return byte === COMMA || byte === CLOSE_BRACE ? i : at;
}

function digitsEnd(view: DataView, at: number, end: number): number {
  let i = at | 0;
  for (; i < end; i = (i + 1) | 0) {
    const byte = view.getUint8(i);
    if (byte < 0x30 || byte > 0x39) break;
  }
  return i;
}
