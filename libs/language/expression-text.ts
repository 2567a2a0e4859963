/** A condition as the expression that it is compiled from: for scenarios that are made from something else. */
import type { Condition } from '../match/condition.ts';
import { EXPRESSION_FIELDS } from './fields.ts';

export function expressionText(condition: Condition): string {
  switch (condition.op) {
    case 'and':
      return condition.of
        .map((part) => (part.op === 'or' ? `(${expressionText(part)})` : expressionText(part)))
        .join(' && ');
    case 'or':
      return condition.of.map(expressionText).join(' || ');
    case 'not':
      return negated(condition.of);
    case 'number':
      return numberText(condition);
    case 'text':
      return textText(condition);
    case 'address':
      return `client.ip.inNet(${oneOrList(condition.prefixes)})`;
    case 'list':
      return `${condition.field} in list(${quoted(condition.list)})`;
  }
}

function negated(condition: Condition): string {
  const single =
    (condition.op === 'text' && condition.test === 'is') ||
    (condition.op === 'number' && condition.test === 'in');
  if (single && condition.values.length === 1) return expressionText(condition).replace(' == ', ' != ');
  const text = expressionText(condition);
  const isCall = condition.op === 'address' || (condition.op === 'text' && condition.test !== 'is');
  return isCall ? `!${text}` : `!(${text})`;
}

function numberText({ field, test, values }: Extract<Condition, { op: 'number' }>): string {
  const isDecimal = EXPRESSION_FIELDS.get(field)?.type === 'decimal';
  const numbers = values.map((value) =>
    isDecimal && Number.isInteger(value) ? value.toFixed(1) : String(value),
  );
  if (test !== 'in') return `${field} ${test} ${numbers[0]}`;
  return numbers.length === 1 ? `${field} == ${numbers[0]}` : `${field} in [${numbers.join(', ')}]`;
}

function textText({ field, test, values }: Extract<Condition, { op: 'text' }>): string {
  const [first] = values;
  switch (test) {
    case 'is':
      return values.length === 1 ? `${field} == ${quoted(first)}` : `${field} in ${listed(values)}`;
    case 'matches':
      return `${field}.matches(${pattern(values.length === 1 ? first : values.map((each) => `(?:${each})`).join('|'))})`;
    default:
      return values.length === 1
        ? `${field}.${test}(${quoted(first)})`
        : `${field}.${test}Any(${listed(values)})`;
  }
}

function oneOrList(values: readonly string[]): string {
  return values.length === 1 ? quoted(values[0]) : listed(values);
}

function listed(values: readonly string[]): string {
  return `[${values.map(quoted).join(', ')}]`;
}

/** Without escapes where that is possible: patterns have enough of their own. */
function pattern(source: string): string {
  if (!/['\p{Cc}]/u.test(source)) return `r'${source}'`;
  return /["\p{Cc}]/u.test(source) ? quoted(source) : `r"${source}"`;
}

function quoted(text: string): string {
  const escaped = text.replace(/[\\'\p{Cc}]/gu, (each) =>
    each === '\\' || each === "'" ? `\\${each}` : `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}
