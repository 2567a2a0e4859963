/** Policies: what is done about a detection, about whom and for how long. */
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import type { Remediation } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { formatPrefix, prefixOf } from '#libs/domain/prefix.ts';
import type { Subject } from '#libs/domain/scope.ts';

/** What a single request of a client earns at most that another site's page can have made its browser send. */
export const FORGEABLE_MAX_MS = 5 * 60_000;

const PREFIX_BITS_IPV4 = 120;
const PREFIX_BITS_IPV6 = 64;

export interface Policy {
  readonly durationMs: number;
  readonly scope: 'ip' | 'prefix';
  readonly statusCode: number;
}

/** What a policy makes of a detection. */
export interface Verdict {
  readonly subject: Subject;
  readonly remediation: Remediation;
  readonly statusCode: number;
  /** Unix ms, counted from the last evidence. */
  readonly untilMs: number;
}

/** Undefined for a detection whose key tells no address. */
export function judge(policy: Policy, detection: Detection): Verdict | undefined {
  const subject = subjectOf(policy.scope, detection);
  if (!subject) return undefined;
  const durationMs = detection.forgeable ? Math.min(policy.durationMs, FORGEABLE_MAX_MS) : policy.durationMs;
  return {
    subject,
    remediation: 'block',
    statusCode: policy.statusCode,
    untilMs: detection.lastSeenMs + durationMs,
  };
}

function subjectOf(scope: Policy['scope'], detection: Detection): Subject | undefined {
  const net = detection.key.find(({ field }) => field === 'client.net');
  if (net) return { scope: 'prefix', value: net.value };
  const address = addressOf(detection.key.find(({ field }) => field === 'client.ip')?.value ?? '');
  if (!address) return undefined;
  if (scope === 'ip') return { scope, value: formatAddress(address) };
  const bits = isIPv4(address) ? PREFIX_BITS_IPV4 : PREFIX_BITS_IPV6;
  return { scope, value: formatPrefix(prefixOf(address, bits)) };
}
