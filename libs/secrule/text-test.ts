/** Operators on texts, as tests of a field. */
import { messageOf } from '../errors/weir-error.ts';
import { type Condition, type TextTest, text } from '../match/condition.ts';
import type { TextualField } from '../match/fields.ts';
import { linearPattern } from '../match/linear-pattern.ts';

export interface TextOperator {
  readonly test: TextTest;
  readonly values: readonly string[];
}

const PLAIN: Readonly<Record<string, Exclude<TextTest, 'matches'>>> = {
  streq: 'is',
  contains: 'contains',
  beginswith: 'startsWith',
  endswith: 'endsWith',
};

export const TEXT_OPERATORS = [...Object.keys(PLAIN), 'rx', 'pm', 'within'];

/** @param lower whether the text is turned to lower case first; @returns a sentence that says why it can't be followed */
export function textOperator(name: string, argument: string, lower: boolean): TextOperator | string {
  if (argument.includes('%{')) return `@${name} can't be followed with a macro`;
  if (argument === '' && name !== 'streq') return `@${name} lacks what it looks for`;
  const plain = PLAIN[name];
  if (name === 'rx') return pattern(argument, lower);
  if (name === 'pm') {
    if (argument.includes('|')) return '@pm with bytes in hexadecimal can’t be followed';
    return { test: 'matches', values: [argument.split(/\s+/).map(inAnyCase).join('|')] };
  }
  if (lower && /[A-Z]/.test(argument)) return 't:lowercase leaves no upper case, so this never matches';
  const values = name === 'within' ? argument.split(/[\s,|]+/).filter((word) => word !== '') : [argument];
  const test = name === 'within' ? 'is' : plain;
  if (!lower || argument === '') return { test, values };
  const [before, after] = [
    test === 'is' || test === 'startsWith' ? '^' : '',
    test === 'is' || test === 'endsWith' ? '$' : '',
  ];
  return { test: 'matches', values: [`${before}(?:${values.map(inAnyCase).join('|')})${after}`] };
}

export function textTest(field: TextualField, { test, values }: TextOperator): Condition {
  if (test === 'matches') return { op: 'text', field, test, values };
  return text(field, test, ...values);
}

function pattern(source: string, lower: boolean): TextOperator | string {
  // A class or escape that means upper case letters would mean others if case were ignored.
  if (lower && /[A-Z]/.test(source.replaceAll(/\\[A-Z]/g, ''))) {
    return 't:lowercase leaves no upper case, and this pattern asks for some';
  }
  const values = [lower ? `(?i)${source}` : source];
  try {
    linearPattern(values[0]);
  } catch (error) {
    return `${messageOf(error)}; patterns are those of RE2, without look-around and back references`;
  }
  return { test: 'matches', values };
}

function inAnyCase(word: string): string {
  return word.replaceAll(/[^a-zA-Z0-9]|[a-zA-Z]/g, (each) => {
    if (/[a-zA-Z]/.test(each)) return `[${each.toLowerCase()}${each.toUpperCase()}]`;
    return /[\p{L}\s_]/u.test(each) ? each : `\\${each}`;
  });
}
