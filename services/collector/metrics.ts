/** The collector's numbers. */
import type { Metrics } from '#libs/telemetry/metrics.ts';
import type { Batcher } from './batcher.ts';
import type { IntakeCounters } from './intake.ts';
import type { Linger } from './linger.ts';
import type { Publisher } from './publisher.ts';
import type { Room } from './room.ts';
import type { RunningSource } from './running-source.ts';
import type { Spool } from './spool/spool.ts';

const COUNTERS: Readonly<Record<keyof IntakeCounters, string>> = {
  lines: 'Lines read',
  events: 'Lines that became events',
  malformed: 'Lines that no format could read',
  tooLong: 'Lines that were longer than the limit',
  late: 'Events older than their source’s watermark',
  repeated: 'Lines that had been taken over before a restart',
};

export interface CollectorParts {
  readonly sources: readonly RunningSource[];
  readonly spool: Spool;
  readonly publisher: Publisher;
  readonly linger: Linger;
  readonly batcher: Batcher;
  readonly room: Room;
  /** Bytes that the spool may have. */
  readonly spoolLimit: number;
}

export function collectorMetrics(
  metrics: Metrics,
  { sources, spool, publisher, linger, batcher, room, spoolLimit }: CollectorParts,
): void {
  for (const [counter, description] of Object.entries(COUNTERS)) {
    const name = `weir_collector_${counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    metrics.gauge(name, description, () =>
      sources.reduce((sum, { intake }) => sum + intake.counters[counter as keyof IntakeCounters], 0),
    );
  }
  metrics.gauge('weir_collector_published', 'Batches acknowledged', () => publisher.acknowledged);
  metrics.gauge('weir_collector_retries', 'Attempts to publish that failed', () => publisher.retries);
  metrics.gauge('weir_collector_lost', 'Batches that the bus refused for good', () => publisher.lost);
  metrics.gauge('weir_collector_backlog', 'Batches that are not acknowledged', () => publisher.backlog);
  metrics.gauge('weir_collector_spool_bytes', 'Bytes of the spool', () => spool.bytes);
  metrics.gauge('weir_collector_linger_ms', 'How long lines wait for company', () => linger.ms);
  metrics.gauge('weir_collector_spool_limit_bytes', 'Bytes that the spool may have', () => spoolLimit);
  metrics.gauge('weir_collector_disk_trouble', '1 while the disk of the spool can’t be written', () =>
    spool.trouble === '' ? 0 : 1,
  );
  metrics.gauge('weir_collector_waits', 'Times that a source had to wait', () => room.waits);
  metrics.gauge(
    'weir_collector_waiting',
    'Sources that wait now because the spool is full',
    () => room.waiting,
  );
  metrics.gauge(
    'weir_collector_dropped',
    'Events, each a line, that were dropped because the spool was full',
    () => batcher.dropped.events,
  );
  metrics.gauge(
    'weir_collector_dropped_batches',
    'Batches that were dropped because the spool was full',
    () => batcher.dropped.batches,
  );
  metrics.gauge(
    'weir_collector_ended',
    'Sources that have come to their end',
    () => sources.filter(({ ended }) => ended).length,
  );
}
