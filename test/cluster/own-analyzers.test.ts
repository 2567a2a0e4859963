/** An analyzer of one's own beside the others, in the simulated cluster: while its owners end, and while shards are resized. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHead } from '#libs/cluster/head.ts';
import { clusterBucket, eventStream, eventStreamSpec, ownHeadsBucket } from '#libs/cluster/names.ts';
import { readGroups } from '#libs/cluster/own-groups.ts';
import { mapOf, readMapRecord } from '#libs/cluster/shard-map.ts';
import { COMMON } from '../simulation/nodes.ts';
import { OWN_ANALYZER } from '../simulation/own.ts';
import { World } from '../simulation/world.ts';
import { words } from '../support/batches.ts';
import { Resizing } from '../support/resizing.ts';
import { weirLine } from '../support/stack.ts';

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

describe('the streams of a cluster with an analyzer of one’s own', () => {
  const STREAM_BYTES = 30_000;
  const SHARD = 1;
  const LOOK_MS = 6000;
  /** Longer than it takes to fill a stream. */
  const DOWN_MS = 60_000;

  /** A world whose streams are small, and a stream of it. */
  async function smallWorld(seed: number) {
    const world = new World(seed, true);
    const missed: unknown[] = [];
    world.onLog = ({ node, message, fields }) => {
      if (/gap in the stream/.test(message)) missed.push([node.split('-')[0], fields.shard]);
    };
    await world.start();
    await world.clock.advance(4000);
    const { streams } = world.server.memory;
    const { cluster, bus } = COMMON;
    for (let shard = 0; shard < cluster.shards; shard++) {
      await streams.ensure(eventStreamSpec(shard, { ...cluster, eventsMax: STREAM_BYTES }, bus));
    }
    const bucket = await world.server.memory.keyValues.open(clusterBucket(bus));
    const map = mapOf(await readMapRecord(bucket));
    const clients = Array.from({ length: 1000 }, (_, n) => `41.${n % 200}.${n & 255}.7`);
    const ofShard = clients.filter((ip) => map.shardOf(words(ip), 0) === SHARD);
    return { world, missed, clients: ofShard, state: () => streams.state(eventStream(SHARD)) };
  }

  /** Lines of clients of the shard, until the stream holds such a share of what it may. */
  async function fillTo(
    share: number,
    { world, clients, state }: Awaited<ReturnType<typeof smallWorld>>,
  ): Promise<void> {
    for (let n = 0; (await state()).bytes < share * STREAM_BYTES; n++) {
      assert.ok(n < 3000, 'the stream does not fill');
      const ip = clients[n % clients.length];
      world.logs[0].append(weirLine({ timeMs: world.clock.now(), ip, uri: `/page/${n}` }));
      await world.clock.advance(20);
    }
  }

  it('lose what all have sealed, and nothing that it has not', async () => {
    const small = await smallWorld(70);
    const { world, state, missed } = small;
    await fillTo(0.85, small);
    await world.clock.advance(LOOK_MS);
    assert.ok((await state()).bytes < 0.8 * STREAM_BYTES, 'what both have read goes');
    for (const node of world.of('own')) world.kill(node, DOWN_MS);
    await fillTo(0.85, small);
    const { firstSequence } = await state();
    await world.clock.advance(2 * LOOK_MS);
    assert.equal((await state()).firstSequence, firstSequence, 'it stays for the one that is down');
    await world.clock.advance(DOWN_MS);
    assert.ok((await state()).firstSequence > firstSequence, 'it goes when the one is back and has read it');
    assert.deepEqual(missed, []);
  });

  it('leave it behind before they are full, and it tells what it has missed', async () => {
    const small = await smallWorld(71);
    const { world, state, missed } = small;
    await fillTo(0.2, small);
    await world.clock.advance(LOOK_MS);
    for (const node of world.of('own')) world.kill(node, DOWN_MS);
    await fillTo(0.92, small);
    await world.clock.advance(LOOK_MS);
    assert.ok((await state()).bytes < 0.5 * STREAM_BYTES);
    await world.clock.advance(DOWN_MS);
    assert.ok(
      missed.some((each) => JSON.stringify(each) === JSON.stringify(['own', SHARD])),
      JSON.stringify(missed),
    );
    assert.ok(
      missed.every((each) => (each as string[])[0] === 'own'),
      'the others have missed nothing',
    );
    const behind = world.of('own').reduce((sum, { analyzer }) => sum + (analyzer?.behind() ?? 0), 0);
    assert.equal(behind, 0);
  });
});
