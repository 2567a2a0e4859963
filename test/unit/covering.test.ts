/** Rules that wider ones make superfluous: left out of the target, and back in time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import { parsePrefix, prefixCovers } from '#libs/domain/prefix.ts';
import { Protection } from '#libs/domain/protection.ts';
import { ledgerKey, type RuleScope } from '#libs/domain/scope.ts';
import { Rules } from '#services/enforcer/rules.ts';
import type { Change, Rule } from '#services/enforcer/targets/target.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';

const SCOPES: ReadonlySet<RuleScope> = new Set<RuleScope>(['ip', 'prefix', 'ip+host']);
const MENU = { scopes: SCOPES, remediations: new Set(['block', 'throttle', 'allow'] as const) };
const SINGLE = '198.51.100.7';
const NETWORK = '198.51.100.0/24';
const LARGER = '198.51.0.0/16';

/** A target, and the ledger that it should do as. */
class Kept {
  readonly rules = new Rules(MENU, new Protection([]));
  readonly held = new Map<string, Rule>();
  readonly ledger = new Map<string, Decision>();
  nowMs = START_MS;

  /** Puts a decision about somebody for some hours, or with 0 lifts it. */
  say(value: string, hours: number, options: Partial<Decision> = {}): string[] {
    const scope = value.includes(' ') ? 'ip+host' : value.includes('/') ? 'prefix' : 'ip';
    const subject = { scope, value } as const;
    const state = hours > 0 ? 'active' : 'lifted';
    const untilMs = this.nowMs + Math.max(hours, 1) * HOUR_MS;
    const made = decision({ ...subject, state, untilMs, ...options });
    const key = ledgerKey(subject, made.remediation === 'allow');
    const before = new Map(this.ledger);
    this.ledger.set(key, made);
    return this.apply(this.rules.change({ key, revision: 1, decision: made }, this.nowMs), before);
  }

  /** @param before the ledger before the changes: what both want holds at every moment */
  apply(changes: readonly Change[], before: ReadonlyMap<string, Decision> = this.ledger): string[] {
    for (const { kind, rule } of changes) {
      if (kind === 'put') this.held.set(rule.key, rule);
      else assert.ok(this.held.delete(rule.key), `${rule.value} was not there`);
      for (const [key, each] of this.ledger) {
        const earlier = before.get(key);
        if (earlier && this.wants(earlier) && this.wants(each) && isSameAnswer(earlier, each))
          this.check(earlier.untilMs < each.untilMs ? earlier : each);
      }
    }
    for (const each of this.ledger.values()) if (this.wants(each)) this.check(each);
    return changes.map(({ kind, rule }) => `${kind === 'put' ? '+' : '-'}${rule.value}`);
  }

  wants(each: Decision): boolean {
    return isEnforced(each, this.nowMs);
  }

  tidy(): string[] {
    const done: string[] = [];
    while (this.rules.isUntidy) done.push(...this.apply(this.rules.tidy(this.nowMs)));
    return done;
  }

  reset(): void {
    const entries = [...this.ledger].map(([key, made]) => ({ key, revision: 1, decision: made }));
    this.held.clear();
    for (const rule of this.rules.all(entries, this.nowMs)) this.held.set(rule.key, rule);
    for (const each of this.ledger.values()) if (this.wants(each)) this.check(each);
  }

  /** Somebody is refused for as long as a decision says, by its own rule or a wider one of the same answer. */
  check({ scope, value, remediation, statusCode, untilMs }: Decision): void {
    const isDone = [...this.held.values()].some((rule) => {
      if (rule.remediation !== remediation || rule.statusCode !== statusCode) return false;
      if (rule.untilMs < untilMs) return false;
      if (rule.scope === scope && rule.value === value) return true;
      return scope !== 'ip+host' && remediation === 'block' && covers(rule, value);
    });
    assert.ok(isDone, `${remediation} ${value} is missing`);
  }

  get values(): string[] {
    return [...this.held.values()].map(({ value }) => value).sort();
  }
}

function isSameAnswer(a: Decision, b: Decision): boolean {
  return a.remediation === b.remediation && a.statusCode === b.statusCode;
}

function covers({ scope, value: outer }: Rule, inner: string): boolean {
  const [wide, narrow] = [parsePrefix(outer), parsePrefix(inner)];
  return scope === 'prefix' && wide !== undefined && narrow !== undefined && prefixCovers(wide, narrow);
}

describe('what a wider rule covers', () => {
  it('is not given, leaves the target when that has time, and is back when the wider one is lifted', () => {
    const kept = new Kept();
    assert.deepEqual(kept.say(SINGLE, 1), [`+${SINGLE}`]);
    assert.deepEqual(kept.say(NETWORK, 2), [`+${NETWORK}`]);
    assert.deepEqual(kept.say('198.51.100.8', 1), []);
    assert.deepEqual(kept.tidy(), [`-${SINGLE}`]);
    assert.equal(kept.rules.left.covered, 2);
    assert.ok([...kept.ledger.keys()].every((key) => kept.rules.isCarriedOut(key)));
    assert.deepEqual(kept.say(NETWORK, 0), ['+198.51.100.8', `+${SINGLE}`, `-${NETWORK}`]);
    assert.deepEqual([kept.values, kept.rules.left.covered], [['198.51.100.7', '198.51.100.8'], 0]);
  });

  it('stays when it lasts longer, answers otherwise, or is about some requests only', () => {
    const kept = new Kept();
    kept.say(NETWORK, 2);
    assert.deepEqual(kept.say(SINGLE, 3), [`+${SINGLE}`]);
    assert.deepEqual(kept.say('198.51.100.8', 1, { statusCode: 429 }), ['+198.51.100.8']);
    assert.deepEqual(kept.say('198.51.100.9', 1, { remediation: 'throttle' }), ['+198.51.100.9']);
    assert.deepEqual(kept.say('198.51.100.9', 1, { remediation: 'allow' }), ['+198.51.100.9']);
    assert.deepEqual(kept.say('198.51.100.9 shop.example', 1), ['+198.51.100.9 shop.example']);
    assert.deepEqual(kept.say('198.51.101.1', 1), ['+198.51.101.1']);
    assert.deepEqual(kept.tidy(), []);
    assert.deepEqual(kept.say(NETWORK, 4), [`+${NETWORK}`]);
    assert.deepEqual(kept.tidy(), [`-${SINGLE}`]);
    assert.deepEqual(kept.say(NETWORK, 2), [`+${SINGLE}`, `+${NETWORK}`]);
  });

  it('may be a network that covers others itself', () => {
    const kept = new Kept();
    for (const [value, hours] of [
      [SINGLE, 1],
      [NETWORK, 2],
      [LARGER, 3],
      ['2001:db8:1:2::1', 1],
    ] as const)
      kept.say(value, hours);
    kept.tidy();
    assert.deepEqual(kept.values, [LARGER, '2001:db8:1:2::1']);
    assert.deepEqual(kept.say(LARGER, 0), [`+${NETWORK}`, `-${LARGER}`]);
    assert.deepEqual(kept.say(NETWORK, 0), [`+${SINGLE}`, `-${NETWORK}`]);
    kept.say('2001:db8:1::/48', 1);
    kept.say('2001:db8:1:3::/64', 1);
    kept.tidy();
    assert.deepEqual(kept.values, [SINGLE, '2001:db8:1::/48']);
  });

  it('of many is found some at a time', () => {
    const kept = new Kept();
    const address = (i: number) => `198.51.${100 + (i >>> 8)}.${i & 255}`;
    for (let i = 0; i < 2500; i++) {
      const made = decision({ value: address(i) });
      kept.held.set(
        `ip ${i}`,
        kept.rules.change({ key: `ip ${i}`, revision: 1, decision: made }, START_MS)[0].rule as Rule,
      );
    }
    kept.say(LARGER, 2);
    const steps: number[] = [];
    while (kept.rules.isUntidy) steps.push(kept.rules.tidy(START_MS).length);
    assert.deepEqual(steps, [2000, 500]);
  });

  it('is refused for as long as the ledger says, whatever comes in whatever order', () => {
    const value = fc.constantFrom(
      ...[SINGLE, '198.51.100.8', '198.51.7.1', NETWORK, '198.51.7.0/24', LARGER, `${SINGLE} shop.example`],
      ...['2001:db8:1:2::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    );
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          value,
          hours: fc.integer({ min: 0, max: 4 }),
          remediation: fc.constantFrom('block', 'block', 'block', 'throttle', 'allow'),
          statusCode: fc.constantFrom(403, 403, 429),
        }),
      },
      { weight: 3, arbitrary: fc.constantFrom('tidy', 'hour', 'reset') },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const kept = new Kept();
        for (const each of steps) {
          if (each === 'tidy') kept.tidy();
          else if (each === 'hour') kept.nowMs += HOUR_MS;
          else if (each === 'reset') kept.reset();
          else if (typeof each === 'object') kept.say(each.value, each.hours, each);
        }
        kept.tidy();
        const blocks = [...kept.held.values()].filter(({ remediation }) => remediation === 'block');
        for (const rule of blocks.filter(
          ({ scope, untilMs }) => scope !== 'ip+host' && untilMs > kept.nowMs,
        )) {
          const cover = blocks.find(
            (other) =>
              other !== rule &&
              covers(other, rule.value) &&
              other.untilMs >= rule.untilMs &&
              other.statusCode === rule.statusCode,
          );
          assert.equal(cover, undefined, `${rule.value} is superfluous`);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
