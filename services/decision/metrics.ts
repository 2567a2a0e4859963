/** The decision service's numbers. */
import type { Decision } from '#libs/domain/decision.ts';
import type { LedgerReplica } from '#libs/ledger/replica.ts';
import type { Counter, Histogram, Metrics } from '#libs/telemetry/metrics.ts';
import type { Crawlers } from './crawlers/crawlers.ts';

export class DecisionMetrics {
  /** Detections that changed an entry, or brought nothing new. */
  readonly changed: Counter;
  readonly repeated: Counter;
  readonly withheld: Counter;
  /** Detections that no policy is for, or whose key tells nobody to act against. */
  readonly undecided: Counter;
  /** Detections that can't be worked on, whatever is done. */
  readonly setAside: Counter;
  readonly refused: Counter;
  /** Bans that last longer because who is banned keeps asking. */
  readonly extended: Counter;
  /** Entries that were removed here: what had ended, and what gave way while it was in force. */
  readonly swept: Counter;
  readonly gaveWay: Counter;
  readonly applied: Counter;
  /** From the line to the enforcement, as enforcers report it. */
  readonly enforcedMs: Histogram;

  readonly #metrics: Metrics;

  constructor(metrics: Metrics, replica: LedgerReplica) {
    this.#metrics = metrics;
    this.changed = metrics.counter('weir_decision_changed_total', 'Detections that changed the ledger');
    this.repeated = metrics.counter('weir_decision_repeated_total', 'Detections that brought nothing new');
    this.withheld = metrics.counter(
      'weir_decision_withheld_total',
      'Decisions that are recorded and not enforced',
    );
    this.undecided = metrics.counter(
      'weir_decision_undecided_total',
      'Detections that no policy is for, or about nobody',
    );
    this.setAside = metrics.counter(
      'weir_decision_set_aside_total',
      'Detections that could not be worked on',
    );
    this.extended = metrics.counter(
      'weir_decision_extended_total',
      'Bans that last longer because who is banned keeps asking',
    );
    this.refused = metrics.counter(
      'weir_decision_denied_total',
      'Calls without a token whose role allows them',
    );
    this.swept = metrics.counter(
      'weir_decision_swept_total',
      'Ended entries of the ledger that were removed',
    );
    this.gaveWay = metrics.counter(
      'weir_decision_gave_way_total',
      'Decisions in force that gave way to new ones because the ledger was full',
    );
    this.applied = metrics.counter(
      'weir_decision_applied_total',
      'Decisions that enforcers have reported as applied',
    );
    this.enforcedMs = metrics.histogram(
      'weir_decision_enforced_ms',
      'From reading the line to its enforcement',
    );
    metrics.gauge('weir_decision_entries', 'Entries of the ledger', () => replica.count);
    metrics.gauge('weir_decision_revision', 'Revision of the ledger', () => replica.token.revision);
  }

  /** Shows what comes and goes, too. */
  show(
    plane: { readonly watchers: number },
    owned: { readonly count: number; readonly behind: number },
    crawlers: { readonly numbers: Crawlers['numbers'] },
    byHand: { readonly imports: { readonly running: number }; readonly audited: number },
    asns: { readonly builtMs: number; readonly failed: number } | undefined,
    extending: { readonly knockedAt: number },
    access: { readonly count: number },
  ): void {
    const metrics = this.#metrics;
    metrics.gauge('weir_decision_watchers', 'Enforcers that watch', () => plane.watchers);
    metrics.gauge('weir_decision_partitions', 'Partitions owned here', () => owned.count);
    metrics.gauge('weir_decision_imports', 'Imports that run', () => byHand.imports.running);
    metrics.gauge('weir_decision_audited', 'Records of the audit written here', () => byHand.audited);
    metrics.gauge(
      'weir_decision_knocked_at',
      'Decisions whose refused requests are counted to extend them',
      () => extending.knockedAt,
    );
    metrics.gauge('weir_decision_tokens', 'Tokens that count', () => access.count);
    metrics.gauge('weir_decision_behind', 'Detections that wait or are worked on', () => owned.behind);
    if (asns) {
      metrics.gauge('weir_decision_asn_built_seconds', 'When the database of ASNs was made, Unix time', () =>
        Math.floor(asns.builtMs / 1000),
      );
      metrics.gauge(
        'weir_decision_asn_failed',
        'Addresses that a damaged database of ASNs did not tell',
        () => asns.failed,
      );
    }
    const claims = {
      waiting: 'looked up',
      confirmed: 'confirmed by name',
      left: 'left alone because too many waited',
    };
    for (const [each, what] of Object.entries(claims)) {
      const number = each as keyof typeof claims;
      metrics.gauge(
        `weir_decision_crawlers_${each}`,
        `Clients that say they are crawlers: ${what}`,
        () => crawlers.numbers[number],
      );
    }
  }

  decided(decision: Decision | undefined): void {
    if (!decision) {
      this.repeated.value++;
      return;
    }
    this.changed.value++;
    if (decision.withheld !== '') this.withheld.value++;
  }
}
