/** Tests of variables as people write them: `ip.failures >= 5`, `tx.app is "shop"`, `ip.seen is unset`. */
import { isVariable } from './name.ts';
import { COMPARISONS, type VariableTest } from './program.ts';

const FORM = /^(\S+)\s*(==|!=|<=|>=|<|>|\bis\s+not\b|\bis\b)\s*(.+)$/;
const EXAMPLE = 'write one such as ip.failures >= 5, ip.seen is unset or tx.app is "shop"';

/** @returns a sentence that says what is wrong when the text is no test */
export function parseTest(text: string): VariableTest | string {
  const match = FORM.exec(text.trim());
  if (!match) return `"${text}" is no test of a variable; ${EXAMPLE}`;
  const variable = match[1].toLowerCase();
  const operator = match[2].replace(/\s+/, ' ');
  const value = match[3];
  if (!isVariable(variable)) return `"${match[1]}" names no variable of a collection; ${EXAMPLE}`;
  const comparison = COMPARISONS.find((each) => each === operator);
  if (comparison) {
    if (!/^-?\d{1,15}$|^%\{[^}]*\}$/.test(value)) return `"${value}" is no number and no macro; ${EXAMPLE}`;
    return { variable, is: comparison, value };
  }
  if (operator === 'is' && (value === 'set' || value === 'unset')) return { variable, is: value };
  const quoted = /^"(.*)"$/.exec(value);
  if (!quoted) return `a text stands in quotes; ${EXAMPLE}`;
  return { variable, is: operator === 'is' ? 'text' : 'other text', value: quoted[1] };
}

/** The text that is read as this test. */
export function formatTest(test: VariableTest): string {
  const { variable, is } = test;
  if (!('value' in test)) return `${variable} is ${is}`;
  if (is === 'text') return `${variable} is "${test.value}"`;
  if (is === 'other text') return `${variable} is not "${test.value}"`;
  return `${variable} ${is} ${test.value}`;
}
