/** What every target must do. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PERMANENT_MS } from '#libs/domain/decision.ts';
import type { Target } from '#services/enforcer/targets/target.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

export interface TargetUnderTest {
  readonly target: Target;
  /**
   * The id of the decision by which a client with this address is refused, true when the target does not tell; undefined
   * when it is served.
   */
  refuses(address: string): Promise<string | true | undefined>;
  stop(): Promise<void>;
}

const SHORT_MS = 1000;
const AFTER_SHORT_MS = 1300;

export function targetContract(
  name: string,
  start: () => Promise<TargetUnderTest>,
  options: { skip?: string | false } = {},
): void {
  describe(`target contract: ${name}`, { skip: options.skip ?? false }, () => {
    let target: Target;
    let refuses: TargetUnderTest['refuses'];
    let stop: TargetUnderTest['stop'];

    async function isRefused(address: string, decisionId: string): Promise<void> {
      const by = await refuses(address);
      if (by !== true) assert.equal(by, decisionId);
    }

    before(async () => {
      ({ target, refuses, stop } = await start());
    });
    after(() => stop?.());
    beforeEach(() => target.reset([]));

    test('enforces what it was given, and says when', async () => {
      const startMs = Date.now();
      const applied = await target.apply([put(ruleOn('198.51.100.1', { decisionId: 'one' }))]);
      assert.equal(applied.instances, 1);
      assert.ok(applied.atMs >= startMs - 1 && applied.atMs <= Date.now() + 1);
      await isRefused('198.51.100.1', 'one');
      assert.equal(await refuses('198.51.100.2'), undefined);
      assert.deepEqual(target.status(), { held: 1, instances: 1, alarm: '' });
    });

    test('a reset puts what is new, keeps what stays and drops the rest', async () => {
      await target.reset([ruleOn('198.51.100.1'), ruleOn('198.51.100.2')]);
      await target.reset([ruleOn('198.51.100.2'), ruleOn('198.51.100.3'), ruleOn('203.0.113.0/24')]);
      assert.equal(await refuses('198.51.100.1'), undefined);
      await isRefused('198.51.100.2', 'd198-51-100-2');
      await isRefused('198.51.100.3', 'd198-51-100-3');
      await isRefused('203.0.113.77', 'd203-0-113-0-24');
      assert.equal(target.status().held, 3);
    });

    test('the same change again changes nothing', async () => {
      const rule = ruleOn('198.51.100.1', { decisionId: 'same' });
      for (let i = 0; i < 3; i++) assert.equal((await target.apply([put(rule)])).instances, 1);
      await isRefused('198.51.100.1', 'same');
      assert.equal(target.status().held, 1);
      for (let i = 0; i < 2; i++) assert.equal((await target.apply([remove(rule)])).instances, 1);
      assert.equal(await refuses('198.51.100.1'), undefined);
      assert.equal(target.status().held, 0);
    });

    test('applies changes in order', async () => {
      const one = ruleOn('198.51.100.1', { decisionId: 'one' });
      const two = ruleOn('198.51.100.1', { decisionId: 'two' });
      await target.apply([put(one), remove(one), put(two)]);
      await isRefused('198.51.100.1', 'two');
      await target.apply([put(one), put(two), remove(two)]);
      assert.equal(await refuses('198.51.100.1'), undefined);
      await Promise.all([target.apply([put(one)]), target.apply([remove(one)]), target.apply([put(two)])]);
      await isRefused('198.51.100.1', 'two');
    });

    test('removes what is not there', async () => {
      const applied = await target.apply([remove(ruleOn('198.51.100.1')), remove(ruleOn('203.0.113.0/24'))]);
      assert.equal(applied.instances, 1);
      assert.equal(target.status().held, 0);
    });

    test('lets a rule go by itself when its time is over', async () => {
      await target.apply([
        put(ruleOn('198.51.100.1', { untilMs: Date.now() + SHORT_MS })),
        put(ruleOn('198.51.100.2', { untilMs: Date.now() - 1 })),
        put(ruleOn('198.51.100.3')),
      ]);
      await isRefused('198.51.100.1', 'd198-51-100-1');
      assert.equal(await refuses('198.51.100.2'), undefined);
      await sleep(AFTER_SHORT_MS);
      assert.equal(await refuses('198.51.100.1'), undefined);
      await isRefused('198.51.100.3', 'd198-51-100-3');
      assert.equal(target.status().held, 1);
    });

    test('keeps a rule that has no end, through a reset too', async () => {
      const rules = ['198.51.100.1', '203.0.113.0/24'].map((value) =>
        ruleOn(value, { untilMs: PERMANENT_MS }),
      );
      await target.apply(rules.map((rule) => put(rule)));
      await isRefused('198.51.100.1', 'd198-51-100-1');
      await target.reset(rules);
      await isRefused('198.51.100.1', 'd198-51-100-1');
      await isRefused('203.0.113.9', 'd203-0-113-0-24');
      assert.equal(target.status().held, 2);
    });

    test('a later time replaces an earlier one, and an earlier one a later', async () => {
      await target.apply([put(ruleOn('198.51.100.1', { untilMs: Date.now() + SHORT_MS }))]);
      await target.apply([put(ruleOn('198.51.100.1'))]);
      await target.apply([put(ruleOn('198.51.100.2'))]);
      await target.apply([put(ruleOn('198.51.100.2', { untilMs: Date.now() + SHORT_MS }))]);
      await sleep(AFTER_SHORT_MS);
      await isRefused('198.51.100.1', 'd198-51-100-1');
      assert.equal(await refuses('198.51.100.2'), undefined);
    });

    test('an address and prefixes that hold it are rules of their own', async () => {
      await target.reset([
        ruleOn('198.51.100.1', { untilMs: Date.now() + SHORT_MS }),
        ruleOn('198.51.100.0/24'),
        ruleOn('203.0.113.0/24', { untilMs: Date.now() + SHORT_MS }),
        ruleOn('203.0.113.9'),
      ]);
      assert.ok(await refuses('198.51.100.1'));
      assert.ok(await refuses('203.0.113.8'));
      await sleep(AFTER_SHORT_MS);
      await isRefused('198.51.100.1', 'd198-51-100-0-24');
      assert.equal(await refuses('203.0.113.8'), undefined);
      await isRefused('203.0.113.9', 'd203-0-113-9');
      await target.apply([remove(ruleOn('198.51.100.0/24'))]);
      assert.equal(await refuses('198.51.100.2'), undefined);
    });

    test('allow wins over block, as long as it holds', async () => {
      const allowed = ruleOn('198.51.100.1', { remediation: 'allow' });
      await target.reset([ruleOn('198.51.100.1'), ruleOn('198.51.0.0/16'), allowed]);
      assert.equal(await refuses('198.51.100.1'), undefined);
      await isRefused('198.51.100.2', 'd198-51-0-0-16');
      await target.apply([put(ruleOn('198.51.101.0/24', { remediation: 'allow' }))]);
      assert.equal(await refuses('198.51.101.7'), undefined);
      const untilMs = Date.now() + SHORT_MS;
      await target.apply([put(ruleOn('198.51.100.2', { remediation: 'allow', untilMs })), remove(allowed)]);
      await isRefused('198.51.100.1', 'd198-51-100-1');
      assert.equal(await refuses('198.51.100.2'), undefined);
      await sleep(AFTER_SHORT_MS);
      await isRefused('198.51.100.2', 'd198-51-0-0-16');
      assert.equal(target.status().held, 3);
    });

    test('an allow entry alone refuses nobody', async () => {
      await target.apply([put(ruleOn('198.51.100.1', { remediation: 'allow' }))]);
      assert.equal(await refuses('198.51.100.1'), undefined);
      assert.equal(await refuses('198.51.100.2'), undefined);
    });

    test('enforces each length of the menu, IPv6 too', async () => {
      await target.reset([
        ruleOn('198.51.0.0/16'),
        ruleOn('203.0.113.0/24'),
        ruleOn('192.0.2.1'),
        ruleOn('2001:db8:1::/48'),
        ruleOn('2001:db8:2:3::/64'),
        ruleOn('2001:db8:4::1'),
      ]);
      await isRefused('198.51.255.255', 'd198-51-0-0-16');
      assert.equal(await refuses('198.52.0.0'), undefined);
      await isRefused('203.0.113.0', 'd203-0-113-0-24');
      assert.equal(await refuses('203.0.112.255'), undefined);
      await isRefused('192.0.2.1', 'd192-0-2-1');
      await isRefused('2001:db8:1:ffff::1', 'd2001-db8-1---48');
      assert.equal(await refuses('2001:db8:0:ffff::1'), undefined);
      await isRefused('2001:db8:2:3:4::1', 'd2001-db8-2-3---64');
      assert.equal(await refuses('2001:db8:2:4::1'), undefined);
      await isRefused('2001:db8:4::1', 'd2001-db8-4--1');
      assert.equal(await refuses('2001:db8:4::2'), undefined);
    });

    test('allow wins over block in IPv6', async () => {
      await target.reset([
        ruleOn('2001:db8:1::/48'),
        ruleOn('2001:db8:1:2::/64', { remediation: 'allow' }),
        ruleOn('2001:db8:1::1', { remediation: 'allow' }),
      ]);
      assert.equal(await refuses('2001:db8:1:2::9'), undefined);
      assert.equal(await refuses('2001:db8:1::1'), undefined);
      await isRefused('2001:db8:1::2', 'd2001-db8-1---48');
    });

    test('an IPv4 address is the same in its IPv6 form', async () => {
      await target.apply([put(ruleOn('198.51.100.1')), put(ruleOn('203.0.113.0/24'))]);
      await isRefused('::ffff:198.51.100.1', 'd198-51-100-1');
      await isRefused('::ffff:203.0.113.5', 'd203-0-113-0-24');
      assert.equal(await refuses('::ffff:198.51.100.2'), undefined);
    });

    test('holds thousands of rules, by reset and by change', async () => {
      const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
      const rules = Array.from({ length: 5000 }, (_, i) => ruleOn(address(i)));
      await target.reset(rules);
      const more = Array.from({ length: 3000 }, (_, i) => ruleOn(address(10_000 + i)));
      await target.apply([...more.map(put), ...rules.slice(0, 1000).map(remove)]);
      assert.equal(target.status().held, 7000);
      for (const [i, refused] of [
        [0, false],
        [999, false],
        [1000, true],
        [4999, true],
        [5000, false],
        [10_000, true],
        [12_999, true],
        [13_000, false],
      ] as const) {
        assert.equal((await refuses(address(i))) !== undefined, refused, address(i));
      }
      await target.reset([]);
      assert.equal(await refuses(address(4999)), undefined);
      assert.equal(target.status().held, 0);
    });
  });
}
