/**
 * Lists as a JSON object a line: written by hand, as `decisions export` and `decisions list --json` write them, or as
 * `weir replay --json` does.
 */
import { nearest } from '#libs/config/nearest.ts';
import { MANUAL } from '#libs/domain/decision.ts';
import { formatEnd } from '#libs/domain/end.ts';
import {
  entryOf,
  FIELDS,
  type Fields,
  type List,
  type ListDefaults,
  type ListEntry,
  type Mistake,
} from './entry.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is recorded and not enforced. */
const NOT_IN_FORCE = Symbol('not in force');
/** A detection, or the sum of a replay. */
const BESIDE = Symbol('beside');

export function readNdjson(text: string, defaults: ListDefaults): List {
  const entries: ListEntry[] = [];
  const mistakes: Mistake[] = [];
  let skipped = 0;
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    for (const object of objectsOf(content)) {
      const found = isObject(object) ? readObject(object, defaults, line) : 'this is no JSON object';
      if (typeof found === 'string') mistakes.push({ line, why: found });
      else if (found === NOT_IN_FORCE) skipped++;
      else if (found !== BESIDE) entries.push(found);
    }
  }
  return { entries, mistakes, skipped };
}

/** The objects of a line: one, unless it is what `decisions list --json` prints. */
function objectsOf(content: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(content);
    return isObject(value) && Array.isArray(value.decisions) ? value.decisions : [value];
  } catch {
    return [undefined];
  }
}

function readObject(
  object: Json,
  defaults: ListDefaults,
  line: number,
): ListEntry | typeof NOT_IN_FORCE | typeof BESIDE | string {
  if (typeof object.type === 'string')
    return object.type === 'decision' ? readReplayed(object, defaults, line) : BESIDE;
  if (Array.isArray(object.contributions)) return readDecision(object, defaults, line);
  const unknown = Object.keys(object).find((name) => !(FIELDS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, [...FIELDS]);
    const hint = meant === undefined ? `use ${FIELDS.join(', ')}` : `did you mean "${meant}"?`;
    return `there is no field ${JSON.stringify(unknown.slice(0, 40))}; ${hint}`;
  }
  return entryOf(textsOf(object), defaults, line);
}

/** A line of `weir replay --json`. Its times are the log's: what counts is for how long it would have been. */
function readReplayed(object: Json, defaults: ListDefaults, line: number) {
  if (object.mode !== 'enforce') return NOT_IN_FORCE;
  const ms = Date.parse(String(object.expires_at)) - Date.parse(String(object.at));
  if (!(ms > 0)) return 'at and expires_at are not times, the later one last';
  const { scope, value, remediation, status, scenario } = textsOf(object);
  const fields = { scope, value, remediation, status, reason: defaults.reason || scenario };
  return entryOf(fields, { ...defaults, lengthMs: defaults.lengthMs ?? ms }, line);
}

/** An entry of the ledger as `decisions list --json` and `decisions export` tell it. */
function readDecision(object: Json, defaults: ListDefaults, line: number) {
  const { state, mode, withheld, untilMs } = object;
  if (state !== 'active' || mode !== 'enforce' || withheld !== '') return NOT_IN_FORCE;
  if (typeof untilMs !== 'number' || !Number.isFinite(untilMs)) return 'there is no untilMs';
  const { scope, value, remediation, statusCode: status } = textsOf(object);
  const until = formatEnd(Math.max(0, untilMs));
  return entryOf({ scope, value, remediation, status, until, reason: reasonOf(object) }, defaults, line);
}

/** The latest word on it: of a person the reason, of a scenario its name. */
export function reasonOf({ contributions }: { readonly contributions?: unknown }): string {
  const latest: unknown = Array.isArray(contributions) ? contributions.at(-1) : undefined;
  const { reason, scenario } = isObject(latest) ? textsOf(latest) : { reason: '', scenario: '' };
  return reason || (scenario === MANUAL ? '' : (scenario ?? ''));
}

/** The fields that are texts or numbers. */
function textsOf(object: Json): Fields & { readonly scenario?: string; readonly statusCode?: string } {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
