/** What is left of decisions and records when personal data has to go: pure. */
import type { AuditRecord } from '#libs/audit/audit-log.ts';
import { type Decision, decisionId } from '#libs/domain/decision.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import { hasAddress, type Pseudonyms } from './pseudonyms.ts';

/** The entry without requests from before; undefined when it has none. @param beforeMs Unix ms */
export function withoutEvidence(entry: Decision, beforeMs: number): Decision | undefined {
  const isOld = ({ timeMs }: { readonly timeMs: number }) => timeMs < beforeMs;
  if (!entry.contributions.some(({ evidence }) => evidence.some(isOld))) return undefined;
  const contributions = entry.contributions.map((each) => ({
    ...each,
    evidence: each.evidence.filter((request) => !isOld(request)),
  }));
  // It says the same as before: it is not updated.
  return { ...entry, contributions };
}

/** Whether an entry is about an address and has ended before. @param beforeMs Unix ms */
export function isToBeRedacted(entry: Decision, beforeMs: number): boolean {
  if (!hasAddress(entry)) return false;
  const endedMs = entry.state === 'lifted' ? entry.liftedMs : entry.untilMs;
  return Math.max(endedMs, entry.updatedMs) < beforeMs;
}

/** The entry without whatever tells whom it was about: ids that are made of the address too. */
export function redactedDecision(entry: Decision, pseudonyms: Pseudonyms): Decision {
  const { scope, value } = pseudonyms.of(entry);
  return {
    ...entry,
    id: decisionId(scope, value, entry.createdMs),
    value,
    withheld: pseudonyms.inText(entry.withheld),
    traceparent: '',
    contributions: entry.contributions.map((each) => ({
      ...each,
      detection: '',
      evidence: [],
      reason: pseudonyms.inText(each.reason),
    })),
  };
}

/** The record without addresses, in what people have written too. */
export function redactedRecord(record: AuditRecord, pseudonyms: Pseudonyms): AuditRecord {
  return {
    ...record,
    subjects: (record.subjects ?? []).map(({ scope, value }) => ({
      scope: scope ?? 0,
      value: pseudonyms.of({ scope: scopeNames.fromWire(scope), value: value ?? '' }).value,
    })),
    reason: pseudonyms.inText(record.reason ?? ''),
    what: pseudonyms.inText(record.what ?? ''),
  };
}
