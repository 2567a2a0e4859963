/** The list of who is blocked, as others read it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { formatPrefix, parsePrefix, prefixContains, prefixOf, prefixWithout } from '#libs/domain/prefix.ts';
import { DryRunTarget } from '#services/enforcer/targets/dry-run.ts';
import { blockedPrefixes, FILE_FORMATS, fileText } from '#services/enforcer/targets/file/formats.ts';
import { HeldRules } from '#services/enforcer/targets/held-rules.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { remove, ruleOn } from '../support/rule.ts';

const NOW = Date.UTC(2026, 0, 1);
const FAR = NOW + 3_600_000;

function holding(...rules: Rule[]): HeldRules {
  const held = new HeldRules(100);
  held.reset(rules, NOW);
  return held;
}

const block = (value: string) => ruleOn(value, { untilMs: FAR });
const allow = (value: string) => ruleOn(value, { untilMs: FAR, remediation: 'allow' });

describe('the file', () => {
  it('has a line for each blocked prefix', () => {
    const rules = holding(
      block('198.51.100.1'),
      block('203.0.113.0/24'),
      block('2001:db8::1'),
      block('2001:db8:1::/48'),
    );
    const texts = FILE_FORMATS.map((format) => [format, fileText(rules, format)]);
    assert.deepEqual(Object.fromEntries(texts), {
      plain: '198.51.100.1\n203.0.113.0/24\n2001:db8::1\n2001:db8:1::/48\n',
      'nginx-deny': 'deny 198.51.100.1;\ndeny 203.0.113.0/24;\ndeny 2001:db8::1;\ndeny 2001:db8:1::/48;\n',
      'nginx-geo': '198.51.100.1 1;\n203.0.113.0/24 1;\n2001:db8::1 1;\n2001:db8:1::/48 1;\n',
      'haproxy-map': '198.51.100.1 1\n203.0.113.0/24 1\n2001:db8::1 1\n2001:db8:1::/48 1\n',
    });
  });

  it('leaves out who is allowed, and divides a network around them', () => {
    const text = fileText(
      holding(block('198.51.100.1'), block('203.0.113.0/24'), allow('198.51.100.0/24'), allow('203.0.113.5')),
      'plain',
    );
    assert.equal(
      text,
      '203.0.113.0/30\n203.0.113.4\n203.0.113.6/31\n203.0.113.8/29\n203.0.113.16/28\n203.0.113.32/27\n203.0.113.64/26\n203.0.113.128/25\n',
    );
  });

  it('blocks exactly whom the rules do', () => {
    const word = fc.constantFrom(0, 1, 0x80);
    const v4 = fc.tuple(word, word).map(([c, d]) => `198.51.${c}.${d}`);
    const v6 = fc
      .tuple(word, word, word)
      .map(([a, b, c]) => `2001:db8:${a.toString(16)}:${b.toString(16)}::${c.toString(16)}`);
    const value = fc.oneof(
      v4,
      v6,
      fc.tuple(v4, fc.constantFrom(16, 24)).map(([a, bits]) => formatPrefix(parsePrefix(`${a}/${bits}`)!)),
      fc.tuple(v6, fc.constantFrom(48, 64)).map(([a, bits]) => formatPrefix(parsePrefix(`${a}/${bits}`)!)),
    );
    const rule = fc.tuple(value, fc.boolean()).map(([v, allowed]) => (allowed ? allow(v) : block(v)));
    fc.assert(
      fc.asyncProperty(fc.array(rule, { maxLength: 12 }), fc.oneof(v4, v6), async (rules, address) => {
        const oracle = new DryRunTarget({ clock: new SimulatedClock(NOW) });
        await oracle.reset(rules);
        const words = addressOf(address)!;
        const blocked = blockedPrefixes(holding(...rules)).some((prefix) => prefixContains(prefix, words));
        assert.equal(blocked, oracle.refusalOf(address) !== undefined);
      }),
    );
  });
});

describe('a prefix without others', () => {
  it('holds what is left, once', () => {
    const bits = fc.integer({ min: 112, max: 128 });
    const at = fc.integer({ min: 0, max: 0xffff });
    const inside = (low: number) => addressOf(`198.51.${low >> 8}.${low & 255}`)!;
    const hole = fc.tuple(at, bits).map(([low, length]) => prefixOf(inside(low), length));
    fc.assert(
      fc.property(fc.array(hole, { maxLength: 6 }), at, (holes, low) => {
        const left = prefixWithout(prefixOf(inside(0), 112), holes);
        const words = inside(low);
        const excluded = holes.some((each) => prefixContains(each, words));
        const holders = left.filter((each) => prefixContains(each, words));
        assert.equal(
          holders.length,
          excluded ? 0 : 1,
          `${formatAddress(words)} of ${left.map(formatPrefix)}`,
        );
      }),
    );
  });
});

describe('held rules', () => {
  it('are one for each meaning, and no more than there is room for', () => {
    const held = new HeldRules(2);
    held.reset(
      [block('198.51.100.1'), block('::ffff:198.51.100.1'), block('198.51.100.2'), block('198.51.100.3')],
      NOW,
    );
    assert.deepEqual([held.size, held.refused], [2, 1]);
    assert.equal(held.alarm, 'too many rules, 1 not taken in');
    held.apply([remove(block('198.51.100.2'))], NOW);
    held.apply([{ kind: 'put', rule: { ...block('198.51.100.1'), untilMs: NOW } }], NOW);
    assert.equal(held.size, 0);
  });

  it('are of another version when they have changed', () => {
    const held = holding(block('198.51.100.1'));
    const versions = [held.version];
    held.sweep(NOW);
    versions.push(held.version);
    held.sweep(FAR);
    versions.push(held.version);
    assert.equal(versions[0], versions[1]);
    assert.notEqual(versions[1], versions[2]);
  });
});
