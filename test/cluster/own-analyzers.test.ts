/** An analyzer of one's own beside the others, in the simulated cluster: while its owners end, and while shards are resized. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHead } from '#libs/cluster/head.ts';
import { clusterBucket, ownHeadsBucket } from '#libs/cluster/names.ts';
import { readGroups } from '#libs/cluster/own-groups.ts';
import { COMMON } from '../simulation/nodes.ts';
import { OWN_ANALYZER } from '../simulation/own.ts';
import { Resizing } from '../support/resizing.ts';

const [{ name: SCENARIO }] = OWN_ANALYZER.scenarios;
const KILLS = 6;

/** Six things that are not there, one after the other. */
async function probe(resizing: Resizing, ip: string): Promise<void> {
  for (let i = 0; i < 6; i++) {
    resizing.write({ timeMs: resizing.world.clock.now(), ip, uri: `/missing/${i}`, status: 404 });
    await resizing.world.clock.advance(300);
  }
}

describe('an analyzer of one’s own', () => {
  it('finds each of its attackers once while its owners are killed one after the other', async () => {
    const resizing = await Resizing.begin(60, true);
    const { world } = resizing;
    const attackers = Array.from({ length: KILLS }, (_, i) => `70.${i}.1.1`);
    for (const [i, ip] of attackers.entries()) {
      world.clock.after(700, () => world.kill(world.of('own')[i % 2], 1500));
      await probe(resizing, ip);
    }
    await resizing.assertExact(1);
    assert.deepEqual(resizing.found(SCENARIO), attackers);
    const cluster = await world.server.memory.keyValues.open(clusterBucket(COMMON.bus));
    assert.deepEqual(
      (await readGroups(cluster)).map(({ name }) => name),
      [OWN_ANALYZER.name],
    );
  });

  it('goes on under another shard map, and holds up no resize while it is down', async () => {
    const resizing = await Resizing.begin(61, true);
    const { world } = resizing;
    await probe(resizing, '70.1.1.1');
    await resizing.resize({ shards: 7, keyShards: 1 });
    await world.clock.advance(3000);
    await probe(resizing, '70.2.1.1');
    for (const node of world.of('own')) world.kill(node, 30_000);
    const downMs = world.clock.now();
    await resizing.resize({ shards: 3, keyShards: 1 });
    assert.ok(world.clock.now() - downMs < 20_000);
    await world.clock.advance(31_000 - (world.clock.now() - downMs));
    await world.clock.advance(5000);
    await probe(resizing, '70.3.1.1');
    await resizing.assertExact(3);
    assert.deepEqual(resizing.found(SCENARIO), ['70.1.1.1', '70.2.1.1', '70.3.1.1']);
    const heads = await world.server.memory.keyValues.open(ownHeadsBucket(COMMON.bus));
    const versions = [0, 1, 2].map(
      async (shard) => (await readHead(heads, shard, OWN_ANALYZER.name))?.finished,
    );
    assert.deepEqual(await Promise.all(versions), [2, 2, 2]);
  });
});
