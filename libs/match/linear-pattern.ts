/**
 * Patterns at work: each takes time linear in the text, whatever both are.
 *
 * Only what RE2 takes is taken. A pattern that provably needs few steps even for the longest text runs on V8's engine,
 * which is several times faster and would take exponential time for others; these run on RE2's.
 */
import { RE2JS } from 're2js';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { TEXT_BYTES_MAX } from '../wire/dictionary.ts';
import { type Pattern, parsePattern, type Range } from './pattern.ts';

/** Steps that a pattern may take on V8 for a character of the longest text. A step takes about a nanosecond. */
const STEPS_MAX = 64;
/** Instructions of a pattern for RE2's engine, which can take all of them for each character: up to a fifth of a second a text. */
const INSTRUCTIONS_MAX = 2500;

/** @throws WeirError `invalid` when the pattern is none that RE2 takes, or repeats too much */
export function linearPattern(source: string): (text: string) => boolean {
  const safe = compileSafe(source);
  const pattern = parsePattern(source);
  // Written so that what can't be computed is not taken for little.
  const isFast = pattern !== undefined && stepsOf(pattern) <= STEPS_MAX * TEXT_BYTES_MAX;
  if (!isFast) return (text) => safe.test(text);
  const fast = new RegExp(sourceOf(pattern), 'u');
  return (text) => fast.test(text);
}

function compileSafe(source: string): RE2JS {
  const invalid = (reason: string) =>
    new WeirError('invalid', `pattern ${JSON.stringify(source)}: ${reason}`, { reason });
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (error) {
    throw invalid(messageOf(error).replace(/^error parsing regexp: /, ''));
  }
  if (compiled.programSize() <= INSTRUCTIONS_MAX) return compiled;
  throw invalid('its repetitions have too large numbers in all; make them smaller');
}

/** The most steps that a backtracking engine takes to find out that no part of the longest text matches. */
export function stepsOf(pattern: Pattern): number {
  const { steps } = effortOf(pattern);
  return isAnchored(pattern) ? steps : steps * TEXT_BYTES_MAX;
}

/** From one place in the longest text, at most. */
interface Effort {
  readonly steps: number;
  /** In how many ways it can match. */
  readonly ways: number;
}

function effortOf(pattern: Pattern): Effort {
  switch (pattern.kind) {
    case 'set':
    case 'at':
      return { steps: 1, ways: 1 };
    case 'sequence':
      return pattern.of.map(effortOf).reduce(then, { steps: 0, ways: 1 });
    case 'choice':
      return choiceEffort(pattern.of);
    case 'repeat': {
      const each = effortOf(pattern.of);
      const max = Math.min(pattern.max, TEXT_BYTES_MAX);
      if (each.ways === 1)
        return { steps: (max + 1) * each.steps, ways: max - Math.min(pattern.min, max) + 1 };
      let all: Effort = { steps: each.steps, ways: pattern.min === 0 ? 1 : 0 };
      let upTo: Effort = { steps: 0, ways: 1 };
      for (let times = 1; times <= max && Number.isFinite(all.steps); times++) {
        upTo = then(upTo, each);
        all = { steps: all.steps + upTo.steps, ways: all.ways + (times >= pattern.min ? upTo.ways : 0) };
      }
      return all;
    }
  }
}

/** What follows is tried again for each way in which the first can match. */
function then(first: Effort, next: Effort): Effort {
  return { steps: first.steps + first.ways * next.steps, ways: first.ways * next.ways };
}

/** Of several that begin with different characters at most one gets beyond its first. */
function choiceEffort(patterns: readonly Pattern[]): Effort {
  const efforts = patterns.map(effortOf);
  const firsts = patterns.map(firstOf);
  const areApart = firsts.every(
    (first, i) => first && firsts.slice(0, i).every((other) => other && apart(first, other)),
  );
  const combine = (values: number[]) =>
    areApart ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
  const ways = combine(efforts.map((each) => each.ways));
  return { steps: patterns.length + combine(efforts.map((each) => each.steps)), ways };
}

/** The characters that a match begins with; undefined when it may be empty, or that is hard to tell. */
function firstOf(pattern: Pattern): readonly Range[] | undefined {
  switch (pattern.kind) {
    case 'set':
      return pattern.ranges;
    case 'at':
      return undefined;
    case 'sequence':
      return pattern.of.length > 0 ? firstOf(pattern.of[0]) : undefined;
    case 'choice': {
      const firsts = pattern.of.map(firstOf);
      return firsts.every((first) => first !== undefined) ? firsts.flat() : undefined;
    }
    case 'repeat':
      return pattern.min > 0 ? firstOf(pattern.of) : undefined;
  }
}

function apart(some: readonly Range[], others: readonly Range[]): boolean {
  return some.every(([from, to]) => others.every(([first, last]) => to < first || last < from));
}

/** Whether it can match at the beginning of a text only. */
function isAnchored(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'at':
      return pattern.place === 'start';
    case 'sequence':
      return pattern.of.length > 0 && isAnchored(pattern.of[0]);
    case 'choice':
      return pattern.of.every(isAnchored);
    default:
      return false;
  }
}

/** The pattern in V8's words, for its flag `u`. */
function sourceOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'set':
      return setSource(pattern.ranges);
    case 'at':
      return { start: '^', end: '$', boundary: '\\b', 'no boundary': '\\B' }[pattern.place];
    case 'sequence':
      return pattern.of
        .map((part) => (part.kind === 'choice' ? `(?:${sourceOf(part)})` : sourceOf(part)))
        .join('');
    case 'choice':
      return pattern.of.map(sourceOf).join('|');
    case 'repeat': {
      const { min, max } = pattern;
      return `(?:${sourceOf(pattern.of)}){${min},${max === Infinity ? '' : max}}`;
    }
  }
}

function setSource(ranges: readonly Range[]): string {
  const [first, ...others] = ranges;
  if (first && others.length === 0 && first[0] === first[1]) return characterSource(first[0]);
  return `[${ranges.map(([from, to]) => `${characterSource(from)}-${characterSource(to)}`).join('')}]`;
}

function characterSource(code: number): string {
  const character = String.fromCodePoint(code);
  return /^[a-zA-Z0-9]$/.test(character) ? character : `\\u{${code.toString(16)}}`;
}
