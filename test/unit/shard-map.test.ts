import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { openShardMap } from '#libs/cluster/shard-map.ts';
import { words } from '../support/batches.ts';
import { failing } from '../support/failures.ts';

describe('the shard map', () => {
  let cluster: KeyValue;

  beforeEach(async () => {
    const bus = new MemoryBus(new SimulatedClock());
    cluster = await bus.keyValues.open({ bucket: 'cluster', maxBytes: 10_000, replicas: 1 });
  });

  it('is made by the first, and the same for all others whatever they would like', async () => {
    const [one, other] = await Promise.all([
      openShardMap(cluster, { shards: 16, keyShards: 3, partitions: 4 }),
      openShardMap(cluster, { shards: 16, keyShards: 3, partitions: 4 }),
    ]);
    const late = await openShardMap(cluster, { shards: 8, keyShards: 1, partitions: 2 });
    const address = words('198.51.100.7');
    for (const map of [one, other, late]) {
      assert.deepEqual(
        [map.version, map.shards, map.keyShards, map.total, map.partitions],
        [1, 16, 3, 19, 4],
      );
      assert.equal(map.shardOf(address, 0), one.shardOf(address, 0));
    }
  });

  it('gives addresses to range shards only', async () => {
    const map = await openShardMap(cluster, { shards: 2, keyShards: 200, partitions: 1 });
    for (let i = 0; i < 100; i++) assert.ok(map.shardOf(words(`198.51.${i}.7`), 0) < 2);
  });

  const stored = (value: object) => cluster.create('shard-map', Buffer.from(JSON.stringify(value)));
  const sizes = { shards: 8, keyShards: 2, partitions: 8 };

  it('of a Weir that divided clusters otherwise is refused with what to do', async () => {
    await stored({ version: 1, shards: 8, seed: '0102030405060708' });
    await assert.rejects(openShardMap(cluster, sizes), failing('config', /divided it otherwise: delete/));
  });

  it('that is damaged is refused', async () => {
    await stored({ version: 1, shards: 8, keyShards: 2, partitions: 8, seed: '01' });
    await assert.rejects(openShardMap(cluster, sizes), failing('corrupt', /damaged/));
  });
});
