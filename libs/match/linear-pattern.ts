/**
 * Patterns at work: each takes time linear in the text, whatever both are.
 *
 * Only what RE2 takes is taken. A pattern that provably needs few steps even for the longest text runs on V8's engine,
 * which is several times faster and would take exponential time for others; these run on RE2's.
 */
import { RE2JS } from 're2js';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { TEXT_BYTES_MAX } from '../wire/dictionary.ts';
import { stepsOf } from './backtracking.ts';
import { type Pattern, parsePattern, type Range, trimmed } from './pattern.ts';

/** Steps of about a nanosecond that V8 may need for a character. Few patterns come near, and texts that they need them for. */
const STEPS_MAX = 256;
/** Instructions of a pattern for RE2's engine, which can take all of them for each character: up to a fifth of a second a text. */
const INSTRUCTIONS_MAX = 2500;

/** @throws WeirError `invalid` when the pattern is none that RE2 takes, or repeats too much */
export function linearPattern(source: string): (text: string) => boolean {
  const { safe, fast } = enginesOf(source);
  return fast ? (text) => fast.test(text) : (text) => safe.test(text);
}

/** Instructions that RE2's engine may take for each character; 0 for a pattern that provably needs few. @throws likewise */
export function patternInstructions(source: string): number {
  const { safe, fast } = enginesOf(source);
  return fast ? 0 : safe.programSize();
}

function enginesOf(source: string): { readonly safe: RE2JS; readonly fast: RegExp | undefined } {
  const safe = compileSafe(source);
  const whole = parsePattern(source);
  const pattern = whole && trimmed(whole);
  // Written so that what can't be computed is not taken for little.
  const isFast = pattern !== undefined && stepsOf(pattern) <= STEPS_MAX * TEXT_BYTES_MAX;
  return { safe, fast: isFast ? new RegExp(sourceOf(pattern), 'u') : undefined };
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

/** The pattern in V8's words, for its flag `u`. */
function sourceOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'set':
      return setSource(pattern.ranges);
    case 'at':
      return { start: '^', end: '$', boundary: '\\b' }[pattern.place];
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
