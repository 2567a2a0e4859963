/** What can be done to a cluster under load, and how long its shards then stand still. */

import { statSync } from 'node:fs';
import type { weir } from '#proto';
import { isListening } from '#services/standalone/stack/ports.ts';
import type { Cluster } from './cluster.ts';
import { names } from './cluster-files.ts';
import { StreamLeaders } from './cluster-leaders.ts';
import { storedDetections } from './streams.ts';

/**
 * How long a shard stands still. Where it stops with the signal: from that until the last shard concerned has processed
 * a message that was stored after it. Where the bus elects: until the last shard goes on, with what has piled up meanwhile
 * before it (`caught_up_ms` tells when that is done). Where shards are handed over in order: the longest time in which one of them
 * processed nothing, as announced every 10 ms.
 */
export interface Pause {
  readonly resumeMs: number;
  readonly details?: Readonly<Record<string, number>>;
}

const PATIENCE_MS = 60_000;
/** Pauses are looked at so long before and after what may cause one. */
const SETTLE_MS = 500;

/** An analyzer that owns shards is killed; it is started again when others own them. */
export async function killOwner(cluster: Cluster, owner: string): Promise<Pause> {
  const resumeMs = await withoutOwner(cluster, owner, 'SIGKILL');
  cluster.process(owner).start();
  await cluster.ready();
  return { resumeMs };
}

/** An analyzer is asked to end, and started again. */
export async function stopOwner(cluster: Cluster, owner: string): Promise<Pause> {
  const { view, clock } = cluster;
  const leavePauses = view.measurePauses(rangeShards(cluster));
  await clock.sleep(SETTLE_MS);
  const usualMs = leavePauses.soFarMs();
  const signalMs = clock.now();
  const allMs = await withoutOwner(cluster, owner, 'SIGTERM');
  await cluster.process(owner).ended();
  const endedMs = clock.now() - signalMs;
  await clock.sleep(SETTLE_MS);
  const resumeMs = leavePauses.end();
  const joinPauses = view.measurePauses(rangeShards(cluster));
  cluster.process(owner).start();
  await cluster.ready();
  await clock.sleep(SETTLE_MS);
  return {
    resumeMs,
    details: { usual_ms: usualMs, all_ms: allMs, ended_ms: endedMs, join_ms: joinPauses.end() },
  };
}

/** An analyzer is halted for so long that others take its shards, and then goes on as if nothing had happened. */
export async function pauseOwner(cluster: Cluster, owner: string, ms: number): Promise<Pause> {
  const { clock } = cluster;
  const endMs = clock.elapsed() + ms;
  const resumeMs = await withoutOwner(cluster, owner, 'SIGSTOP');
  await clock.sleep(Math.max(0, endMs - clock.elapsed()));
  cluster.process(owner).signal('SIGCONT');
  await cluster.until('the halted analyzer to work again', async () => cluster.view.isHeard(owner));
  await cluster.ready();
  return { resumeMs };
}

/** Key shards hear something every few seconds only: nothing can be said about their pauses. */
function rangeShards({ size }: Cluster): ReadonlySet<number> {
  return new Set(Array(size.shards).keys());
}

async function withoutOwner(cluster: Cluster, owner: string, signal: NodeJS.Signals): Promise<number> {
  const { view, clock } = cluster;
  const shards = view.shardsOf(owner).filter((shard) => rangeShards(cluster).has(shard));
  if (shards.length === 0) throw new Error(`${owner} owns no range shard`);
  const signalMs = clock.now();
  cluster.process(owner).signal(signal);
  const stored = await view.storedNow(shards);
  return (await view.processedBeyond(stored, PATIENCE_MS, owner)) - signalMs;
}

/** The only nats-server is killed, and started again after `awayMs`; the pause is counted from the start when it was long. */
export async function killNats(cluster: Cluster, awayMs = 0): Promise<Pause> {
  const { view, clock, size, plan } = cluster;
  const shards = [...Array(size.shards).keys()];
  const nats = cluster.process('nats-1');
  const killedMs = clock.now();
  nats.signal('SIGKILL');
  await nats.ended();
  await clock.sleep(awayMs);
  const startMs = awayMs > 0 ? clock.now() : killedMs;
  nats.start();
  const port = Number(plan.servers[0].split(':')[1]);
  await cluster.until('nats-server to listen', () => isListening(port));
  const upMs = clock.now() - startMs;
  let stored = new Map<number, number>();
  await cluster.until('the bus to answer', () =>
    view.storedNow(shards).then(
      (found) => {
        stored = found;
        return true;
      },
      () => false,
    ),
  );
  const resumeMs = (await view.processedBeyond(stored, PATIENCE_MS)) - startMs;
  await cluster.ready();
  return { resumeMs, details: { nats_up_ms: upMs } };
}

/** Of three nats-servers the one is killed that leads the stream of shard 0. */
export async function killLeader(cluster: Cluster): Promise<Pause> {
  const { view, clock, size, plan } = cluster;
  const shards = [...Array(size.shards).keys()];
  const leaders = await StreamLeaders.open(plan.servers);
  try {
    const victim = await leaders.ofShard(0);
    const killedMs = clock.now();
    cluster.process(victim).signal('SIGKILL');
    const electedMs = (await leaders.elected(victim, clock, PATIENCE_MS)) - killedMs;
    const goingOn = view.processedBeyond(view.processedNow(shards), PATIENCE_MS);
    const stored = await view.storedNow(shards);
    const caughtUpMs = (await view.processedBeyond(stored, PATIENCE_MS)) - killedMs;
    const resumeMs = (await goingOn) - killedMs;
    cluster.process(victim).start();
    await leaders.complete(clock, PATIENCE_MS);
    await cluster.ready();
    return { resumeMs, details: { elected_ms: electedMs, caught_up_ms: caughtUpMs } };
  } finally {
    await leaders.close();
  }
}

/** A collector is killed and started again; it goes on when it has read on and published. */
export async function killCollector(cluster: Cluster, collector: string): Promise<Pause> {
  const { view, clock, plan } = cluster;
  const log = plan.logs[names('collector', plan.logs.length).indexOf(collector)];
  const process = cluster.process(collector);
  const killedMs = clock.now();
  process.signal('SIGKILL');
  const { size } = statSync(log);
  await process.ended();
  process.start();
  let atMs = 0;
  await cluster.until('the collector to go on', async () => {
    const status = view.status(collector);
    if (!status || status.startedMs < killedMs) return false;
    atMs = status.atMs;
    const position = status.sources[0]?.position ?? 0;
    return position > size && (status.numbers.weir_collector_published ?? 0) > 0;
  });
  return { resumeMs: atMs - killedMs };
}

/** A decision service is killed, and started again when what was found meanwhile has been decided by others. */
export async function killDecision(cluster: Cluster, decision: string): Promise<Pause> {
  const { view, clock } = cluster;
  const process = cluster.process(decision);
  const killedMs = clock.now();
  process.signal('SIGKILL');
  await clock.sleep(1000);
  const found = (await storedDetections(view.bus)).filter(({ rev }) => rev === 1);
  let resumeMs = 0;
  await cluster.until('others to decide', async () => {
    const decisions = await cluster.ask(async (plane) => {
      const found: weir.v1.Decision.$Properties[] = [];
      for await (const part of plane.export({})) found.push(...part.decisions);
      return found;
    });
    const madeMs = new Map(
      decisions.flatMap(({ contributions, createdMs }) =>
        (contributions ?? []).map(({ detection }) => [detection ?? '', createdMs ?? 0] as const),
      ),
    );
    if (!found.every(({ id }) => madeMs.has(id))) return false;
    for (const { id, stages } of found) {
      const decidedMs = madeMs.get(id) ?? 0;
      if (decidedMs > killedMs)
        resumeMs = Math.max(resumeMs, decidedMs - Math.max(killedMs, stages.detectedMs));
    }
    return true;
  });
  process.start();
  await cluster.ready();
  return { resumeMs };
}

/** Every service is ended in order and started again, one after the other. The pause is the longest of any shard. */
export async function restartAll(cluster: Cluster): Promise<Pause> {
  const { view, size } = cluster;
  const pauses = view.measurePauses(rangeShards(cluster));
  const all = [
    ...names('decision', size.decisions),
    ...names('analyzer', size.analyzers),
    ...names('enforcer', size.enforcers),
    ...names('collector', size.collectors),
  ];
  for (const name of all) {
    const process = cluster.process(name);
    process.signal('SIGTERM');
    await process.ended();
    process.start();
    await cluster.ready();
  }
  return { resumeMs: pauses.end(), details: { restarted: all.length } };
}
