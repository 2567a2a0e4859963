/** The text that nft is given, and what its sets should hold. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { editScript, replaceScript } from '#services/enforcer/targets/nftables/ruleset.ts';
import { differencesOf } from '#services/enforcer/targets/packets/differences.ts';
import { ElementTable } from '#services/enforcer/targets/packets/element-table.ts';
import { elementOf, SET_NAMES, TIMEOUT_MAX_MS } from '#services/enforcer/targets/packets/elements.ts';
import type { Change } from '#services/enforcer/targets/target.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const NOW = 1_000_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('the script of a batch', () => {
  const script = (...edits: [string, number | undefined][]) =>
    editScript('weir', new Map([['ban4_32', new Map(edits)]]), NOW);

  it('adds, deletes and adds, so that it may find the address or not', () => {
    assert.equal(
      script(['192.0.2.1', NOW + 1500], ['192.0.2.2', undefined], ['192.0.2.3', NOW + HOUR_MS]),
      'add element inet weir ban4_32 { 192.0.2.1, 192.0.2.2, 192.0.2.3 }\n' +
        'delete element inet weir ban4_32 { 192.0.2.1, 192.0.2.2, 192.0.2.3 }\n' +
        'add element inet weir ban4_32 { 192.0.2.1 timeout 1s500ms, 192.0.2.3 timeout 3600s0ms }\n',
    );
  });

  it('is nothing when nothing changes, and adds nothing that is over', () => {
    assert.equal(script(), '');
    assert.doesNotMatch(script(['192.0.2.1', NOW]), /timeout/);
  });

  it('gives the kernel no longer time than it can count', () => {
    assert.match(script(['192.0.2.1', Number.MAX_SAFE_INTEGER]), / timeout 2073600s0ms /);
    assert.match(script(['192.0.2.1', Number.POSITIVE_INFINITY]), / timeout 2073600s0ms /);
  });
});

describe('the table', () => {
  it('looks up each length of the menu, whoever is allowed first', () => {
    const rules = replaceScript('weir', 1000, new Map(), NOW).match(/(?<=^ {4})ip6? saddr.*$/gm);
    assert.deepEqual(rules, [
      'ip saddr @allow4_32 accept',
      'ip saddr & 255.255.255.0 @allow4_24 accept',
      'ip saddr & 255.255.0.0 @allow4_16 accept',
      'ip6 saddr @allow6_128 accept',
      'ip6 saddr & ffff:ffff:ffff:ffff:: @allow6_64 accept',
      'ip6 saddr & ffff:ffff:ffff:: @allow6_48 accept',
      'ip saddr @ban4_32 drop',
      'ip saddr & 255.255.255.0 @ban4_24 drop',
      'ip saddr & 255.255.0.0 @ban4_16 drop',
      'ip6 saddr @ban6_128 drop',
      'ip6 saddr & ffff:ffff:ffff:ffff:: @ban6_64 drop',
      'ip6 saddr & ffff:ffff:ffff:: @ban6_48 drop',
    ]);
  });

  it('is written from numbers, whatever the value of a rule says', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.tuple(fc.ipV4(), fc.string({ maxLength: 20 })).map((parts) => parts.join('')),
      fc.tuple(fc.ipV6(), fc.integer({ min: -1, max: 200 })).map((parts) => parts.join('/')),
      fc.ipV6(),
      fc.ipV4(),
    );
    fc.assert(
      fc.property(hostile, fc.constantFrom('ip', 'prefix', 'agent'), (value, scope) => {
        const element = elementOf(ruleOn('192.0.2.1', { value, scope }));
        if (!element) return;
        assert.match(element.address, /^[0-9a-f.:]+$/);
        assert.ok(SET_NAMES.includes(element.set));
      }),
    );
  });
});

describe('the elements', () => {
  const MAX = 3;
  const address = fc.integer({ min: 0, max: 7 });
  const change = fc.record({ at: address, forMs: fc.integer({ min: -1, max: 40 }), gone: fc.boolean() });
  const ruleAt = (at: number, untilMs = 0) => ruleOn(`192.0.2.${at}`, { untilMs });

  it('are as the changes say, and never more than there is room for', () => {
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 30 }), (batches) => {
        const table = new ElementTable(MAX);
        /** As a kernel would hold it, and all that was ever wanted. */
        const kernel = new Map<string, number>();
        const wanted = new Map<string, number>();
        let nowMs = NOW;
        for (const batch of batches) {
          nowMs += 5;
          const changes = batch.map(({ at, forMs, gone }): Change => {
            const rule = ruleAt(at, nowMs + forMs);
            if (gone || forMs <= 0) wanted.delete(rule.value);
            else wanted.set(rule.value, rule.untilMs);
            return gone ? remove(rule) : put(rule);
          });
          for (const held of [kernel, wanted])
            for (const [each, until] of held) if (until <= nowMs) held.delete(each);
          const before = new Map(kernel);
          const plan = table.plan(changes, nowMs);
          table.commit(plan);
          for (const [each, untilMs] of plan.edits.get('ban4_32') ?? []) {
            if (untilMs === undefined) kernel.delete(each);
            else kernel.set(each, untilMs);
          }
          table.sweep(nowMs);
          assert.deepEqual(new Map(table.sets.get('ban4_32')), kernel);
          assert.ok(kernel.size <= MAX);
          for (const [each, untilMs] of kernel) assert.equal(untilMs, wanted.get(each));
          // Whoever was held and is still wanted has not made room for anybody.
          for (const each of before.keys()) assert.equal(kernel.has(each), wanted.has(each));
          assert.equal(kernel.size, Math.min(MAX, kernel.size + table.waiting));
          if (table.lost === 0) assert.equal(kernel.size + table.waiting, wanted.size);
        }
      }),
    );
  });

  it('count what packets can’t be compared with', () => {
    const table = new ElementTable(MAX);
    const agent = ruleOn('curl', { scope: 'agent' });
    table.commit(table.plan([put(agent), remove(agent), put(ruleOn('192.0.2.0/23'))], NOW));
    assert.deepEqual([table.size, table.unenforceable], [0, 2]);
  });
});

describe('the comparison with the kernel', () => {
  function compared(
    wantedForMs: number | undefined,
    listedForMs: number | undefined,
    rest: { except?: string[]; tookMs?: number } = {},
  ): 'same' | 'put' | 'removed' {
    const edits = differencesOf({
      wanted: new Map(wantedForMs === undefined ? [] : [['a', NOW + wantedForMs]]),
      listed: new Map(listedForMs === undefined ? [] : [['a', listedForMs]]),
      except: new Set(rest.except),
      nowMs: NOW,
      tookMs: rest.tookMs ?? 0,
    });
    if (!edits.has('a')) return 'same';
    return edits.get('a') === undefined ? 'removed' : 'put';
  }

  it('finds what is missing, what ends at another time, and what should not be there', () => {
    assert.equal(compared(HOUR_MS, undefined), 'put');
    assert.equal(compared(HOUR_MS, Number.POSITIVE_INFINITY), 'put');
    assert.equal(compared(HOUR_MS, HOUR_MS - 60_000), 'put');
    assert.equal(compared(undefined, HOUR_MS), 'removed');
    assert.equal(compared(HOUR_MS, HOUR_MS - 999), 'same');
  });

  it('leaves alone what is about to end, and what changed meanwhile', () => {
    assert.equal(compared(1000, undefined), 'same');
    assert.equal(compared(undefined, 1000), 'same');
    assert.equal(compared(HOUR_MS, undefined, { except: ['a'] }), 'same');
    assert.equal(compared(undefined, HOUR_MS, { except: ['a'] }), 'same');
    assert.equal(compared(HOUR_MS, HOUR_MS + 9000, { tookMs: 10_000 }), 'same');
  });

  it('gives time again to what lasts longer than the kernel can be told', () => {
    const year = 365 * DAY_MS;
    assert.equal(compared(year, TIMEOUT_MAX_MS), 'same');
    assert.equal(compared(year, TIMEOUT_MAX_MS / 2 + 1000), 'same');
    assert.equal(compared(year, TIMEOUT_MAX_MS / 2 - 1000), 'put');
    assert.equal(compared(TIMEOUT_MAX_MS - DAY_MS, TIMEOUT_MAX_MS - 2 * DAY_MS), 'put');
  });
});
