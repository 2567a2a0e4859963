/** What follows from one detection: what is done, and the reason that the ledger keeps for it. */
import type { Contribution } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import type { PolicyFor } from '../policies/policy.ts';
import { judge, type Verdict } from '../policies/verdict.ts';
import type { Outbreaks } from './outbreaks.ts';

export interface Ruling {
  readonly verdict: Verdict;
  /** Of the ledger's entry that it belongs to. */
  readonly key: string;
  readonly contribution: Contribution;
}

/** Undefined for a detection that no policy is for, or whose key is nothing that a decision can be about. */
export function ruleOn(detection: Detection, policyFor: PolicyFor, outbreaks: Outbreaks): Ruling | undefined {
  const usual = policyFor(detection);
  const verdict = usual && judge(usual, detection);
  if (!verdict) return undefined;
  const key = ledgerKey(verdict.subject, false);
  const severity = outbreaks.severityOf(detection, key);
  if (severity === detection.severity)
    return { verdict, key, contribution: contributionOf(detection, verdict, { severity, reason: '' }) };
  const { escalation } = detection;
  const { durationMs, name } = policyFor({ ...detection, severity, isEscalated: true }) ?? usual;
  // Whom it is about stays: that is what was counted.
  const raised = judge({ ...usual, durationMs, name }, detection) ?? verdict;
  const reason = escalation
    ? `escalated to ${severity}: over ${escalation.over} found within ${formatDuration(escalation.withinMs)}`
    : '';
  return { verdict: raised, key, contribution: contributionOf(detection, raised, { severity, reason }) };
}

function contributionOf(
  detection: Detection,
  { policy, mode, untilMs, remediation, intense, fixed }: Verdict,
  judged: Pick<Contribution, 'severity' | 'reason'>,
): Contribution {
  return {
    scenario: detection.scenario,
    version: detection.version,
    detection: detection.id,
    openedMs: detection.openedMs,
    rev: detection.rev,
    untilMs,
    mode,
    lastSeenMs: detection.lastSeenMs,
    events: detection.events,
    evidence: detection.evidence,
    author: 'weir',
    ...judged,
    policy,
    remediation,
    intense,
    successful: detection.occasion.successful,
    revokedMs: 0,
    fixed,
  };
}
