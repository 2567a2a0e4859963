/** The analyzer: judges events, under one version of the shard map after the other. */
import type { ShardProgress } from '#libs/actor/shard-actor.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { Catalog } from '#libs/catalog/catalog.ts';
import { compileTexts, textsOf } from '#libs/catalog/compile.ts';
import { type Compile, type LoadedSet, ScenarioSets } from '#libs/catalog/scenario-sets.ts';
import type { ScenarioTexts } from '#libs/catalog/set-content.ts';
import {
  clusterBucket,
  detectionStreamSpec,
  eventStreamSpec,
  headsBucket,
  QUARANTINE,
  quarantineSpec,
  scenarioSetSpec,
  snapshotSpec,
} from '#libs/cluster/names.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { release } from '#libs/service/release.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { modeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import type { AnalyzerConfig } from './config.ts';
import { AnalyzerMetrics } from './metrics.ts';
import { type AnalyzerStore, AnalyzerTerm } from './term.ts';

export async function startAnalyzer(
  context: ServiceContext,
  config: ServiceConfig<AnalyzerConfig>,
  source: ScenarioSource = {
    base: textsOf(loadScenarios(config.scenarios), config.own.modes),
    compile: compileTexts,
  },
): Promise<Service> {
  const store = await untilAvailable(context, 'preparing streams', () => openStore(context, config));
  const scenarios = await untilAvailable(context, 'preparing scenarios', () =>
    openScenarios(context, config, store.cluster, source),
  );
  const analyzer = new Analyzer(context, config, store, scenarios);
  await analyzer.start();
  return analyzer;
}

/** What scenarios come with the software and its configuration, and how they are read. */
export interface ScenarioSource {
  readonly base: ScenarioTexts;
  readonly compile: Compile;
}

/** The sets of the cluster, of which the one holds that comes with this software unless another came later. */
async function openScenarios(
  { bus, clock, random, instance }: ServiceContext,
  config: ServiceConfig<AnalyzerConfig>,
  cluster: KeyValue,
  { base, compile }: ScenarioSource,
): Promise<AnalyzerScenarios> {
  const objects = await Objects.open(bus.streams, clock, scenarioSetSpec(config.bus));
  const catalog = new Catalog(cluster, objects, random);
  const origin = { release: release(), madeMs: clock.now(), by: instance, what: 'came with the software' };
  const holds = await catalog.ensureBase(base, origin);
  const sets = new ScenarioSets(catalog, compile);
  return { sets, first: await sets.load(holds?.number ?? 0) };
}

interface AnalyzerScenarios {
  readonly sets: ScenarioSets;
  /** The set that held when the process began. */
  readonly first: LoadedSet;
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
  readonly #scenarios: AnalyzerScenarios;
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
    scenarios: AnalyzerScenarios,
  ) {
    this.#context = context;
    this.#config = config;
    this.#store = store;
    this.#scenarios = scenarios;
    const running = () => [...(this.#term?.running.values() ?? [])];
    this.#metrics = new AnalyzerMetrics(context.metrics, running);
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
    const { set, problems } = this.#latest;
    return {
      alarms: [
        ...running.flatMap(([shard, { actor }]) => quarantineAlarm(shard, actor.progress)),
        ...problemAlarm(problems),
      ],
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
      top: this.#term?.live.top(nowMs) ?? [],
      scenarios: set.all.map(({ name, version, mode, needs, uses }) => ({
        name,
        version,
        mode: mode === 'off' ? 0 : modeNames.toWire(mode),
        needs,
        uses,
      })),
    };
  }

  /** The latest set that a shard here has come to. */
  get #latest(): LoadedSet {
    const sets = [...(this.#term?.running.values() ?? [])].map(({ behaviour }) => behaviour.set);
    return sets.reduce((latest, set) => (set.number > latest.number ? set : latest), this.#scenarios.first);
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
      sets: this.#scenarios.sets,
      firstSet: this.#scenarios.first.number,
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

function problemAlarm(problems: readonly string[]): string[] {
  if (problems.length === 0) return [];
  const [first] = problems[0].split('\n');
  return [`${problems.length} problems keep scenarios from judging, such as ${first}`];
}
