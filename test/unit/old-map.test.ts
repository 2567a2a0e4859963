/** An analyzer that has not heard of a new shard map leaves what was stored under it to others. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AnalysisMetrics } from '#libs/analysis/metrics.ts';
import { Term } from '#libs/analysis/term.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { MAIN_GROUP } from '#libs/cluster/groups.ts';
import { Head, readHead } from '#libs/cluster/head.ts';
import { eventStreamSpec, eventSubject, headsBucket, snapshotSpec } from '#libs/cluster/names.ts';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { CatalogSets } from '#services/analyzer/catalog-sets.ts';
import { analyzerConfig } from '#services/analyzer/config.ts';
import { COMMON } from '../simulation/nodes.ts';
import { encodeBatch, START_MS } from '../support/batches.ts';
import { quietLog } from '../support/log.ts';

const SEED = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** A term of one range shard and one key shard, whose range shard was finished under version 1. */
async function termUnder(version: number) {
  const clock = new SimulatedClock(START_MS);
  const bus = new MemoryBus(clock);
  for (const shard of [0, 1]) await bus.streams.ensure(eventStreamSpec(shard, COMMON.cluster, COMMON.bus));
  const heads = await bus.keyValues.open(headsBucket(COMMON.bus));
  await (await Head.seal(heads, 0, 1)).change({ finished: 1 });
  const data = encodeBatch([], { shardMapVersion: 2, newestMs: START_MS });
  await bus.streams.publish(eventSubject(0), data);
  const context = {
    instance: 'a',
    bus,
    clock,
    random: seededRandom(1),
    log: quietLog,
    tracing: NO_TRACING,
  } as unknown as ServiceContext;
  const running = () => [...term.running.values()];
  const term: Term = new Term({
    context,
    settings: analyzerConfig.parse({}),
    group: MAIN_GROUP,
    store: {
      cluster: await bus.keyValues.open({ bucket: 'cluster', maxBytes: 1e6, replicas: 1 }),
      heads,
      snapshots: await Objects.open(bus.streams, clock, snapshotSpec(COMMON.bus)),
    },
    map: new ShardMap(version, { shards: 1, keyShards: 1, partitions: 1 }, SEED),
    sets: new CatalogSets(
      { load: async (number) => ({ number, set: new ScenarioSet([]), problems: [] }) },
      1,
    ),
    metrics: new AnalysisMetrics(new Metrics('test', 'a'), 'weir_analyzer', running),
  });
  await clock.advance(10_000);
  const owned = [...term.running.keys()];
  const stopped = term.stop();
  await clock.advance(10_000);
  await stopped;
  return { owned, head: await readHead(heads, 0) };
}

describe('a term of an analyzer', () => {
  it('does not read a shard that is finished under its map', async () => {
    const { owned, head } = await termUnder(1);
    assert.deepEqual([owned, head?.sequence], [[1], 0]);
  });

  it('reads on under a later map from where the shard was finished', async () => {
    const { owned, head } = await termUnder(2);
    assert.deepEqual([owned.toSorted(), head?.sequence], [[0, 1], 1]);
  });
});
