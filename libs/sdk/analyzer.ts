/** Runs scenarios in code as a service: a group of analyzers of its own beside the one that comes with Weir. */
import { Analysis } from '../analysis/analysis.ts';
import { type AnalysisSettings, analysisSettings } from '../analysis/settings.ts';
import type { AnalysisStore } from '../analysis/term.ts';
import { Objects } from '../bus/objects.ts';
import { untilAvailable } from '../bus/until-available.ts';
import { ownGroup } from '../cluster/groups.ts';
import {
  clusterBucket,
  DETECTIONS,
  eventStream,
  ownHeadsBucket,
  ownSnapshotSpec,
  QUARANTINE,
} from '../cluster/names.ts';
import { registerGroup } from '../cluster/own-groups.ts';
import { mapOf, readMapRecord, type ShardMap } from '../cluster/shard-map.ts';
import { nearest } from '../config/nearest.ts';
import type { FileMistake, ServiceConfig } from '../config/service-config.ts';
import { CONSEQUENCES, failureOf, messageOf, WeirError } from '../errors/weir-error.ts';
import { loadScenarios } from '../language/built-in.ts';
import { ScenarioSet } from '../scenario/scenario-set.ts';
import { runService, type Service, type ServiceContext } from '../service/service.ts';
import { type AnalyzerDefinition, checkDefinition } from './definition.ts';

/** Runs the analyzer until a signal; never returns. What is wrong with it ends the process, as a wrong configuration does. */
export async function runAnalyzer(definition: AnalyzerDefinition): Promise<void> {
  try {
    checkDefinition(definition);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(CONSEQUENCES[failureOf(error)].exit);
  }
  const { name } = definition;
  await runService({
    section: `analyzers.${name}`,
    schema: analysisSettings(`${name}-1`),
    check: (config) => mistakesOf(definition, config),
    start: (context, config) => startOwnAnalyzer(context, config, definition),
  });
}

/** Modes are of scenarios that there are, and no scenario may be taken for one of the pack. */
function mistakesOf(
  { name, scenarios }: AnalyzerDefinition,
  config: ServiceConfig<AnalysisSettings>,
): FileMistake[] {
  const names = scenarios.map((scenario) => scenario.name);
  const pack = new Set(loadScenarios(config.scenarios).scenarios.map((scenario) => scenario.name));
  const taken = names.find((each) => pack.has(each));
  if (taken !== undefined) {
    throw new WeirError(
      'config',
      `analyzer "${name}": scenarios/ has a scenario ${taken}, too; take another name`,
    );
  }
  return Object.keys(config.own.modes)
    .filter((each) => !names.includes(each))
    .map((each) => {
      const meant = nearest(each, names);
      const hint = meant === undefined ? `there are ${names.join(', ')}` : `did you mean "${meant}"?`;
      return { path: ['modes', each], message: `there is no such scenario; ${hint}` };
    });
}

export async function startOwnAnalyzer(
  context: ServiceContext,
  config: ServiceConfig<AnalysisSettings>,
  { name, scenarios }: AnalyzerDefinition,
): Promise<Service> {
  const { modes } = config.own;
  const set = new ScenarioSet(scenarios.map((each) => ({ ...each, mode: modes[each.name] ?? each.mode })));
  const loaded = { number: 0, set, problems: [] };
  const store = await untilAvailable(context, 'preparing streams', () => openStore(context, config, name));
  return Analysis.start({
    context,
    config,
    group: ownGroup(name),
    store,
    // The messages that bring others to another set are none of its business.
    sets: { first: async () => loaded, load: () => undefined },
    openMap: () => awaitShards(context, store),
    firstSet: loaded,
  });
}

/** It is a guest: what others need is made, and given its limits, by others. @throws WeirError `unavailable` until then */
async function awaitShards({ bus }: ServiceContext, { cluster }: AnalysisStore): Promise<ShardMap> {
  try {
    const map = mapOf(await readMapRecord(cluster));
    const shards = Array.from({ length: map.shards }, (_, shard) => eventStream(shard));
    for (const stream of [DETECTIONS, QUARANTINE, ...shards]) await bus.streams.state(stream);
    return map;
  } catch (error) {
    if (failureOf(error) !== 'missing') throw error;
    const message = `it waits for the analyzers of the cluster: ${messageOf(error)}`;
    throw new WeirError('unavailable', message, {}, error);
  }
}

async function openStore(
  { bus, clock }: ServiceContext,
  config: ServiceConfig<AnalysisSettings>,
  name: string,
): Promise<AnalysisStore> {
  const cluster = await bus.keyValues.open(clusterBucket(config.bus));
  const store = {
    cluster,
    heads: await bus.keyValues.open(ownHeadsBucket(config.bus)),
    snapshots: await Objects.open(bus.streams, clock, ownSnapshotSpec(config.bus)),
  };
  await registerGroup(cluster, { name, sinceMs: clock.now() });
  return store;
}
