/**
 * Snapshots of shards that track many addresses: how large bases and deltas are, how long they hold up everything else
 * while events flow, and how long a restore takes. One process owns all shards, over a real nats-server.
 */
import type { Bus } from '#libs/bus/bus.ts';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { eventStream, eventSubject } from '#libs/cluster/names.ts';
import { TestNats } from '../support/nats.ts';
import { Owners } from './snapshot-owners.ts';
import { Traffic } from './snapshot-traffic.ts';

export interface SnapshotResult {
  readonly shards: number;
  readonly keys: number;
  /** Of all shards together. */
  readonly base_bytes: number;
  /** Of one delta, the median. */
  readonly delta_bytes: number;
  readonly snapshots: number;
  /** Between two turns of the event loop while events flow: with snapshots all the time, and without any. */
  readonly longest_pause_ms: number;
  readonly longest_pause_without_ms: number;
  /** CPU time in the longest one: what others on the machine take is left out. */
  readonly longest_pause_cpu_ms: number;
  readonly longest_pause_without_cpu_ms: number;
  readonly restore_ms: number;
  readonly restore_cpu_ms: number;
}

export interface SnapshotOptions {
  readonly keys: number;
  readonly shards: number;
  readonly seconds: number;
  readonly rate: number;
}

const clock = new SystemClock();
const MB = 1024 ** 2;

export async function benchSnapshot(options: SnapshotOptions): Promise<SnapshotResult> {
  const nats = await TestNats.start();
  const bus = await NatsBus.connect({ servers: [nats.server], name: 'bench' }, clock);
  try {
    return await measure(bus, options);
  } finally {
    await bus.close();
    await nats.stop();
  }
}

async function measure(bus: Bus, { keys, shards, seconds, rate }: SnapshotOptions): Promise<SnapshotResult> {
  for (let shard = 0; shard < shards; shard++) {
    const subjects = [eventSubject(shard)];
    await bus.streams.ensure({
      name: eventStream(shard),
      subjects,
      maxBytes: (2048 / shards) * MB,
      replicas: 1,
    });
  }
  const traffic = new Traffic(bus, keys, shards);
  const owners = new Owners(bus, keys, shards);
  await owners.takeUp();
  await traffic.each(() => owners.caughtUp(traffic.batches));
  // A snapshot is due again as soon as the last one is stored, except in the second run.
  const pauses = await withPauses(() => traffic.flow(rate, seconds));
  await owners.caughtUp(traffic.batches);
  const { bases, deltas } = owners;
  await owners.stop();
  const [startMs, startCpuMs] = [clock.elapsed(), cpuMs()];
  await owners.takeUp(Number.POSITIVE_INFINITY);
  const [restoreMs, restoreCpuMs] = [clock.elapsed() - startMs, cpuMs() - startCpuMs];
  const tracked = owners.keys;
  const without = await withPauses(() => traffic.flow(rate, seconds));
  await owners.stop();
  return {
    shards,
    keys: tracked,
    base_bytes: bases,
    delta_bytes: deltas.sort((a, b) => a - b)[deltas.length >> 1] ?? 0,
    snapshots: owners.snapshots,
    longest_pause_ms: round(pauses.longestMs),
    longest_pause_without_ms: round(without.longestMs),
    longest_pause_cpu_ms: round(pauses.longestCpuMs),
    longest_pause_without_cpu_ms: round(without.longestCpuMs),
    restore_ms: round(restoreMs),
    restore_cpu_ms: round(restoreCpuMs),
  };
}

/** The longest time between two turns of the event loop while `action` goes on, and the CPU time in it, ms. */
async function withPauses(action: () => Promise<void>): Promise<{ longestMs: number; longestCpuMs: number }> {
  let [longestMs, longestCpuMs] = [0, 0];
  let [lastMs, lastCpuMs] = [clock.elapsed(), cpuMs()];
  const watch = setInterval(() => {
    const [nowMs, nowCpuMs] = [clock.elapsed(), cpuMs()];
    longestMs = Math.max(longestMs, nowMs - lastMs);
    longestCpuMs = Math.max(longestCpuMs, nowCpuMs - lastCpuMs);
    [lastMs, lastCpuMs] = [nowMs, nowCpuMs];
  }, 1);
  await action();
  clearInterval(watch);
  return { longestMs, longestCpuMs };
}

/** Of the thread that runs the event loop. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
