import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policyFor } from '#services/decision/config.ts';
import { FORGEABLE_MAX_MS, judge, type Policy } from '#services/decision/policy.ts';
import { START_MS } from '../support/batches.ts';
import { detection, HOUR_MS } from '../support/decisions.ts';

const policy: Policy = { durationMs: HOUR_MS, longestMs: 24 * HOUR_MS, scope: 'ip', statusCode: 403 };
const of = (...key: (readonly [field: string, value: string])[]) =>
  detection({ key: key.map(([field, value]) => ({ field, value })) });

describe('a policy', () => {
  const subjects: readonly (readonly [
    scope: Policy['scope'],
    key: readonly (readonly [string, string])[],
    expected: string | undefined,
  ])[] = [
    ['ip', [['client.ip', '198.51.100.7']], 'ip 198.51.100.7'],
    [
      'ip',
      [
        ['client.ip', '2001:db8::7'],
        ['host', 'shop.example'],
      ],
      'ip 2001:db8::7',
    ],
    ['prefix', [['client.ip', '198.51.100.7']], 'prefix 198.51.100.0/24'],
    [
      'prefix',
      [
        ['host', 'shop.example'],
        ['client.ip', '2001:db8:1:2:3::7'],
      ],
      'prefix 2001:db8:1:2::/64',
    ],
    // What was counted by network is about the network.
    ['ip', [['client.net', '198.51.100.0/24']], 'prefix 198.51.100.0/24'],
    ['ip', [['client.net', '2001:db8:1::/48']], 'prefix 2001:db8:1::/48'],
    ['ip', [['host', 'shop.example']], undefined],
    [
      'ip',
      [
        ['host', 'Shop.example'],
        ['path', '/login'],
      ],
      'host+path shop.example /login',
    ],
    [
      'prefix',
      [
        ['host', ''],
        ['path', '/login'],
      ],
      'host+path - /login',
    ],
    ['ip', [['user_agent', 'sqlmap/1.8']], 'agent sqlmap/1.8'],
    ['ip', [['user_agent', '']], undefined],
    ['ip', [['client.ip', 'nonsense']], undefined],
  ];
  for (const [scope, key, expected] of subjects) {
    it(`for ${scope}: ${key.flat().join(' ')} is about ${expected ?? 'nobody'}`, () => {
      const subject = judge({ ...policy, scope }, of(...key))?.subject;
      assert.equal(subject && `${subject.scope} ${subject.value}`, expected);
    });
  }

  it('challenges, and does not block, what visitors share with attackers', () => {
    assert.equal(judge(policy, of(['host', 'shop.example'], ['path', '/login']))?.remediation, 'challenge');
    assert.equal(judge(policy, of(['user_agent', 'curl/8']))?.remediation, 'challenge');
  });

  it('counts its time from the last evidence', () => {
    const verdict = judge(policy, detection({ lastSeenMs: START_MS + 7 }));
    assert.equal(verdict?.untilMs, START_MS + 7 + HOUR_MS);
    assert.deepEqual([verdict?.remediation, verdict?.statusCode], ['block', 403]);
  });

  it('answers as long, and with the status, as the scenario itself wants, within limits', () => {
    const ask = (statusCode: number, forMs: number, by: Policy = policy) => {
      const untilMs = forMs === 0 ? 0 : START_MS + forMs;
      const verdict = judge(by, detection({ remedy: { statusCode, untilMs } }));
      return [verdict?.statusCode, (verdict?.untilMs ?? 0) - START_MS];
    };
    assert.deepEqual(ask(406, 60_000), [406, 60_000]);
    assert.deepEqual(ask(406, 2 * HOUR_MS), [406, 2 * HOUR_MS]);
    assert.deepEqual(ask(406, 25 * HOUR_MS), [406, 24 * HOUR_MS]);
    assert.deepEqual(ask(406, 0), [406, HOUR_MS]);
    assert.deepEqual(ask(200, 60_000), [403, 60_000]);
    const configured = policyFor(
      { policies: { 'http-flood': { duration: 30_000 } } },
      { scenario: 'http-flood', severity: 'high' },
    );
    assert.deepEqual(ask(429, 60_000, configured), [429, 30_000]);
    assert.deepEqual(ask(429, 10_000, configured), [429, 10_000]);
  });

  it('blocks for five minutes at most what another site’s page may have made a browser send', () => {
    const forgeable = detection({ forgeable: true });
    assert.equal(judge(policy, forgeable)?.untilMs, START_MS + FORGEABLE_MAX_MS);
    assert.equal(FORGEABLE_MAX_MS, 300_000);
    assert.equal(judge({ ...policy, durationMs: 1000 }, forgeable)?.untilMs, START_MS + 1000);
    const remedy = { statusCode: 406, untilMs: START_MS + HOUR_MS };
    assert.equal(judge(policy, { ...forgeable, remedy })?.untilMs, START_MS + FORGEABLE_MAX_MS);
  });
});
