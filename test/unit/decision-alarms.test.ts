/** What a decision service says of ASNs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asnAlarms } from '#services/decision/alarms.ts';

describe('the alarm of ASNs', () => {
  it('comes when something is said of them, and nothing tells their networks', () => {
    const alarms = (allowed: readonly string[], isInPolicies = false) =>
      asnAlarms({ database: undefined, allowed, isInPolicies });
    assert.deepEqual(alarms([]), []);
    const [first, second] = alarms(['AS64500', 'AS64501'], true);
    assert.match(first, /^AS64500 and 1 more ASNs should be allowed, .*: set decision\.asn\.database$/);
    assert.match(second, /^policies ask for ASNs, and nothing here tells their networks/);
  });

  it('comes when there is something wrong with the database', () => {
    const alarms = (alarm: string, failed: number) =>
      asnAlarms({ database: { alarm, failed }, allowed: ['AS64500'], isInPolicies: true });
    assert.deepEqual(alarms('', 0), []);
    assert.deepEqual(alarms('a former one stays in use', 0), ['a former one stays in use']);
    assert.match(alarms('', 3)[0], /damaged: 3 addresses/);
  });
});
