/** What a rule asks of a variable of a collection. */
import type { Comparison, VariableTest } from '../collection/program.ts';
import { OPERATORS, unknownOperator } from './event-test.ts';
import type { Operator } from './rule.ts';

const COMPARISONS: Readonly<Record<string, readonly [is: Comparison, isNot: Comparison]>> = {
  eq: ['==', '!='],
  ge: ['>=', '<'],
  gt: ['>', '<='],
  le: ['<=', '>'],
  lt: ['<', '>='],
};

/**
 * @param value the operator's argument, its macros resolved
 * @returns a sentence that says why it can't be followed
 */
export function variableTest(
  variable: string,
  counted: boolean,
  { name, negated }: Operator,
  value: string,
): VariableTest | string {
  const comparison = COMPARISONS[name];
  if (counted) return countTest(variable, comparison?.[negated ? 1 : 0], value);
  if (comparison) {
    if (!/^-?\d{1,15}$|^%\{[^}]*\}$/.test(value)) return `@${name} takes a number or a macro`;
    return { variable, is: comparison[negated ? 1 : 0], value };
  }
  if (name === 'streq') return { variable, is: negated ? 'other text' : 'text', value };
  if (name === 'unconditionalmatch') return { variable, is: 'set' };
  if (!OPERATORS.includes(name)) return unknownOperator(name);
  return `@${name} can't be asked of ${variable}, as texts are remembered by their hash; use @streq, @eq, @ge, @gt, @le or @lt`;
}

/** A variable is there once or not at all. */
function countTest(variable: string, is: Comparison | undefined, value: string): VariableTest | string {
  const count = Number(value);
  if (is === undefined || !Number.isInteger(count))
    return `&${variable} takes @eq, @ge, @gt, @le or @lt and a number`;
  const holds: Record<Comparison, (n: number) => boolean> = {
    '==': (n) => n === count,
    '!=': (n) => n !== count,
    '<': (n) => n < count,
    '<=': (n) => n <= count,
    '>': (n) => n > count,
    '>=': (n) => n >= count,
  };
  const [none, one] = [holds[is](0), holds[is](1)];
  if (none === one) return `&${variable} is 0 or 1, so this ${one ? 'always' : 'never'} holds`;
  return { variable, is: one ? 'set' : 'unset' };
}
