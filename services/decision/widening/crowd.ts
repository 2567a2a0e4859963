/** Those who are blocked of a network at a moment, by whatever makes them many. */
import { type Decision, isEnforceable, MANUAL } from '#libs/domain/decision.ts';

export interface Crowd {
  /** Why its network is to be blocked. */
  readonly reason: string;
  /** From then on fewer are, Unix ms. */
  readonly untilMs: number;
  /** The last evidence against any of them. */
  readonly seenMs: number;
}

/** Networks, by the text of their prefix, and who is blocked of them. */
export interface Crowds {
  /** Networks in which something has changed since the last call. */
  changed(): ReadonlySet<string>;
  /** All networks in which anybody is known. */
  all(): Iterable<string>;
  /**
   * Undefined when they are fewer than `over`.
   * @param sinceMs evidence up to then does not count
   */
  crowd(network: string, over: number, nowMs: number, sinceMs: number): Crowd | undefined;
}

/** Whether an entry is about an address that was found out. What people block, lists of them too, says nothing of others. */
export function isOffender(decision: Decision): boolean {
  const { scope, remediation, contributions } = decision;
  if (scope !== 'ip' || remediation === 'allow' || !isEnforceable(decision)) return false;
  return contributions.some(({ scenario, mode }) => scenario !== MANUAL && mode === 'enforce');
}

export function lastSeenMs({ contributions }: Decision): number {
  return Math.max(...contributions.map((each) => each.lastSeenMs));
}
