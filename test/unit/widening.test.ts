import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isEnforced, MANUAL } from '#libs/domain/decision.ts';
import { Protection, rule } from '#libs/domain/protection.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { AllowList } from '#services/decision/allowlist/allow-list.ts';
import { Exemptions } from '#services/decision/allowlist/exemptions.ts';
import type { Asns } from '#services/decision/asn/asns.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { Neighbours } from '#services/decision/widening/neighbours.ts';
import { Systems } from '#services/decision/widening/systems.ts';
import { Widening } from '#services/decision/widening/widening.ts';
import { change } from '../support/decisions.ts';
import { quietLog } from '../support/log.ts';
import { knownAsns } from '../support/mmdb.ts';
import { TestReplicas } from '../support/replicas.ts';

const MINUTE_MS = 60_000;
const BY = { author: 'ann', reason: 'a mistake' };
const V4 = '198.51.100.0/24';
/** Of AS64500 are a /20, most of a /15, half of a /24, and IPv6. */
const ANNOUNCED = {
  '203.0.112.0/20': 64500,
  '198.18.0.0/15': 64500,
  '198.18.7.0/24': 64501,
  '192.0.2.0/24': 64500,
  '192.88.99.0/25': 64500,
  '2001:db8:a000::/36': 64500,
};
const MANY = 4;

describe('where many neighbours are blocked', () => {
  let all: TestReplicas;
  let ledger: Awaited<ReturnType<TestReplicas['join']>>['ledger'];
  let widening: Widening;
  let isOwner: boolean;
  let asns: { version: number; originOf: Asns['originOf'] };
  let manyOfOne: number;
  beforeEach(async () => {
    all = new TestReplicas();
    await all.start();
    ({ ledger } = await all.join('one'));
    isOwner = true;
    asns = { ...knownAsns(ANNOUNCED) };
    manyOfOne = MANY;
    const feed = () => new ReplicaFeed(ledger.replica);
    widening = new Widening({
      ledger,
      neighbours: new Neighbours(feed()),
      systems: new Systems(feed(), asns),
      exemptions: new Exemptions(
        new Protection([rule('a proxy of ours', '192.0.2.9')]),
        new AllowList(feed(), asns),
        all.clock,
      ),
      thresholds: () => [
        { of: '/24', over: 3 },
        { of: '/64', over: 2 },
        { of: '/48', over: 2 },
        { of: 'asn', over: manyOfOne },
      ],
      owns: () => isOwner,
      clock: all.clock,
      log: quietLog,
    });
  });
  afterEach(() => widening.stop());

  const subjectOf = (value: string) => ({ scope: value.includes('/') ? 'prefix' : 'ip', value }) as const;
  const keyOf = (value: string) => ledgerKey(subjectOf(value), false);

  async function block(value: string, minutes: number, scenario = 'probing'): Promise<void> {
    const openedMs = all.clock.now();
    const untilMs = openedMs + minutes * MINUTE_MS;
    const made = change({ subject: subjectOf(value), contribution: { scenario, openedMs, untilMs } });
    await ledger.change(keyOf(value), (entry) => contribute(entry, made, openedMs));
  }
  async function free(value: string): Promise<void> {
    await ledger.change(keyOf(value), (entry) => entry && lift(entry, BY, all.clock.now()));
  }
  /** Minutes that a network stays blocked; 0 when it is not. */
  async function minutesOf(network: string): Promise<number> {
    await all.clock.advance(1000);
    const entry = ledger.get(keyOf(network));
    const nowMs = all.clock.now();
    return entry && isEnforced(entry, nowMs) ? Math.round((entry.untilMs - nowMs) / MINUTE_MS) : 0;
  }

  it('the network is, for as long as that many are', async () => {
    await block('198.51.100.1', 60);
    await block('198.51.100.2', 20);
    assert.equal(await minutesOf(V4), 0);
    await block('198.51.100.3', 40);
    assert.equal(await minutesOf(V4), 20);
    await block('198.51.100.4', 50);
    assert.equal(await minutesOf(V4), 40);
    assert.equal(await minutesOf('198.51.101.0/24'), 0);
    await all.pass(41 * MINUTE_MS);
    assert.equal(await minutesOf(V4), 0);
    assert.ok(isEnforced(ledger.get(keyOf('198.51.100.1')) ?? assert.fail(), all.clock.now()));
  });

  it('it is free again once some are taken back, and blocked again by new ones', async () => {
    for (let i = 1; i <= 3; i++) await block(`198.51.100.${i}`, 60);
    assert.equal(await minutesOf(V4), 60);
    await free('198.51.100.2');
    assert.equal(await minutesOf(V4), 0);
    assert.equal(ledger.get(keyOf(V4))?.contributions.at(-1)?.reason, 'fewer of it are blocked');
    await block('198.51.100.2', 30);
    assert.equal(await minutesOf(V4), 0, 'what was there before the end does not count again');
    await block('198.51.100.5', 30);
    await block('198.51.100.6', 30);
    assert.equal(await minutesOf(V4), 30);
  });

  it('a person who takes it back has the last word until others offend', async () => {
    for (let i = 1; i <= 3; i++) await block(`198.51.100.${i}`, 60);
    assert.equal(await minutesOf(V4), 60);
    await free(V4);
    await block('198.51.100.4', 60);
    assert.equal(await minutesOf(V4), 0);
  });

  it('what scenarios have found about the network itself stays', async () => {
    await block(V4, 30, 'http-flood-network');
    for (let i = 1; i <= 3; i++) await block(`198.51.100.${i}`, 60);
    assert.equal(await minutesOf(V4), 60);
    await free('198.51.100.1');
    assert.equal(await minutesOf(V4), 30);
  });

  it('IPv6 addresses of a /64, and /64 networks of a /48, count as neighbours', async () => {
    await block('2001:db8:1:1::1', 60);
    await block('2001:db8:1:1::2', 60);
    assert.equal(await minutesOf('2001:db8:1:1::/64'), 60);
    assert.equal(await minutesOf('2001:db8:1::/48'), 0, 'one network is one neighbour');
    await block('2001:db8:1:2::1', 30);
    assert.equal(await minutesOf('2001:db8:1::/48'), 30);
    assert.equal(await minutesOf('2001:db8:1:2::/64'), 0);
  });

  it('it is not blocked where it holds whom nobody may block, nor by who does not own it', async () => {
    for (let i = 1; i <= 3; i++) await block(`192.0.2.${i}`, 60);
    assert.equal(await minutesOf('192.0.2.0/24'), 0);
    isOwner = false;
    for (let i = 1; i <= 3; i++) await block(`198.51.100.${i}`, 60);
    assert.equal(await minutesOf(V4), 0);
    isOwner = true;
    await all.clock.advance(11_000);
    assert.equal(await minutesOf(V4), 60, 'whoever takes the partition over sees what is there');
  });

  it('it is not for those whom people block', async () => {
    for (let i = 1; i <= 3; i++) await block(`198.51.100.${i}`, 60, MANUAL);
    assert.equal(await minutesOf(V4), 0);
  });

  it('it is not written anew for every bit of evidence', async () => {
    for (let i = 1; i <= 3; i++) await block(`198.51.100.${i}`, 60);
    assert.equal(await minutesOf(V4), 60);
    const { revision } = ledger.replica.token;
    for (let i = 0; i < 10; i++) {
      await all.clock.advance(2000);
      await block('198.51.100.3', 60);
    }
    await all.clock.advance(1000);
    assert.equal(ledger.replica.token.revision - revision, 10);
  });

  /** The same, when all networks have been looked at. */
  async function minutesOfEach(...networks: readonly string[]): Promise<number[]> {
    await all.clock.advance(11_000);
    const minutes: number[] = [];
    for (const network of networks) minutes.push(await minutesOf(network));
    return minutes;
  }
  const OF_SYSTEM = ['203.0.113.0/24', '203.0.114.0/24', '198.19.0.0/16', '2001:db8:a123::/48'] as const;
  /** So many of AS64500, one in each of its networks. */
  async function blockMany(minutes = 60): Promise<void> {
    const addresses = ['203.0.113.1', '203.0.114.1', '198.19.1.1', '2001:db8:a123:1::1'];
    for (const each of addresses) await block(each, minutes);
  }

  it('of an autonomous system, those of its networks are of which anybody is', async () => {
    await block('203.0.113.1', 60);
    await block('203.0.114.1', 20.4);
    await block('198.19.1.1', 50);
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [0, 0, 0, 0]);
    await block('2001:db8:a123:1::1', 40);
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [20, 20, 20, 20], 'as long as so many are');
    await block('2001:db8:a123:2::1', 45);
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [40, 20, 40, 40], 'and as long as one of it is');
    assert.equal(ledger.get(keyOf(OF_SYSTEM[0]))?.contributions[0].reason, '5 of AS64500 are blocked');
    assert.deepEqual(await minutesOfEach('203.0.112.0/24', '198.18.0.0/16'), [0, 0]);
  });

  it('what holds addresses of others, too, is left out, and so is what nobody may block', async () => {
    await blockMany();
    await block('192.88.99.1', 60);
    await block('192.0.2.77', 60);
    await block('198.18.7.1', 60);
    await block('198.18.6.1', 60);
    const networks = ['192.88.99.0/24', '192.0.2.0/24', '198.18.7.0/24', '198.18.0.0/16'];
    assert.deepEqual(await minutesOfEach(...networks), [0, 0, 0, 0]);
    assert.deepEqual(await minutesOfEach('203.0.113.0/24', '198.18.6.0/24'), [60, 60]);
  });

  it('addresses of one /64 are one of the system', async () => {
    manyOfOne = 2;
    await block('2001:db8:a123:1::1', 60);
    await block('2001:db8:a123:1::2', 60);
    assert.deepEqual(await minutesOfEach('2001:db8:a123::/48'), [0]);
    await block('203.0.113.1', 60);
    assert.deepEqual(await minutesOfEach('2001:db8:a123::/48', '203.0.113.0/24'), [60, 60]);
  });

  it('all of the networks of a system are free again once some are taken back', async () => {
    await blockMany(90);
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [90, 90, 90, 90]);
    await free('203.0.114.1');
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [0, 0, 0, 0]);
    await block('203.0.114.2', 60);
    assert.deepEqual(
      await minutesOfEach(...OF_SYSTEM),
      [0, 60, 0, 0],
      'where nobody has done anything since',
    );
  });

  it('a system that is allowed is left alone, and what was blocked of it is free', async () => {
    await blockMany();
    assert.deepEqual(await minutesOfEach('203.0.113.0/24'), [60]);
    const allow = { scope: 'asn', value: 'AS64500' } as const;
    const nowMs = all.clock.now();
    const made = change({
      subject: allow,
      contribution: { remediation: 'allow', openedMs: nowMs, untilMs: nowMs + 1e9 },
    });
    await ledger.change(ledgerKey(allow, true), (entry) => contribute(entry, made, nowMs));
    assert.deepEqual(await minutesOfEach('203.0.113.0/24', '198.19.0.0/16'), [0, 0]);
  });

  it('another database places everybody anew', async () => {
    await blockMany(90);
    assert.deepEqual(await minutesOfEach('203.0.113.0/24'), [90]);
    const { originOf } = knownAsns({ '203.0.112.0/20': 64502 });
    Object.assign(asns, { version: 2, originOf });
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [0, 0, 0, 0]);
    manyOfOne = 2;
    await block('203.0.113.2', 60);
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [60, 0, 0, 0]);
  });

  it('systems do not count unless that is asked for', async () => {
    manyOfOne = Number.POSITIVE_INFINITY;
    await blockMany();
    assert.deepEqual(await minutesOfEach(...OF_SYSTEM), [0, 0, 0, 0]);
  });
});
