/** From entries of the ledger to rules of a target. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision, Remediation } from '#libs/domain/decision.ts';
import { NETWORKS, Protection } from '#libs/domain/protection.ts';
import type { RuleScope } from '#libs/domain/scope.ts';
import { Rules } from '#services/enforcer/rules.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';

const rulesFor = (...scopes: RuleScope[]) =>
  new Rules(
    { scopes: new Set(scopes), remediations: new Set(['block', 'allow']) },
    new Protection([NETWORKS.loopback, NETWORKS.private]),
  );

let revision = 0;
const entry = (key: string, options: Partial<Decision> = {}) => ({
  key,
  revision: ++revision,
  decision: decision(options),
});

describe('rules', () => {
  it('are not made of ASNs, of which targets know nothing', () => {
    const rules = rulesFor('ip', 'prefix');
    const entries = [entry('k', { scope: 'asn', value: 'AS64500', remediation: 'allow' })];
    assert.deepEqual([rules.all(entries, START_MS), rules.left.unsupported], [[], 0]);
  });

  it('say what a target needs to know of a decision', () => {
    const [rule] = rulesFor('ip').all([entry('k', { statusCode: 429, id: 'abc' })], START_MS);
    assert.deepEqual(rule, {
      key: 'k',
      scope: 'ip',
      value: '198.51.100.7',
      remediation: 'block',
      statusCode: 429,
      decisionId: 'abc',
      untilMs: START_MS + HOUR_MS,
    });
  });

  const left: readonly (readonly [name: string, options: Partial<Decision>])[] = [
    ['lifted', { state: 'lifted' }],
    ['only recorded', { mode: 'shadow' }],
    ['withheld', { withheld: 'the evidence is too old' }],
    ['over', { untilMs: START_MS }],
    ['of a scope the target does not know', { scope: 'agent', value: 'curl' }],
    ['something the target can’t do', { remediation: 'challenge' }],
    ['about whom nobody may block', { value: '127.0.0.1' }],
    ['about a network that holds somebody nobody may block', { scope: 'prefix', value: '10.0.0.0/16' }],
  ];
  for (const [name, options] of left) {
    it(`leave out what is ${name}`, () => {
      const rules = rulesFor('ip', 'prefix');
      assert.deepEqual(rules.all([entry('k', options)], START_MS), []);
      assert.deepEqual(rules.change(entry('k', options), START_MS), []);
    });
  }

  it('are of intense offenders only where that is asked for, and of whoever is let through', () => {
    const target = {
      scopes: new Set<RuleScope>(['ip']),
      remediations: new Set<Remediation>(['block', 'allow']),
    };
    const rules = new Rules(target, new Protection([]), 'intense');
    const entries = [
      entry('a', { intense: true }),
      entry('b'),
      entry('c', { value: '198.51.100.9', remediation: 'allow' }),
    ];
    assert.deepEqual(
      rules.all(entries, START_MS).map(({ key }) => key),
      ['a', 'c'],
    );
    assert.deepEqual(rules.left, { unsupported: 0, protected: 0, covered: 0 });
    assert.equal(rules.change(entry('b', { intense: true }), START_MS)[0].kind, 'put');
    assert.equal(rules.change(entry('b'), START_MS)[0].kind, 'remove');
  });

  it('are of the remediations that the target knows, and block nobody whom nobody may block', () => {
    const target = { scopes: new Set<RuleScope>(['ip']), remediations: new Set<Remediation>(['challenge']) };
    const rules = new Rules(target, new Protection([NETWORKS.loopback]));
    const entries = [
      entry('a', { remediation: 'challenge' }),
      entry('b'),
      entry('c', { remediation: 'challenge', value: '127.0.0.1' }),
    ];
    assert.deepEqual(
      rules.all(entries, START_MS).map(({ key, remediation }) => [key, remediation]),
      [['a', 'challenge']],
    );
    assert.deepEqual(rules.left, { unsupported: 1, protected: 1, covered: 0 });
  });

  it('let an allow entry be about anybody', () => {
    const allow = entry('k', { value: '10.1.2.3', remediation: 'allow' });
    assert.equal(rulesFor('ip').all([allow], START_MS).length, 1);
  });

  it('are put, and removed when they no longer hold, once', () => {
    const rules = rulesFor('ip');
    const [put] = rules.change(entry('k'), START_MS);
    assert.equal(put.kind, 'put');
    const removed = rules.change(entry('k', { state: 'lifted' }), START_MS);
    assert.deepEqual(removed, [{ kind: 'remove', rule: put.rule }]);
    assert.deepEqual(rules.change(entry('k', { state: 'lifted' }), START_MS), []);
    rules.change(entry('k'), START_MS);
    const [swept] = rules.change({ key: 'k', revision: ++revision, decision: undefined }, START_MS);
    assert.equal(swept.kind, 'remove');
  });

  it('that were given by a reset are removed by a change', () => {
    const rules = rulesFor('ip');
    rules.all([entry('k')], START_MS);
    assert.equal(rules.change(entry('k', { mode: 'shadow' }), START_MS)[0].kind, 'remove');
    rules.all([entry('k')], START_MS);
    rules.all([], START_MS);
    assert.deepEqual(rules.change(entry('k', { mode: 'shadow' }), START_MS), []);
  });

  it('count the decisions that are left to others now, each once', () => {
    const rules = rulesFor('ip');
    const strange = entry('a', { scope: 'agent', value: 'curl' });
    const guarded = entry('b', { value: '127.0.0.1' });
    rules.all([strange, guarded], START_MS);
    rules.all([strange, guarded], START_MS);
    rules.change(strange, START_MS);
    assert.deepEqual(rules.left, { unsupported: 1, protected: 1, covered: 0 });
    rules.change({ ...strange, decision: undefined }, START_MS);
    rules.change(entry('b', { value: '127.0.0.1', state: 'lifted' }), START_MS);
    assert.deepEqual(rules.left, { unsupported: 0, protected: 0, covered: 0 });
  });
});
