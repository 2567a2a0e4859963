/**
 * How an entry of the ledger changes: pure functions from the present entry to the next. The same input in any order and
 * any number of times gives the same entry, so that nothing relies on messages coming once.
 */
import {
  type Contribution,
  type Decision,
  decisionId,
  MANUAL,
  NO_FINDING,
  PERMANENT_MS,
  REMEDIATIONS,
} from '#libs/domain/decision.ts';
import type { Stages } from '#libs/domain/detection.ts';
import type { Subject } from '#libs/domain/scope.ts';
import type { Repeat } from '../policies/policy.ts';

/** Reasons kept in one entry: there are fewer scenarios than that about one subject. */
const CONTRIBUTIONS_MAX = 32;
/** Bans that count for the next one. */
const STRIKES_MAX = 64;

export interface Change {
  readonly subject: Subject;
  readonly statusCode: number;
  /** Its end is that of a first ban. */
  readonly contribution: Contribution;
  readonly repeat?: Repeat | undefined;
  /** Why it must not be enforced, whatever the time; else empty. */
  readonly protectedBy: string;
  readonly traceparent: string;
  readonly stages: Stages;
}

/** The entry with a contribution; undefined when that brings nothing new. */
export function contribute(
  present: Decision | undefined,
  change: Change,
  nowMs: number,
): Decision | undefined {
  // One that was redacted is about somebody again.
  const entry = present && { ...present, ...change.subject };
  const known = entry?.contributions.find(({ scenario }) => scenario === change.contribution.scenario);
  if (known && !isLater(change.contribution, known)) return undefined;
  const strikes = strikesOf(entry, change.contribution);
  const contribution = keptOn(lengthened(change, strikes), known, entry, nowMs);
  const others = entry?.contributions.filter(({ scenario }) => scenario !== contribution.scenario) ?? [];
  if (entry && known && isOfRevoked(contribution, known)) {
    const { author, reason, revokedMs } = known;
    const mark = { ...contribution, author, reason, revokedMs };
    return { ...entry, contributions: [mark, ...others], updatedMs: nowMs };
  }
  const contributions = [...others, contribution].slice(-CONTRIBUTIONS_MAX);
  const liftedMs = entry?.liftedMs ?? 0;
  if (entry?.state === 'lifted' && contribution.lastSeenMs <= liftedMs) {
    // Older than the unban: the mark moves, so that it is known when it comes again, and nothing else.
    return { ...entry, contributions, updatedMs: nowMs };
  }
  const { mode, untilMs, remediation, intense } = effect(contributions, liftedMs, nowMs);
  const goesOn = entry?.state === 'active' && entry.untilMs > nowMs;
  const createdMs = goesOn ? entry.createdMs : nowMs;
  const { scope, value } = change.subject;
  return {
    id: goesOn ? entry.id : decisionId(scope, value, createdMs),
    scope,
    value,
    state: 'active',
    remediation,
    statusCode: remediation === contribution.remediation ? change.statusCode : (entry?.statusCode ?? 0),
    mode,
    withheld:
      change.protectedBy !== '' ? change.protectedBy : untilMs <= nowMs ? 'the evidence is too old' : '',
    createdMs,
    updatedMs: nowMs,
    untilMs,
    liftedMs,
    strikes,
    forgetMs: Math.max(change.repeat?.forgetMs ?? 0, entry?.forgetMs ?? 0),
    intense,
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
    ...NO_FINDING,
    scenario: MANUAL,
    openedMs: nowMs,
    untilMs: nowMs,
    lastSeenMs: nowMs,
    remediation: entry.remediation,
    ...by,
  };
  const lifted = { state: 'lifted', liftedMs: nowMs, updatedMs: nowMs, strikes: 0, intense: false } as const;
  return { ...entry, ...lifted, contributions: [...others, manual] };
}

/** How many bans before count: one more when the last one had run out by the time of the offence. By event time, as it may come late. */
function strikesOf(entry: Decision | undefined, { scenario, lastSeenMs }: Contribution): number {
  if (!entry || entry.state === 'lifted') return 0;
  const { strikes, untilMs, forgetMs } = entry;
  if (scenario === MANUAL || lastSeenMs < untilMs || !wasBan(entry)) return strikes;
  const forgotten = forgetMs > 0 ? Math.floor((lastSeenMs - untilMs) / forgetMs) : STRIKES_MAX;
  return Math.min(Math.max(0, strikes + 1 - forgotten), STRIKES_MAX);
}

function wasBan({ mode, withheld, contributions }: Decision): boolean {
  const isMade = contributions.some(
    (each) => each.scenario !== MANUAL && each.mode === 'enforce' && each.revokedMs === 0,
  );
  return mode === 'enforce' && withheld === '' && isMade;
}

function lengthened({ contribution, repeat }: Change, strikes: number): Contribution {
  if (!repeat || strikes === 0) return contribution;
  const { lastSeenMs, untilMs } = contribution;
  const firstMs = untilMs - lastSeenMs;
  const wantedMs = Math.min(firstMs * repeat.factor ** strikes, Math.max(firstMs, repeat.ceilingMs));
  return { ...contribution, untilMs: Math.min(lastSeenMs + wantedMs, PERMANENT_MS) };
}

/** New evidence does not shorten what was extended, while that is in force. */
function keptOn(
  contribution: Contribution,
  known: Contribution | undefined,
  entry: Decision | undefined,
  nowMs: number,
): Contribution {
  const extension = known?.extension;
  if (!extension || !entry || entry.state === 'lifted' || entry.untilMs <= nowMs) return contribution;
  const isSame = contribution.mode === known.mode && contribution.remediation === known.remediation;
  const counts = known.revokedMs === 0 && known.lastSeenMs > entry.liftedMs;
  if (!isSame || !counts || contribution.fixed) return contribution;
  return { ...contribution, untilMs: Math.max(contribution.untilMs, extension.untilMs), extension };
}

function isLater(a: Contribution, b: Contribution): boolean {
  return a.openedMs > b.openedMs || (a.openedMs === b.openedMs && a.rev > b.rev);
}

/** What was taken back does not come back with what its detection says later, or what opened before that. */
function isOfRevoked({ version, openedMs }: Contribution, known: Contribution): boolean {
  if (known.revokedMs === 0 || version !== known.version) return false;
  return openedMs <= Math.max(known.revokedMs, known.openedMs);
}

/** Those that an entry follows from: of those that were not taken back, what came since the last unban. */
export function countingOf(contributions: readonly Contribution[], liftedMs: number): Contribution[] {
  const left = contributions.filter(({ revokedMs }) => revokedMs === 0);
  const since = left.filter(({ lastSeenMs }) => lastSeenMs > liftedMs);
  return since.length > 0 ? since : left;
}

/**
 * What contributions come to, of which at least one counts. What is enforced counts before what is only recorded or has ended, and
 * of that the strongest: what is weaker and longer begins anew with its next evidence.
 */
export function effect(
  contributions: readonly Contribution[],
  liftedMs: number,
  nowMs: number,
): Pick<Decision, 'mode' | 'untilMs' | 'remediation' | 'intense'> {
  const counting = countingOf(contributions, liftedMs);
  const enforced = counting.filter((by) => by.mode === 'enforce' && by.untilMs > nowMs);
  const lastMs = Math.max(...counting.map(({ untilMs }) => untilMs));
  const last = counting.filter((by) => by.untilMs === lastMs);
  const mode = last.some((by) => by.mode === 'enforce') ? 'enforce' : 'shadow';
  const decisive = enforced.length > 0 ? enforced : counting.filter((by) => by.mode === mode);
  const remediation = REMEDIATIONS.find((each) => decisive.some((by) => by.remediation === each)) ?? 'block';
  const strongest = decisive.filter((by) => by.remediation === remediation);
  return {
    mode: enforced.length > 0 ? 'enforce' : mode,
    untilMs: Math.max(...strongest.map(({ untilMs }) => untilMs)),
    remediation,
    intense: strongest.some((by) => by.intense),
  };
}
