/** A detection: what one scenario found about one key. */
import { createHash } from 'node:crypto';
import type { ActiveMode } from './mode.ts';

export interface Detection {
  /** The same for the same stream, however often it is processed. */
  readonly id: string;
  /** Grows with the evidence; a higher one replaces a lower one. */
  readonly rev: number;
  readonly scenario: string;
  readonly version: string;
  readonly mode: ActiveMode;
  readonly severity: string;
  /** Another severity, when its scenario finds much at once. */
  readonly escalation?: Escalation;
  readonly key: readonly KeyField[];
  /** Event times, Unix ms. */
  readonly openedMs: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Events that count as evidence. */
  readonly events: number;
  /** Most of them in one second of event time. */
  readonly peakPerSecond: number;
  readonly closed: boolean;
  /** A page of another site can make a browser send this: such evidence earns a short ban only. */
  readonly forgeable: boolean;
  readonly evidence: readonly Evidence[];
  /** What the scenario itself wants done; undefined where that is left to the policy. */
  readonly remedy?: Remedy;
  /** Of the scenario, by kind: attack, cwe, cve, behavior. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly occasion: Occasion;
  readonly shard: number;
  readonly traceparent: string;
  readonly stages: Stages;
}

/** The request with which a detection opened, as far as policies can ask for it. */
export interface Occasion {
  /** Name of the source that the line came from; empty for what is counted over all of them, and ends of sessions. */
  readonly source: string;
  readonly host: string;
  readonly userAgent: string;
  /** The requests of its client's session had mostly been successful; false where that is not known. */
  readonly successful: boolean;
}

export const NO_OCCASION: Occasion = { source: '', host: '', userAgent: '', successful: false };

export interface Escalation {
  readonly severity: string;
  /** When detections about more than so many open within so long of each other, ms of event time. */
  readonly over: number;
  readonly withinMs: number;
}

export interface Remedy {
  /** HTTP status to answer with. */
  readonly statusCode: number;
  /** Unix ms; 0 for as long as the policy says. */
  readonly untilMs: number;
}

export interface KeyField {
  readonly field: string;
  readonly value: string;
}

/** One request: where it is stored, and in short. */
export interface Evidence {
  readonly shard: number;
  readonly sequence: number;
  readonly row: number;
  readonly timeMs: number;
  readonly summary: string;
}

/** When what led to the latest change passed each stage, Unix ms; 0 when it has not. */
export interface Stages {
  readonly eventMs: number;
  readonly ingestedMs: number;
  readonly publishedMs: number;
  readonly storedMs: number;
  readonly detectedMs: number;
  readonly decidedMs: number;
}

export const NO_STAGES: Stages = {
  eventMs: 0,
  ingestedMs: 0,
  publishedMs: 0,
  storedMs: 0,
  detectedMs: 0,
  decidedMs: 0,
};

/** References to requests that one detection carries at most. */
export const EVIDENCE_MAX = 10;

/** What two runs over the same events agree on. */
export function detectionId(
  scenario: string,
  version: string,
  key: readonly KeyField[],
  openedMs: number,
): string {
  const text = JSON.stringify([scenario, version, key.map(({ field, value }) => [field, value]), openedMs]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
