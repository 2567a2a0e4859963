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
      openShardMap(cluster, { shards: 16, keyShards: 3 }),
      openShardMap(cluster, { shards: 16, keyShards: 3 }),
    ]);
    const late = await openShardMap(cluster, { shards: 8, keyShards: 1 });
    const address = words('198.51.100.7');
    for (const map of [one, other, late]) {
      assert.deepEqual([map.version, map.shards, map.keyShards, map.total], [1, 16, 3, 19]);
      assert.equal(map.shardOf(address, 0), one.shardOf(address, 0));
    }
  });

  it('gives addresses to range shards only', async () => {
    const map = await openShardMap(cluster, { shards: 2, keyShards: 200 });
    for (let i = 0; i < 100; i++) assert.ok(map.shardOf(words(`198.51.${i}.7`), 0) < 2);
  });

  const stored = (value: object) => cluster.create('shard-map', Buffer.from(JSON.stringify(value)));
  const numbers = { shards: 8, keyShards: 2 };

  it('of a Weir without key shards is refused with what to do', async () => {
    await stored({ version: 1, shards: 8, seed: '0102030405060708' });
    await assert.rejects(openShardMap(cluster, numbers), failing('config', /without key shards: delete/));
  });

  it('that is damaged is refused', async () => {
    await stored({ version: 1, shards: 8, keyShards: 2, seed: '01' });
    await assert.rejects(openShardMap(cluster, numbers), failing('corrupt', /damaged/));
  });
});
