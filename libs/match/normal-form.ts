/**
 * Conditions in the form that is compiled: what is about one field stands together, so that it becomes one test of that
 * field's values, and nothing stands twice.
 */
import type { Condition } from './condition.ts';
import type { NumericField } from './fields.ts';
import type { TextCondition } from './text-predicate.ts';

export type NumberCondition =
  | Extract<Condition, { op: 'number' }>
  | { readonly op: 'and' | 'or'; readonly of: readonly NumberCondition[] }
  | { readonly op: 'not'; readonly of: NumberCondition };

/** Says the same as the condition. */
export function normalForm(condition: Condition): Condition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return grouped(condition.op, flattened(condition.op, condition.of.map(normalForm)));
    case 'not': {
      const of = normalForm(condition.of);
      return of.op === 'not' ? of.of : { op: 'not', of };
    }
    default:
      return condition;
  }
}

/** The condition as one on values of a textual field: all of it is about that one, and there is no `not` in it. */
export function asTextCondition(condition: Condition): TextCondition | undefined {
  return textField(condition) === undefined ? undefined : (condition as TextCondition);
}

/** The field that all of a condition is about, when it is a numeric one. */
export function numberField(condition: Condition): NumericField | undefined {
  switch (condition.op) {
    case 'and':
    case 'or':
      return single(condition.of.map(numberField));
    case 'not':
      return numberField(condition.of);
    case 'number':
      return condition.field;
    default:
      return undefined;
  }
}

function textField(condition: Condition): string | undefined {
  switch (condition.op) {
    case 'and':
    case 'or':
      return single(condition.of.map(textField));
    case 'text':
      return condition.field;
    case 'list':
      return condition.field === 'client.ip' ? undefined : condition.field;
    default:
      return undefined;
  }
}

function single<T>(fields: readonly (T | undefined)[]): T | undefined {
  return fields.every((field) => field === fields[0]) ? fields[0] : undefined;
}

function flattened(op: 'and' | 'or', parts: readonly Condition[]): readonly Condition[] {
  const flat = parts.flatMap((part) => (part.op === op ? part.of : [part]));
  return [...new Map(flat.map((part) => [JSON.stringify(part), part])).values()];
}

function grouped(op: 'and' | 'or', parts: readonly Condition[]): Condition {
  const groups = new Map<string, Condition[]>();
  for (const part of parts) {
    const name = groupOf(part) ?? JSON.stringify(part);
    groups.set(name, [...(groups.get(name) ?? []), part]);
  }
  const of = [...groups.values()].map((group) => (group.length === 1 ? group[0] : together(op, group)));
  return of.length === 1 ? of[0] : { op, of };
}

/** Parts of one group become one test. A part that is not in any stays by itself. */
function groupOf(part: Condition): string | undefined {
  const number = numberField(part);
  if (number !== undefined) return `number ${number}`;
  if (part.op === 'not') {
    const denied = textField(part.of);
    return denied === undefined ? undefined : `not ${denied}`;
  }
  return textField(part);
}

/** A group of denied texts is denied as a whole: neither of two is not one of them. */
function together(op: 'and' | 'or', group: readonly Condition[]): Condition {
  if (group.every((part) => part.op === 'not' && numberField(part) === undefined)) {
    const of = group.flatMap((part) => (part.op === 'not' ? [part.of] : []));
    return { op: 'not', of: { op: op === 'and' ? 'or' : 'and', of } };
  }
  return { op, of: group };
}
