import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision } from '#libs/domain/decision.ts';
import { ledgerKey, type Scope } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { LedgerReplica } from '#libs/ledger/replica.ts';
import { AllowList } from '#services/decision/allowlist/allow-list.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';
import { knownAsns } from '../support/mmdb.ts';

const ASNS = knownAsns({ '192.0.2.0/24': 64500, '192.0.2.128/25': 64501, '2001:db8:a::/48': 64500 });

/** A ledger with entries by hand, and the allow list that follows it. */
class TestAllowList {
  readonly replica = new LedgerReplica();
  readonly list = new AllowList(new ReplicaFeed(this.replica), ASNS);
  #revision = 0;

  constructor() {
    this.replica.reset('store');
  }

  put(scope: Scope, value: string, options: Partial<Decision> = {}): void {
    const entry = decision({ scope, value, remediation: 'allow', ...options });
    const key = ledgerKey(entry, entry.remediation === 'allow');
    this.replica.apply({ key, revision: ++this.#revision, decision: entry });
  }

  sweep(scope: Scope, value: string): void {
    const key = ledgerKey({ scope, value }, true);
    this.replica.apply({ key, revision: ++this.#revision, decision: undefined });
  }

  covers(scope: Scope, value: string, nowMs = START_MS): boolean {
    return this.list.covering({ scope, value }, nowMs) !== undefined;
  }
}

describe('the allow list', () => {
  it('covers an address by itself and by every prefix around it', () => {
    const allowed = new TestAllowList();
    allowed.put('ip', '198.51.100.7');
    allowed.put('prefix', '203.0.113.0/24');
    allowed.put('prefix', '2001:db8:1::/48');
    const cases: readonly (readonly [Scope, string, boolean])[] = [
      ['ip', '198.51.100.7', true],
      ['ip', '198.51.100.8', false],
      ['ip', '203.0.113.200', true],
      ['ip', '2001:db8:1:2::3', true],
      ['ip', '2001:db8:2::1', false],
      ['prefix', '203.0.113.0/24', true],
      ['prefix', '203.0.0.0/16', false],
      ['prefix', '2001:db8:1:2::/64', true],
      ['ip+host', '198.51.100.7 shop.example', true],
      ['ip+agent', '203.0.113.9 curl/8', true],
      // These are about no address, even if they look like one.
      ['agent', '198.51.100.7 scanner', false],
      ['host+path', '203.0.113.9 /login', false],
    ];
    for (const [scope, value, expected] of cases) assert.equal(allowed.covers(scope, value), expected, value);
  });

  it('covers what is about any address of an ASN', () => {
    const allowed = new TestAllowList();
    allowed.put('asn', 'AS64500');
    const cases: readonly (readonly [Scope, string, boolean])[] = [
      ['ip', '192.0.2.1', true],
      ['ip', '192.0.2.129', false],
      ['ip', '192.0.3.1', false],
      ['ip', '2001:db8:a:1::1', true],
      ['ip+agent', '192.0.2.1 curl/8', true],
      ['prefix', '192.0.2.0/24', true],
      ['prefix', '192.0.0.0/16', true],
      ['prefix', '192.0.3.0/24', false],
      ['prefix', '2001:db8:a:1::/64', true],
      ['prefix', '2001:db8:b::/48', false],
      ['agent', '192.0.2.1', false],
      ['host+path', '192.0.2.1 /login', false],
    ];
    for (const [scope, value, expected] of cases) assert.equal(allowed.covers(scope, value), expected, value);
    assert.deepEqual(allowed.list.systems(START_MS), ['AS64500']);
    allowed.put('asn', 'AS64500', { state: 'lifted' });
    assert.equal(allowed.covers('ip', '192.0.2.1'), false);
    assert.deepEqual(allowed.list.systems(START_MS), []);
  });

  it('covers other subjects when they are the same', () => {
    const allowed = new TestAllowList();
    allowed.put('agent', 'monitor/1');
    allowed.put('ip+host', '198.51.100.7 shop.example');
    assert.equal(allowed.covers('agent', 'monitor/1'), true);
    assert.equal(allowed.covers('agent', 'monitor/2'), false);
    assert.equal(allowed.covers('ip+host', '198.51.100.7 shop.example'), true);
    assert.equal(allowed.covers('ip', '198.51.100.7'), false);
  });

  it('is in force until an entry ends or is lifted, and knows nothing of blocks', () => {
    const allowed = new TestAllowList();
    allowed.put('ip', '198.51.100.7');
    allowed.put('ip', '198.51.100.8', { remediation: 'block' });
    assert.equal(allowed.covers('ip', '198.51.100.8'), false);
    assert.equal(allowed.covers('ip', '198.51.100.7', START_MS + HOUR_MS - 1), true);
    assert.equal(allowed.covers('ip', '198.51.100.7', START_MS + HOUR_MS), false);
    allowed.put('ip', '198.51.100.7', { state: 'lifted' });
    assert.equal(allowed.covers('ip', '198.51.100.7'), false);
  });

  it('follows the ledger, also when it is read anew', () => {
    const allowed = new TestAllowList();
    allowed.put('ip', '198.51.100.7');
    allowed.put('ip', '198.51.100.8');
    assert.equal(allowed.covers('ip', '198.51.100.7'), true);
    allowed.sweep('ip', '198.51.100.7');
    assert.equal(allowed.covers('ip', '198.51.100.7'), false);
    assert.equal(allowed.covers('ip', '198.51.100.8'), true);
    for (const incarnation of ['store', 'another']) {
      allowed.replica.reset(incarnation);
      assert.equal(allowed.covers('ip', '198.51.100.8'), false);
      allowed.put('ip', '198.51.100.8');
      assert.equal(allowed.covers('ip', '198.51.100.8'), true);
    }
  });
});
