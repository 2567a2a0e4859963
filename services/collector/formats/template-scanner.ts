/** Takes a line apart by a template: finds where each value is, and unescapes those that are asked for. */
import * as ascii from './ascii.ts';
import { startsWith } from './ascii.ts';
import { CUT_FIELDS, wholeEnd } from './cut-line.ts';
import type { Values } from './event-reader.ts';
import { Scratch } from './scratch.ts';
import type { Shape } from './shapes.ts';
import type { Step, Stretch, Template } from './template.ts';
import { LastView, quoteFrom } from './text-scan.ts';

const { BACKSLASH, COLON, COMMA, HASH, QUOTE, SPACE } = ascii;

const NOWHERE = -1;
/** ` : `. */
const LIST_GAP_MAX = 3;

export class TemplateScanner implements Values {
  buffer: Buffer;
  start = 0;
  end = 0;
  readonly #template: Template;
  /** What begins an escape, or -1. */
  readonly #mark: number;
  /** By slot: where the value is in the line, or in the scratch memory once it was unescaped. */
  readonly #starts: number[];
  readonly #ends: number[];
  readonly #isUnescaped: number[];
  /** 1 where there may be something to unescape. */
  readonly #isMarked: number[];
  /** Whether there may be in the stretch that is being taken apart. */
  #hasMark = 1;
  /** By slot: 1 where there is nothing to unescape. Only texts of clients have escapes; an address with one is none. */
  readonly #isPlain: Uint8Array;
  readonly #scratch = new Scratch();
  readonly #view = new LastView();
  #line: Buffer;

  constructor(template: Template) {
    this.#template = template;
    this.#mark = template.escaping === 'none' ? -1 : template.escaping === 'hash' ? HASH : BACKSLASH;
    // The place behind the last slot takes what no event needs.
    const slots = template.fields.length + 1;
    const zeros = () => Array.from({ length: slots }, () => 0);
    this.#starts = zeros();
    this.#ends = zeros();
    this.#isPlain = new Uint8Array(slots).fill(this.#mark < 0 ? 1 : 0);
    for (const { left, free, right } of template.stretches) {
      for (const step of [...left, ...(free ? [free] : []), ...right]) {
        if ('slot' in step && step.slot >= 0 && !step.shape.isFree) this.#isPlain[step.slot] = 1;
      }
    }
    this.#isUnescaped = zeros();
    this.#isMarked = zeros();
    this.#line = this.#scratch.buffer;
    this.buffer = this.#line;
  }

  /** Reads a line. @returns whether it is as the template says. */
  scan(buffer: Buffer, start: number, end: number): boolean {
    const { stretches, isOpen, isCut } = this.#template;
    this.#begin(buffer, end - start);
    let from = start;
    for (let i = 0; i < stretches.length; i++) {
      const stretch = stretches[i];
      if (stretch.boundary < 0) {
        this.#hasMark = 1;
        if (!isOpen) return this.#take(buffer, from, end, stretch);
        const at = this.#walk(buffer, from, end, stretch.left);
        return at === end || (at !== NOWHERE && buffer[at] === SPACE);
      }
      const to = this.#boundaryFrom(buffer, from, end, stretch.boundary);
      if (to === NOWHERE) return isCut && this.#take(buffer, from, end, stretch);
      if (!this.#take(buffer, from, to, stretch)) return false;
      from = to + 1;
    }
    return true;
  }

  /**
   * Reads a line that goes on behind `end`. Values that end before it are found as in the whole line; the one that the cut
   * goes through is found up to it if it still tells something so, and has none otherwise, as have those behind.
   * @returns the slot of that value, -1 when there is none; undefined when the line is not as the template says
   */
  scanCut(buffer: Buffer, start: number, end: number): number | undefined {
    this.#begin(buffer, end - start);
    let from = start;
    for (const stretch of this.#template.stretches) {
      const { boundary } = stretch;
      if (boundary < 0) this.#hasMark = 1;
      const to = boundary < 0 ? NOWHERE : this.#boundaryFrom(buffer, from, end, boundary);
      if (to === NOWHERE) return this.#takeCut(buffer, from, end, stretch);
      if (!this.#take(buffer, from, to, stretch)) return undefined;
      from = to + 1;
    }
    return -1;
  }

  /** Finds the value of a slot. */
  find(slot: number): boolean {
    if (slot < 0) return false;
    if (this.#isMarked[slot] === 1) {
      const end = this.#ends[slot];
      let i = this.#starts[slot];
      while (i < end && this.#line[i] !== this.#mark) i++;
      if (i < end) this.#unescape(slot);
      this.#isMarked[slot] = 0;
    }
    const buffer = this.#isUnescaped[slot] === 0 ? this.#line : this.#scratch.buffer;
    if (this.buffer !== buffer) this.buffer = buffer;
    this.start = this.#starts[slot];
    this.end = this.#ends[slot];
    return true;
  }

  #begin(buffer: Buffer, bytes: number): void {
    this.#line = buffer;
    this.#scratch.begin(bytes);
    // Values that a line was cut before are none, and not those of the last line.
    for (let slot = 0; slot < this.#starts.length; slot++) {
      this.#isUnescaped[slot] = 0;
      this.#isMarked[slot] = 0;
      this.#starts[slot] = 0;
      this.#ends[slot] = 0;
    }
  }

  /** Once a value, or the scratch memory, which has the room of a line, might not do. */
  #unescape(slot: number): void {
    const start = this.#starts[slot];
    const end = this.#ends[slot];
    this.#starts[slot] =
      this.#mark === HASH
        ? this.#scratch.unescapeHash(this.#line, start, end)
        : this.#scratch.unescape(this.#line, start, end);
    this.#ends[slot] = this.#scratch.end;
    this.#isUnescaped[slot] = 1;
  }

  #boundaryFrom(buffer: Buffer, from: number, end: number, boundary: number): number {
    this.#hasMark = 1;
    if (boundary === QUOTE && this.#mark === BACKSLASH) {
      const found = quoteFrom(this.#view.of(buffer), from, end);
      if (found >= 0) this.#hasMark = 0;
      const at = found < 0 ? ~found : found;
      return at === end ? NOWHERE : at;
    }
    let i = from;
    while (i < end && buffer[i] !== boundary) i++;
    return i === end ? NOWHERE : i;
  }

  #take(buffer: Buffer, from: number, to: number, { left, free, right }: Stretch): boolean {
    const start = this.#walk(buffer, from, to, left);
    if (start === NOWHERE || free === undefined) return start === to;
    const end = this.#walkBack(buffer, start, to, right);
    if (end === NOWHERE) return false;
    this.#set(free.slot, start, end);
    return true;
  }

  /** Takes what there is of a stretch whose end is not there. @returns as scanCut */
  #takeCut(buffer: Buffer, from: number, end: number, stretch: Stretch): number | undefined {
    const { left, free, boundary } = stretch;
    let at = from;
    for (let i = 0; i < left.length; i++) {
      const step = left[i];
      if ('text' in step) {
        const text = step.text.subarray(0, end - at);
        if (!startsWith(buffer, at, end, text)) return undefined;
        at += text.length;
        continue;
      }
      const start = at;
      at = certainEnd(buffer, at, end, left, i);
      if (at === NOWHERE) return this.#setCut(step.slot, start, end);
      this.#set(step.slot, start, at);
    }
    if (free) return this.#setCut(free.slot, at, end);
    const goesOn = boundary < 0 && this.#template.isOpen && buffer[at] === SPACE;
    return at === end || goesOn ? -1 : undefined;
  }

  #setCut(slot: number, start: number, end: number): number {
    if (slot < 0 || !CUT_FIELDS.has(this.#template.fields[slot])) return -1;
    const mark = this.#isPlain[slot] === 1 ? -1 : this.#mark;
    this.#set(slot, start, wholeEnd(this.#line, start, end, mark));
    return slot;
  }

  #set(slot: number, start: number, end: number): void {
    const at = slot < 0 ? this.#starts.length - 1 : slot;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#isMarked[at] = this.#isPlain[at] === 1 ? 0 : this.#hasMark;
  }

  /** From the left. @returns the index behind the last step, or NOWHERE. */
  #walk(buffer: Buffer, from: number, to: number, steps: readonly Step[]): number {
    let at = from;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i];
      if ('text' in step) {
        if (!startsWith(buffer, at, to, step.text)) return NOWHERE;
        at += step.text.length;
        continue;
      }
      const start = at;
      at = step.shape.isLazy ? lazyEnd(buffer, at, to, steps, i + 1) : endOf(buffer, at, to, step.shape);
      if (at === NOWHERE) return NOWHERE;
      this.#set(step.slot, start, at);
    }
    return at;
  }

  /** From the right, `steps` in that order. @returns the index of the last step, or NOWHERE. */
  #walkBack(buffer: Buffer, from: number, to: number, steps: readonly Step[]): number {
    let at = to;
    for (const step of steps) {
      const end = at;
      if ('text' in step) {
        at -= step.text.length;
        if (at < from || !startsWith(buffer, at, end, step.text)) return NOWHERE;
        continue;
      }
      at = beginningOf(buffer, from, at, step.shape);
      if (at < from) return NOWHERE;
      this.#set(step.slot, at, end);
    }
    return at;
  }
}

/** Where a value of a shape ends that begins at `from`. */
function endOf(buffer: Buffer, from: number, to: number, shape: Shape): number {
  const { bytes, length, isList } = shape;
  if (length > 0) return isMarked(buffer, from, to, shape) ? from + length : NOWHERE;
  let at = from;
  if (shape.isBeforePort) {
    while (at < to && bytes[buffer[at]] === 1) at++;
    while (at > from && buffer[at] !== COLON) at--;
    return at;
  }
  for (;;) {
    while (at < to && bytes[buffer[at]] === 1) at++;
    if (!isList || at === from || at + 1 >= to || buffer[at] !== SPACE) return at;
    if (buffer[at - 1] === COMMA) at++;
    else if (buffer[at + 1] === COLON && buffer[at + 2] === SPACE) at += 3;
    else return at;
  }
}

/** Where the value of the step at `i` ends, whatever follows `to`; NOWHERE when it may go on there. */
function certainEnd(buffer: Buffer, from: number, to: number, steps: readonly Step[], i: number): number {
  const step = steps[i];
  if ('text' in step) return NOWHERE;
  const { shape } = step;
  if (shape.isLazy) return lazyEnd(buffer, from, to, steps, i + 1);
  const end = endOf(buffer, from, to, shape);
  if (shape.length > 0 || end === NOWHERE) return end;
  // Behind its end a list is looked at for another element, and a port is passed over.
  let behind = shape.isList ? end + LIST_GAP_MAX : end;
  if (shape.isBeforePort) while (behind < to && shape.bytes[buffer[behind]] === 1) behind++;
  return behind < to ? end : NOWHERE;
}

/** Where a value of a shape begins that ends at `to`. */
function beginningOf(buffer: Buffer, from: number, to: number, { bytes, length, isList }: Shape): number {
  if (length > 0) return to - length;
  let at = to;
  for (;;) {
    while (at > from && bytes[buffer[at - 1]] === 1) at--;
    if (!isList || at - 2 < from || buffer[at - 1] !== SPACE) return at;
    if (buffer[at - 2] === COMMA) at--;
    else if (buffer[at - 2] === COLON && buffer[at - 3] === SPACE) at -= 3;
    else return at;
  }
}

/** Where first the steps from `next` on come: a text and, when a value of known length follows, the text behind that. */
function lazyEnd(buffer: Buffer, from: number, to: number, steps: readonly Step[], next: number): number {
  for (let at = from; at < to; at++) {
    let behind = at;
    let i = next;
    for (; i < steps.length; i++) {
      const step = steps[i];
      if ('text' in step) {
        if (!startsWith(buffer, behind, to, step.text)) break;
        behind += step.text.length;
      } else if (step.shape.length > 0) {
        if (!isMarked(buffer, behind, to, step.shape)) break;
        behind += step.shape.length;
      } else return at;
    }
    if (i === steps.length) return at;
  }
  return NOWHERE;
}

/** Whether there is a text of known length, and has what it always has. */
function isMarked(buffer: Buffer, from: number, to: number, { length, marks = [] }: Shape): boolean {
  if (from + length > to) return false;
  for (const [at, byte] of marks) if (buffer[from + at] !== byte) return false;
  return true;
}
