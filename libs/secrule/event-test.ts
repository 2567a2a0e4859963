/** What a rule asks of the event, as a condition. */
import { nearest } from '../config/nearest.ts';
import { formatPrefix, parsePrefix } from '../domain/prefix.ts';
import { messageOf } from '../errors/weir-error.ts';
import { and, type Condition, not, number, or, text } from '../match/condition.ts';
import { numberPattern } from './number-pattern.ts';
import type { Operator } from './rule.ts';
import type { EventTarget } from './target.ts';
import { TEXT_OPERATORS, textOperator, textTest } from './text-test.ts';
import { uriTest } from './uri-test.ts';

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  lt: (a, b) => a < b,
};

export const OPERATORS = [...TEXT_OPERATORS, ...Object.keys(COMPARE), 'ipmatch', 'unconditionalmatch'];

/** Names that people write with capitals. */
const WRITTEN: Readonly<Record<string, string>> = {
  beginswith: 'beginsWith',
  endswith: 'endsWith',
  ipmatch: 'ipMatch',
  unconditionalmatch: 'unconditionalMatch',
};

const STATUS_MIN = 100;
const STATUS_MAX = 599;
/** So many statuses in a row are written as a range. */
const RANGE_MIN = 3;

/** @param lower whether texts are turned to lower case first; @returns a sentence that says why it can't be followed */
export function eventTest(target: EventTarget, operator: Operator, lower: boolean): Condition | string {
  const condition = plainTest(target, operator, lower);
  if (typeof condition === 'string' || !operator.negated) return condition;
  // What a request is without is not looked at.
  if (target.kind === 'text' && target.optional)
    return and(not(text(target.field, 'is', '')), not(condition));
  return not(condition);
}

function plainTest(target: EventTarget, { name, argument }: Operator, lower: boolean): Condition | string {
  if (!OPERATORS.includes(name)) return unknownOperator(name);
  if (target.kind === 'status') return statusTest(name, argument.text);
  if (target.kind === 'address') return addressTest(name, argument.text);
  if (!TEXT_OPERATORS.includes(name))
    return `@${name} is not for texts; use ${TEXT_OPERATORS.map(shown).join(', ')}`;
  const operator = textOperator(name, argument.text, lower);
  if (typeof operator === 'string') return operator;
  return target.kind === 'uri' ? uriTest(operator) : textTest(target.field, operator);
}

export function unknownOperator(name: string): string {
  const meant = nearest(name, OPERATORS);
  const hint =
    meant === undefined ? `read are ${OPERATORS.map(shown).join(', ')}` : `did you mean ${shown(meant)}?`;
  return `@${name} can't be followed; ${hint}`;
}

function shown(name: string): string {
  return `@${WRITTEN[name] ?? name}`;
}

/** Of all statuses there are, those for which it holds. */
function statusTest(name: string, argument: string): Condition | string {
  const holds = statusPredicate(name, argument);
  if (typeof holds === 'string') return holds;
  const statuses: number[] = [];
  for (let status = STATUS_MIN; status <= STATUS_MAX; status++)
    if (holds(String(status))) statuses.push(status);
  return statuses.length === 0 ? `no status from ${STATUS_MIN} to ${STATUS_MAX} is such` : statusIn(statuses);
}

function statusPredicate(name: string, argument: string): ((status: string) => boolean) | string {
  const compare = COMPARE[name];
  if (compare) {
    if (!/^\d{1,9}$/.test(argument)) return `@${name} takes a number here`;
    return (status) => compare(Number(status), Number(argument));
  }
  if (name !== 'rx' && !/\d/.test(argument)) return `@${name} takes a status such as 404 here`;
  switch (name) {
    case 'rx':
      try {
        return numberPattern(argument);
      } catch (error) {
        return messageOf(error);
      }
    case 'streq':
      return (status) => status === argument;
    case 'contains':
      return (status) => status.includes(argument);
    case 'beginswith':
      return (status) => status.startsWith(argument);
    case 'endswith':
      return (status) => status.endsWith(argument);
    case 'within':
      return (status) => argument.includes(status);
    case 'pm': {
      const words = argument.split(/\s+/);
      return (status) => words.some((word) => status.includes(word));
    }
    default:
      return `@${name} is not for a status`;
  }
}

function statusIn(statuses: readonly number[]): Condition {
  const single: number[] = [];
  const parts: Condition[] = [];
  for (let from = 0; from < statuses.length; ) {
    let to = from;
    while (statuses[to + 1] === statuses[to] + 1) to++;
    if (to - from + 1 < RANGE_MIN) single.push(...statuses.slice(from, to + 1));
    else parts.push(and(number('status', '>=', statuses[from]), number('status', '<=', statuses[to])));
    from = to + 1;
  }
  if (single.length > 0) parts.push(number('status', 'in', ...single));
  return parts.length === 1 ? parts[0] : or(...parts);
}

function addressTest(name: string, argument: string): Condition | string {
  if (name !== 'ipmatch' && name !== 'streq') return `@${name} is not for an address; use @ipMatch`;
  const prefixes: string[] = [];
  for (const word of argument.split(',')) {
    const prefix = parsePrefix(word.trim());
    if (!prefix) return `"${word.trim()}" is no address and no network such as 10.0.0.0/8`;
    prefixes.push(formatPrefix(prefix));
  }
  return { op: 'address', prefixes };
}
