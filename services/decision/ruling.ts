/** What follows from one detection: what is done, and the reason that the ledger keeps for it. */
import type { Contribution } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import type { Outbreaks } from './outbreaks.ts';
import { judge, type PolicyFor, type Verdict } from './policy.ts';

export interface Ruling {
  readonly verdict: Verdict;
  /** Of the ledger's entry that it belongs to. */
  readonly key: string;
  readonly contribution: Contribution;
}

/** Undefined for a detection whose key is nothing that a decision can be about. */
export function ruleOn(detection: Detection, policyFor: PolicyFor, outbreaks: Outbreaks): Ruling | undefined {
  const usual = judge(policyFor(detection), detection);
  if (!usual) return undefined;
  const key = ledgerKey(usual.subject, false);
  const severity = outbreaks.severityOf(detection, key);
  if (severity === detection.severity)
    return { verdict: usual, key, contribution: contributionOf(detection, usual, '') };
  const { scenario, escalation } = detection;
  const { durationMs } = policyFor({ scenario, severity, isEscalated: true });
  // Whom it is about stays: that is what was counted.
  const verdict = judge({ ...policyFor(detection), durationMs }, detection) ?? usual;
  const reason = escalation
    ? `escalated to ${severity}: over ${escalation.over} found within ${formatDuration(escalation.withinMs)}`
    : '';
  return { verdict, key, contribution: contributionOf(detection, verdict, reason) };
}

function contributionOf(detection: Detection, { untilMs }: Verdict, reason: string): Contribution {
  return {
    scenario: detection.scenario,
    version: detection.version,
    detection: detection.id,
    openedMs: detection.openedMs,
    rev: detection.rev,
    untilMs,
    mode: detection.mode,
    lastSeenMs: detection.lastSeenMs,
    events: detection.events,
    evidence: detection.evidence,
    author: 'weir',
    reason,
  };
}
