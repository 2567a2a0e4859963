import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Detection } from '#libs/domain/detection.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { LedgerReplica } from '#libs/ledger/replica.ts';
import { contribute } from '#services/decision/ledger/merge.ts';
import { Outbreaks } from '#services/decision/partitions/outbreaks.ts';
import { ruleOn } from '#services/decision/partitions/ruling.ts';
import { builtInPolicies, policiesOf } from '#services/decision/policies/policy-file.ts';
import { START_MS } from '../support/batches.ts';
import { detection, HOUR_MS } from '../support/decisions.ts';
import { TestReplicas } from '../support/replicas.ts';

const MINUTE_MS = 60_000;
const ESCALATION = { severity: 'critical', over: 3, withinMs: 10 * MINUTE_MS };

/** One about the n-th address that escalates with the fourth. */
const found = (n: number, options: Partial<Detection> = {}): Detection =>
  detection({
    scenario: 'of-mine',
    severity: 'medium',
    key: [{ field: 'client.ip', value: addressOf(n) }],
    escalation: ESCALATION,
    ...options,
  });
const addressOf = (n: number) => `198.51.${n}.7`;

/** A ledger of which one process knows all, and what it rules on detections. */
class TestRulings {
  readonly replica = new LedgerReplica();
  #outbreaks = new Outbreaks(new ReplicaFeed(this.replica));
  #revision = 0;

  constructor() {
    this.replica.reset('store');
  }

  /** Hours that the client is blocked for, and why. */
  rule(about: Detection, policies = builtInPolicies()) {
    const ruling = ruleOn(about, (each) => policies.policyFor(each), this.#outbreaks);
    assert.ok(ruling);
    const { verdict, key, contribution } = ruling;
    const { traceparent, stages } = about;
    const change = { ...verdict, contribution, protectedBy: '', traceparent, stages };
    const decision = contribute(this.replica.get(key)?.decision, change, about.lastSeenMs);
    if (decision) this.replica.apply({ key, revision: ++this.#revision, decision });
    return { hours: (verdict.untilMs - about.lastSeenMs) / HOUR_MS, reason: contribution.reason };
  }

  restart(): void {
    this.#outbreaks = new Outbreaks(new ReplicaFeed(this.replica));
  }
}

describe('an escalation', () => {
  let rulings: TestRulings;
  beforeEach(() => {
    rulings = new TestRulings();
  });
  const hoursOf = (...about: Detection[]) => about.map((each) => rulings.rule(each).hours);

  it('gives what is found about too many at once another severity, and says so', () => {
    assert.deepEqual(hoursOf(found(1), found(2), found(3)), [1, 1, 1]);
    assert.deepEqual(rulings.rule(found(4)), {
      hours: 24,
      reason: 'escalated to critical: over 3 found within 10m',
    });
    // What was found before grows with its next revision.
    assert.deepEqual(hoursOf(found(1, { rev: 2 })), [24]);
  });

  it('counts each subject once, and those of its own scenario only', () => {
    hoursOf(found(1), found(1, { rev: 2 }), found(1, { rev: 3 }), found(2));
    hoursOf(found(3, { scenario: 'another' }), found(4, { scenario: 'another' }));
    assert.deepEqual(hoursOf(found(5)), [1]);
    assert.deepEqual(hoursOf(found(6)), [24]);
  });

  it('counts those that opened within its time, in whichever order they come', () => {
    const at = (n: number, minutes: number) => found(n, { openedMs: START_MS + minutes * MINUTE_MS });
    assert.deepEqual(hoursOf(at(1, 0), at(2, 1), at(3, 2), at(4, 10), at(5, 9)), [1, 1, 1, 1, 24]);
    assert.deepEqual(hoursOf(at(6, -8)), [1]);
    assert.deepEqual(hoursOf(at(7, 60)), [1]);
  });

  it('goes on after a restart', () => {
    hoursOf(found(1), found(2), found(3));
    rulings.restart();
    assert.deepEqual(hoursOf(found(4)), [24]);
  });

  it('goes before the usual measure of the scenario, not before a configured one', () => {
    const flood = (n: number) => found(n, { scenario: 'sms-api-abuse', severity: 'high' });
    assert.deepEqual(hoursOf(flood(1), flood(2), flood(3), flood(4)), [1, 1, 1, 24]);
    const own = policiesOf('policies: [{ name: sms, match: { scenario: sms-api-abuse }, for: 2h }]', 'own');
    assert.equal(rulings.rule(flood(5), own.before(builtInPolicies())).hours, 2);
  });

  it('leaves scenarios without one alone', () => {
    for (let n = 0; n < 100; n++) {
      const { escalation: _, ...plain } = found(n);
      assert.equal(rulings.rule(plain).hours, 1);
    }
  });

  it('comes from the scenario', () => {
    const abuse = loadScenarios().scenarios.find(({ name }) => name === 'sms-api-abuse');
    assert.deepEqual(abuse?.escalate, { to: 'critical', over: 20, withinMs: 10 * MINUTE_MS });
  });

  it('counts what all decision services find', async () => {
    const all = new TestReplicas();
    await all.start();
    const one = await all.join('one');
    const two = await all.join('two');
    await all.clock.advance(3000);
    const turns = [one.owned, two.owned, one.owned, two.owned].map((owned, i) => owned[i >> 1] ?? owned[0]);
    const addresses = [...new Set(turns)].map((partition) => all.addressIn(partition));
    assert.equal(addresses.length, 4);
    const nowMs = all.clock.now();
    const hours: number[] = [];
    for (const value of addresses) {
      const key = [{ field: 'client.ip', value }];
      await all.publish(value, found(1, { id: `of ${value}`, key, openedMs: nowMs, lastSeenMs: nowMs }));
      await all.clock.advance(100);
      const entry = one.entryOf(value);
      assert.deepEqual(entry, two.entryOf(value));
      hours.push(((entry?.untilMs ?? 0) - nowMs) / HOUR_MS);
    }
    assert.deepEqual(hours, [1, 1, 1, 24]);
  });
});
