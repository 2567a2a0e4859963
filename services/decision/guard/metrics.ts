/** The guard's numbers. */
import type { Counter, Metrics } from '#libs/telemetry/metrics.ts';
import type { Activity } from './judgement.ts';

export class GuardMetrics {
  readonly trips: Counter;
  readonly lifted: Counter;

  constructor(metrics: Metrics, activity: () => Activity | undefined) {
    this.trips = metrics.counter(
      'weir_decision_guard_trips_total',
      'Times a scenario or a policy has blocked too many',
    );
    this.lifted = metrics.counter(
      'weir_decision_guard_lifted_total',
      'Decisions lifted because a scenario or a policy had blocked too many',
    );
    metrics.gauge('weir_decision_guard_blind', 'Whether nobody tells how many clients there are', () =>
      activity() ? 0 : 1,
    );
    metrics.gauge('weir_decision_clients', 'Clients of the last minute', () => activity()?.clients ?? 0);
    metrics.gauge(
      'weir_decision_clients_successful',
      'Clients of the last minute whose requests were mostly successful',
      () => activity()?.successful ?? 0,
    );
  }
}
