/** Policies: what is done about a detection, about whom and for how long. */
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import type { Remediation } from '#libs/domain/decision.ts';
import type { Detection, KeyField } from '#libs/domain/detection.ts';
import { formatPrefix, prefixOf } from '#libs/domain/prefix.ts';
import { parseSubject, type Scope, type Subject } from '#libs/domain/scope.ts';

/** What a single request of a client earns at most that another site's page can have made its browser send. */
export const FORGEABLE_MAX_MS = 5 * 60_000;

/** Scopes that visitors share with attackers. */
const COMMON: ReadonlySet<Scope> = new Set<Scope>(['host+path', 'agent']);

const PREFIX_BITS_IPV4 = 120;
const PREFIX_BITS_IPV6 = 64;

export interface Policy {
  readonly durationMs: number;
  readonly scope: 'ip' | 'prefix';
  readonly statusCode: number;
  /** A scenario that says itself until when gets no more than this. */
  readonly longestMs: number;
}

/**
 * The policy for a detection: by its scenario, else by its severity. With a severity that it has been escalated to, that of
 * the severity counts unless the scenario's is configured.
 */
export type PolicyFor = (
  detection: Pick<Detection, 'scenario' | 'severity'> & { readonly isEscalated?: boolean },
) => Policy;

/** What a policy makes of a detection. */
export interface Verdict {
  readonly subject: Subject;
  readonly remediation: Remediation;
  readonly statusCode: number;
  /** Unix ms, counted from the last evidence. */
  readonly untilMs: number;
}

/** Undefined for a detection whose key is nothing that a decision can be about. */
export function judge(policy: Policy, detection: Detection): Verdict | undefined {
  const subject = subjectOf(policy.scope, detection);
  if (!subject) return undefined;
  const { lastSeenMs, forgeable, remedy } = detection;
  const wantedMs =
    remedy && remedy.untilMs > 0
      ? Math.min(remedy.untilMs - lastSeenMs, policy.longestMs)
      : policy.durationMs;
  const durationMs = forgeable ? Math.min(wantedMs, FORGEABLE_MAX_MS) : wantedMs;
  return {
    subject,
    // To block what all use, a page or a program, would do the attacker's work.
    remediation: COMMON.has(subject.scope) ? 'challenge' : 'block',
    statusCode: remedy && isRefusal(remedy.statusCode) ? remedy.statusCode : policy.statusCode,
    untilMs: lastSeenMs + durationMs,
  };
}

function isRefusal(statusCode: number): boolean {
  return statusCode >= 400 && statusCode <= 599;
}

function subjectOf(scope: Policy['scope'], detection: Detection): Subject | undefined {
  const value = (name: KeyField['field']) => detection.key.find(({ field }) => field === name)?.value;
  const net = value('client.net');
  if (net !== undefined) return { scope: 'prefix', value: net };
  const client = value('client.ip');
  if (client === undefined) return commonSubject(value('host'), value('path'), value('user_agent'));
  const address = addressOf(client);
  if (!address) return undefined;
  if (scope === 'ip') return { scope, value: formatAddress(address) };
  const bits = isIPv4(address) ? PREFIX_BITS_IPV4 : PREFIX_BITS_IPV6;
  return { scope, value: formatPrefix(prefixOf(address, bits)) };
}

/** What a key without a client is about. A log that does not tell the host has `-` for it. */
function commonSubject(
  host: string | undefined,
  path: string | undefined,
  agent: string | undefined,
): Subject | undefined {
  const subject =
    path === undefined
      ? parseSubject('agent', agent ?? '')
      : parseSubject('host+path', `${host || '-'} ${path}`);
  return typeof subject === 'string' ? undefined : subject;
}
