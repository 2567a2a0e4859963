/**
 * Literals that a matching text must contain: short texts that can be looked for all at once, so that most texts need no
 * pattern run.
 *
 * Literals are in lower case and ASCII; START and END stand in them for the ends of the text. "Contains" means without
 * regard to case, where the long s, the Kelvin sign and the dotted capital I count as s, k and i (see automaton.ts).
 */
import { type Pattern, parsePattern, type Range } from './pattern.ts';

export const START = '⊢';
export const END = '⊣';

/** Of a choice and of a character set, so many texts are followed further. */
const TEXTS_MAX = 64;
const SET_MAX = 16;
const LITERAL_MAX = 32;
export const BEYOND_ASCII = /[\u{80}-\u{10ffff}]+/u;

/**
 * Any one of them is in every text that the pattern matches.
 * @returns undefined when nothing is known that helps
 */
export function patternLiterals(source: string): readonly string[] | undefined {
  const pattern = parsePattern(source);
  if (!pattern) return undefined;
  const known = knownOf(pattern);
  return rarest([known.whole, known.required]);
}

/**
 * What can be looked for in place of a text between `before` and `after`: its rarest part, since literals are ASCII.
 * @returns undefined when there is none
 */
export function textLiteral(text: string, before = '', after = ''): string | undefined {
  const parts = text.toLowerCase().split(BEYOND_ASCII);
  parts[0] = before + parts[0];
  parts[parts.length - 1] += after;
  const [best] = parts.filter(isTelling).sort((a, b) => frequency(a) - frequency(b));
  return best?.slice(0, LITERAL_MAX);
}

/** Of several sets of literals, each of which would do, the one that is least often found by chance. */
export function rarest(sets: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const good = sets.filter((set) => set?.every(isTelling)) as (readonly string[])[];
  return good.sort((a, b) => total(a) - total(b))[0];
}

/** What is known of the texts that a part of a pattern matches. */
interface Known {
  /** All of them. */
  readonly whole?: readonly string[] | undefined;
  /** Each contains one of these. */
  readonly required?: readonly string[] | undefined;
}

const EMPTY: readonly string[] = [''];

function knownOf(pattern: Pattern): Known {
  switch (pattern.kind) {
    case 'set':
      return { whole: charactersOf(pattern.ranges) };
    case 'at':
      return { whole: [{ start: START, end: END, boundary: '' }[pattern.place]] };
    case 'sequence':
      return sequenceKnown(pattern.of);
    case 'choice':
      return choiceKnown(pattern.of.map(knownOf));
    case 'repeat': {
      const { whole, required } = knownOf(pattern.of);
      if (pattern.max === 1 && whole) return { whole: pattern.min === 1 ? whole : union([whole, EMPTY]) };
      return pattern.min === 0 ? {} : { required: rarest([whole, required]) };
    }
  }
}

function sequenceKnown(parts: readonly Pattern[]): Known {
  const found: (readonly string[] | undefined)[] = [];
  let isWhole = true;
  /** All texts that the parts since the last gap match. */
  let run: readonly string[] = EMPTY;
  for (const part of parts) {
    // The first time joins what is before, and the last time what comes after.
    const once = part.kind === 'repeat' && part.max > 1 && part.min > 0 ? part.of : part;
    const known = knownOf(once);
    const joined = known.whole && product(run, known.whole);
    if (joined && once === part) {
      run = joined;
      continue;
    }
    isWhole = false;
    found.push(joined ?? run, known.required);
    run = known.whole ?? EMPTY;
  }
  return isWhole ? { whole: run } : { required: rarest([...found, run]) };
}

function choiceKnown(branches: readonly Known[]): Known {
  const whole = union(branches.map((each) => each.whole));
  return whole ? { whole } : { required: union(branches.map((each) => rarest([each.whole, each.required]))) };
}

/** Those of a small set; case is left out, and so are sets with other characters than ASCII that fold to none. */
function charactersOf(ranges: readonly Range[]): readonly string[] | undefined {
  const characters = new Set<string>();
  for (const [from, to] of ranges) {
    if (to - from > 2 * SET_MAX) return undefined;
    for (let code = from; code <= to; code++) {
      const character = FOLDED.get(code) ?? String.fromCodePoint(code).toLowerCase();
      if (character > '\x7f') return undefined;
      characters.add(character);
    }
  }
  return characters.size > 0 && characters.size <= SET_MAX ? [...characters] : undefined;
}

/** Characters beyond ASCII that are looked for as ASCII letters. */
export const FOLDED: ReadonlyMap<number, string> = new Map([
  [0x130, 'i'],
  [0x17f, 's'],
  [0x212a, 'k'],
]);

function product(some: readonly string[], others: readonly string[]): readonly string[] | undefined {
  if (some.length * others.length > TEXTS_MAX) return undefined;
  const texts = some.flatMap((text) => others.map((other) => joined(text, other)));
  return texts.some((text) => text.length > LITERAL_MAX) ? undefined : [...new Set(texts)];
}

/** Two ends of a text in a row are one. */
function joined(text: string, other: string): string {
  const isSame = other !== '' && (other[0] === START || other[0] === END) && text.endsWith(other[0]);
  return text + (isSame ? other.slice(1) : other);
}

function union(sets: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  if (!sets.every((set) => set !== undefined)) return undefined;
  return [...new Set(sets.flat())];
}

/** Whether it has more in it than the ends of the text. */
function isTelling(literal: string): boolean {
  return /[^⊢⊣]/.test(literal);
}

function total(set: readonly string[]): number {
  return set.reduce((sum, literal) => sum + frequency(literal), 0);
}

/** How often it is at a place of an ordinary path, query or agent, roughly. */
function frequency(literal: string): number {
  if (literal.startsWith(`${START}/`)) return frequency(literal.slice(1)) / 5;
  return [...literal].reduce((product, character) => product * characterFrequency(character), 1);
}

function characterFrequency(character: string): number {
  if (character === START || character === END) return 1 / 30;
  if (character === '/') return 1 / 6;
  if (/[a-z]/.test(character)) return 1 / 12;
  return /[0-9 =&._-]/.test(character) ? 1 / 15 : 1 / 200;
}
