import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { guessScope, ledgerKey, parseSubject, SCOPES, type Scope, type Subject } from '#libs/domain/scope.ts';
import { address, wholeText } from '../support/arbitraries.ts';

describe('a subject', () => {
  const same: readonly (readonly [scope: Scope, text: string, expected: Subject | RegExp])[] = [
    ['ip', ' 203.0.113.7 ', { scope: 'ip', value: '203.0.113.7' }],
    ['ip', '::ffff:203.0.113.7', { scope: 'ip', value: '203.0.113.7' }],
    ['ip', '2001:DB8::01', { scope: 'ip', value: '2001:db8::1' }],
    ['ip', '203.0.113.0/24', /is no IP address/],
    ['ip', '', /is no IP address/],
    ['prefix', '203.0.113.9/24', { scope: 'prefix', value: '203.0.113.0/24' }],
    ['prefix', '10.1.2.3/16', { scope: 'prefix', value: '10.1.0.0/16' }],
    ['prefix', '2001:db8::9/64', { scope: 'prefix', value: '2001:db8::/64' }],
    ['prefix', '2001:db8:1:2::/48', { scope: 'prefix', value: '2001:db8:1::/48' }],
    // A prefix of full length is an address: one meaning, one entry.
    ['prefix', '203.0.113.7/32', { scope: 'ip', value: '203.0.113.7' }],
    ['prefix', '203.0.113.7', { scope: 'ip', value: '203.0.113.7' }],
    ['prefix', '10.0.0.0/8', /use \/32, \/24 or \/16/],
    ['prefix', '2001:db8::/32', /use \/128, \/64 or \/48/],
    ['prefix', 'shop.example', /is no prefix/],
    ['ip+host', '203.0.113.7  Shop.Example', { scope: 'ip+host', value: '203.0.113.7 shop.example' }],
    ['ip+agent', '203.0.113.7 Curl/8  x', { scope: 'ip+agent', value: '203.0.113.7 Curl/8  x' }],
    ['ip+agent', 'curl 203.0.113.7', /begins with one/],
    ['ip+host', '203.0.113.7', /both parts/],
    ['host+path', 'Shop.Example /Login', { scope: 'host+path', value: 'shop.example /Login' }],
    ['host+path', '/login', /both parts/],
    ['agent', ' curl/8 ', { scope: 'agent', value: 'curl/8' }],
    ['agent', ' ', /must not be empty/],
    ['asn', ' as64500 ', { scope: 'asn', value: 'AS64500' }],
    ['asn', '64500', { scope: 'asn', value: 'AS64500' }],
    ['asn', 'AS64500 ', { scope: 'asn', value: 'AS64500' }],
    ['asn', 'AS99999999999', /is no ASN; write one such as AS64500/],
  ];
  for (const [scope, text, expected] of same) {
    it(`${scope} ${JSON.stringify(text)}`, () => {
      const found = parseSubject(scope, text);
      if (expected instanceof RegExp) assert.match(String(found), expected);
      else assert.deepEqual(found, expected);
    });
  }

  it('is the same when its canonical text is read again', () => {
    const text = fc.oneof(fc.string({ maxLength: 20 }), wholeText);
    fc.assert(
      fc.property(fc.constantFrom(...SCOPES), fc.option(address, { nil: '' }), text, (scope, first, rest) => {
        const found = parseSubject(scope, `${first} ${rest}`);
        if (typeof found !== 'string') assert.deepEqual(parseSubject(found.scope, found.value), found);
      }),
      { numRuns: 500 },
    );
  });

  it('is taken for a prefix when there is a slash, and for an ASN by its beginning', () => {
    const texts = ['203.0.113.7', '203.0.113.0/24', 'AS64500', 'as1', 'asterisk', 'a5::1'];
    assert.deepEqual(texts.map(guessScope), ['ip', 'prefix', 'asn', 'asn', 'ip', 'ip']);
  });
});

describe('a key of the ledger', () => {
  const subject: Subject = { scope: 'ip+host', value: '203.0.113.7 shop.example' };

  it('differs by scope, value and what is done, and by nothing else', () => {
    const keys = [
      ledgerKey(subject, false),
      ledgerKey(subject, true),
      ledgerKey({ ...subject, value: '203.0.113.8 shop.example' }, false),
      ledgerKey({ ...subject, scope: 'ip+agent' }, false),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(ledgerKey({ ...subject }, false), keys[0]);
  });

  it('holds nothing that a client chose, and only what the store takes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCOPES), wholeText, fc.boolean(), (scope, text, allow) => {
        const key = ledgerKey({ scope, value: text }, allow);
        assert.match(key, /^(allow|block)\.(ip|prefix|ip_host|ip_agent|host_path|agent|asn)\.[\w-]{24}$/);
      }),
      { numRuns: 200 },
    );
  });
});
