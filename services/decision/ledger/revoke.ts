/** Taking back what one scenario or one policy has caused, and nothing else: pure functions, as all changes of an entry. */
import { type Author, type Contribution, type Decision, MANUAL } from '#libs/domain/decision.ts';
import { WIDENING } from '../widening/widening.ts';
import { countingOf, effect, lift } from './merge.ts';

/** Whose word is meant: all that is given has to be met. */
export interface Cause {
  readonly scenario?: string;
  /** Of the scenario. */
  readonly version?: string;
  readonly policy?: string;
}

/**
 * The entry without what the cause has done about it so far: it stays while others hold it, and is lifted otherwise. What
 * was taken back stays so, however often it is delivered again; a later detection counts. What is only recorded stays.
 * @param sinceMs only what began from then on, Unix ms
 * @returns undefined when the cause has no part in what is enforced
 */
export function revoke(
  entry: Decision,
  cause: Cause,
  by: Author,
  nowMs: number,
  sinceMs = 0,
): Decision | undefined {
  if (entry.state === 'lifted' || entry.untilMs <= nowMs) return undefined;
  const isMeant = (each: Contribution) =>
    each.mode === 'enforce' && each.revokedMs === 0 && isBy(cause, each);
  if (!entry.contributions.some(isMeant)) return undefined;
  const inForce = new Set(
    countingOf(entry.contributions, entry.liftedMs).filter(({ untilMs }) => untilMs > nowMs),
  );
  const meant = [...inForce].filter((each) => isMeant(each) && begunMs(entry, each) >= sinceMs);
  if (meant.length === 0) return undefined;
  // First, so that the last one is still one that holds.
  const contributions = [
    ...meant.map((each) => ({ ...each, ...by, revokedMs: nowMs })),
    ...entry.contributions.filter((each) => !meant.includes(each)),
  ];
  if (meant.length === inForce.size) return lift({ ...entry, contributions }, by, nowMs);
  return { ...entry, ...effect(contributions, entry.liftedMs, nowMs), contributions, updatedMs: nowMs };
}

/** What people decide, and what only follows from how many are blocked, is not for others to take back. */
export function isBy({ scenario, version, policy }: Cause, contribution: Contribution): boolean {
  if (contribution.scenario === MANUAL || contribution.scenario === WIDENING) return false;
  return (
    (scenario === undefined || scenario === contribution.scenario) &&
    (version === undefined || version === contribution.version) &&
    (policy === undefined || policy === contribution.policy)
  );
}

/** Since when somebody is held by it, Unix ms: however much evidence came later. */
export function begunMs({ createdMs }: Decision, { openedMs }: Contribution): number {
  return Math.max(createdMs, openedMs);
}
