/** Groups of analyzers of one's own: what the cluster knows of them, and what the streams keep for them. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { ClusterView } from '#libs/cluster/cluster-view.ts';
import { Head, readHead } from '#libs/cluster/head.ts';
import {
  forgetGroup,
  OWN_GROUPS_MAX,
  readGroups,
  registerGroup,
  sealedByOwnGroups,
} from '#libs/cluster/own-groups.ts';
import { Memory, type TestOwner, TestShard } from '../support/actors.ts';
import { START_MS } from '../support/batches.ts';
import { quietLog } from '../support/log.ts';

const HEADS = { bucket: 'own-heads', maxBytes: 1e6, replicas: 1 };
const CLUSTER = { bucket: 'cluster', maxBytes: 1e6, replicas: 1 };
const OBJECTS = { name: 'own-snapshots', maxBytes: 1e6, replicas: 1 };
const STREAM_BYTES = 10_000;
const MESSAGE = 'x'.repeat(100);
/** How often an actor looks whether its stream is full, and a little more. */
const LOOK_MS = 5100;

async function setUp() {
  const clock = new SimulatedClock(START_MS);
  const bus = new MemoryBus(clock);
  const cluster = await bus.keyValues.open(CLUSTER);
  const heads = await bus.keyValues.open(HEADS);
  const snapshots = await Objects.open(bus.streams, clock, OBJECTS);
  return { clock, bus, cluster, heads, snapshots };
}

describe('the record of groups', () => {
  it('has each group once, in the order of their first start', async () => {
    const { cluster } = await setUp();
    await registerGroup(cluster, { name: 'b', sinceMs: 1 });
    await registerGroup(cluster, { name: 'a', sinceMs: 2 });
    await registerGroup(cluster, { name: 'b', sinceMs: 3 });
    assert.deepEqual(await readGroups(cluster), [
      { name: 'b', sinceMs: 1 },
      { name: 'a', sinceMs: 2 },
    ]);
  });

  it('takes all of several that register at once, and no more than it may have', async () => {
    const { cluster } = await setUp();
    const names = Array.from({ length: OWN_GROUPS_MAX }, (_, i) => `group-${i}`);
    await Promise.all(names.map((name) => registerGroup(cluster, { name, sinceMs: 0 })));
    assert.deepEqual((await readGroups(cluster)).map(({ name }) => name).sort(), names.sort());
    await assert.rejects(
      registerGroup(cluster, { name: 'one-more', sinceMs: 0 }),
      /knows 16 analyzers .* weir analyzers remove NAME/,
    );
  });

  it('forgets a group with all that it has stored but its leases, and nothing of another', async () => {
    const { cluster, heads, snapshots } = await setUp();
    for (const name of ['a', 'ab']) {
      await registerGroup(cluster, { name, sinceMs: 0 });
      await Head.seal(heads, 0, 1, name);
      await snapshots.put(`${name}.weir-events-0.1-1.1-1`, [Uint8Array.of(1)]);
      await cluster.create(`member.analyzer-${name}.x`, Uint8Array.of(1));
      await cluster.create(`lease.shard-${name}.0`, Uint8Array.of(1));
    }
    const stores = { heads, snapshots };
    assert.equal(await forgetGroup(cluster, stores, 'a'), true);
    assert.equal(await forgetGroup(cluster, stores, 'a'), false);
    assert.deepEqual(await readGroups(cluster), [{ name: 'ab', sinceMs: 0 }]);
    assert.equal(await readHead(heads, 0, 'a'), undefined);
    assert.equal((await readHead(heads, 0, 'ab'))?.epoch, 1);
    assert.deepEqual(await snapshots.list('a'), []);
    assert.deepEqual(await snapshots.list('ab'), ['ab.weir-events-0.1-1.1-1']);
    assert.equal(await cluster.get('member.analyzer-a.x'), undefined);
    assert.ok(await cluster.get('lease.shard-a.0'));
  });
});

describe('what groups have sealed', () => {
  it('is the least of all, 0 for one that has not begun or has read another stream', async () => {
    const { clock, cluster, heads } = await setUp();
    const view = new ClusterView();
    const end = new AbortController();
    void view.run(cluster, clock, seededRandom(1), quietLog, end.signal);
    const sealed = async () => {
      await clock.advance(10);
      return sealedByOwnGroups(view, heads, 3, 'now');
    };
    assert.equal(await sealed(), Number.POSITIVE_INFINITY);
    for (const [name, sequence] of [
      ['a', 70],
      ['b', 50],
    ] as const) {
      await registerGroup(cluster, { name, sinceMs: 0 });
      assert.equal(await sealed(), 0);
      await (await Head.seal(heads, 3, 1, name)).change({ sequence, incarnation: 'now' });
      assert.equal(await sealed(), sequence);
    }
    await (await Head.seal(heads, 3, 2, 'b')).change({ incarnation: 'before' });
    assert.equal(await sealed(), 0);
    end.abort();
  });
});

describe('a stream that is nearly full', () => {
  const clock = new SimulatedClock(START_MS);
  let shard: TestShard;
  let owner: TestOwner;
  let needed: number;
  beforeEach(async () => {
    needed = 0;
    shard = await TestShard.open(new MemoryBus(clock), clock, 0, STREAM_BYTES);
    owner = await settled(shard.own(new Memory(), { spare: async () => needed }));
  });

  /** Publishes until the stream holds such a share of what it may. */
  async function fillTo(share: number): Promise<void> {
    while ((await shard.bus.streams.state(shard.stream)).bytes < share * STREAM_BYTES) {
      await shard.publish(MESSAGE);
    }
    await clock.advance(LOOK_MS);
  }

  async function settled<T>(work: Promise<T>): Promise<T> {
    await clock.advance(100);
    return work;
  }

  const first = async () => (await shard.bus.streams.state(shard.stream)).firstSequence;

  it('keeps what others need, and lets go of what they have sealed', async () => {
    await fillTo(0.82);
    assert.equal(await first(), 1);
    needed = 30;
    await clock.advance(LOOK_MS);
    assert.equal(await first(), 31);
    await settled(owner.actor.stop('shutdown'));
  });

  it('leaves them behind when it would be full, and they count what they have missed', async () => {
    const group = 'slow';
    const { actor } = await settled(shard.own(new Memory(), { group, spare: undefined }));
    await settled(shard.publish(MESSAGE));
    await settled(actor.stop('shutdown'));
    await fillTo(0.92);
    const { lastSequence, firstSequence } = await shard.bus.streams.state(shard.stream);
    assert.ok(firstSequence > 50, `begins with ${firstSequence}`);
    await shard.publish(MESSAGE);
    const memory = new Memory();
    const again = await settled(shard.own(memory, { group, spare: undefined }));
    await clock.advance(100);
    const { gaps, processed } = again.actor.progress;
    assert.deepEqual([gaps, processed], [firstSequence - 2, lastSequence + 1]);
    await settled(again.actor.stop('shutdown'));
    await settled(owner.actor.stop('shutdown'));
  });

  it('is for its owner to empty, and for no other group', async () => {
    const { actor } = await settled(shard.own(new Memory(), { group: 'other', spare: undefined }));
    await settled(owner.actor.stop('shutdown'));
    await fillTo(0.95);
    assert.equal(await first(), 1);
    assert.equal(actor.progress.sealed, actor.progress.processed);
    await settled(actor.stop('shutdown'));
  });
});
