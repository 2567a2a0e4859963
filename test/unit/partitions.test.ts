/** Several decision services: who decides what, and that it does not matter who does. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { DETECTIONS } from '#libs/cluster/names.ts';
import { isEnforced } from '#libs/domain/decision.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { lift } from '#services/decision/ledger/merge.ts';
import { cutBack, groupOf } from '#services/decision/partitions/detections.ts';
import { START_MS } from '../support/batches.ts';
import { HOUR_MS } from '../support/decisions.ts';
import { PARTITIONS, type TestReplica, TestReplicas, TTL_MS } from '../support/replicas.ts';

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const BY = { author: 'ann', reason: 'a mistake' };

describe('decision services', () => {
  let all: TestReplicas;
  let one: TestReplica;
  let two: TestReplica;

  beforeEach(async () => {
    all = new TestReplicas();
    await all.start();
    one = await all.join('one');
    two = await all.join('two');
    await all.clock.advance(3000);
  });

  const changed = () => [one, two].reduce((sum, { metrics }) => sum + (metrics?.changed.value ?? 0), 0);
  const repeated = () => [one, two].reduce((sum, { metrics }) => sum + (metrics?.repeated.value ?? 0), 0);

  it('share the partitions, and each decides its own', async () => {
    assert.deepEqual([...one.owned, ...two.owned].sort(), ALL);
    assert.ok(one.owned.length > 0 && two.owned.length > 0);
    for (const partition of ALL) await all.publish(all.addressIn(partition));
    await all.clock.advance(100);
    assert.deepEqual(
      [one, two].map(({ metrics }) => metrics?.changed.value),
      [one.owned.length, two.owned.length],
    );
    for (const partition of ALL) {
      const address = all.addressIn(partition);
      assert.ok(one.entryOf(address));
      assert.deepEqual(one.entryOf(address), two.entryOf(address));
    }
  });

  it('decide about one network in one place', () => {
    const same = ['203.0.113.7', '203.0.0.1', '203.0.255.255'].map((value) => all.partitionOf(value));
    assert.equal(new Set(same).size, 1);
    const v6 = ['2001:db8::1', '2001:db8:ffff:1::2'].map((value) => all.partitionOf(value));
    assert.equal(new Set(v6).size, 1);
    const net = all.map.partitionOf([{ field: 'client.net', value: '203.0.113.0/24' }]);
    assert.equal(net, same[0]);
    const spread = new Set(Array.from({ length: 200 }, (_, i) => all.partitionOf(`10.${i}.0.1`)));
    assert.deepEqual([...spread].sort(), ALL);
    const agents = new Set(
      Array.from({ length: 200 }, (_, i) =>
        all.map.partitionOf([{ field: 'user_agent', value: `bot ${i}` }]),
      ),
    );
    assert.deepEqual([...agents].sort(), ALL);
  });

  it('hand over at once when one leaves', async () => {
    const leaving = two.owned;
    await Promise.all([two.leave(), all.clock.advance(100)]);
    assert.deepEqual(one.owned, ALL);
    for (const partition of leaving) await all.publish(all.addressIn(partition));
    await all.clock.advance(100);
    for (const partition of leaving) assert.ok(one.entryOf(all.addressIn(partition)));
  });

  it('take over from one that dies with detections in hand, and decide them once', async () => {
    const [partition] = two.owned;
    const address = all.addressIn(partition);
    two.kill();
    await all.publish(address);
    await all.publish(address, { rev: 2, lastSeenMs: START_MS + 5000 });
    await all.clock.advance(500);
    assert.equal(one.entryOf(address), undefined);
    await all.clock.advance(1.3 * TTL_MS + 300 - 500);
    assert.deepEqual(one.owned, ALL);
    assert.equal(one.entryOf(address)?.contributions[0].rev, 2);
    assert.equal(changed(), 2);
    assert.equal(await all.bus.streams.acknowledged(DETECTIONS, groupOf(partition)), 2);
  });

  it('are not harmed by one that was paused and comes back', async () => {
    const [partition] = two.owned;
    const address = all.addressIn(partition);
    const other = all.addressIn(partition).replace(/\.7$/, '.8');
    await all.publish(address);
    await all.clock.advance(0);
    two.pausing.pause();
    await all.publish(address, { rev: 2, lastSeenMs: START_MS + 5000 });
    await all.publish(other);
    await all.clock.advance(3 * TTL_MS);
    assert.deepEqual(one.owned, ALL);
    const decided = [one.entryOf(address), one.entryOf(other)];
    assert.equal(decided[0]?.contributions[0].rev, 2);
    assert.ok(decided[1]);
    two.pausing.resume();
    await all.clock.advance(100);
    assert.deepEqual([one.entryOf(address), one.entryOf(other)], decided);
    await all.clock.advance(3 * TTL_MS);
    assert.deepEqual([...one.owned, ...two.owned].sort(), ALL);
    assert.deepEqual(two.owned.includes(partition), true);
    await all.publish(address, { rev: 3, lastSeenMs: START_MS + 20_000 });
    await all.clock.advance(100);
    assert.equal(one.entryOf(address)?.contributions[0].rev, 3);
    assert.equal(one.entryOf(address)?.id, decided[0]?.id);
    assert.equal(changed(), 4);
  });

  it('decide nothing twice when it is delivered again, to another, hours later', async () => {
    const addresses = ALL.map((partition) => all.addressIn(partition));
    for (const address of addresses) await all.publish(address);
    await all.clock.advance(100);
    const before = addresses.map((address) => one.entryOf(address));
    assert.equal(changed(), PARTITIONS);
    await Promise.all([two.leave(), all.clock.advance(100)]);
    await all.pass(3 * HOUR_MS);
    for (const address of addresses) await all.publish(address);
    await all.clock.advance(100);
    assert.equal(repeated(), PARTITIONS);
    assert.deepEqual(
      addresses.map((address) => one.entryOf(address)),
      before,
    );
  });

  it('never undo an unban by a delivery that comes again, wherever it comes', async () => {
    const partition = two.owned[0];
    const address = all.addressIn(partition);
    const key = ledgerKey({ scope: 'ip', value: address }, false);
    await all.publish(address);
    await all.publish(address, { rev: 2, lastSeenMs: START_MS + 100 });
    await all.clock.advance(1000);
    await one.ledger.change(key, (entry) => entry && lift(entry, BY, all.clock.now()));
    // The owner, which has not heard of it yet; then one that took over, hours later.
    await all.publish(address);
    await all.publish(address, { rev: 3, lastSeenMs: START_MS + 500 });
    await all.clock.advance(100);
    assert.deepEqual([one.entryOf(address)?.state, two.entryOf(address)?.state], ['lifted', 'lifted']);
    two.kill();
    await all.pass(2 * HOUR_MS);
    await one.ledger.sweep({ retentionMs: HOUR_MS, owns: () => true });
    await all.publish(address, { rev: 2, lastSeenMs: START_MS + 100 });
    await all.publish(address, { rev: 4, lastSeenMs: START_MS + 600 });
    await all.clock.advance(100);
    assert.equal(one.entryOf(address)?.state, 'lifted');
    // What follows from it has ended by now, whatever the ledger remembers.
    await all.pass(6 * HOUR_MS);
    await one.ledger.sweep({ retentionMs: HOUR_MS, owns: () => true });
    await all.clock.advance(100);
    assert.equal(one.entryOf(address), undefined, 'swept');
    await all.publish(address);
    await all.clock.advance(100);
    const again = one.entryOf(address);
    assert.ok(again && !isEnforced(again, all.clock.now()));
    await all.publish(address, { openedMs: all.clock.now() });
    await all.clock.advance(100);
    const fresh = one.entryOf(address);
    assert.ok(fresh && isEnforced(fresh, all.clock.now()), 'fresh evidence counts');
  });
});

describe('the stream of detections', () => {
  it('loses, when nearly full, what every partition has decided', async () => {
    const all = new TestReplicas();
    await all.start(20_000);
    const one = await all.join('one');
    const state = () => all.bus.streams.state(DETECTIONS);
    const address = all.addressIn(3);
    for (let rev = 1; (await state()).bytes < 0.7 * 20_000; rev++) await all.publish(address, { rev });
    await all.clock.advance(5000);
    await cutBack(all.bus.streams, PARTITIONS);
    assert.equal((await state()).firstSequence, 1, 'there is room yet');
    one.kill();
    const waiting = all.addressIn(5);
    const { lastSequence } = await state();
    await all.publish(waiting);
    for (let rev = 1; (await state()).bytes < 0.9 * 20_000; rev++) await all.publish(address, { rev });
    await cutBack(all.bus.streams, PARTITIONS);
    const { firstSequence } = await state();
    assert.ok(firstSequence > 1 && firstSequence <= lastSequence + 1, `${firstSequence} of ${lastSequence}`);
    const two = await all.join('two');
    await all.clock.advance(2 * TTL_MS);
    assert.ok(two.entryOf(waiting));
  });
});
