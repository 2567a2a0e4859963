import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isEnforced, MANUAL } from '#libs/domain/decision.ts';
import { Protection, rule } from '#libs/domain/protection.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { AllowList } from '#services/decision/allowlist/allow-list.ts';
import { Exemptions } from '#services/decision/allowlist/exemptions.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { Neighbours } from '#services/decision/widening/neighbours.ts';
import { Widening } from '#services/decision/widening/widening.ts';
import { change } from '../support/decisions.ts';
import { quietLog } from '../support/log.ts';
import { TestReplicas } from '../support/replicas.ts';

const MINUTE_MS = 60_000;
const BY = { author: 'ann', reason: 'a mistake' };
const V4 = '198.51.100.0/24';

describe('where many neighbours are blocked', () => {
  let all: TestReplicas;
  let ledger: Awaited<ReturnType<TestReplicas['join']>>['ledger'];
  let widening: Widening;
  let isOwner: boolean;
  beforeEach(async () => {
    all = new TestReplicas();
    await all.start();
    ({ ledger } = await all.join('one'));
    isOwner = true;
    const feed = () => new ReplicaFeed(ledger.replica);
    widening = new Widening({
      ledger,
      neighbours: new Neighbours(feed()),
      exemptions: new Exemptions(
        new Protection([rule('a proxy of ours', '192.0.2.9')]),
        new AllowList(feed(), NO_ASNS),
        all.clock,
      ),
      thresholds: () => [
        { bits: 24, over: 3 },
        { bits: 64, over: 2 },
        { bits: 48, over: 2 },
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
});
