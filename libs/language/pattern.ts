/** Patterns of expressions: in RE2's syntax, which takes time linear in the text. */
import { WeirError } from '../errors/weir-error.ts';
import { patternInstructions } from '../match/linear-pattern.ts';
import { type Pattern, parsePattern } from '../match/pattern.ts';
import { END, patternLiterals, START } from '../match/required-literals.ts';
import type { Never } from './fields.ts';
import { EXPRESSION_LIMITS } from './syntax.ts';

/** With literals this long the patterns of most texts need not be run. */
const LITERAL_MIN = 2;
const SET_MAX = 64;

/** What the patterns of one expression may need together. */
export class PatternBudget {
  #instructions = 0;

  /** Takes one more pattern in; says why not, in RE2's words where it is RE2 that refuses. */
  mistake(source: string): string | undefined {
    const { patternCharacters, patternInstructions: most } = EXPRESSION_LIMITS;
    if (source.length > patternCharacters) return `a pattern has ${patternCharacters} characters at most`;
    try {
      this.#instructions += patternInstructions(source);
    } catch (error) {
      if (!(error instanceof WeirError)) throw error;
      return `RE2 does not take this pattern: ${error.where.reason}`;
    }
    if (this.#instructions <= most) return undefined;
    return 'with this one, the repetitions of all patterns have too large numbers; make them smaller';
  }
}

/** Why a pattern that RE2 takes is probably not what was meant. */
export function patternWarnings(source: string, field: string, never: Never | undefined): string[] {
  const warnings: string[] = [];
  const pattern = parsePattern(source);
  if (pattern && never && needsNever(pattern, never)) {
    warnings.push(`${field} never matches this: ${never.why}`);
  }
  if (!patternLiterals(source)?.every((literal) => lengthOf(literal) >= LITERAL_MIN)) {
    warnings.push(
      `this has no text of ${LITERAL_MIN} characters that must be there, so it is run on every different ${field}, which is slow`,
    );
  }
  return warnings;
}

function lengthOf(literal: string): number {
  return literal.replaceAll(START, '').replaceAll(END, '').length;
}

/** Whether every text that it matches has a character in it that the field never has. */
function needsNever(pattern: Pattern, never: Never): boolean {
  switch (pattern.kind) {
    case 'set':
      return pattern.ranges.length > 0 && pattern.ranges.every(([from, to]) => isNever(from, to, never));
    case 'at':
      return false;
    case 'sequence':
      return pattern.of.some((part) => needsNever(part, never));
    case 'choice':
      return pattern.of.every((part) => needsNever(part, never));
    case 'repeat':
      return pattern.min > 0 && needsNever(pattern.of, never);
  }
}

function isNever(from: number, to: number, never: Never): boolean {
  if (to - from > SET_MAX) return false;
  for (let code = from; code <= to; code++) {
    if (!never.test.test(String.fromCodePoint(code))) return false;
  }
  return true;
}
