/**
 * How an entry of the ledger changes: pure functions from the present entry to the next. The same input in any order and
 * any number of times gives the same entry, so that nothing relies on messages coming once.
 */
import {
  type Contribution,
  type Decision,
  decisionId,
  MANUAL,
  type Remediation,
} from '#libs/domain/decision.ts';
import type { Stages } from '#libs/domain/detection.ts';
import type { Subject } from '#libs/domain/scope.ts';

/** Reasons kept in one entry: there are fewer scenarios than that about one subject. */
const CONTRIBUTIONS_MAX = 32;

export interface Change {
  readonly subject: Subject;
  readonly remediation: Remediation;
  readonly statusCode: number;
  readonly contribution: Contribution;
  /** Why it must not be enforced, whatever the time; else empty. */
  readonly protectedBy: string;
  readonly traceparent: string;
  readonly stages: Stages;
}

/** The entry with a contribution; undefined when that brings nothing new. */
export function contribute(entry: Decision | undefined, change: Change, nowMs: number): Decision | undefined {
  const { contribution } = change;
  const known = entry?.contributions.find(({ scenario }) => scenario === contribution.scenario);
  if (known && !isLater(contribution, known)) return undefined;
  const others = entry?.contributions.filter(({ scenario }) => scenario !== contribution.scenario) ?? [];
  const contributions = [...others, contribution].slice(-CONTRIBUTIONS_MAX);
  const liftedMs = entry?.liftedMs ?? 0;
  if (entry?.state === 'lifted' && contribution.lastSeenMs <= liftedMs) {
    // Older than the unban: the mark moves, so that it is known when it comes again, and nothing else.
    return { ...entry, contributions, updatedMs: nowMs };
  }
  const { mode, untilMs } = effect(contributions, liftedMs, nowMs);
  const goesOn = entry?.state === 'active' && entry.untilMs > nowMs;
  const createdMs = goesOn ? entry.createdMs : nowMs;
  const { scope, value } = change.subject;
  return {
    id: goesOn ? entry.id : decisionId(scope, value, createdMs),
    scope,
    value,
    state: 'active',
    remediation: change.remediation,
    statusCode: change.statusCode,
    mode,
    withheld:
      change.protectedBy !== '' ? change.protectedBy : untilMs <= nowMs ? 'the evidence is too old' : '',
    createdMs,
    updatedMs: nowMs,
    untilMs,
    liftedMs,
    contributions,
    traceparent: change.traceparent,
    stages: { ...change.stages, decidedMs: nowMs },
  };
}

/** The entry taken back; undefined when it is not active. */
export function lift(
  entry: Decision,
  by: { author: string; reason: string },
  nowMs: number,
): Decision | undefined {
  if (entry.state === 'lifted' || entry.untilMs <= nowMs) return undefined;
  const others = entry.contributions.filter(({ scenario }) => scenario !== MANUAL);
  const manual: Contribution = {
    scenario: MANUAL,
    version: '',
    detection: '',
    openedMs: nowMs,
    rev: 1,
    untilMs: nowMs,
    mode: 'enforce',
    lastSeenMs: nowMs,
    events: 0,
    evidence: [],
    ...by,
  };
  return { ...entry, state: 'lifted', liftedMs: nowMs, updatedMs: nowMs, contributions: [...others, manual] };
}

/**
 * Whether an entry is of no use any more: it ended, and no stored detection about it can come again. What was lifted is
 * remembered for as long as one of the detections behind it could bring it into force again.
 */
export function isSpent(entry: Decision, retentionMs: number, nowMs: number): boolean {
  const couldLastMs = entry.contributions
    .filter(({ scenario }) => scenario !== MANUAL)
    .map(({ untilMs }) => untilMs);
  const endedMs = entry.state === 'lifted' ? Math.max(entry.liftedMs, ...couldLastMs) : entry.untilMs;
  return Math.max(endedMs, entry.updatedMs) + retentionMs < nowMs;
}

function isLater(a: Contribution, b: Contribution): boolean {
  return a.openedMs > b.openedMs || (a.openedMs === b.openedMs && a.rev > b.rev);
}

/** What the contributions since the last unban come to. What is enforced counts before what is only recorded. */
function effect(
  contributions: readonly Contribution[],
  liftedMs: number,
  nowMs: number,
): { mode: Decision['mode']; untilMs: number } {
  const counting = contributions.filter(({ lastSeenMs }) => lastSeenMs > liftedMs);
  const latest = (mode: Decision['mode']) =>
    counting.reduce((untilMs, each) => (each.mode === mode ? Math.max(untilMs, each.untilMs) : untilMs), 0);
  const enforcedMs = latest('enforce');
  if (enforcedMs > nowMs) return { mode: 'enforce', untilMs: enforcedMs };
  const shadowMs = latest('shadow');
  return shadowMs > enforcedMs
    ? { mode: 'shadow', untilMs: shadowMs }
    : { mode: 'enforce', untilMs: enforcedMs };
}
