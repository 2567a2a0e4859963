/** The relay's numbers. */
import type { Metrics } from '#libs/telemetry/metrics.ts';
import type { SourceCounts } from '../sources/source.ts';
import type { Destination } from './destination.ts';
import type { RunningSource } from './relay.ts';
import type { RelayCounters } from './relay-intake.ts';

const OF_LINES: Readonly<Record<keyof RelayCounters, readonly [string, string]>> = {
  lines: ['lines', 'Lines read'],
  tooLong: ['too_long', 'Lines that were longer than the limit, and were given on up to it'],
  overrun: ['overrun', 'Lines that a source which can’t wait had no room for'],
  repeated: ['repeated', 'Lines that a destination had been given before a restart'],
  unread: ['unread', 'Lines of which the host could not be told, where destinations differ by that'],
};

const OF_SOURCES: Readonly<Record<keyof SourceCounts, readonly [string, string]>> = {
  connections: ['source_connections', 'Connections of senders that are open'],
  refused: ['source_refused', 'Datagrams and connections that were refused'],
  kernelDrops: ['kernel_drops', 'Datagrams that the kernel dropped because those before were not read'],
  cutOff: ['cut_off', 'Records that were not whole when their connection ended'],
  repeatedRequests: [
    'repeated_requests',
    'Requests that had been stored already when they were sent again under their key',
  ],
  heldBytes: ['held_bytes', 'Bytes of lines that wait in memory, from senders that can’t wait'],
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
    for (const [counter, [name, description]] of Object.entries(OF_LINES)) {
      const read = () => intake.counters[counter as keyof RelayCounters];
      metrics.gauge(`weir_relay_${name}`, description, read, of);
    }
    for (const [counter, [name, description]] of Object.entries(OF_SOURCES)) {
      const read = () => source.counts?.[counter as keyof SourceCounts] ?? 0;
      metrics.gauge(`weir_relay_${name}`, description, read, of);
    }
  }
  for (const destination of destinations) {
    for (const [name, [description, read]] of Object.entries(OF_DESTINATIONS))
      metrics.gauge(`weir_relay_${name}`, description, () => read(destination), {
        destination: destination.name,
      });
  }
}
