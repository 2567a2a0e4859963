/**
 * Conditions: which events a scenario is about. A small tree over typed fields, which is data, can be compared and
 * hashed, and is compiled once to a predicate over columns (matcher.ts).
 */
import { type EventField, fieldSet } from '../domain/event.ts';
import { eventFieldOf, type NumericField, type TextualField } from './fields.ts';

export type NumberTest = 'in' | '<' | '<=' | '>' | '>=';
export type TextTest = 'is' | 'contains' | 'startsWith' | 'endsWith' | 'matches';

export type Condition =
  | { readonly op: 'and'; readonly of: readonly Condition[] }
  | { readonly op: 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | {
      readonly op: 'number';
      readonly field: NumericField;
      readonly test: NumberTest;
      /** One for comparisons, any of several for `in`. */
      readonly values: readonly number[];
    }
  | {
      readonly op: 'text';
      readonly field: TextualField;
      readonly test: TextTest;
      /** Any of them. Patterns of `matches` are in RE2's syntax. */
      readonly values: readonly string[];
    }
  /** The client's address lies in one of these prefixes, such as `192.0.2.0/24`. */
  | { readonly op: 'address'; readonly prefixes: readonly string[] }
  /** The field's value is in a list that the scenario set carries; for `client.ip` a list of prefixes. */
  | { readonly op: 'list'; readonly field: TextualField | 'client.ip'; readonly list: string };

export const and = (...of: Condition[]): Condition => ({ op: 'and', of });
export const or = (...of: Condition[]): Condition => ({ op: 'or', of });
export const not = (of: Condition): Condition => ({ op: 'not', of });

export const number = (field: NumericField, test: NumberTest, ...values: number[]): Condition => ({
  op: 'number',
  field,
  test,
  values,
});

export const text = (field: TextualField, test: TextTest, ...values: string[]): Condition => ({
  op: 'text',
  field,
  test,
  values,
});

export const matches = (field: TextualField, ...patterns: string[]): Condition =>
  text(field, 'matches', ...patterns);

export const inPrefixes = (...prefixes: string[]): Condition => ({ op: 'address', prefixes });

export const inList = (field: TextualField | 'client.ip', list: string): Condition => ({
  op: 'list',
  field,
  list,
});

/** Fields without which the condition can never hold, as a field set. */
export function neededFields(condition: Condition): number {
  switch (condition.op) {
    case 'and':
      return condition.of.reduce((set, part) => set | neededFields(part), 0);
    case 'or':
      return condition.of.reduce((set, part) => set & neededFields(part), -1) & usedFields(condition);
    case 'not':
      return 0;
    default:
      return fieldSet([fieldOf(condition)]);
  }
}

/** All fields the condition looks at, as a field set. */
export function usedFields(condition: Condition): number {
  return fieldSet(namedFields(condition).map(eventFieldOf));
}

function fieldOf(leaf: Exclude<Condition, { op: 'and' | 'or' | 'not' }>): EventField {
  return eventFieldOf(leaf.op === 'address' ? 'client.ip' : leaf.field);
}

/** The fields that the condition names, one for each of its parts. */
export function namedFields(condition: Condition): (TextualField | NumericField | 'client.ip')[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.flatMap(namedFields);
    case 'not':
      return namedFields(condition.of);
    case 'address':
      return ['client.ip'];
    default:
      return [condition.field];
  }
}
