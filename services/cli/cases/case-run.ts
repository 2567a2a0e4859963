/** Runs a case through the pipeline that judges real events, and says where what came is not what was expected. */

import { LocalShards } from '#libs/analysis/local-shards.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { EVENT_FIELDS, fieldSet } from '#libs/domain/event.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { SESSION_DEFAULTS } from '#libs/session/sessions.ts';
import type { Case, Expected } from './case-file.ts';
import { rowsOf } from './case-rows.ts';

/** What is found must not depend on how the work is divided. */
const SIZES = [
  { shards: 1, keyShards: 1 },
  { shards: 8, keyShards: 2 },
];
/** Always the same, and so is the outcome. */
const SEED = Uint8Array.of(7, 1, 4, 2, 9, 3, 8, 5);
const LIMITS = {
  keysMax: 100_000,
  openMax: 10_000,
  waitingBytesMax: 64 * 1024 ** 2,
  sessionsMax: 100_000,
  ...SESSION_DEFAULTS,
};

/** A detection in its last revision. */
export interface Found {
  readonly scenario: string;
  readonly mode: string;
  readonly key: string;
  readonly events: number;
  readonly forgeable: boolean;
  /** Unix ms. */
  readonly openedMs: number;
}

export interface CaseOutcome {
  readonly found: readonly Found[];
  /** Empty when it is as expected. */
  readonly problems: readonly string[];
}

export function runCase(scenarios: ScenarioSet, of: Case): CaseOutcome {
  try {
    const [found, ...others] = SIZES.map((sizes) => detectionsOf(scenarios, of, sizes));
    const divided = others.flatMap((other, i) => {
      const same = JSON.stringify(found) === JSON.stringify(other);
      return same
        ? []
        : [`with ${SIZES[i + 1].shards} shards there came ${told(other)}, with 1 ${told(found)}`];
    });
    return { found, problems: [...problemsOf(of, found), ...divided] };
  } catch (error) {
    return { found: [], problems: [messageOf(error)] };
  }
}

function detectionsOf(
  scenarios: ScenarioSet,
  { events }: Case,
  sizes: { readonly shards: number; readonly keyShards: number },
): Found[] {
  const latest = new Map<string, Detection>();
  const failures: string[] = [];
  const shards = new LocalShards({
    scenarios,
    ...sizes,
    seed: SEED,
    limits: LIMITS,
    onDetection: (detection) => latest.set(detection.id, detection),
    onFailure: (what, error) => failures.push(`${what} failed: ${messageOf(error)}`),
  });
  const run = { name: 'case', identity: '', fields: fieldSet(EVENT_FIELDS), position: 0, newestMs: 0 };
  shards.rounds.addRun(run);
  for (const row of rowsOf(events)) {
    run.newestMs = row.timeMs;
    shards.rounds.add(shards.map.shardOf(row.address, 0), row, run, run.position, row.timeMs);
    run.position++;
  }
  shards.finish();
  if (failures.length > 0) throw new WeirError('bug', failures[0]);
  return [...latest.values()].map(foundOf).sort(byTime);
}

function foundOf({ scenario, mode, key, events, forgeable, openedMs }: Detection): Found {
  return { scenario, mode, key: key.map(({ value }) => value).join(' '), events, forgeable, openedMs };
}

function byTime(a: Found, b: Found): number {
  if (a.openedMs !== b.openedMs) return a.openedMs - b.openedMs;
  return `${a.scenario} ${a.key}` < `${b.scenario} ${b.key}` ? -1 : 1;
}

function problemsOf({ scenario, kind, expect }: Case, found: readonly Found[]): string[] {
  const wanted = expect ?? (kind === 'positive' ? 1 : 0);
  const expected: readonly Expected[] = typeof wanted === 'number' ? Array(wanted).fill({}) : wanted;
  const asked = new Set([scenario, ...expected.map((each) => each.scenario ?? scenario)]);
  const problems = [...asked].flatMap((name) => {
    const came = found.filter((each) => each.scenario === name);
    const of = expected.filter((each) => (each.scenario ?? scenario) === name);
    return fits(of, came) ? [] : [`expected ${toldExpected(name, of)}, and there came ${told(came)}`];
  });
  const enforced = kind === 'innocent' ? found.filter(({ mode }) => mode === 'enforce') : [];
  if (enforced.length > 0) problems.push(`it is innocent, and would be blocked by ${told(enforced)}`);
  return problems;
}

/** Whether each of the expected ones is another of those that came, and nothing else came. */
function fits(expected: readonly Expected[], came: readonly Found[]): boolean {
  if (expected.length !== came.length) return false;
  const left = [...came];
  // Who expects more of a detection chooses first.
  const choosing = [...expected].sort((a, b) => Object.keys(b).length - Object.keys(a).length);
  return choosing.every((each) => {
    const at = left.findIndex((found) => isAs(each, found));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function isAs({ key, events, forgeable }: Expected, found: Found): boolean {
  return (
    (key === undefined || key === found.key) &&
    (events === undefined || events === found.events) &&
    (forgeable === undefined || forgeable === found.forgeable)
  );
}

function toldExpected(scenario: string, expected: readonly Expected[]): string {
  if (expected.length === 0) return `no ${scenario}`;
  return expected
    .map(({ key, events, forgeable }) => {
      const more = [
        ...(events === undefined ? [] : [`${events} events`]),
        ...(forgeable === undefined ? [] : [forgeable ? 'forgeable' : 'not forgeable']),
      ];
      return [scenario, key, more.length > 0 ? `(${more.join(', ')})` : undefined].filter(Boolean).join(' ');
    })
    .join(' and ');
}

function told(found: readonly Found[]): string {
  if (found.length === 0) return 'nothing';
  return found
    .map(
      ({ scenario, key, events, forgeable }) =>
        `${scenario} ${key} (${events} events${forgeable ? ', forgeable' : ''})`,
    )
    .join(' and ');
}
