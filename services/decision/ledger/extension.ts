/** Whoever keeps asking while it is blocked stays blocked: how an entry changes for that, a pure function as all changes of it. */
import { type Contribution, type Decision, isEnforced, PERMANENT_MS } from '#libs/domain/decision.ts';
import { NO_STAGES } from '#libs/domain/detection.ts';
import type { Extend } from '../policies/policy.ts';
import { countingOf, effect } from './merge.ts';
import { isBy } from './revoke.ts';

/** An end is not moved by less than this share of what it may be moved by: the ledger need not change with each request. */
const STEP_SHARE = 0.1;

/** One who asks, though it is refused. */
export interface Knocking {
  /** Of the decision that refuses. */
  readonly id: string;
  /** Requests within the minute before the last one. */
  readonly refused: number;
  /** Unix ms. */
  readonly lastSeenMs: number;
}

/** What the policy of a contribution says; undefined when it extends nothing. */
export type TermsOf = (contribution: Contribution) => Extend | undefined;

/**
 * The entry with a later end, as the policies of those contributions say that refuse these requests. The same requests
 * lead to the same end, whoever tells of them and how often.
 * @returns undefined when it stays as it is
 */
export function extend(
  entry: Decision | undefined,
  knocking: Knocking,
  termsOf: TermsOf,
  nowMs: number,
): Decision | undefined {
  if (!entry || entry.id !== knocking.id || !isEnforced(entry, nowMs)) return undefined;
  const counting = new Set(countingOf(entry.contributions, entry.liftedMs));
  const refuses = (each: Contribution) =>
    counting.has(each) && each.untilMs > nowMs && each.remediation === entry.remediation;
  const contributions = entry.contributions.map((each) => {
    const terms = refuses(each) && isExtendable(each) ? termsOf(each) : undefined;
    return terms ? extended(each, entry.createdMs, knocking, terms) : each;
  });
  if (contributions.every((each, i) => each === entry.contributions[i])) return undefined;
  return {
    ...entry,
    ...effect(contributions, entry.liftedMs, nowMs),
    contributions,
    updatedMs: nowMs,
    // No evidence is behind this change, from which time to the enforcement would count.
    stages: { ...NO_STAGES, decidedMs: nowMs },
  };
}

/** Whether its policy has a say in how long it lasts. What people decide has none. */
export function isExtendable(contribution: Contribution): boolean {
  const { mode, fixed, revokedMs } = contribution;
  return mode === 'enforce' && !fixed && revokedMs === 0 && isBy({}, contribution);
}

function extended(
  contribution: Contribution,
  begunMs: number,
  { refused, lastSeenMs }: Knocking,
  { perMinute, byMs, ceilingMs }: Extend,
): Contribution {
  if (refused < perMinute) return contribution;
  const lastMs = begunMs + ceilingMs;
  const untilMs = Math.min(lastSeenMs + byMs, lastMs, PERMANENT_MS);
  const laterMs = untilMs - contribution.untilMs;
  if (laterMs <= 0 || (laterMs < byMs * STEP_SHARE && untilMs < lastMs)) return contribution;
  return { ...contribution, untilMs, extension: { untilMs, lastSeenMs, refused } };
}
