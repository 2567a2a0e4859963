/** Turns detections into entries of the ledger. Any detection may come again, much later; that changes nothing. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Contribution, Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { Tracing } from '#libs/telemetry/tracing.ts';
import type { Exemptions } from '../allowlist/exemptions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { contribute } from '../ledger/merge.ts';
import type { DecisionMetrics } from '../metrics.ts';
import type { PolicyFor } from '../policies/policy.ts';
import type { Outbreaks } from './outbreaks.ts';
import { ruleOn } from './ruling.ts';

export interface DeciderOptions {
  readonly ledger: Ledger;
  readonly outbreaks: Outbreaks;
  readonly exemptions: Exemptions;
  readonly policyFor: PolicyFor;
  /** Whether what a contribution says is only to be recorded, whatever its scenario and its policy say. */
  readonly stops: (contribution: Contribution) => boolean;
  readonly clock: Clock;
  readonly tracing: Tracing;
  readonly metrics: DecisionMetrics;
  /** Told of each detection that has changed the ledger. */
  readonly onDecided?: (decision: Decision, detection: Detection) => void;
}

export class Decider {
  readonly #options: DeciderOptions;

  constructor(options: DeciderOptions) {
    this.#options = options;
  }

  /** The entry that follows from a detection; undefined when it brings nothing new. */
  async decide(detection: Detection, parent = detection.traceparent): Promise<Decision | undefined> {
    const { ledger, clock, metrics, tracing, policyFor, stops, outbreaks, exemptions } = this.#options;
    const ruling = ruleOn(detection, policyFor, outbreaks);
    if (!ruling) {
      metrics.undecided.value++;
      return undefined;
    }
    const startMs = clock.now();
    const span = tracing.span('decide', { parent, startMs });
    const { verdict, key } = ruling;
    const contribution: Contribution = stops(ruling.contribution)
      ? { ...ruling.contribution, mode: 'shadow' }
      : ruling.contribution;
    const { subject } = verdict;
    const change = {
      ...verdict,
      contribution,
      protectedBy: exemptions.whyNot(subject),
      traceparent: span.traceparent,
      stages: detection.stages,
    };
    try {
      const decision = await ledger.change(key, (entry) => contribute(entry, change, clock.now()));
      metrics.decided(decision);
      span.set({
        'weir.scenario': detection.scenario,
        'weir.detection': detection.id,
        'weir.shard': detection.shard,
        'weir.scope': subject.scope,
        'weir.value': subject.value,
        'weir.decision': decision?.id ?? '',
        'weir.policy': verdict.policy,
        'weir.withheld': decision?.withheld ?? '',
        'weir.new': decision !== undefined,
      });
      span.end();
      if (decision) this.#options.onDecided?.(decision, detection);
      return decision;
    } catch (error) {
      span.fail(error);
      throw error;
    }
  }
}
