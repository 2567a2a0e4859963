/** Turns detections into entries of the ledger. Any detection may come again, much later; that changes nothing. */
import type { Delivery, Streams } from '#libs/bus/streams.ts';
import { Backoff } from '#libs/clock/backoff.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { DETECTIONS } from '#libs/cluster/names.ts';
import type { Contribution, Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { Protection } from '#libs/domain/protection.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { TRACEPARENT, type Tracing } from '#libs/telemetry/tracing.ts';
import { decodeDetection } from '#libs/wire/detection.ts';
import type { AllowList } from './allow-list.ts';
import type { Ledger } from './ledger.ts';
import { contribute } from './merge.ts';
import type { DecisionMetrics } from './metrics.ts';
import { judge, type Policy, type Verdict } from './policy.ts';

const GROUP = 'decision';
const ACK_WAIT_MS = 30_000;
const REDELIVER_MS = 1000;
/** The stream of detections is looked at so often, and cut back when it is fuller than this share. */
const RETENTION_EVERY_MS = 30_000;
const RETENTION_SHARE = 0.8;

export interface DeciderOptions {
  readonly streams: Streams;
  readonly ledger: Ledger;
  readonly allowList: AllowList;
  readonly protection: Protection;
  readonly policyFor: (scenario: string) => Policy;
  readonly parallelMax: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly tracing: Tracing;
  readonly metrics: DecisionMetrics;
}

export class Decider {
  readonly #options: DeciderOptions;
  readonly #working = new Set<Promise<void>>();

  constructor(options: DeciderOptions) {
    this.#options = options;
  }

  /** Works until `signal`; then finishes what is in hand. */
  async run(signal: AbortSignal): Promise<void> {
    const { streams, clock, random, log, parallelMax } = this.#options;
    const retention = clock.every(RETENTION_EVERY_MS, () => {
      this.#retain().catch((error) => logError(log, error, 'cutting back detections'));
    });
    const backoff = new Backoff(clock, random, { firstMs: 100, maxMs: 2000 });
    const options = { ackWaitMs: ACK_WAIT_MS, unackedMax: 4 * parallelMax };
    while (!signal.aborted) {
      try {
        for await (const delivery of streams.consume(DETECTIONS, GROUP, options, signal)) {
          backoff.reset();
          while (this.#working.size >= parallelMax) await Promise.race(this.#working);
          const work = this.#decide(delivery).finally(() => this.#working.delete(work));
          this.#working.add(work);
        }
      } catch (error) {
        logError(log, error, 'reading detections');
      }
      if (!signal.aborted) await backoff.wait(signal);
    }
    retention.cancel();
    await Promise.all(this.#working);
  }

  /** Decides about one detection; acknowledges it only when the ledger has what follows from it. */
  async #decide(delivery: Delivery): Promise<void> {
    const { log, metrics } = this.#options;
    try {
      await this.decide(decodeDetection(delivery.data), delivery.header(TRACEPARENT));
      delivery.ack();
    } catch (error) {
      const failure = error instanceof WeirError ? error : new WeirError('bug', 'deciding', {}, error);
      logError(log, error, `detection ${delivery.sequence}`);
      if (failure.consequence.ack === 'redeliver') delivery.redeliver(REDELIVER_MS);
      else {
        metrics.setAside.value++;
        delivery.ack();
      }
    }
  }

  /** The entry that follows from a detection; undefined when it brings nothing new. */
  async decide(detection: Detection, parent = detection.traceparent): Promise<Decision | undefined> {
    const { ledger, clock, metrics, tracing, policyFor } = this.#options;
    const verdict = judge(policyFor(detection.scenario), detection);
    if (!verdict) {
      metrics.noSubject.value++;
      return undefined;
    }
    const startMs = clock.now();
    const span = tracing.span('decide', { parent, startMs });
    const { subject } = verdict;
    const change = {
      ...verdict,
      contribution: contributionOf(detection, verdict),
      protectedBy: this.#protectedBy(subject),
      traceparent: span.traceparent,
      stages: detection.stages,
    };
    try {
      const decision = await ledger.change(ledgerKey(subject, false), (entry) =>
        contribute(entry, change, clock.now()),
      );
      metrics.decided(decision);
      span.set({
        'weir.scenario': detection.scenario,
        'weir.detection': detection.id,
        'weir.shard': detection.shard,
        'weir.scope': subject.scope,
        'weir.value': subject.value,
        'weir.decision': decision?.id ?? '',
        'weir.withheld': decision?.withheld ?? '',
        'weir.new': decision !== undefined,
      });
      span.end();
      return decision;
    } catch (error) {
      span.fail(error);
      throw error;
    }
  }

  #protectedBy(subject: Verdict['subject']): string {
    const { protection, allowList, clock } = this.#options;
    const reason = protection.reasonFor(subject);
    if (reason !== '') return reason;
    const allow = allowList.covering(subject, clock.now());
    return allow ? `allowed by ${allow.value}` : '';
  }

  async #retain(): Promise<void> {
    const { streams } = this.#options;
    const state = await streams.state(DETECTIONS);
    if (state.bytes < RETENTION_SHARE * state.maxBytes) return;
    await streams.purge(DETECTIONS, { before: (await streams.acknowledged(DETECTIONS, GROUP)) + 1 });
  }
}

function contributionOf(detection: Detection, { untilMs }: Verdict): Contribution {
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
    reason: '',
  };
}
