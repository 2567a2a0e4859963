/**
 * What a scenario set is made of, as people wrote it: the base, which comes with the software and its configuration, and
 * what was changed at run time. A change outlives a new base.
 */
import { createHash } from 'node:crypto';
import { MODES, type Mode } from '../domain/mode.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';

/** Scenarios and lists by their names, as the text of their files, and modes where they are not what the file says. */
export interface ScenarioTexts {
  readonly scenarios: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, string>>;
  readonly modes: Readonly<Record<string, Mode>>;
}

/** What differs from the base; null: it is removed. */
export interface ScenarioChanges {
  readonly scenarios: Readonly<Record<string, string | null>>;
  readonly lists: Readonly<Record<string, string | null>>;
  readonly modes: Readonly<Record<string, Mode | null>>;
}

export interface SetContent {
  readonly base: ScenarioTexts;
  readonly changes: ScenarioChanges;
}

export const NO_CHANGES: ScenarioChanges = { scenarios: {}, lists: {}, modes: {} };

/** What holds in the end. */
export function effectiveTexts({ base, changes }: SetContent): ScenarioTexts {
  return {
    scenarios: laidOver(base.scenarios, changes.scenarios),
    lists: laidOver(base.lists, changes.lists),
    modes: laidOver(base.modes, changes.modes),
  };
}

/** The same with more changes; what is changed back to the base is no change any more. */
export function withChanges({ base, changes }: SetContent, more: Partial<ScenarioChanges>): SetContent {
  return {
    base,
    changes: {
      scenarios: sinceBase(base.scenarios, { ...changes.scenarios, ...more.scenarios }),
      lists: sinceBase(base.lists, { ...changes.lists, ...more.lists }),
      modes: sinceBase(base.modes, { ...changes.modes, ...more.modes }),
    },
  };
}

/** The same for the same texts, in whatever order. */
export function digestOf(texts: ScenarioTexts): string {
  const sorted = [texts.scenarios, texts.lists, texts.modes].map((record) =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

export function encodeContent(content: SetContent): Uint8Array {
  return Buffer.from(JSON.stringify(content));
}

/** @throws WeirError `corrupt` */
export function decodeContent(bytes: Uint8Array): SetContent {
  try {
    const { base, changes } = JSON.parse(Buffer.from(bytes).toString('utf8')) as SetContent;
    if ([base, changes].every(isTexts)) return { base, changes };
  } catch (error) {
    throw new WeirError('corrupt', `a stored scenario set is no JSON: ${messageOf(error)}`);
  }
  throw new WeirError('corrupt', 'a stored scenario set has not the form of one');
}

function laidOver<T>(
  base: Readonly<Record<string, T>>,
  changes: Readonly<Record<string, T | null>>,
): Record<string, T> {
  const all = { ...base, ...changes };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, T] => entry[1] !== null));
}

function sinceBase<T>(
  base: Readonly<Record<string, T>>,
  changes: Readonly<Record<string, T | null>>,
): Record<string, T | null> {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => value !== (Object.hasOwn(base, name) ? base[name] : null),
    ),
  );
}

function isTexts({ scenarios, lists, modes }: SetContent['base'] | SetContent['changes']): boolean {
  const hold = (record: unknown, of: (value: unknown) => boolean) =>
    typeof record === 'object' &&
    record !== null &&
    Object.values(record).every((value) => value === null || of(value));
  const isText = (value: unknown) => typeof value === 'string';
  return (
    hold(scenarios, isText) &&
    hold(lists, isText) &&
    hold(modes, (mode) => MODES.some((each) => each === mode))
  );
}
