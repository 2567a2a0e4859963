/** The services of the simulated cluster: the code that runs in production, each in a process of its own. */

import { analysisSettings } from '#libs/analysis/settings.ts';
import type { Random } from '#libs/clock/random.ts';
import { clusterBucket, detectionStreamSpec, ledgerBucket } from '#libs/cluster/names.ts';
import { openShardMap } from '#libs/cluster/shard-map.ts';
import { busConfig, clusterConfig, telemetryConfig } from '#libs/config/service-config.ts';
import { Protection } from '#libs/domain/protection.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import type { LedgerToken } from '#libs/ledger/replica.ts';
import { startOwnAnalyzer } from '#libs/sdk/analyzer.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import type { Log } from '#libs/telemetry/logging.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { weir } from '#proto';
import { startAnalyzer } from '#services/analyzer/analyzer.ts';
import { analyzerConfig } from '#services/analyzer/config.ts';
import { startCollector } from '#services/collector/collector.ts';
import { collectorConfig } from '#services/collector/config.ts';
import { AllowList } from '#services/decision/allowlist/allow-list.ts';
import { Exemptions } from '#services/decision/allowlist/exemptions.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { decisionConfig } from '#services/decision/config.ts';
import { Ledger } from '#services/decision/ledger/ledger.ts';
import { DecisionMetrics } from '#services/decision/metrics.ts';
import { Decider } from '#services/decision/partitions/decider.ts';
import { Outbreaks } from '#services/decision/partitions/outbreaks.ts';
import { Partitions } from '#services/decision/partitions/partitions.ts';
import { watchLedger } from '#services/decision/planes/watch.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { Pseudonyms } from '#services/decision/redaction/pseudonyms.ts';
import { Applier } from '#services/enforcer/applier.ts';
import { followLedger } from '#services/enforcer/follower.ts';
import { LedgerClock } from '#services/enforcer/ledger-clock.ts';
import { Mirror } from '#services/enforcer/mirror.ts';
import { Rules } from '#services/enforcer/rules.ts';
import type { RemoteBus } from './bus.ts';
import type { SimulatedDisk } from './disk.ts';
import { type LogFile, LogSource } from './log-file.ts';
import { OWN_ANALYZER } from './own.ts';
import type { Process } from './process.ts';
import { SCENARIO_SOURCE } from './scenarios.ts';
import type { SimulatedTarget } from './target.ts';

/** What a service is given here. */
export interface Host {
  readonly process: Process;
  readonly bus: RemoteBus;
  readonly disk: SimulatedDisk;
  readonly random: Random;
  readonly log: Log;
  readonly fail: (error: unknown) => void;
}

/** Range shards. */
export const SHARDS = 4;
const PARTITIONS = 4;
export const TTL_MS = 2000;

export const COMMON = {
  bus: busConfig.parse({}),
  cluster: clusterConfig.parse({ shards: SHARDS, keyShards: 1, partitions: PARTITIONS }),
  telemetry: telemetryConfig.parse({}),
  scenarios: undefined,
};

function contextOf({ process, bus, disk, random, log, fail }: Host): ServiceContext {
  const { name, clock } = process;
  const metrics = new Metrics('simulated', name);
  return { instance: name, bus, disk, clock, random, log, metrics, tracing: NO_TRACING, fail };
}

export interface CollectorNode {
  /** Batches that have not been acknowledged. */
  readonly backlog: () => number;
  stop(): Promise<void>;
}

export async function runCollector(host: Host, file: LogFile): Promise<CollectorNode> {
  const own = collectorConfig.parse({
    instance: host.process.name,
    stateDir: '/state',
    sources: [{ name: 'log', type: 'file', path: '/access.log' }],
  });
  const context = contextOf(host);
  const service = await startCollector(
    context,
    { ...COMMON, own },
    ({ name }, { clock }) => new LogSource(name, file, clock),
  );
  return {
    backlog: () => context.metrics.numbers().weir_collector_backlog,
    stop: () => service.stop(),
  };
}

export interface AnalyzerNode {
  /** Events that the shards here have counted. */
  readonly events: () => number;
  /** How many shards it owns. */
  readonly shards: () => number;
  /** Messages that the shards here have not judged yet. */
  readonly behind: () => number;
  stop(): Promise<void>;
}

export async function runAnalyzer(host: Host): Promise<AnalyzerNode> {
  const own = analyzerConfig.parse({
    instance: host.process.name,
    ttl: `${TTL_MS}ms`,
    // Time stands still while code runs here: whatever was done counts as work, and the budget sets the pace.
    limits: { replay: '0ms', snapshots: '2KB' },
  });
  const context = contextOf(host);
  const service = await startAnalyzer(context, { ...COMMON, own }, SCENARIO_SOURCE);
  return analyzerNode(context, service, 'weir_analyzer_events');
}

/** A member of a group of analyzers of one's own. */
export async function runOwn(host: Host): Promise<AnalyzerNode> {
  const own = analysisSettings('own').parse({
    instance: host.process.name,
    ttl: `${TTL_MS}ms`,
    limits: { replay: '0ms', snapshots: '2KB' },
  });
  const context = contextOf(host);
  const service = await startOwnAnalyzer(context, { ...COMMON, own }, OWN_ANALYZER);
  return analyzerNode(context, service, 'weir_own_analyzer_events');
}

function analyzerNode(context: ServiceContext, service: Service, events: string): AnalyzerNode {
  return {
    events: () => context.metrics.numbers()[events],
    shards: () => service.status().shards?.length ?? 0,
    behind: () =>
      (service.status().shards ?? []).reduce(
        (sum, { stored, processed }) => sum + (stored ?? 0) - (processed ?? 0),
        0,
      ),
    stop: () => service.stop(),
  };
}

export interface DecisionNode {
  readonly ledger: Ledger;
  readonly process: Process;
  stop(): Promise<void>;
}

export async function runDecision(host: Host): Promise<DecisionNode> {
  const { bus, process, random, log } = host;
  const { clock, name: instance } = process;
  const config = decisionConfig.parse({ instance, ttl: `${TTL_MS}ms` });
  await bus.streams.ensure(detectionStreamSpec(COMMON.bus));
  const store = await bus.keyValues.open(ledgerBucket(COMMON.bus));
  const cluster = await bus.keyValues.open(clusterBucket(COMMON.bus));
  const { partitions, seed } = await openShardMap(cluster, COMMON.cluster);
  const pseudonyms = new Pseudonyms(seed);
  const stopping = new AbortController();
  const ledger = new Ledger({
    ...{ store, clock, random, log },
    entriesMax: config.limits.entries,
    bytesMax: ledgerBucket(COMMON.bus).maxBytes,
    redactedKeyOf: (key) => pseudonyms.keyOf(key),
  });
  const following = ledger.run(stopping.signal);
  while (!ledger.current) await clock.sleep(10);
  const decider = new Decider({
    ledger,
    outbreaks: new Outbreaks(new ReplicaFeed(ledger.replica)),
    exemptions: new Exemptions(
      new Protection([]),
      new AllowList(new ReplicaFeed(ledger.replica), NO_ASNS),
      clock,
    ),
    policyFor: (detection) => builtInPolicies().policyFor(detection),
    stops: () => false,
    clock,
    tracing: NO_TRACING,
    metrics: new DecisionMetrics(new Metrics('simulated', instance), ledger.replica),
  });
  const owned = new Partitions({
    instance,
    ttlMs: config.ttl,
    partitions,
    cluster,
    streams: bus.streams,
    decider,
    parallelMax: config.limits.parallel,
    onSetAside: () => {},
    clock,
    random,
    log,
  });
  return {
    ledger,
    process,
    stop: async () => {
      await owned.stop();
      stopping.abort();
      await following;
    },
  };
}

/** The replies of a watch, as the control plane of `node` makes them, in their wire form. */
export async function* serveWatch(
  { ledger, process }: DecisionNode,
  token: LedgerToken | undefined,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (!ledger.current) throw new WeirError('unavailable', 'the ledger has not been read yet');
  const waiting: Uint8Array[] = [];
  let wake = () => {};
  let failure: unknown;
  let ended = false;
  const send = async (reply: weir.v1.WatchReply.$Properties) => {
    waiting.push(weir.v1.WatchReply.encode(reply).finish());
    wake();
  };
  void watchLedger(ledger, token, process.clock, send, signal)
    .catch((error) => {
      failure = error;
    })
    .finally(() => {
      ended = true;
      wake();
    });
  signal.addEventListener('abort', () => wake(), { once: true });
  while (!signal.aborted) {
    const reply = waiting.shift();
    if (reply) yield reply;
    else if (failure !== undefined) throw failure;
    else if (ended) return;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}

/** @param watch connects to whichever decision service is there */
export async function runEnforcer(
  { process, random, log }: Host,
  simulated: SimulatedTarget,
  watch: (token: LedgerToken | undefined, signal: AbortSignal) => AsyncIterable<Uint8Array>,
): Promise<{ stop(): Promise<void> }> {
  const { name } = process;
  const clock = new LedgerClock(process.clock);
  const target = simulated.for(process);
  const applier = new Applier({
    target,
    rules: new Rules(target, new Protection([])),
    clock,
    log,
    tracing: NO_TRACING,
    enforcer: name,
    entries: () => mirror.entries(),
    onApplied: () => {},
    onReset: () => {},
  });
  const mirror = new Mirror(0.2, {
    onSnapshot: () => applier.reset(),
    onChange: (change) => applier.add(change),
  });
  const plane = {
    async *watch(request: weir.v1.WatchRequest.$Properties, signal: AbortSignal) {
      const { token } = request;
      const from = token
        ? { incarnation: token.incarnation ?? '', revision: token.revision ?? 0 }
        : undefined;
      for await (const bytes of watch(from, signal)) yield weir.v1.WatchReply.decode(bytes);
    },
  };
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = [
    applier.run(signal),
    followLedger({ plane, mirror, enforcer: name, clock, random, log }, signal),
  ];
  return {
    stop: async () => {
      stopping.abort();
      clock.close();
      await Promise.all(running);
    },
  };
}
