/** The analyzer: judges events, under one version of the shard map after the other. */
import type { ShardProgress } from '#libs/actor/shard-actor.ts';
import { Objects } from '#libs/bus/objects.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import {
  clusterBucket,
  detectionStreamSpec,
  eventStreamSpec,
  headsBucket,
  QUARANTINE,
  quarantineSpec,
  snapshotSpec,
} from '#libs/cluster/names.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { modeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import type { AnalyzerConfig } from './config.ts';
import { AnalyzerMetrics } from './metrics.ts';
import { type AnalyzerStore, AnalyzerTerm } from './term.ts';

export async function startAnalyzer(
  context: ServiceContext,
  config: ServiceConfig<AnalyzerConfig>,
  scenarios: readonly Scenario[] = loadScenarios(config.scenarios).scenarios,
): Promise<Service> {
  const store = await untilAvailable(context, 'preparing streams', () => openStore(context, config));
  const analyzer = new Analyzer(context, config, store, withModes(scenarios, config.own.modes));
  await analyzer.start();
  return analyzer;
}

function withModes(scenarios: readonly Scenario[], modes: AnalyzerConfig['modes']): ScenarioSet {
  return new ScenarioSet(
    scenarios.map((scenario) => ({ ...scenario, mode: modes[scenario.name] ?? scenario.mode })),
  );
}

/** What the analyzer works on, made unless it is there. */
async function openStore(
  { bus, clock }: ServiceContext,
  config: ServiceConfig<AnalyzerConfig>,
): Promise<AnalyzerStore> {
  const cluster = await bus.keyValues.open(clusterBucket(config.bus));
  await bus.streams.ensure(detectionStreamSpec(config.bus));
  await bus.streams.ensure(quarantineSpec(config.bus));
  return {
    cluster,
    heads: await bus.keyValues.open(headsBucket(config.bus)),
    snapshots: await Objects.open(bus.streams, clock, snapshotSpec(config.bus)),
  };
}

class Analyzer implements Service {
  readonly #context: ServiceContext;
  readonly #config: ServiceConfig<AnalyzerConfig>;
  readonly #store: AnalyzerStore;
  readonly #scenarios: ScenarioSet;
  readonly #metrics: AnalyzerMetrics;
  readonly #stopping: Promise<void>;
  #stop: () => void = () => {};
  #isStopping = false;
  #term: AnalyzerTerm | undefined;
  #version = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(
    context: ServiceContext,
    config: ServiceConfig<AnalyzerConfig>,
    store: AnalyzerStore,
    scenarios: ScenarioSet,
  ) {
    this.#context = context;
    this.#config = config;
    this.#store = store;
    this.#scenarios = scenarios;
    const running = () => [...(this.#term?.running.values() ?? [])];
    this.#metrics = new AnalyzerMetrics(context.metrics, this.#scenarios.all, running);
    context.metrics.gauge('weir_analyzer_shard_map_version', 'Version of the shard map', () => this.#version);
    this.#stopping = new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  async start(): Promise<void> {
    await this.#begin();
    this.#running = this.#run().catch(this.#context.fail);
  }

  notReady(): string {
    return this.#term ? this.#term.notReady() : 'the cluster is being resized';
  }

  status(): weir.v1.ServiceStatus.$Properties {
    const running = [...(this.#term?.running ?? [])];
    const nowMs = this.#context.clock.now();
    return {
      alarms: running.flatMap(([shard, { actor }]) => quarantineAlarm(shard, actor.progress)),
      shards: running.map(([shard, { actor, state }]) => {
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
      scenarios: this.#scenarios.all.map(({ name, version, mode, needs, uses }) => ({
        name,
        version,
        mode: mode === 'off' ? 0 : modeNames.toWire(mode),
        needs,
        uses,
      })),
    };
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stop();
    await this.#running;
  }

  /** One term after the other. */
  async #run(): Promise<void> {
    for (;;) {
      const term = this.#term;
      await Promise.race([term?.over, this.#stopping]);
      await term?.stop();
      this.#term = undefined;
      if (this.#isStopping) return;
      await this.#begin();
    }
  }

  async #begin(): Promise<void> {
    const { log } = this.#context;
    const map = await untilAvailable(this.#context, 'preparing streams', () => this.#openShards());
    if (this.#version !== 0)
      log.info({ version: map.version, shards: map.shards }, 'resize: going on with the new shard map');
    this.#version = map.version;
    this.#term = new AnalyzerTerm({
      context: this.#context,
      config: this.#config.own,
      store: this.#store,
      map,
      scenarios: this.#scenarios,
      metrics: this.#metrics,
    });
  }

  async #openShards(): Promise<ShardMap> {
    const { bus, cluster } = this.#config;
    const map = await openShardMap(this.#store.cluster, cluster);
    for (let shard = 0; shard < map.total; shard++) {
      await this.#context.bus.streams.ensure(eventStreamSpec(shard, cluster, bus));
    }
    return map;
  }
}

function quarantineAlarm(shard: number, { quarantined }: ShardProgress): string[] {
  if (quarantined === 0) return [];
  return [`${quarantined} messages of shard ${shard} ended whoever applied them: see stream ${QUARANTINE}`];
}
