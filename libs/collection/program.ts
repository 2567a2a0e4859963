/**
 * Collections as ModSecurity has them: variables that are remembered of a key, and a small program of rules that runs over
 * them with each event. All collections of one program are told apart by the same fields, so that one shard holds them.
 */

import type { Condition } from '../match/condition.ts';
import type { ValueField } from '../match/fields.ts';
import type { Action } from './action.ts';
import { collectionOf, TX } from './name.ts';
import { fieldsOfPieces, parseTemplate } from './template.ts';

export interface Program {
  /** Application id: programs of different applications share nothing. */
  readonly app: string;
  /** What `initcol` says: the key of each collection, by its name, as a template. */
  readonly collections: Readonly<Record<string, string>>;
  /** Run in their order, with each event. */
  readonly rules: readonly Rule[];
  /** Whether variables outlive their process: in the snapshots of their shard, or in its memory only. */
  readonly store: 'persistent' | 'memory';
  /** Whether requests that Weir refused run through the rules too. They then prolong what they were refused for. */
  readonly refused: 'skip' | 'count';
  /** A key is forgotten so long after its last event, ms, unless all it has expires earlier. */
  readonly timeoutMs: number;
}

export interface Rule {
  /** Of the event; none: any. */
  readonly when?: Condition;
  /** All of them have to hold. */
  readonly tests: readonly VariableTest[];
  /** What is then done, in this order. */
  readonly actions: readonly Action[];
  /** HTTP status that the key is to be answered with from then on: a crossing, until a tested variable expires. */
  readonly deny?: number;
}

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Never holds for a variable that is not set, but for `unset`. */
export type VariableTest =
  | { readonly variable: string; readonly is: 'set' | 'unset' }
  /** As numbers; the value is a template. */
  | { readonly variable: string; readonly is: Comparison; readonly value: string }
  /** As texts. */
  | { readonly variable: string; readonly is: 'text' | 'other text'; readonly value: string };

/** What ModSecurity has unless it is told otherwise. */
export const TIMEOUT_MS = 3600_000;

/** What tells the keys of the program apart. */
export function keyOf(program: Program): readonly ValueField[] {
  const [key = ''] = Object.values(program.collections);
  return fieldsOfKey(key);
}

/** The fields that a key is made of, in a fixed order. */
export function fieldsOfKey(template: string): readonly ValueField[] {
  const pieces = parseTemplate(template);
  return typeof pieces === 'string' ? [] : fieldsOfPieces(pieces).sort();
}

/** The conditions of the rules, each once. */
export function conditionsOf({ rules }: Program): readonly Condition[] {
  const conditions = new Map<string, Condition>();
  for (const { when } of rules) if (when) conditions.set(JSON.stringify(when), when);
  return [...conditions.values()];
}

/** Names of all variables, those of one event included, in the order of their appearance. */
export function variablesOf({ rules }: Program): readonly string[] {
  const names = rules.flatMap(({ tests, actions }) => [
    ...tests.map(({ variable }) => variable),
    ...tests.flatMap((test) => ('value' in test ? variablesIn(test.value) : [])),
    ...actions.map(({ variable }) => variable),
    ...actions.flatMap((action) => ('value' in action ? variablesIn(action.value) : [])),
  ]);
  return [...new Set(names)];
}

/** Fields of the event that values are made of. */
export function fieldsOfValues({ rules }: Program): readonly ValueField[] {
  const values = rules.flatMap(({ tests, actions }) =>
    [...tests, ...actions].flatMap((each) => ('value' in each ? [each.value] : [])),
  );
  return [...new Set(values.flatMap(fieldsOfKey))];
}

/** For how long after its last event a key can still matter, ms. */
export function memoryOf(program: Program): number {
  const kept = variablesOf(program).filter((name) => collectionOf(name) !== TX);
  return kept.reduce((ms, name) => Math.max(ms, lifetimeOf(program, name)), 0);
}

/** A variable that is given an expiry whenever it is set lives no longer than that. */
function lifetimeOf({ rules, timeoutMs }: Program, name: string): number {
  let longestMs = 0;
  for (const { actions } of rules) {
    const own = actions.filter(({ variable }) => variable === name);
    const last = own.findLast(({ do: what }) => what !== 'delete');
    if (last && last.do !== 'expire') longestMs = Math.max(longestMs, timeoutMs);
    for (const each of own) if (each.do === 'expire') longestMs = Math.max(longestMs, 1000 * each.seconds);
  }
  return longestMs;
}

function variablesIn(template: string): string[] {
  const pieces = parseTemplate(template);
  if (typeof pieces === 'string') return [];
  return pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []));
}
