/** What an nginx tells that it holds, compared with what it should. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { Remediation } from '#libs/domain/decision.ts';
import type { RuleScope } from '#libs/domain/scope.ts';
import { Comparison } from '#services/enforcer/targets/nginx/comparison.ts';
import { keyOf, keyOfHex } from '#services/enforcer/targets/nginx/key.ts';
import { THROTTLE } from '#services/enforcer/targets/nginx/options.ts';
import type { Held } from '#services/enforcer/targets/nginx/protocol.ts';
import { RuleTable } from '#services/enforcer/targets/nginx/rule-table.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { remove, ruleOn } from '../support/rule.ts';

const NOW_MS = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const on = (value: string, more: Partial<Rule> = {}) => ruleOn(value, { untilMs: NOW_MS + HOUR_MS, ...more });
const heldOf = (line: string): Held => {
  const [, , key, until, status, letter, id, ...rate] = line.trim().split(' ');
  return { kind: 'held', key, untilMs: Number(until), value: [`${letter}${status}${id}`, ...rate].join(' ') };
};

async function started(...rules: Rule[]) {
  const limits = {
    rate: THROTTLE,
    rulesMax: 1000,
    log: { revisionsMax: 100, linesMax: 1000 },
    hostAheadMs: () => 0,
  };
  const table = new RuleTable('s', limits);
  await table.reset(rules, new SimulatedClock(NOW_MS));
  const held = [...table.entries()].map(({ line }) => heldOf(line));
  return { table, held, comparison: new Comparison(table) };
}
const nothing = () => false;

test('a key is known again by its digits, of whatever kind it is', () => {
  const values: readonly [RuleScope, string][] = [
    ['ip', '255.0.0.1'],
    ['ip', '254.104.1.2'],
    ['ip', '2001:db8::1'],
    ['ip', 'ff02::1'],
    ['prefix', '203.0.113.0/24'],
    ['prefix', '2001:db8:1::/48'],
    ['ip+host', '203.0.113.1 shop.example'],
    ['ip+agent', '203.0.113.1 curl/8'],
    ['host+path', 'shop.example /login'],
    ['host+path', '- /login'],
    ['agent', 'bad bot'],
  ];
  for (const [scope, value] of values) {
    for (const isAllow of [false, true]) {
      const key = keyOf(scope, value, isAllow);
      assert.ok(key);
      assert.equal(keyOfHex(key.slice(2)), key);
    }
  }
  for (const other of ['', '66', 'ff66', 'ab'.repeat(18), 'ff'.repeat(20)])
    assert.equal(keyOfHex(other), undefined);
});

describe('comparison', () => {
  test('finds what is missing, too many, another, or ends at another time', async () => {
    const rules = [on('192.0.2.1'), on('192.0.2.2'), on('192.0.2.3', { remediation: 'throttle' })];
    const { held, comparison, table } = await started(...rules);
    comparison.hear(held.slice(0, 2), 1, NOW_MS);
    assert.ok(!comparison.isComplete);
    comparison.hear(held.slice(2), 0, NOW_MS);
    assert.ok(comparison.isComplete);
    assert.equal(comparison.differences(nothing, NOW_MS), 0);
    const [first] = held;
    for (const [count, told] of [
      [1, held.slice(1)],
      [1, [...held, { ...first, key: 'c0000209' }]],
      [1, [...held, { ...first, key: '666f6f', value: '-' }]],
      [1, [{ ...first, value: first.value.replace('b', 'a') }, ...held.slice(1)]],
      [1, [{ ...first, untilMs: first.untilMs - 60_000 }, ...held.slice(1)]],
      [3, []],
    ] as const) {
      const another = new Comparison(table);
      another.hear(told, 0, NOW_MS);
      assert.equal(another.differences(nothing, NOW_MS), count);
    }
  });

  test('says nothing of what changed meanwhile, ends just now, or found no room', async () => {
    const [one, two, short] = [on('192.0.2.1'), on('192.0.2.2'), on('192.0.2.3', { untilMs: NOW_MS + 500 })];
    const { table, held, comparison } = await started(one, two, short);
    comparison.hear([held[0], { ...held[0], key: 'c0000207', untilMs: NOW_MS + 200 }], 0, NOW_MS);
    assert.equal(comparison.differences(nothing, NOW_MS), 1);
    assert.equal(
      comparison.differences((key) => key === 'i c0000202', NOW_MS),
      0,
    );
    const edits = table.plan([remove(one)], NOW_MS);
    table.commit(edits);
    const late = new Comparison(table);
    late.hear(held, 0, NOW_MS);
    assert.equal(late.differences(nothing, NOW_MS), 1);
    late.touch(['i c0000201']);
    assert.equal(late.differences(nothing, NOW_MS), 0);
  });

  test('has an end, whatever is told', async () => {
    const { comparison, held } = await started(on('192.0.2.1'));
    for (let i = 0; i < 40; i++) comparison.hear(Array(500).fill(held[0]), 1, NOW_MS);
    assert.ok(comparison.isVain);
  });
});

test('remediations that nginx knows are all compared', async () => {
  const all: Remediation[] = ['block', 'throttle', 'allow'];
  const { held, comparison } = await started(
    ...all.map((remediation, i) => on(`192.0.2.${i}`, { remediation })),
  );
  comparison.hear(held, 0, NOW_MS);
  assert.equal(comparison.differences(nothing, NOW_MS), 0);
});
