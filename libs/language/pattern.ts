/** Patterns of expressions: in RE2's syntax, which takes time linear in the text. */
import { messageOf } from '../errors/weir-error.ts';
import { matches } from '../match/condition.ts';
import { Matcher } from '../match/matcher.ts';
import { EXPRESSION_LIMITS } from './syntax.ts';

/** Why a pattern is not taken, in RE2's words; undefined when it is. */
export function patternMistake(pattern: string): string | undefined {
  const { patternCharacters } = EXPRESSION_LIMITS;
  if (pattern.length > patternCharacters) return `a pattern has ${patternCharacters} characters at most`;
  try {
    new Matcher([matches('path', '', pattern)]);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
