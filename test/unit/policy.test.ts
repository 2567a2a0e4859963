import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PERMANENT_MS } from '#libs/domain/decision.ts';
import { type Detection, NO_OCCASION } from '#libs/domain/detection.ts';
import { describeAction } from '#services/decision/policies/description.ts';
import { type Policy, withAsns } from '#services/decision/policies/policy.ts';
import { builtInPolicies, policiesOf, readPolicies } from '#services/decision/policies/policy-file.ts';
import { FORGEABLE_MAX_MS, judge } from '#services/decision/policies/verdict.ts';
import { START_MS } from '../support/batches.ts';
import { detection, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { knownAsns } from '../support/mmdb.ts';

/** Of one line of YAML. */
const policyOf = (text: string): Policy =>
  policiesOf(`policies: [{ name: mine, match: {}, for: 1h, ${text} }]`, 'policies.yaml').policies[0];
const policy = policyOf('repeat: false');
const of = (key: Readonly<Record<string, string>>, options: Partial<Detection> = {}) =>
  detection({ key: Object.entries(key).map(([field, value]) => ({ field, value })), ...options });
const occasion = { source: 'shop', host: 'Shop.example', userAgent: 'curl/8', successful: false };

describe('whom a verdict is about', () => {
  const IP = { 'client.ip': '198.51.100.7' };
  const subjects: readonly (readonly [
    scope: Policy['scope'],
    key: Readonly<Record<string, string>>,
    expected: string | undefined,
  ])[] = [
    ['ip', IP, 'ip 198.51.100.7'],
    ['ip', { 'client.ip': '2001:db8::7', host: 'shop.example' }, 'ip 2001:db8::7'],
    ['prefix', IP, 'prefix 198.51.100.0/24'],
    ['prefix', { host: 'shop.example', 'client.ip': '2001:db8:1:2:3::7' }, 'prefix 2001:db8:1:2::/64'],
    // What was counted by network is about the network.
    ['ip', { 'client.net': '198.51.100.0/24' }, 'prefix 198.51.100.0/24'],
    ['ip', { 'client.net': '2001:db8:1::/48' }, 'prefix 2001:db8:1::/48'],
    ['ip', { host: 'shop.example' }, undefined],
    ['ip', { host: 'Shop.example', path: '/login' }, 'host+path shop.example /login'],
    ['prefix', { host: '', path: '/login' }, 'host+path - /login'],
    ['ip', { user_agent: 'sqlmap/1.8' }, 'agent sqlmap/1.8'],
    ['ip', { user_agent: '' }, undefined],
    ['ip', { 'client.ip': 'nonsense' }, undefined],
    // What the policy asks for, from the key or else the request.
    ['ip+host', { ...IP, host: 'Other.example' }, 'ip+host 198.51.100.7 other.example'],
    ['ip+host', IP, 'ip+host 198.51.100.7 shop.example'],
    ['ip+agent', IP, 'ip+agent 198.51.100.7 curl/8'],
    ['agent', IP, 'agent curl/8'],
    ['host+path', { ...IP, path: '/a b' }, 'host+path shop.example /a b'],
    ['host+path', IP, 'ip 198.51.100.7'],
  ];
  for (const [scope, key, expected] of subjects) {
    it(`for ${scope}: ${Object.entries(key).flat().join(' ')} is ${expected ?? 'nobody'}`, () => {
      const subject = judge({ ...policy, scope }, of(key, { occasion }))?.subject;
      assert.equal(subject && `${subject.scope} ${subject.value}`, expected);
    });
  }

  it('is the address where the log tells neither host nor agent', () => {
    for (const scope of ['ip+host', 'ip+agent', 'agent'] as const) {
      assert.equal(judge({ ...policy, scope }, detection())?.subject.scope, 'ip');
    }
  });
});

describe('a verdict', () => {
  it('challenges, and does not block, what visitors share with attackers, unless that is asked for', () => {
    const page = of({ host: 'shop.example', path: '/login' });
    assert.equal(judge(policy, page)?.remediation, 'challenge');
    assert.equal(judge(policyOf('scope: host+path'), page)?.remediation, 'block');
    assert.equal(judge(policy, of({ user_agent: 'curl/8' }))?.remediation, 'challenge');
  });

  it('does what the policy says, and enforces no more than both it and the scenario want', () => {
    const does = (text: string, options: Partial<Detection> = {}) => {
      const verdict = judge(policyOf(text), detection(options));
      return verdict && [verdict.remediation, verdict.mode];
    };
    assert.deepEqual(does('remediation: throttle'), ['throttle', 'enforce']);
    assert.deepEqual(does('remediation: log'), ['block', 'shadow']);
    assert.deepEqual(does('mode: shadow'), ['block', 'shadow']);
    assert.deepEqual(does('mode: enforce', { mode: 'shadow' }), ['block', 'shadow']);
    assert.equal(does('mode: off'), undefined);
  });

  it('counts its time from the last evidence', () => {
    const verdict = judge(policy, detection({ lastSeenMs: START_MS + 7 }));
    assert.equal(verdict?.untilMs, START_MS + 7 + HOUR_MS);
    assert.deepEqual([verdict?.remediation, verdict?.statusCode], ['block', 403]);
    const [ever] = policiesOf('policies: [{ name: ever, match: {}, for: permanent }]', 'p').policies;
    assert.equal(judge(ever, detection())?.untilMs, PERMANENT_MS);
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
    assert.deepEqual(ask(429, 60_000, policyOf('longest: 30s')), [429, 30_000]);
  });

  it('blocks for five minutes at most what another site’s page may have made a browser send', () => {
    const forgeable = detection({ forgeable: true });
    assert.equal(judge(policy, forgeable)?.untilMs, START_MS + FORGEABLE_MAX_MS);
    assert.equal(FORGEABLE_MAX_MS, 300_000);
    assert.equal(judge({ ...policy, durationMs: 1000 }, forgeable)?.untilMs, START_MS + 1000);
    const remedy = { statusCode: 406, untilMs: START_MS + HOUR_MS };
    assert.equal(judge(policy, { ...forgeable, remedy })?.untilMs, START_MS + FORGEABLE_MAX_MS);
    const often = judge(policyOf('mode: enforce'), forgeable);
    assert.equal(often?.repeat, undefined, 'nobody is framed into a longer and longer ban');
  });

  it('is intense above the rate of the policy', () => {
    const at = (peakPerSecond: number) => judge(policy, detection({ peakPerSecond }))?.intense;
    assert.deepEqual([at(1000), at(1001)], [false, true]);
  });
});

describe('policies', () => {
  const chosen = (text: string, options: Partial<Detection> = {}, isEscalated = false) =>
    policiesOf(text, 'policies.yaml').policyFor({ ...detection({ occasion, ...options }), isEscalated })
      ?.name;

  it('are asked in their order, each for what it is for', () => {
    const text = `policies:
  - { name: of-scenario, match: { scenario: [a, b] }, for: 1h }
  - { name: of-label, match: { labels: { attack: [T1110, T1595], behavior: 'http:scan' } }, for: 1h }
  - { name: of-source, match: { source: shop, severity: [low, critical] }, for: 1h }
  - { name: of-host, match: { host: [api.example, '*.shop.example'] }, for: 1h }
  - { name: of-escalated, match: { escalated: true }, for: 1h }
`;
    const labels = { attack: ['T1595'], behavior: ['http:scan', 'http:exploit'] };
    assert.equal(chosen(text, { scenario: 'b', labels }), 'of-scenario');
    assert.equal(chosen(text, { labels }), 'of-label');
    assert.equal(chosen(text, { labels: { attack: ['T1595'] } }), undefined, 'all of what is given counts');
    assert.equal(chosen(text, { severity: 'low' }), 'of-source');
    assert.equal(chosen(text, { severity: 'low', occasion: { ...occasion, source: 'other' } }), undefined);
    const at = (host: string) => chosen(text, { occasion: { ...NO_OCCASION, host } });
    assert.deepEqual(
      [at('API.example'), at('eu.shop.example'), at('shop.example'), at('myshop.example'), at('')],
      ['of-host', 'of-host', undefined, undefined, undefined],
    );
    assert.equal(chosen(text, {}, true), 'of-escalated');
  });

  it('that come with Weir give a time to every detection', () => {
    const hours = (options: Partial<Detection>, isEscalated = false) =>
      (builtInPolicies().policyFor({ ...detection(options), isEscalated })?.durationMs ?? 0) / HOUR_MS;
    const bySeverity = ['low', 'medium', 'high', 'critical', 'unheard-of'].map((severity) =>
      hours({ severity }),
    );
    assert.deepEqual(bySeverity, [0.25, 1, 4, 24, 1]);
    assert.equal(hours({ scenario: 'http-flood', severity: 'high' }), 0.25);
    assert.equal(hours({ scenario: 'http-flood', severity: 'high' }, true), 4);
  });

  it('may be for an ASN, where it is known whose an address is', () => {
    const own = policiesOf('policies: [{ name: hosting, match: { asn: [64500, as64501] }, for: 1h }]', 'own');
    assert.deepEqual(own.policies[0].match.asn, ['AS64500', 'AS64501']);
    const policyFor = withAsns(
      (judged) => own.policyFor(judged),
      knownAsns({ '203.0.113.0/25': 64500, '203.0.113.128/25': 64502, '2001:db8::/32': 64501 }),
    );
    const matches = (field: string, value: string) => policyFor(of({ [field]: value }))?.name === 'hosting';
    assert.ok(matches('client.ip', '203.0.113.1'));
    assert.ok(matches('client.net', '2001:db8:1::/48'));
    assert.ok(!matches('client.ip', '203.0.113.129'));
    assert.ok(!matches('client.ip', '198.51.100.1'));
    assert.ok(!matches('path', '/login'));
    assert.equal(own.policyFor(of({ 'client.ip': '203.0.113.1' })), undefined, 'nobody has said whose it is');
    assert.deepEqual([own.asksForAsns, builtInPolicies().asksForAsns], [true, false]);
    assert.ok(policiesOf('widen: { asn: 50 }', 'own').asksForAsns);
    assert.ok(!policiesOf('widen: { asn: false }', 'own').asksForAsns);
  });

  it('of one’s own go before those, and replace what has the same name', () => {
    const own = policiesOf(
      'policies: [{ name: high, match: { severity: high }, for: 9h }]\nwiden: { /64: 9 }',
      'own',
    );
    const all = own.before(builtInPolicies());
    assert.equal(all.policyFor(detection({ severity: 'high' }))?.durationMs, 9 * HOUR_MS);
    assert.equal(all.policies.filter(({ name }) => name === 'high').length, 1);
    assert.deepEqual(all.widen, [
      { of: '/64', over: 9 },
      { of: '/24', over: 32 },
      { of: '/48', over: 8 },
    ]);
    const never = policiesOf('widen: { /24: false }', 'own').before(builtInPolicies());
    assert.deepEqual(never.widen[0], { of: '/24', over: Number.POSITIVE_INFINITY });
    assert.notEqual(all.version, builtInPolicies().version);
    assert.equal(own.before(builtInPolicies()).version, all.version);
  });

  it('extend what they enforce where they say so', () => {
    const of = (text: string) =>
      policiesOf(`policies: [{ name: mine, match: {}, for: 1h, ${text} }]`, 'p').extend.get('mine');
    const usual = { perMinute: 10, byMs: HOUR_MS, ceilingMs: 7 * 24 * HOUR_MS };
    assert.deepEqual(of('extend: {}'), usual);
    assert.deepEqual(of('extend: { perMinute: 3, by: 30m, ceiling: 2h }'), {
      ...{ perMinute: 3, byMs: HOUR_MS / 2, ceilingMs: 2 * HOUR_MS },
    });
    for (const text of ['extend: false', 'status: 429', 'extend: {}, mode: shadow'])
      assert.equal(of(text), undefined);
    const [policy] = policiesOf('policies: [{ name: a, match: {}, for: 1h, extend: {} }]', 'p').policies;
    assert.match(describeAction(policy), /, 1h more while it asks 10 times a minute, up to 7d$/);
  });

  it('leave what is forgeable, and what says itself until when, to end as it does', () => {
    const fixed = (options: Partial<Detection>) => judge(policy, detection(options))?.fixed;
    const remedy = { statusCode: 406, untilMs: START_MS + HOUR_MS };
    assert.deepEqual([fixed({}), fixed({ forgeable: true }), fixed({ remedy })], [false, true, true]);
  });

  const wrong: readonly (readonly [text: string, said: RegExp])[] = [
    [
      'policies: [{ name: a, match: { scenaro: x }, for: 1h }]',
      /^p:1:32: .*scenaro: no such setting; did you mean "scenario"\?/,
    ],
    ['policies: [{ name: a, match: {} }]', /policies\.0\.for: missing; write a duration such as/],
    ['policies: [{ name: a, match: {}, for: 0s }]', /"0s": write a duration of 1s or more/],
    ['policies: [{ name: A b, match: {}, for: 1h }]', /name: write lower-case words/],
    [
      'policies:\n  - { name: a, match: {}, for: 1h }\n  - { name: a, match: {}, for: 2h }',
      /^p:3:\d+: .*two policies a/,
    ],
    ['policies: [{ name: a, match: { severity: hihg }, for: 1h }]', /severity/],
    ['policies: [{ name: a, match: { host: "a/b" }, for: 1h }]', /write a host name/],
    ['policies: [{ name: a, match: {}, for: 1h, scope: ipp }]', /"ipp" is not known; did you mean "ip"\?/],
    ['policies: [{ name: a, match: {}, for: 1h, status: 200 }]', /write a status from 400 to 599/],
    ['policies: [{ name: a, match: {}, for: 1h, extend: { perMinut: 3 } }]', /did you mean "perMinute"\?/],
    [
      'policies:\n  - name: a\n    match: {}\n    for: 8d\n    extend: { by: 1h }',
      /^p:5:\d+: .*nothing would be extended: write a ceiling that is longer than for/,
    ],
    ['policies: [{ name: a, match: {}, for: permanent, extend: {} }]', /nothing would be extended/],
    ['widen: { /16: 3 }', /widen\.\/16: no such setting/],
    ['widen: { asn: 1 }', /widen\.asn: write a number of addresses, 2 to 65536, or false/],
    ['policies: [{ name: a, match: { asn: AS0 }, for: 1h }]', /match\.asn\.0: write an ASN, such as AS64500/],
    ['policies: {', /^p:1:/],
  ];
  for (const [text, said] of wrong) {
    it(`say what is wrong with ${text.slice(0, 60)}`, () => {
      assert.throws(() => policiesOf(text, 'p'), failing('config', said));
      assert.equal(readPolicies(text, 'p').set, undefined);
    });
  }
});
