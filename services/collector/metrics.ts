/** The collector's numbers. */
import type { Metrics } from '#libs/telemetry/metrics.ts';
import type { Batcher } from './batcher.ts';
import type { IntakeCounters } from './intake.ts';
import type { Linger } from './linger.ts';
import type { Publisher } from './publisher.ts';
import type { Room } from './room.ts';
import type { RunningSource } from './running-source.ts';
import type { SourceCounts } from './sources/source.ts';
import type { Spool } from './spool/spool.ts';

const COUNTERS: Readonly<Record<keyof IntakeCounters, string>> = {
  lines: 'Lines read',
  events: 'Lines that became events',
  malformed: 'Lines that no format could read',
  tooLong: 'Lines that were longer than the limit, and were read up to it',
  overrun: 'Lines that a source which can’t wait had no room for',
  late: 'Events older than their source’s watermark',
  proxies: 'Events of trusted proxies themselves, which are not judged',
  repeated: 'Lines that had been taken over before a restart, or were sent again',
};

/** By what a source counts. */
export const SOURCE_COUNTS: Readonly<Record<keyof SourceCounts, string>> = {
  connections: 'Connections of senders that are open',
  refused: 'Datagrams and connections that were refused',
  kernelDrops: 'Datagrams that the kernel dropped because those before were not read',
  cutOff: 'Records that were not whole when their connection ended',
  repeatedRequests: 'Requests that had been stored already when they were sent again under their key',
  heldBytes: 'Bytes of lines that wait in memory, from senders that can’t wait',
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

/** What has parts is the present term: between two there are none, and each counts from 0. */
export function collectorMetrics(metrics: Metrics, term: () => { parts: CollectorParts } | undefined): void {
  const gauge = (name: string, description: string, read: (parts: CollectorParts) => number) =>
    metrics.gauge(`weir_collector_${name}`, description, () => {
      const parts = term()?.parts;
      return parts ? read(parts) : 0;
    });
  const sum = (counter: string, description: string, count: (source: RunningSource) => number) =>
    gauge(metricName(counter), description, ({ sources }) =>
      sources.reduce((total, source) => total + count(source), 0),
    );
  for (const [counter, description] of Object.entries(COUNTERS))
    sum(counter, description, ({ intake }) => intake.counters[counter as keyof IntakeCounters]);
  for (const [counter, description] of Object.entries(SOURCE_COUNTS))
    sum(counter, description, ({ source }) => source.counts?.[counter as keyof SourceCounts] ?? 0);
  gauge('published', 'Batches acknowledged', ({ publisher }) => publisher.acknowledged);
  gauge('retries', 'Attempts to publish that failed', ({ publisher }) => publisher.retries);
  gauge('lost', 'Batches that the bus refused for good', ({ publisher }) => publisher.lost);
  gauge('backlog', 'Batches that are not acknowledged', ({ publisher }) => publisher.backlog);
  gauge('spool_bytes', 'Bytes of the spool', ({ spool }) => spool.bytes);
  gauge('linger_ms', 'How long lines wait for company', ({ linger }) => linger.ms);
  gauge('spool_limit_bytes', 'Bytes that the spool may have', ({ spoolLimit }) => spoolLimit);
  gauge('disk_trouble', '1 while the disk of the spool can’t be written', ({ spool }) =>
    spool.trouble === '' ? 0 : 1,
  );
  gauge('waits', 'Times that a source had to wait', ({ room }) => room.waits);
  gauge('waiting', 'Sources that wait now because the spool is full', ({ room }) => room.waiting);
  gauge(
    'dropped',
    'Events, each a line, that were dropped because the spool was full',
    ({ batcher }) => batcher.dropped.count,
  );
  gauge(
    'ended',
    'Sources that have come to their end',
    ({ sources }) => sources.filter(({ ended }) => ended).length,
  );
}

/** `heldBytes` is `held_bytes`. */
export function metricName(counter: string): string {
  return counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
