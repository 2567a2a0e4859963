/** The analyzer: judges by the scenario sets of the cluster, and tells who asks the most. */

import { Analysis } from '#libs/analysis/analysis.ts';
import type { AnalysisSettings } from '#libs/analysis/settings.ts';
import type { AnalysisStore, Companion, CompanionOf } from '#libs/analysis/term.ts';
import { AuditLog } from '#libs/audit/audit-log.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { Catalog, isSetKey } from '#libs/catalog/catalog.ts';
import { compileTexts, textsOf } from '#libs/catalog/compile.ts';
import { type Compile, type LoadedSet, ScenarioSets } from '#libs/catalog/scenario-sets.ts';
import type { ScenarioTexts } from '#libs/catalog/set-content.ts';
import { MAIN_GROUP } from '#libs/cluster/groups.ts';
import {
  auditStreamSpec,
  clusterBucket,
  detectionStreamSpec,
  eventStreamSpec,
  headsBucket,
  ownHeadsBucket,
  quarantineSpec,
  scenarioSetSpec,
  snapshotSpec,
} from '#libs/cluster/names.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { release } from '#libs/service/release.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { Announcer } from './announcer.ts';
import { CatalogSets } from './catalog-sets.ts';
import { LiveView } from './live-view.ts';

/** Shards that have not come to the scenario set that holds are looked for so often. */
const REVIEW_EVERY_MS = 1000;

export async function startAnalyzer(
  context: ServiceContext,
  config: ServiceConfig<AnalysisSettings>,
  source: ScenarioSource = {
    base: textsOf(loadScenarios(config.scenarios), config.own.modes),
    compile: compileTexts,
  },
): Promise<Service> {
  const store = await untilAvailable(context, 'preparing streams', () => openStore(context, config));
  const { sets, first } = await untilAvailable(context, 'preparing scenarios', () =>
    openScenarios(context, config, store.cluster, source),
  );
  let live: LiveView | undefined;
  const companionOf: CompanionOf = (term, signal) => {
    live = new LiveView(term.map.hash);
    return besideShards(context, live, term, signal);
  };
  const analysis = await Analysis.start({
    context,
    config,
    group: MAIN_GROUP,
    store,
    sets: new CatalogSets(sets, first.number),
    openMap: () => openShards(context, config, store.cluster),
    firstSet: first,
    companionOf,
  });
  return {
    notReady: () => analysis.notReady(),
    status: () => ({ ...analysis.status(), top: live?.top(context.clock.now()) ?? [] }),
    stop: () => analysis.stop(),
  };
}

/** What scenarios come with the software and its configuration, and how they are read. */
export interface ScenarioSource {
  readonly base: ScenarioTexts;
  readonly compile: Compile;
}

/** The sets of the cluster, of which the one holds that comes with this software unless another came later. */
async function openScenarios(
  { bus, clock, random, instance }: ServiceContext,
  config: ServiceConfig<AnalysisSettings>,
  cluster: KeyValue,
  { base, compile }: ScenarioSource,
): Promise<{
  readonly sets: ScenarioSets;
  /** The set that held when the process began. */
  readonly first: LoadedSet;
}> {
  const objects = await Objects.open(bus.streams, clock, scenarioSetSpec(config.bus));
  await bus.streams.ensure(auditStreamSpec(config.bus));
  const audit = new AuditLog(bus.streams, clock);
  const catalog = new Catalog(cluster, objects, random, ({ by, what }) =>
    audit.record('scenarios', { author: by, what }),
  );
  const origin = { release: release(), madeMs: clock.now(), by: instance, what: 'came with the software' };
  const holds = await catalog.ensureBase(base, origin);
  const sets = new ScenarioSets(catalog, compile);
  return { sets, first: await sets.load(holds?.number ?? 0) };
}

/** What the analyzer works on, made unless it is there. */
async function openStore(
  { bus, clock }: ServiceContext,
  config: ServiceConfig<AnalysisSettings>,
): Promise<AnalysisStore> {
  const cluster = await bus.keyValues.open(clusterBucket(config.bus));
  await bus.streams.ensure(detectionStreamSpec(config.bus));
  await bus.streams.ensure(quarantineSpec(config.bus));
  return {
    cluster,
    heads: await bus.keyValues.open(headsBucket(config.bus)),
    snapshots: await Objects.open(bus.streams, clock, snapshotSpec(config.bus)),
    otherHeads: await bus.keyValues.open(ownHeadsBucket(config.bus)),
  };
}

async function openShards(
  { bus }: ServiceContext,
  config: ServiceConfig<AnalysisSettings>,
  store: KeyValue,
): Promise<ShardMap> {
  const map = await openShardMap(store, config.cluster);
  for (let shard = 0; shard < map.total; shard++) {
    await bus.streams.ensure(eventStreamSpec(shard, config.cluster, config.bus));
  }
  return map;
}

/** Tells shards of new sets, and counts who asks the most. */
function besideShards(
  { bus, clock, log }: ServiceContext,
  live: LiveView,
  { view, running }: Parameters<CompanionOf>[0],
  signal: AbortSignal,
): Companion {
  const announcer = new Announcer({ view, running, streams: bus.streams, clock, log });
  view.onChange(({ key }) => {
    if (isSetKey(key)) announcer.review();
  });
  const reviews = clock.every(REVIEW_EVERY_MS, () => announcer.review());
  signal.addEventListener('abort', () => reviews.cancel(), { once: true });
  return {
    onBatch: (batch, storedMs) => live.take(batch, storedMs),
    onShard: () => announcer.review(),
  };
}
