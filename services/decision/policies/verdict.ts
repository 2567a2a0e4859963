/** What a policy makes of a detection. */
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { PERMANENT_MS, type Remediation } from '#libs/domain/decision.ts';
import type { Detection, KeyField } from '#libs/domain/detection.ts';
import type { ActiveMode } from '#libs/domain/mode.ts';
import { formatPrefix, prefixOf } from '#libs/domain/prefix.ts';
import { parseSubject, type Scope, type Subject } from '#libs/domain/scope.ts';
import type { Policy, Repeat } from './policy.ts';

/** What a single request of a client earns at most that another site's page can have made its browser send. */
export const FORGEABLE_MAX_MS = 5 * 60_000;

/** Scopes that visitors share with attackers. */
const COMMON: ReadonlySet<Scope> = new Set<Scope>(['host+path', 'agent']);

const PREFIX_BITS_IPV4 = 120;
const PREFIX_BITS_IPV6 = 64;

export interface Verdict {
  /** Name of the policy. */
  readonly policy: string;
  readonly subject: Subject;
  readonly remediation: Remediation;
  readonly statusCode: number;
  readonly mode: ActiveMode;
  /** Unix ms, counted from the last evidence; for a first ban. */
  readonly untilMs: number;
  /** Undefined: none is longer than the first. */
  readonly repeat: Repeat | undefined;
  /** Neither that nor whether it is extended is for the policy to say. */
  readonly fixed: boolean;
  /** Worth dropping packets. */
  readonly intense: boolean;
}

/** Undefined when the policy is off, and for a detection whose key is nothing that a decision can be about. */
export function judge(policy: Policy, detection: Detection): Verdict | undefined {
  const { name, mode } = policy;
  const subject = mode === 'off' ? undefined : subjectOf(policy.scope, detection);
  if (!subject || mode === 'off') return undefined;
  const { lastSeenMs, forgeable, remedy } = detection;
  const asked = remedy !== undefined && remedy.untilMs > 0;
  const wantedMs = asked ? Math.min(remedy.untilMs - lastSeenMs, policy.longestMs) : policy.durationMs;
  const durationMs = forgeable ? Math.min(wantedMs, FORGEABLE_MAX_MS) : wantedMs;
  const fixed = asked || forgeable;
  const isLogged = policy.remediation === 'log';
  return {
    policy: name,
    subject,
    remediation: remediationOf(policy, subject),
    statusCode: remedy && isRefusal(remedy.statusCode) ? remedy.statusCode : policy.statusCode,
    mode: mode === 'shadow' || isLogged ? 'shadow' : detection.mode,
    untilMs: Math.min(lastSeenMs + durationMs, PERMANENT_MS),
    repeat: fixed ? undefined : policy.repeat,
    fixed,
    intense: detection.peakPerSecond > policy.packetsAbove,
  };
}

/** To block what all use, a page or a program, would do the attacker's work: that has to be asked for. */
function remediationOf({ remediation, scope }: Policy, subject: Subject): Remediation {
  if (COMMON.has(subject.scope) && scope !== subject.scope) return 'challenge';
  return remediation === 'throttle' ? 'throttle' : 'block';
}

function isRefusal(statusCode: number): boolean {
  return statusCode >= 400 && statusCode <= 599;
}

/** Whom it is about: what the policy wants, as far as the detection tells, else what was counted. */
function subjectOf(scope: Scope, { key, occasion }: Detection): Subject | undefined {
  const value = (name: KeyField['field']) => key.find(({ field }) => field === name)?.value;
  const host = value('host') ?? occasion.host;
  const agent = value('user_agent') ?? occasion.userAgent;
  const path = value('path');
  const net = value('client.net');
  if (scope === 'agent' && agent !== '') return parsed('agent', agent);
  if (scope === 'host+path' && path !== undefined) return parsed('host+path', `${host || '-'} ${path}`);
  if (net !== undefined) return { scope: 'prefix', value: net };
  const client = value('client.ip');
  if (client === undefined) {
    // What a key without a client is about. A log that does not tell the host has `-` for it.
    if (path !== undefined) return parsed('host+path', `${value('host') || '-'} ${path}`);
    return parsed('agent', value('user_agent') ?? '');
  }
  const address = addressOf(client);
  if (!address) return undefined;
  if (scope === 'ip+host' && host !== '') return parsed(scope, `${client} ${host}`);
  if (scope === 'ip+agent' && agent !== '') return parsed(scope, `${client} ${agent}`);
  if (scope !== 'prefix') return { scope: 'ip', value: formatAddress(address) };
  const bits = isIPv4(address) ? PREFIX_BITS_IPV4 : PREFIX_BITS_IPV6;
  return { scope, value: formatPrefix(prefixOf(address, bits)) };
}

function parsed(scope: Scope, text: string): Subject | undefined {
  const subject = parseSubject(scope, text);
  return typeof subject === 'string' ? undefined : subject;
}
