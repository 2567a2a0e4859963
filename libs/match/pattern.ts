/**
 * A pattern as a tree. Only what RE2 and V8 could disagree about in writing, not in meaning: flags and named classes are
 * resolved to sets of characters, so that a tree means one thing.
 */

export type Pattern =
  /** One character of a set: code points, as sorted ranges that don't touch. */
  | { readonly kind: 'set'; readonly ranges: readonly Range[] }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'sequence'; readonly of: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly of: readonly Pattern[] }
  /** `max` may be Infinity. */
  | { readonly kind: 'repeat'; readonly of: Pattern; readonly min: number; readonly max: number };

export type Range = readonly [from: number, to: number];
/** Of the text, or of an ASCII word. */
export type Place = 'start' | 'end' | 'boundary';

const CODE_POINT_MAX = 0x10ffff;
const NEWLINE = 0x0a;

const DIGIT: readonly Range[] = [[0x30, 0x39]];
const SPACE: readonly Range[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const WORD: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const CLASSES: Readonly<Record<string, readonly Range[]>> = { d: DIGIT, s: SPACE, w: WORD };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
/** Without `\B`: V8 finds it within a character of two units, RE2 does not. */
const PLACES: Readonly<Record<string, Place>> = { A: 'start', z: 'end', b: 'boundary' };

/** Characters beyond ASCII that are the same as an ASCII letter when case does not count: long s and the Kelvin sign. */
const FOLDED: Readonly<Record<string, number>> = { s: 0x17f, k: 0x212a };

interface Flags {
  readonly fold: boolean;
  readonly dotAll: boolean;
}

/**
 * Reads a pattern that RE2 takes.
 * @returns undefined when something rare is in it that is not known here, such as classes of Unicode or `(?m)`
 */
export function parsePattern(source: string): Pattern | undefined {
  try {
    return new Parser(source).parse();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** A pattern that is found in the same texts, without what may follow a match but need not. */
export function trimmed(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case 'sequence':
      return {
        kind: 'sequence',
        of: pattern.of.map((part, i) => (i === pattern.of.length - 1 ? trimmed(part) : part)),
      };
    case 'choice':
      return { kind: 'choice', of: pattern.of.map(trimmed) };
    case 'repeat':
      return pattern.min === 1 ? trimmed(pattern.of) : { ...pattern, max: pattern.min };
    default:
      return pattern;
  }
}

/** Something in a pattern is not known here. */
class Unknown extends Error {}

class Parser {
  readonly #source: string;
  #at = 0;
  #flags: Flags = { fold: false, dotAll: false };

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Pattern {
    const pattern = this.#choice();
    if (this.#at < this.#source.length) throw new Unknown();
    return pattern;
  }

  #choice(): Pattern {
    const of = [this.#sequence()];
    while (this.#take('|')) of.push(this.#sequence());
    return of.length === 1 ? of[0] : { kind: 'choice', of };
  }

  #sequence(): Pattern {
    const of: Pattern[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at])) {
      const atom = this.#atom();
      if (atom) of.push(this.#repeated(atom));
    }
    return of.length === 1 ? of[0] : { kind: 'sequence', of };
  }

  /** Undefined for what only sets flags. */
  #atom(): Pattern | undefined {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return { kind: 'set', ranges: this.#class() };
    if (this.#take('^')) return { kind: 'at', place: 'start' };
    if (this.#take('$')) return { kind: 'at', place: 'end' };
    if (this.#take('.')) {
      return { kind: 'set', ranges: this.#flags.dotAll ? inverted([]) : inverted([[NEWLINE, NEWLINE]]) };
    }
    if (this.#source[this.#at] === '\\') {
      const place = PLACES[this.#source[this.#at + 1]];
      if (place) {
        this.#at += 2;
        return { kind: 'at', place };
      }
      return { kind: 'set', ranges: this.#escapedClass() ?? this.#folded(this.#character()) };
    }
    return { kind: 'set', ranges: this.#folded(this.#character()) };
  }

  #group(): Pattern | undefined {
    const outer = this.#flags;
    const flags = this.#match(/\?([is]+)(:|\))/y);
    if (flags) {
      this.#flags = {
        fold: outer.fold || flags[1].includes('i'),
        dotAll: outer.dotAll || flags[1].includes('s'),
      };
      if (flags[2] === ')') return undefined;
    } else if (!this.#match(/\?:|\?P?<\w+>/y) && this.#source[this.#at] === '?') {
      throw new Unknown();
    }
    const pattern = this.#choice();
    if (!this.#take(')')) throw new Unknown();
    this.#flags = outer;
    return pattern;
  }

  #repeated(of: Pattern): Pattern {
    const count = this.#match(/([*+?])\??|\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}\??/y);
    if (!count) return of;
    const [, sign, min, comma, max] = count;
    if (sign) return { kind: 'repeat', of, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', of, min: Number(min), max: comma ? Number(max ?? Infinity) : Number(min) };
  }

  #class(): readonly Range[] {
    const isInverted = this.#take('^');
    let ranges: Range[] = [];
    for (let first = true; first || this.#source[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#source.length || this.#source.startsWith('[:', this.#at)) throw new Unknown();
      const escaped = this.#escapedClass();
      if (escaped) {
        ranges = [...ranges, ...escaped];
        continue;
      }
      const from = this.#character();
      const isRange = this.#source[this.#at] === '-' && (this.#source[this.#at + 1] ?? ']') !== ']';
      if (isRange) this.#at++;
      ranges = [...ranges, ...this.#folded(from, isRange ? this.#character() : from)];
    }
    this.#at++;
    return isInverted ? inverted(ranges) : merged(ranges);
  }

  /** `\d` and its like. */
  #escapedClass(): readonly Range[] | undefined {
    const escaped = this.#match(/\\([dsw])/iy);
    if (!escaped) return undefined;
    const letter = escaped[1].toLowerCase();
    const ranges = merged(CLASSES[letter].flatMap(([from, to]) => this.#folded(from, to)));
    return escaped[1] === letter ? ranges : inverted(ranges);
  }

  #character(): number {
    if (!this.#take('\\')) {
      const code = this.#source.codePointAt(this.#at) as number;
      this.#at += code > 0xffff ? 2 : 1;
      return code;
    }
    const hex = this.#match(/x(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{2}))/iy);
    if (hex) return Number.parseInt(hex[1] ?? hex[2], 16);
    const [escaped] = this.#match(/[aftnrv]|[!-/:-@[-`{-~]/y) ?? [];
    if (escaped === undefined) throw new Unknown();
    return CONTROLS[escaped] ?? escaped.charCodeAt(0);
  }

  /** What the characters of a range match under the flags. */
  #folded(from: number, to = from): readonly Range[] {
    const range: Range = [from, to];
    if (!this.#flags.fold) return [range];
    if (to > 0x7f) throw new Unknown();
    const lower = overlap(from, to, 0x41, 0x5a).map(([a, b]): Range => [a + 32, b + 32]);
    const upper = overlap(from, to, 0x61, 0x7a).map(([a, b]): Range => [a - 32, b - 32]);
    const both = [range, ...lower, ...upper];
    const beyond = Object.entries(FOLDED).flatMap(([letter, code]): Range[] =>
      contains(both, letter.charCodeAt(0)) ? [[code, code]] : [],
    );
    return [...both, ...beyond];
  }

  #take(character: string): boolean {
    if (this.#source[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  /** @param expression a sticky one */
  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source);
    if (!found) return undefined;
    this.#at = expression.lastIndex;
    return found;
  }
}

export function contains(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([from, to]) => from <= code && code <= to);
}

function overlap(from: number, to: number, first: number, last: number): Range[] {
  return from <= last && first <= to ? [[Math.max(from, first), Math.min(to, last)]] : [];
}

function merged(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function inverted(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [from, to] of merged(ranges)) {
    if (from > next) result.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= CODE_POINT_MAX) result.push([next, CODE_POINT_MAX]);
  return result;
}
