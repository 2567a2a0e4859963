/**
 * Lets personal data go when its time is over: the requests behind decisions, then the addresses of those that ended and of the
 * audit. Of each entry the owner of its partition does it, of what is one for all the owner of the first partition; a turn does
 * so much at most, and the next one goes on.
 */
import type { AuditLog } from '#libs/audit/audit-log.ts';
import type { Streams } from '#libs/bus/streams.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { isRedactedKey, type Subject } from '#libs/domain/scope.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Counter, Metrics } from '#libs/telemetry/metrics.ts';
import { inParallel } from '../ledger/in-parallel.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { forgetBefore } from '../partitions/detections.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { isToBeRedacted, redactedDecision, redactedRecord, withoutEvidence } from './redacted.ts';

const EVERY_MS = 20_000;
/** Of a turn. */
const ENTRIES_MAX = 1000;
const RECORDS_MAX = 1000;
const DETECTIONS_MAX = 10_000;
const PARALLEL_MAX = 16;

export interface RedactionOptions {
  /** How long the requests behind decisions are kept, ms; undefined for as long as their decisions. */
  readonly evidenceMs: number | undefined;
  /** How long after its end a decision, and after it was made a record of the audit, names the address, ms. */
  readonly redactMs: number | undefined;
  readonly ledger: Ledger;
  readonly audit: AuditLog;
  readonly streams: Streams;
  readonly pseudonyms: Pseudonyms;
  readonly partitions: number;
  /** Whether this replica decides about somebody. */
  readonly owns: (subject: Subject) => boolean;
  /** Whether it does what is one for all. */
  readonly ownsFirst: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export class Redaction {
  readonly #options: RedactionOptions;
  readonly #redacted: Counter;
  readonly #removed: Counter;
  readonly #turns: Repeated;
  /** Entries that the last turn left to the next. */
  #left = 0;

  constructor(options: RedactionOptions) {
    const { metrics, clock, log } = options;
    this.#options = options;
    this.#redacted = metrics.counter('weir_decision_redacted_total', 'Entries and audit records redacted');
    this.#removed = metrics.counter(
      'weir_decision_evidence_removed_total',
      'Entries and detections whose requests were removed because of their age',
    );
    metrics.gauge(
      'weir_decision_redaction_left',
      'Entries that wait for the next turn to be redacted, or to lose requests',
      () => this.#left,
    );
    const onError = (error: unknown) => logError(log, error, 'letting personal data go');
    this.#turns = new Repeated({ clock, everyMs: EVERY_MS, work: () => this.turn(), onError });
  }

  /** What is not done, because something failed or there is too much, is done by the next. @throws what failed, all tried */
  async turn(): Promise<void> {
    const steps = [() => this.#entries(), () => this.#records(), () => this.#detections()];
    await inParallel(steps, steps.length, (step) => step());
  }

  stop(): Promise<void> {
    return this.#turns.stop();
  }

  async #entries(): Promise<void> {
    const { ledger, pseudonyms, clock, evidenceMs, redactMs } = this.#options;
    if (!ledger.current) return;
    const nowMs = clock.now();
    const evidenceBeforeMs = evidenceMs === undefined ? 0 : nowMs - evidenceMs;
    const redactBeforeMs = redactMs === undefined ? 0 : nowMs - redactMs;
    const due = this.#due(
      (entry) =>
        isToBeRedacted(entry, redactBeforeMs) || withoutEvidence(entry, evidenceBeforeMs) !== undefined,
    );
    await inParallel(due, PARALLEL_MAX, async (key) => {
      const isMoved = await ledger.redact(key, (entry) =>
        isToBeRedacted(entry, redactBeforeMs) ? redactedDecision(entry, pseudonyms) : undefined,
      );
      if (isMoved) this.#redacted.value++;
      else if (await ledger.change(key, (entry) => entry && withoutEvidence(entry, evidenceBeforeMs)))
        this.#removed.value++;
    });
  }

  /** Keys of this replica's entries, so many at most. */
  #due(isDue: (entry: Decision) => boolean): string[] {
    const due: string[] = [];
    this.#left = 0;
    const { ledger, owns } = this.#options;
    for (const { key, decision } of ledger.replica.entries()) {
      if (isRedactedKey(key) || !isDue(decision) || !owns(decision)) continue;
      if (due.length < ENTRIES_MAX) due.push(key);
      else this.#left++;
    }
    return due;
  }

  async #records(): Promise<void> {
    const { audit, pseudonyms, clock, ownsFirst, redactMs } = this.#options;
    if (redactMs === undefined || !ownsFirst()) return;
    const redact = (record: Parameters<typeof redactedRecord>[0]) => redactedRecord(record, pseudonyms);
    this.#redacted.value += await audit.redact(clock.now() - redactMs, redact, RECORDS_MAX);
  }

  async #detections(): Promise<void> {
    const { streams, partitions, clock, ownsFirst, evidenceMs } = this.#options;
    if (evidenceMs === undefined || !ownsFirst()) return;
    const beforeMs = clock.now() - evidenceMs;
    this.#removed.value += await forgetBefore(streams, { partitions, beforeMs, max: DETECTIONS_MAX }, clock);
  }
}
