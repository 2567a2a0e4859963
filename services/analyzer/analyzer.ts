/** The analyzer: a member of the cluster that runs the shards it is given. */
import { createHash } from 'node:crypto';
import { ShardActor, type ShardProgress } from '#libs/actor/shard-actor.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { ClusterView } from '#libs/cluster/cluster-view.ts';
import { Head } from '#libs/cluster/head.ts';
import { Membership } from '#libs/cluster/membership.ts';
import {
  clusterBucket,
  detectionStreamSpec,
  eventStream,
  eventStreamSpec,
  headsBucket,
  QUARANTINE,
  quarantineSpec,
  snapshotSpec,
} from '#libs/cluster/names.ts';
import { Ownership, type Tenant } from '#libs/cluster/ownership.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { modeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { BUILT_IN } from '#scenarios/index.ts';
import type { AnalyzerConfig } from './config.ts';
import { Detect } from './detect.ts';
import { AnalyzerMetrics } from './metrics.ts';
import type { RunningShard } from './running-shard.ts';

/** Analyzers share their shards among themselves. */
const GROUP = 'analyzer';

/** What the analyzer works on, made unless it is there. */
interface Store {
  readonly cluster: KeyValue;
  readonly heads: KeyValue;
  readonly map: ShardMap;
  readonly snapshots: Objects;
}

export async function startAnalyzer(
  context: ServiceContext,
  config: ServiceConfig<AnalyzerConfig>,
): Promise<Service> {
  const store = await untilAvailable(context, 'preparing streams', () => openStore(context, config));
  return new Analyzer(context, config.own, store);
}

async function openStore(
  { bus, clock }: ServiceContext,
  config: ServiceConfig<AnalyzerConfig>,
): Promise<Store> {
  const cluster = await bus.keyValues.open(clusterBucket(config.bus));
  const map = await openShardMap(cluster, config.cluster);
  for (let shard = 0; shard < map.total; shard++) {
    await bus.streams.ensure(eventStreamSpec(shard, config.cluster, config.bus));
  }
  await bus.streams.ensure(detectionStreamSpec(config.bus));
  await bus.streams.ensure(quarantineSpec(config.bus));
  return {
    cluster,
    map,
    heads: await bus.keyValues.open(headsBucket(config.bus)),
    snapshots: await Objects.open(bus.streams, clock, snapshotSpec(config.bus)),
  };
}

class Analyzer implements Service {
  readonly #context: ServiceContext;
  readonly #config: AnalyzerConfig;
  readonly #store: Store;
  readonly #scenarios: readonly Scenario[];
  readonly #scenarioSet: string;
  readonly #running = new Map<number, RunningShard>();
  readonly #metrics: AnalyzerMetrics;
  readonly #signal = new AbortController();
  readonly #membership: Membership;
  readonly #ownership: Ownership;

  constructor(context: ServiceContext, config: AnalyzerConfig, store: Store) {
    const { clock, log, random, metrics, instance } = context;
    const { cluster, map } = store;
    this.#context = context;
    this.#config = config;
    this.#store = store;
    this.#scenarios = BUILT_IN.map((scenario) => ({
      ...scenario,
      mode: config.modes[scenario.name] ?? scenario.mode,
    }));
    this.#scenarioSet = versionOf(this.#scenarios);
    this.#metrics = new AnalyzerMetrics(metrics, this.#scenarios, () => [...this.#running.values()]);
    const view = new ClusterView();
    this.#membership = new Membership({
      group: GROUP,
      id: instance,
      ttlMs: config.ttl,
      cluster,
      view,
      clock,
      log,
    });
    this.#ownership = new Ownership({
      group: 'shard',
      shards: map.total,
      cluster,
      view,
      membership: this.#membership,
      clock,
      log,
      activate: (shard, epoch, onEnded) => this.#activate(shard, epoch, onEnded),
    });
    const { signal } = this.#signal;
    void view.run(cluster, clock, random, log, signal);
    void this.#membership.run(() => this.#ownership.fence(), signal);
    void this.#ownership.run(signal);
  }

  notReady(): string {
    return this.#membership.holds ? '' : 'not a member of the cluster yet';
  }

  status(): weir.v1.ServiceStatus.$Properties {
    const nowMs = this.#context.clock.now();
    return {
      alarms: [...this.#running].flatMap(([shard, { actor }]) => quarantineAlarm(shard, actor.progress)),
      shards: [...this.#running].map(([shard, { actor, state }]) => {
        const { epoch, processed, stored, sealed, gaps } = actor.progress;
        const behindMs = stored > processed ? nowMs - state.clock.storedMs : 0;
        const keys = state.scenarios.reduce((sum, scenario) => sum + scenario.keys, 0);
        return {
          shard,
          owner: this.#context.instance,
          epoch,
          processed,
          stored,
          sealed,
          gaps: gaps + state.marks.gaps,
          lagMs: Number.isFinite(behindMs) ? Math.max(0, behindMs) : 0,
          keys,
        };
      }),
      scenarios: this.#scenarios.map(({ name, version, mode, needs, uses }) => ({
        name,
        version,
        mode: mode === 'off' ? 0 : modeNames.toWire(mode),
        needs,
        uses,
      })),
    };
  }

  async stop(): Promise<void> {
    await this.#ownership.drain();
    this.#signal.abort();
  }

  async #activate(shard: number, epoch: number, onEnded: () => void): Promise<Tenant> {
    const { bus, clock, random, log, tracing } = this.#context;
    const { limits } = this.#config;
    const { map, snapshots, heads } = this.#store;
    const head = await Head.seal(heads, shard, epoch);
    const state = new ShardState({
      shard,
      map,
      scenarios: this.#scenarios,
      limits: { keysMax: limits.keys, openMax: limits.open, waitingBytesMax: limits.waiting },
    });
    const behaviour = new Detect({
      state,
      scenarioSet: this.#scenarioSet,
      partitionOf: (key) => map.partitionOf(key),
      clock,
      log,
      tracing,
      onDetection: (detection) => this.#metrics.detected(detection, clock.now()),
    });
    const actor = await ShardActor.activate(
      {
        shard,
        stream: eventStream(shard),
        head,
        behaviour,
        streams: bus.streams,
        objects: snapshots,
        clock,
        random,
        log,
        holds: () => this.#membership.holds,
        limits: {
          mailboxMax: limits.mailbox,
          outboxMax: limits.outbox,
          replayMs: limits.replay,
          snapshotBytesPerSecond: limits.snapshots,
        },
      },
      onEnded,
    );
    this.#running.set(shard, { actor, state });
    return {
      stop: async (reason) => {
        await actor.stop(reason);
        this.#running.delete(shard);
      },
    };
  }
}

function quarantineAlarm(shard: number, { quarantined }: ShardProgress): string[] {
  if (quarantined === 0) return [];
  return [`${quarantined} messages of shard ${shard} ended whoever applied them: see stream ${QUARANTINE}`];
}

/** Of the whole set: which scenarios, in which version and mode. */
function versionOf(scenarios: readonly Scenario[]): string {
  const text = JSON.stringify(scenarios.map(({ name, version, mode }) => [name, version, mode]));
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
