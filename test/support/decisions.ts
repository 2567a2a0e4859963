/** Detections and what follows from them, for tests that say only what matters. */
import type { Contribution, Decision } from '#libs/domain/decision.ts';
import { type Detection, type Evidence, NO_OCCASION, NO_STAGES } from '#libs/domain/detection.ts';
import type { Change } from '#services/decision/ledger/merge.ts';
import { START_MS } from './batches.ts';

export const HOUR_MS = 3_600_000;

export function evidence(options: Partial<Evidence> = {}): Evidence {
  return { shard: 0, sequence: 1, row: 0, timeMs: START_MS, summary: 'GET /.env 404', ...options };
}

/** Of an address that was seen just now. */
export function detection(options: Partial<Detection> = {}): Detection {
  const openedMs = options.openedMs ?? START_MS;
  return {
    id: 'd1',
    rev: 1,
    scenario: 'scanner-probing',
    version: 'v1',
    mode: 'enforce',
    severity: 'high',
    key: [{ field: 'client.ip', value: '198.51.100.7' }],
    openedMs,
    firstSeenMs: openedMs,
    lastSeenMs: openedMs,
    events: 4,
    peakPerSecond: 2,
    closed: false,
    forgeable: false,
    evidence: [evidence()],
    labels: {},
    occasion: NO_OCCASION,
    shard: 0,
    traceparent: '',
    stages: NO_STAGES,
    ...options,
  };
}

/** One that was made from evidence of `lastSeenMs` and holds for an hour. */
export function contribution(options: Partial<Contribution> = {}): Contribution {
  const openedMs = options.openedMs ?? START_MS;
  const lastSeenMs = options.lastSeenMs ?? openedMs;
  return {
    scenario: 'scanner-probing',
    version: 'v1',
    detection: 'd1',
    openedMs,
    rev: 1,
    untilMs: lastSeenMs + HOUR_MS,
    mode: 'enforce',
    lastSeenMs,
    events: 4,
    evidence: [],
    author: 'weir',
    reason: '',
    policy: 'high',
    remediation: 'block',
    intense: false,
    severity: 'high',
    successful: false,
    revokedMs: 0,
    fixed: false,
    ...options,
  };
}

export interface ChangeOptions extends Partial<Omit<Change, 'contribution'>> {
  readonly contribution?: Partial<Contribution>;
}

/** What the decision service does about a detection of 198.51.100.7. */
export function change({ contribution: part, ...options }: ChangeOptions = {}): Change {
  return {
    subject: { scope: 'ip', value: '198.51.100.7' },
    statusCode: 403,
    contribution: contribution(part),
    protectedBy: '',
    traceparent: '',
    stages: NO_STAGES,
    ...options,
  };
}

/** A block of 198.51.100.7 for an hour. */
export function decision(options: Partial<Decision> = {}): Decision {
  return {
    id: '0123456789',
    scope: 'ip',
    value: '198.51.100.7',
    state: 'active',
    remediation: 'block',
    statusCode: 403,
    mode: 'enforce',
    withheld: '',
    createdMs: START_MS,
    updatedMs: START_MS,
    untilMs: START_MS + HOUR_MS,
    liftedMs: 0,
    strikes: 0,
    forgetMs: 0,
    intense: false,
    contributions: [contribution()],
    traceparent: '',
    stages: NO_STAGES,
    ...options,
  };
}
