/** What follows when a crawler has been confirmed: it is let through, and what held against its address ends. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Contribution, type Decision, NO_FINDING } from '#libs/domain/decision.ts';
import { NO_STAGES } from '#libs/domain/detection.ts';
import { ledgerKey, parseSubject, type Subject } from '#libs/domain/scope.ts';
import { liftCovered } from '../allowlist/amnesty.ts';
import { Coverage } from '../allowlist/coverage.ts';
import { NO_ASNS } from '../asn/asns.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { contribute } from '../ledger/merge.ts';
import type { Crawler } from './crawler.ts';

/** The scenario name of who is let through for his name. */
const CRAWLER = 'crawler';
/** Looked up again when it is found out again. */
const LET_THROUGH_MS = 24 * 3_600_000;

/** @returns the entry that lets it through; undefined when there is a better one */
export async function letThrough(
  ledger: Ledger,
  address: string,
  crawler: Crawler,
  name: string,
  clock: Clock,
): Promise<Decision | undefined> {
  const nowMs = clock.now();
  const subject = parseSubject('ip', address);
  if (typeof subject === 'string') return undefined;
  const reason = `${crawler.name}, ${name}`;
  const change = {
    subject,
    statusCode: 0,
    contribution: contributionOf(reason, nowMs),
    protectedBy: '',
    traceparent: '',
    stages: NO_STAGES,
  };
  const allowed = await ledger.change(ledgerKey(subject, true), (entry) => contribute(entry, change, nowMs));
  const covering = new Coverage<Subject>(NO_ASNS);
  covering.set(subject, subject);
  await liftCovered(ledger, covering, 'weir', clock);
  return allowed;
}

function contributionOf(reason: string, nowMs: number): Contribution {
  return {
    ...NO_FINDING,
    scenario: CRAWLER,
    openedMs: nowMs,
    untilMs: nowMs + LET_THROUGH_MS,
    lastSeenMs: nowMs,
    author: 'weir',
    reason,
    remediation: 'allow',
  };
}
