/** A scenario: one detection rule, as data. */
import { createHash } from 'node:crypto';
import { type DetectorSpec, fieldsOfDetector, partsOf } from '../detect/detector.ts';
import { fieldSet } from '../domain/event.ts';
import type { Mode } from '../domain/mode.ts';
import { isSessionField } from '../domain/session.ts';
import { WeirError } from '../errors/weir-error.ts';
import { type Condition, namedFields, neededFields, usedFields } from '../match/condition.ts';
import { ADDRESS_FIELDS, eventFieldOf, type ValueField } from '../match/fields.ts';
import { isLocalKey } from '../match/key.ts';
import type { Batch } from '../wire/batch.ts';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a scenario's events are: requests, matches of WAF rules, or what sessions have come to. */
export const EVENT_SOURCES = ['http', 'waf', 'session'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

/** Limit of an escalation: so many findings are remembered to be counted. */
export const ESCALATE_OVER_MAX = 1000;

/** When a scenario has found something about many at once, each of its findings weighs more. */
export interface Escalate {
  readonly to: Severity;
  /** More than so many within so long, this one included. */
  readonly over: number;
  readonly withinMs: number;
}

/** A test of single events, in code. */
export interface EventTest {
  /** Changes with what it tests. */
  readonly text: string;
  /** Whether row `at` passes. */
  holds(batch: Batch, at: number): boolean;
}

export interface ScenarioDefinition {
  /** Lower-case words joined by `-`. */
  readonly name: string;
  /** One sentence: what it finds. */
  readonly description: string;
  readonly source: EventSource;
  /** Which events of its source it is about. */
  readonly when: Condition;
  /** Which of those, where a condition can't say it. */
  readonly where?: EventTest;
  /** What they are counted by. */
  readonly key: readonly ValueField[];
  readonly detect: DetectorSpec;
  readonly severity: Severity;
  readonly escalate?: Escalate;
  /** ATT&CK techniques, CWE and CVE numbers, and a behaviour, by kind. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly references?: readonly string[];
  /** A detection closes after so long without a crossing, ms. */
  readonly cooldownMs: number;
  readonly mode: Mode;
}

/**
 * Where a scenario judges. All events of a key that names the client are in the range shard of its address; what belongs to
 * any other key comes from all of them and is counted in a key shard.
 */
export type Stage = 'range' | 'key';

export interface Scenario extends ScenarioDefinition {
  /** Of what it says: changes with every change that can change a finding. */
  readonly version: string;
  readonly stage: Stage;
  /** Field sets: what it can't do without, and all it looks at. */
  readonly needs: number;
  readonly uses: number;
}

export function isAboutSessions({ source }: ScenarioDefinition): boolean {
  return source === 'session';
}

/** @throws WeirError `invalid` when its source does not fit its fields or its key */
export function defineScenario(definition: ScenarioDefinition): Scenario {
  const { name, source, when, where, key, detect, cooldownMs } = definition;
  const mistake = sourceMistake(definition);
  if (mistake !== undefined) throw new WeirError('invalid', `scenario ${name}: ${mistake}`);
  const version = createHash('sha256')
    .update(JSON.stringify([source, when, key, detect, cooldownMs, ...(where ? [where.text] : [])]))
    .digest('hex')
    .slice(0, 8);
  const parts = partsOf(detect);
  const counted = fieldSet(['time', 'client.ip', ...fieldsOfDetector(detect).map(eventFieldOf)]);
  // A text that the log lacks is the same empty text for everybody: the scenario still works, by what is left of its key.
  const keyed = fieldSet(key.map(eventFieldOf));
  return {
    ...definition,
    version,
    stage: isLocalKey(key) ? 'range' : 'key',
    needs: parts.reduce((set, part) => set | neededFields(part), neededFields(when) | counted),
    uses: parts.reduce((set, part) => set | usedFields(part), usedFields(when) | counted | keyed),
  };
}

/**
 * What is wrong with a scenario's source; undefined when nothing is. Fields of sessions are known to their own source only, and
 * sessions are kept where the events of their client are, and passed on to nobody.
 */
export function sourceMistake({
  source,
  when,
  key,
  detect,
}: Pick<ScenarioDefinition, 'source' | 'when' | 'key' | 'detect'>): string | undefined {
  const conditions = [when, ...partsOf(detect)];
  const fields: readonly string[] = [...conditions.flatMap(namedFields), ...key, ...fieldsOfDetector(detect)];
  const alien = source === 'session' ? undefined : fields.find(isSessionField);
  if (alien !== undefined) return `${alien} needs source session, not ${source}`;
  return source === 'session' && !isLocalKey(key)
    ? `a key of source session needs one of ${ADDRESS_FIELDS.join(', ')}`
    : undefined;
}
