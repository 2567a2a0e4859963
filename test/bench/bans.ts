/**
 * Bans at a steady rate: detections are published as an analyzer does it, decided, stored, and carried out by an enforcer
 * with nginx and another one with the packet filter or a file; all of them real processes on this machine.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FILTER } from '#libs/cluster/names.ts';
import { NO_STAGES } from '#libs/domain/detection.ts';
import { weir } from '#proto';
import { percentile } from '#services/standalone/summary.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { DUMP, heldByFile, heldByNftables, heldByNginx } from '../support/holdings.ts';
import { TestNginx } from '../support/nginx.ts';
import { TwoHosts } from '../support/two-hosts.ts';
import { cpuSecondsOf, peakMemoryMbOf } from './stack.ts';

export interface BansOptions {
  /** Bans a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly second: 'nftables' | 'file';
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface BansResult {
  readonly bans: number;
  readonly seconds: number;
  /** As they were stored by the bus. */
  readonly published_per_s: number;
  /** After the last one was published until all of them were in force everywhere. */
  readonly drained_s: number;
  /** By target, how many of them it does not hold in the end. */
  readonly lost: Readonly<Record<string, number>>;
  /** By enforcer, from when a ban was due to be published until the target had it. */
  readonly applied_ms: Readonly<Record<string, Quantiles>>;
  /** Of one core, with the programs that were started. */
  readonly cpu_percent: Readonly<Record<string, number>>;
  readonly rss_mb: Readonly<Record<string, number>>;
}

const EVERY_MS = 10;
const PATIENCE_MS = 60_000;

export async function benchBans(options: BansOptions): Promise<BansResult> {
  const { second } = options;
  const cluster = await DecisionCluster.start();
  const nginx = await TestNginx.start({ server: DUMP });
  const hosts = second === 'nftables' ? await TwoHosts.create() : undefined;
  try {
    await cluster.addDecision('decision');
    const { socketPath: socket, stateDir } = nginx;
    cluster.addEnforcer('nginx', ['decision'], { target: { type: 'nginx', socket, stateDir } });
    const file = join(cluster.folder, 'blocked');
    const programs = join(cluster.folder, 'bin');
    mkdirSync(programs);
    cluster.addEnforcer(second, ['decision'], {
      target: hosts ? { type: 'nftables' } : { type: 'file', path: file },
      env: hosts ? { PATH: hosts.installNft(programs) } : {},
    });
    await cluster.until('both enforcers', async () => {
      const { enforcers } = await cluster.plane('decision').list({ limit: 1 });
      return enforcers.filter(({ token, alarm }) => token && alarm === '').length === 2;
    });
    const measured = await measure(cluster, options);
    const [inNginx, inSecond] = [await heldByNginx(nginx), hosts ? heldByNftables(hosts) : heldByFile(file)];
    const values = Array.from({ length: measured.bans }, (_, i) => addressOf(i));
    const missing = (holds: (value: string) => boolean) => values.filter((value) => !holds(value)).length;
    return {
      ...measured,
      lost: {
        nginx: missing((value) => inNginx.has(hexOf(value))),
        [second]: missing((value) => inSecond.has(hosts ? `ban4_32 ${value}` : value)),
      },
    };
  } finally {
    await cluster.stop();
    await nginx.stop();
    hosts?.close();
  }
}

async function measure(
  cluster: DecisionCluster,
  { rate, seconds, second }: BansOptions,
): Promise<Omit<BansResult, 'lost'>> {
  const { clock, bus } = cluster;
  const bans = rate * seconds;
  const enforcers = ['nginx', second];
  const tookMs = new Map(enforcers.map((name) => [name, [] as number[]]));
  const listening = new AbortController();
  bus.announcements.listen(
    REPORT_FILTER,
    (_, data) => {
      const { enforcer, applied } = weir.v1.ReportAppliedRequest.decode(data);
      const times = tookMs.get(enforcer);
      for (const { ingestedMs, appliedMs } of applied)
        if (ingestedMs) times?.push((appliedMs ?? 0) - ingestedMs);
    },
    listening.signal,
  );
  const pids = new Map(
    [...cluster.processes].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid] as const])),
  );
  const cpu = () => new Map([...pids].map(([name, pid]) => [name, cpuSecondsOf(pid, true)]));
  const before = cpu();
  const startMs = clock.elapsed();
  await publish(cluster, rate, bans);
  const publishedMs = clock.elapsed();
  const waiting = () => enforcers.some((name) => (tookMs.get(name)?.length ?? 0) < bans);
  while (waiting() && clock.elapsed() - publishedMs < PATIENCE_MS) await clock.sleep(EVERY_MS);
  const endMs = clock.elapsed();
  listening.abort();
  const after = cpu();
  const percent = (name: string) =>
    Math.round(100_000 * (((after.get(name) ?? 0) - (before.get(name) ?? 0)) / (endMs - startMs)));
  return {
    bans,
    seconds,
    published_per_s: Math.round((1000 * bans) / (publishedMs - startMs)),
    drained_s: Math.round((endMs - publishedMs) / 10) / 100,
    applied_ms: Object.fromEntries(
      [...tookMs].map(([name, times]) => [
        name,
        { p50: percentile(times, 0.5), p99: percentile(times, 0.99), max: percentile(times, 1) },
      ]),
    ),
    cpu_percent: Object.fromEntries([...pids.keys()].map((name) => [name, percent(name)])),
    rss_mb: Object.fromEntries([...pids].map(([name, pid]) => [name, peakMemoryMbOf(pid)])),
  };
}

/** Resolves when all are stored. One that is late does not make the next ones late. */
async function publish(cluster: DecisionCluster, rate: number, bans: number): Promise<void> {
  const { clock } = cluster;
  const startMs = clock.elapsed();
  const offsetMs = clock.now() - startMs;
  const pending = new Set<Promise<void>>();
  for (let i = 0; i < bans; ) {
    const due = Math.min(bans, Math.ceil(((clock.elapsed() - startMs) * rate) / 1000));
    for (; i < due; i++) {
      const ingestedMs = offsetMs + startMs + (1000 * i) / rate;
      const stored = cluster
        .publish(addressOf(i), { id: `d${i}`, stages: { ...NO_STAGES, ingestedMs } })
        .finally(() => pending.delete(stored));
      pending.add(stored);
    }
    await clock.sleep(EVERY_MS);
  }
  await Promise.all(pending);
}

/** Each in a network of its own, so that no network is banned for its neighbours. */
function addressOf(i: number): string {
  return `${16 + (i % 80)}.${(i / 80) & 255}.${Math.floor(i / (80 * 256)) & 255}.7`;
}

function hexOf(address: string): string {
  return Buffer.from(address.split('.').map(Number)).toString('hex');
}
