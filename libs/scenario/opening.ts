/** The detections of one scenario that are open: each begins with a crossing, grows, and ends after a quiet cool-down. */

import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import {
  type Detection,
  EVIDENCE_MAX,
  type Evidence,
  type KeyField,
  NO_OCCASION,
  type Occasion,
  type Remedy,
} from '../domain/detection.ts';
import type { ActiveMode } from '../domain/mode.ts';
import type { Scenario } from './scenario.ts';

export interface Opening {
  readonly id: string;
  readonly key: readonly KeyField[];
  /** Event times, Unix ms. */
  readonly openedMs: number;
  firstSeenMs: number;
  /** Of the last crossing. */
  lastSeenMs: number;
  events: number;
  peakPerSecond: number;
  /** The second of event time that is being counted, and its events so far. */
  second: number;
  inSecond: number;
  /** Whether all evidence so far could have been sent by a page of another site. */
  forgeable: boolean;
  readonly evidence: Evidence[];
  /** Missing in what former releases have stored. */
  readonly occasion?: Occasion;
  /** Of the last crossing. */
  remedy?: Remedy | undefined;
  /** Last published revision, and the last crossing it told of. */
  rev: number;
  publishedMs: number;
  /** Until when what was published last is to be refused, Unix ms; 0 when it did not say. */
  publishedUntilMs: number;
}

/** An open detection is published again when its last crossing has moved on by so much, or the end of its remedy. */
const UPDATE_EVERY_MS = 10_000;
const REMEDY_EVERY_MS = 1000;

/** Whether there is something to tell that matters. */
export function isDue({ rev, lastSeenMs, publishedMs, remedy, publishedUntilMs }: Opening): boolean {
  if (rev === 0 || lastSeenMs - publishedMs >= UPDATE_EVERY_MS) return true;
  return remedy !== undefined && Math.abs(remedy.untilMs - publishedUntilMs) >= REMEDY_EVERY_MS;
}

/** Counts an event of an open detection; `reference` makes the evidence only when there is room for it. */
export function addEvidence(opening: Opening, timeMs: number, reference: () => Evidence): void {
  opening.events++;
  const second = Math.floor(timeMs / 1000);
  if (second === opening.second) opening.inSecond++;
  else {
    opening.second = second;
    opening.inSecond = 1;
  }
  if (opening.inSecond > opening.peakPerSecond) opening.peakPerSecond = opening.inSecond;
  if (opening.evidence.length < EVIDENCE_MAX) opening.evidence.push(reference());
}

/** The next revision, to be published. */
export function nextRevision(
  opening: Opening,
  { name, version, severity, escalate, labels, mode }: Scenario,
  closed: boolean,
  { shard, traceparent, stages }: Pick<Detection, 'shard' | 'traceparent' | 'stages'>,
): Detection {
  opening.rev++;
  opening.publishedMs = opening.lastSeenMs;
  opening.publishedUntilMs = opening.remedy?.untilMs ?? 0;
  return {
    id: opening.id,
    rev: opening.rev,
    scenario: name,
    version,
    mode: mode as ActiveMode,
    severity,
    ...(escalate && {
      escalation: { severity: escalate.to, over: escalate.over, withinMs: escalate.withinMs },
    }),
    key: opening.key,
    openedMs: opening.openedMs,
    firstSeenMs: opening.firstSeenMs,
    lastSeenMs: opening.lastSeenMs,
    events: opening.events,
    peakPerSecond: opening.peakPerSecond,
    closed,
    forgeable: opening.forgeable,
    evidence: opening.evidence.slice(),
    ...(opening.remedy && { remedy: opening.remedy }),
    labels,
    occasion: opening.occasion ?? NO_OCCASION,
    shard,
    traceparent,
    stages: { ...stages, eventMs: opening.lastSeenMs },
  };
}

export function saveOpening(writer: SlotWriter, opening: Opening): void {
  writer.text(JSON.stringify(opening));
}

export function restoreOpening(reader: SlotReader): Opening {
  return JSON.parse(reader.text()) as Opening;
}
