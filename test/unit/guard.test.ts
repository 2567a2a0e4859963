/** The guard over a ledger: what blocks too many is stopped and taken back, and nothing else. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ledgerKey } from '#libs/domain/scope.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { change } from '../support/decisions.ts';
import { type GuardedReplica, Guarding } from '../support/guarding.ts';

const addresses = (count: number, net = 20) =>
  Array.from({ length: count }, (_, i) => `198.51.${net + (i >>> 8)}.${i & 255}`);
const VISITORS = addresses(120);
const SCANNERS = addresses(40, 60);

describe('a guard', () => {
  let guarding: Guarding;
  let one: GuardedReplica;
  const replicas: GuardedReplica[] = [];
  beforeEach(async () => {
    guarding = new Guarding();
    await guarding.start();
  });
  afterEach(async () => {
    for (const each of replicas.splice(0)) await each.leave();
  });

  async function join(name: string): Promise<GuardedReplica> {
    const replica = await guarding.join(name);
    replicas.push(replica);
    return replica;
  }
  async function begin(): Promise<void> {
    one = await join('one');
  }
  async function blockAll(values: readonly string[], scenario: string, more = {}): Promise<void> {
    for (const value of values) await one.block(value, scenario, more);
  }
  const seconds = (count: number) => guarding.all.clock.advance(1000 * count);
  const trips = () => one.trips.trips.map(({ kind, name, releasedBy }) => [kind, name, releasedBy]);

  it('stops a scenario that blocks half of all clients, and lifts what it has done', async () => {
    await begin();
    await blockAll(SCANNERS, 'scanner');
    await blockAll(VISITORS.slice(0, 10), 'scanner');
    await blockAll(VISITORS, 'everybody');
    assert.equal(one.blocked(VISITORS), 120);
    await seconds(15);
    assert.deepEqual(trips(), [['scenario', 'everybody', '']]);
    assert.equal(await guarding.modeOf('everybody'), 'shadow');
    assert.equal(await guarding.modeOf('scanner'), undefined);
    assert.deepEqual([one.blocked(VISITORS), one.blocked(SCANNERS)], [10, 40], 'what the other found stays');
    const [trip] = one.trips.trips;
    assert.match(trip.why, /^120 of 200 clients within 1m$/);
    assert.ok(trip.lifted === 110 && trip.doneMs > 0);
    assert.deepEqual([one.metrics.trips.value, one.metrics.lifted.value], [1, 110]);
    // What was decided meanwhile elsewhere, by who did not know yet, is lifted too; what is decided now is only recorded.
    const late = change({
      subject: { scope: 'ip', value: '203.0.113.5' },
      contribution: { scenario: 'everybody', version: trip.version, openedMs: guarding.all.clock.now() },
    });
    await one.ledger.change(ledgerKey(late.subject, false), (entry) =>
      contribute(entry, late, guarding.all.clock.now()),
    );
    await one.block('203.0.113.6', 'everybody');
    assert.equal(one.blocked(['203.0.113.5', '203.0.113.6']), 1);
    await seconds(3);
    assert.equal(one.blocked(['203.0.113.5', '203.0.113.6']), 0);
    assert.equal(one.trips.trips[0].lifted, 111);
  });

  it('stops one that blocks a tenth of those who do well', async () => {
    guarding.activity = { clients: 2000, successful: 500 };
    await begin();
    await blockAll(VISITORS.slice(0, 60), 'everybody', { successful: true });
    await blockAll(SCANNERS, 'scanner');
    await seconds(15);
    assert.deepEqual(trips(), [['scenario', 'everybody', '']]);
    assert.match(one.trips.trips[0].why, /^60 of 500 clients whose requests were mostly successful/);
    assert.deepEqual([one.blocked(VISITORS), one.blocked(SCANNERS)], [0, 40]);
  });

  it('leaves alone who blocks few, and everybody while nobody tells how many clients there are', async () => {
    guarding.activity = { clients: 20, successful: 5 };
    await begin();
    await blockAll(SCANNERS, 'scanner', { successful: true });
    await seconds(15);
    assert.deepEqual(trips(), []);
    guarding.activity = undefined;
    await blockAll(VISITORS, 'everybody');
    await seconds(15);
    assert.deepEqual(trips(), []);
    guarding.activity = { clients: 1000, successful: 900 };
    await seconds(15);
    assert.deepEqual(trips(), []);
    assert.equal(one.blocked([...VISITORS, ...SCANNERS]), 160);
  });

  it('counts a minute only, and waits for numbers as new as the blocks', async () => {
    await begin();
    for (const part of [0, 1, 2]) {
      await blockAll(VISITORS.slice(40 * part, 40 * part + 40), 'everybody');
      await seconds(40);
    }
    assert.deepEqual(trips(), []);
    guarding.activity = { clients: 60, successful: 60 };
    await blockAll(addresses(100, 90), 'everybody');
    await seconds(3);
    guarding.activity = { clients: 400, successful: 400 };
    await seconds(20);
    assert.deepEqual(trips(), []);
    assert.equal(one.blocked(VISITORS), 120);
  });

  it('stops a policy when no scenario alone is to blame, and takes back what it did just now', async () => {
    await begin();
    const before = addresses(30, 100);
    await blockAll(before, 'yesterday', { policy: 'high' });
    await seconds(120);
    for (const [i, value] of VISITORS.entries()) await one.block(value, `some-${i % 3}`, { policy: 'high' });
    await blockAll(SCANNERS, 'scanner', { policy: 'medium' });
    await seconds(15);
    assert.deepEqual(trips(), [['policy', 'high', '']]);
    assert.equal(one.book.set.policies.find(({ name }) => name === 'high')?.mode, 'shadow');
    assert.equal(one.book.record.by, 'guard');
    assert.deepEqual([one.blocked(VISITORS), one.blocked(SCANNERS), one.blocked(before)], [0, 40, 30]);
    await one.book.change(({ modes }) => ({
      ...{ modes: { ...modes, high: 'enforce' }, by: 'ann', what: '' },
      madeMs: guarding.all.clock.now(),
    }));
    await seconds(15);
    assert.deepEqual(trips(), [['policy', 'high', 'its mode was set again']]);
  });

  it('lets go when somebody sets the mode again, and leaves it alone for an hour', async () => {
    await begin();
    await blockAll(VISITORS, 'everybody');
    await seconds(15);
    await guarding.setMode('everybody', 'enforce');
    await seconds(15);
    assert.deepEqual(trips(), [['scenario', 'everybody', 'its mode was set again']]);
    await blockAll(addresses(150, 90), 'everybody');
    await seconds(15);
    assert.equal(one.blocked(addresses(150, 90)), 150);
    await guarding.all.pass(3_600_000);
    await blockAll(addresses(150, 110), 'everybody');
    await seconds(15);
    assert.deepEqual(trips(), [['scenario', 'everybody', '']]);
    assert.equal(one.blocked([...addresses(150, 90), ...addresses(150, 110)]), 0);
  });

  it('only warns with mode alarm, does nothing about what is excepted, and blames no policy for either', async () => {
    guarding.settings = { ...guarding.settings, mode: 'alarm', except: ['scanner'] };
    await begin();
    await blockAll(VISITORS, 'everybody', { policy: 'high' });
    await blockAll(addresses(150, 90), 'scanner', { policy: 'high' });
    await seconds(15);
    assert.deepEqual(trips(), [['scenario', 'everybody', '']]);
    assert.equal(one.trips.trips[0].stops, false);
    assert.equal(await guarding.modeOf('everybody'), undefined);
    assert.equal(one.blocked([...VISITORS, ...addresses(150, 90)]), 270);
  });

  it('stops what is in no scenario set by only recording what it says', async () => {
    await begin();
    await blockAll(VISITORS, 'of-our-own');
    await seconds(15);
    assert.deepEqual(trips(), [['scenario', 'of-our-own', '']]);
    assert.equal(one.trips.trips[0].isModeChanged, false);
    await one.block('203.0.113.6', 'of-our-own');
    await seconds(30);
    assert.equal(one.blocked([...VISITORS, '203.0.113.6']), 0);
    assert.deepEqual(trips(), [['scenario', 'of-our-own', '']], 'nobody has set a mode');
  });

  it('undoes no unban, and what people decide stays', async () => {
    await begin();
    await blockAll(VISITORS, 'everybody');
    const byHand = (value: string) => ledgerKey({ scope: 'ip', value }, false);
    const nowMs = guarding.all.clock.now();
    await one.ledger.change(byHand(VISITORS[0]), (entry) =>
      lift(entry ?? assert.fail(), { author: 'ann', reason: '' }, nowMs),
    );
    await one.block(VISITORS[1], 'manual', { version: '', policy: '' });
    await seconds(15);
    assert.equal(one.blocked(VISITORS), 1);
    assert.equal(one.replica.entryOf(VISITORS[0])?.contributions.at(-1)?.author, 'ann');
  });

  const leftBehind: number[] = [];
  /** Steps after which the one that acts is killed: answers to so many of its calls have come. */
  for (const steps of [0, 1, 2, 4, 8, 20, 60, 110, 130]) {
    it(`is finished by the next when it dies after ${steps} steps`, async () => {
      const two = await join('two');
      await begin();
      await blockAll(VISITORS, 'everybody');
      await blockAll(SCANNERS, 'scanner');
      await seconds(5);
      one.replica.pausing.pauseAfter(steps);
      await seconds(6);
      one.replica.kill();
      guarding.owner = 'two';
      leftBehind.push(two.blocked(VISITORS));
      await seconds(20);
      assert.deepEqual([two.blocked(VISITORS), two.blocked(SCANNERS)], [0, 40]);
      assert.equal(await guarding.modeOf('everybody'), 'shadow');
      const [trip, ...others] = two.trips.trips;
      assert.equal(others.length, 0);
      assert.ok(trip.name === 'everybody' && trip.settledMs > 0 && trip.doneMs > 0 && trip.releasedMs === 0);
      one.replica.pausing.resume();
      await seconds(5);
      assert.deepEqual([two.blocked(VISITORS), two.blocked(SCANNERS)], [0, 40]);
    });
  }

  it('has died before, in the middle and after it had lifted them', () => {
    assert.ok(leftBehind.includes(120) && leftBehind.includes(0), `${leftBehind}`);
    assert.ok(
      leftBehind.some((left) => left > 0 && left < 120),
      `${leftBehind}`,
    );
  });
});
