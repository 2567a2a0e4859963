/** The relay's numbers. */
import type { Metrics } from '#libs/telemetry/metrics.ts';
import { metricName, SOURCE_COUNTS } from '../metrics.ts';
import type { SourceCounts } from '../sources/source.ts';
import type { Destination } from './destination.ts';
import type { RunningSource } from './relay.ts';
import type { RelayCounters } from './relay-intake.ts';

const OF_LINES: Readonly<Record<keyof RelayCounters, string>> = {
  lines: 'Lines read',
  tooLong: 'Lines that were longer than is sent on, of which the beginning was',
  overrun: 'Lines that a source which can’t wait had no room for',
  repeated: 'Lines that a destination had been given before a restart',
  unread: 'Lines of which the host could not be told, where destinations differ by that',
};

const OF_DESTINATIONS: Readonly<Record<string, readonly [string, (destination: Destination) => number]>> = {
  queued: ['Lines that were put into the queue', ({ queue }) => queue.lines],
  dropped: ['Lines that were dropped because the queue was full', ({ queue }) => queue.dropped.count],
  delivered_batches: ['Batches that the destination has', ({ sender }) => sender.delivered.batches],
  delivered_bytes: ['Bytes of lines that the destination has', ({ sender }) => sender.delivered.bytes],
  refused: ['Lines that the destination has refused for good', ({ sender }) => sender.refused.count],
  retries: ['Attempts to send that failed', ({ sender }) => sender.retries],
  backlog: ['Batches that the destination does not have yet', ({ sender }) => sender.backlog],
  queue_bytes: ['Bytes of the queue on disk', ({ spool }) => spool.bytes],
  trouble: ['1 while the destination takes nothing', ({ sender }) => (sender.troubled ? 1 : 0)],
  disk_trouble: ['1 while the disk can’t be written', ({ spool }) => (spool.trouble === '' ? 0 : 1)],
  connections: ['Connections that were opened', ({ counts }) => counts.connections],
  tls_failures: [
    'Connections that failed for TLS, such as an untrusted certificate',
    ({ counts }) => counts.tlsFailures,
  ],
};

export interface RelayParts {
  readonly sources: readonly RunningSource[];
  readonly destinations: readonly Destination[];
}

export function relayMetrics(metrics: Metrics, { sources, destinations }: RelayParts): void {
  for (const { source, intake } of sources) {
    const of = { source: source.name };
    for (const [counter, description] of Object.entries(OF_LINES)) {
      const read = () => intake.counters[counter as keyof RelayCounters];
      metrics.gauge(`weir_relay_${metricName(counter)}`, description, read, of);
    }
    for (const [counter, description] of Object.entries(SOURCE_COUNTS)) {
      const read = () => source.counts?.[counter as keyof SourceCounts] ?? 0;
      metrics.gauge(`weir_relay_source_${metricName(counter)}`, description, read, of);
    }
  }
  for (const destination of destinations) {
    for (const [name, [description, read]] of Object.entries(OF_DESTINATIONS))
      metrics.gauge(`weir_relay_${name}`, description, () => read(destination), {
        destination: destination.name,
      });
  }
}
