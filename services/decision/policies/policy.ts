/** A policy: which detections it is for, and what is done about them, about whom and for how long. */
import { formatAsn } from '#libs/domain/asn.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { Mode } from '#libs/domain/mode.ts';
import type { RuleScope } from '#libs/domain/scope.ts';
import { type Asns, systemOf } from '../asn/asns.ts';

export const POLICY_REMEDIATIONS = ['block', 'throttle', 'log'] as const;

export interface Policy {
  readonly name: string;
  readonly match: Match;
  readonly mode: Mode;
  /** `log` only records. */
  readonly remediation: (typeof POLICY_REMEDIATIONS)[number];
  /** HTTP status of a refused request. */
  readonly statusCode: number;
  /** Whom it is about, as far as the detection tells: else the address. */
  readonly scope: RuleScope;
  /** From the last evidence; infinite for ever. */
  readonly durationMs: number;
  /** A scenario that says itself until when gets no more than this. */
  readonly longestMs: number;
  /** Undefined: each ban is as long as the first. */
  readonly repeat: Repeat | undefined;
  /** Undefined: it ends whatever the client does meanwhile. */
  readonly extend: Extend | undefined;
  /** With more events a second than this, packets are dropped, too. */
  readonly packetsAbove: number;
}

/** Everything that is given has to be met; of several values, one. */
export interface Match {
  readonly scenario?: readonly string[];
  readonly severity?: readonly string[];
  /** By kind, such as behavior. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  readonly source?: readonly string[];
  /** Names; one that begins with `*.` is for all below it. */
  readonly host?: readonly string[];
  /** `AS64500`: of the address or the network that it is about. */
  readonly asn?: readonly string[];
  /** Whether its scenario has found so much at once that it has another severity than its own. */
  readonly escalated?: boolean;
}

/** Each ban that begins after another has run out is longer. */
export interface Repeat {
  readonly factor: number;
  readonly ceilingMs: number;
  /** One ban less counts for each such time since the last one ended. */
  readonly forgetMs: number;
}

/** Whoever keeps asking while it is blocked stays blocked. */
export interface Extend {
  /** Refused requests within a minute that are so many. */
  readonly perMinute: number;
  /** From the last of them. */
  readonly byMs: number;
  /** No later than this after the ban began; infinite for no limit. */
  readonly ceilingMs: number;
}

/** What a policy is chosen by. */
export type Judged = Pick<Detection, 'scenario' | 'severity' | 'labels' | 'occasion' | 'key'> & {
  readonly isEscalated?: boolean;
  /** `AS64500`; left out where it is not known. */
  readonly asn?: string;
};

/** Undefined for detections that no policy is for. */
export type PolicyFor = (detection: Judged) => Policy | undefined;

/** The same, told whose the address or the network is that a detection is about. */
export function withAsns(policyFor: PolicyFor, asns: Asns): PolicyFor {
  return (detection) => {
    const client = detection.key.find(({ field }) => field === 'client.ip' || field === 'client.net');
    const system = client && systemOf(asns, { scope: 'prefix', value: client.value });
    return policyFor(system ? { ...detection, asn: formatAsn(system.number) } : detection);
  };
}

export function isMatch(
  match: Match,
  { scenario, severity, labels, occasion, isEscalated, asn = '' }: Judged,
): boolean {
  return (
    includes(match.scenario, scenario) &&
    includes(match.severity, severity) &&
    includes(match.source, occasion.source) &&
    includes(match.asn, asn) &&
    (match.escalated === undefined || match.escalated === (isEscalated === true)) &&
    (match.host === undefined || match.host.some((pattern) => isHost(pattern, occasion.host))) &&
    Object.entries(match.labels ?? {}).every(([kind, wanted]) =>
      labels[kind]?.some((label) => wanted.includes(label)),
    )
  );
}

function includes(wanted: readonly string[] | undefined, value: string): boolean {
  return wanted === undefined || wanted.includes(value);
}

function isHost(pattern: string, host: string): boolean {
  const name = host.toLowerCase();
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
}
