/** A decision: an entry of the ledger, which says what is done about one subject until when, and why. */
import { createHash } from 'node:crypto';
import type { Evidence, Stages } from './detection.ts';
import type { ActiveMode } from './mode.ts';
import type { Scope } from './scope.ts';

/** The strongest first. */
export const REMEDIATIONS = ['block', 'throttle', 'challenge', 'allow'] as const;
export type Remediation = (typeof REMEDIATIONS)[number];

export interface Decision {
  /** Short, on the 403 page and in the log. Changes each time the entry becomes active again. */
  readonly id: string;
  readonly scope: Scope;
  readonly value: string;
  readonly state: 'active' | 'lifted';
  readonly remediation: Remediation;
  /** HTTP status of a refused request. */
  readonly statusCode: number;
  readonly mode: ActiveMode;
  /** Why the entry is recorded and not enforced; empty when it is enforced. */
  readonly withheld: string;
  /** Unix ms. */
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly untilMs: number;
  /** 0 when it was never lifted. */
  readonly liftedMs: number;
  /** Bans before this one that are not forgotten: it is longer for each. */
  readonly strikes: number;
  /** One ban less counts for each such time since it ended, ms; 0 when none is remembered. */
  readonly forgetMs: number;
  /** What was seen is worth dropping packets. */
  readonly intense: boolean;
  readonly contributions: readonly Contribution[];
  readonly traceparent: string;
  readonly stages: Stages;
}

/** Who wants something, and why. */
export interface Author {
  readonly author: string;
  readonly reason: string;
}

/** One reason for a decision: the latest word of a scenario, or of a person. */
export interface Contribution {
  readonly scenario: string;
  readonly version: string;
  readonly detection: string;
  readonly openedMs: number;
  readonly rev: number;
  readonly untilMs: number;
  readonly mode: ActiveMode;
  readonly lastSeenMs: number;
  readonly events: number;
  readonly evidence: readonly Evidence[];
  readonly author: string;
  readonly reason: string;
  /** Name of the policy that it follows; empty for what people decide. */
  readonly policy: string;
  readonly remediation: Remediation;
  readonly intense: boolean;
  /** As it was judged, escalated or not; undefined where a person decided. */
  readonly severity?: string;
  /** It is about a client whose requests had mostly been successful. */
  readonly successful: boolean;
  /** When it was taken back alone, Unix ms; 0 when it was not. It counts no more; the next detection does. */
  readonly revokedMs: number;
  /** How long is not for its policy to say: the scenario did, or another site's page may have sent what was seen. */
  readonly fixed: boolean;
  /** Whoever is blocked by it kept asking, and it ends later for that. */
  readonly extension?: Extension;
}

export interface Extension {
  /** Unix ms; the end of the contribution is no earlier. */
  readonly untilMs: number;
  /** The last refused request that counted, Unix ms. */
  readonly lastSeenMs: number;
  /** Requests refused within the minute before that. */
  readonly refused: number;
}

/** What a contribution has that no scenario has made. */
export const NO_FINDING = {
  version: '',
  detection: '',
  rev: 1,
  mode: 'enforce',
  events: 0,
  evidence: [],
  policy: '',
  intense: false,
  successful: false,
  revokedMs: 0,
  fixed: false,
} as const satisfies Partial<Contribution>;

/** The end of what has none: 9999-01-01, Unix ms. */
export const PERMANENT_MS = Date.UTC(9999, 0, 1);

/** The scenario name of what a person decided. */
export const MANUAL = 'manual';

/** Whether targets have to act on the entry at `nowMs`. */
export function isEnforced(decision: Decision, nowMs: number): boolean {
  return isEnforceable(decision) && decision.untilMs > nowMs;
}

/** The same without looking at the time. */
export function isEnforceable(decision: Decision): boolean {
  return decision.state === 'active' && decision.mode === 'enforce' && decision.withheld === '';
}

/** A new decision id: 10 letters and digits that can be read out over a telephone. */
export function decisionId(scope: Scope, value: string, createdMs: number): string {
  const digest = createHash('sha256').update(`${scope}\0${value}\0${createdMs}`).digest();
  let id = '';
  for (let i = 0; i < 10; i++) id += ID_ALPHABET[digest[i] & 31];
  return id;
}

// Crockford's base 32: no I, L, O or U.
const ID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
