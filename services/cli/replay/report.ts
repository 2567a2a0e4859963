/** What a replay tells: lines of JSON, or text, of what was found and what would have been decided. */
import { type Contribution, type Decision, PERMANENT_MS } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { tableOf } from '../table.ts';

/** Whom a detection is about, as far as a policy is for it. */
export type SubjectOf = (detection: Detection) => Subject | undefined;

/** What one policy came to. */
export interface PolicySum {
  readonly policy: string;
  readonly remediation: string;
  readonly scope: string;
  /** What is in shadow is only recorded. */
  readonly mode: string;
  readonly decisions: number;
  /** Of the longest of them. */
  readonly longestMs: number;
}

export interface ReplaySummary {
  readonly lines: number;
  readonly parsed: number;
  readonly malformed: number;
  readonly detections: number;
  readonly seconds: number;
}

export function detectionLine(detection: Detection, subject: Subject | undefined) {
  const { scenario, mode, openedMs, firstSeenMs, lastSeenMs, events } = detection;
  return {
    type: 'detection',
    scenario,
    scope: subject?.scope ?? '',
    value: subject?.value ?? '',
    mode,
    at: timeOf(openedMs),
    first_seen: timeOf(firstSeenMs),
    last_seen: timeOf(lastSeenMs),
    events,
  };
}

/** `weir decisions import` reads it. */
export function decisionLine(decision: Decision) {
  const { scope, value, mode, remediation, statusCode, createdMs, untilMs } = decision;
  const { scenario, policy } = decisiveOf(decision);
  return {
    type: 'decision',
    scenario,
    policy,
    scope,
    value,
    mode,
    remediation,
    status: statusCode,
    at: timeOf(createdMs),
    expires_at: timeOf(untilMs),
  };
}

export function summaryLine(decisions: readonly Decision[], summary: ReplaySummary) {
  const policies = sumsOf(decisions).map(({ longestMs, ...sum }) => ({
    ...sum,
    longest: lengthText(longestMs),
  }));
  return { type: 'summary', ...summary, policies };
}

/** By policy and by what it does, the most frequent first. */
export function sumsOf(decisions: readonly Decision[]): PolicySum[] {
  const sums = new Map<string, PolicySum>();
  for (const decision of decisions) {
    const { scope, mode, createdMs, untilMs } = decision;
    const { policy, remediation } = decisiveOf(decision);
    const key = [policy, remediation, scope, mode].join(' ');
    const { decisions: count, longestMs } = sums.get(key) ?? { decisions: 0, longestMs: 0 };
    const lengthMs = untilMs >= PERMANENT_MS ? Number.POSITIVE_INFINITY : untilMs - createdMs;
    sums.set(key, {
      ...{ policy, remediation, scope, mode },
      decisions: count + 1,
      longestMs: Math.max(longestMs, lengthMs),
    });
  }
  return [...sums.values()].sort((a, b) => b.decisions - a.decisions);
}

export function reportOf(
  detections: readonly Detection[],
  decisions: readonly Decision[],
  summary: ReplaySummary,
  subjectOf: SubjectOf,
): string {
  const rows = [...detections]
    .sort((a, b) => a.openedMs - b.openedMs)
    .map((detection) => [
      timeOf(detection.openedMs),
      subjectOf(detection)?.value ?? detection.key.map(({ value }) => value).join(' '),
      detection.scenario,
      detection.mode,
      detection.events,
      (detection.evidence.at(-1)?.summary ?? '').slice(0, 60),
    ]);
  const found =
    rows.length === 0
      ? 'Nothing was found.'
      : tableOf(['AT', 'WHO', 'SCENARIO', 'MODE', 'EVENTS', 'EVIDENCE'], rows);
  const sums = sumsOf(decisions).map(({ policy, remediation, scope, mode, longestMs, ...sum }) => [
    ...[policy, remediation, scope, mode, sum.decisions],
    lengthText(longestMs),
  ]);
  const done =
    sums.length === 0
      ? ''
      : `\n\n${tableOf(['POLICY', 'DOES', 'SCOPE', 'MODE', 'DECISIONS', 'LONGEST'], sums)}`;
  const rate = summary.seconds > 0 ? Math.round(summary.lines / summary.seconds) : summary.lines;
  return `${found}${done}

${summary.lines} lines, ${summary.malformed} malformed; ${detections.length} detections, ${decisions.length} decisions; ${summary.seconds} s, ${rate} lines/s
`;
}

/** The reason that holds to the end. */
function decisiveOf({ contributions, untilMs, mode, remediation }: Decision): Contribution {
  const decisive = contributions.find(
    (each) => each.untilMs === untilMs && each.mode === mode && each.remediation === remediation,
  );
  return decisive ?? contributions[0];
}

function lengthText(ms: number): string {
  return ms === Number.POSITIVE_INFINITY ? 'for ever' : formatDuration(ms);
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
