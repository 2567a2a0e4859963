/** What stands for addresses once they are redacted, and what is left of decisions. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import type { SCOPES } from '#libs/domain/scope.ts';
import { encodeDecision } from '#libs/wire/decision.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { aboutFilter } from '#services/decision/planes/about.ts';
import { Pseudonyms } from '#services/decision/redaction/pseudonyms.ts';
import { redactedDecision } from '#services/decision/redaction/redacted.ts';
import { contribution, decision, evidence } from '../support/decisions.ts';
import { pseudonyms } from '../support/pseudonyms.ts';

const HASH = /^hash:[0-9a-f]{24}$/;
const of = (value: string, scope: (typeof SCOPES)[number] = 'ip') => pseudonyms.of({ scope, value }).value;

const anyAddress = fc
  .tuple(fc.boolean(), fc.ipV4(), fc.ipV6())
  .map(([isV4, v4, v6]) => formatAddress(addressOf(isV4 ? v4 : v6) ?? new Uint32Array(4)));

describe('a pseudonym', () => {
  it('is the same for the same address, and another in another cluster', () => {
    assert.match(of('198.51.100.7'), HASH);
    assert.equal(of('198.51.100.7'), of('198.51.100.7'));
    assert.notEqual(of('198.51.100.7'), of('198.51.100.8'));
    const other = new Pseudonyms(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1));
    assert.notEqual(other.of({ scope: 'ip', value: '198.51.100.7' }).value, of('198.51.100.7'));
  });

  it('leaves what is no address', () => {
    assert.match(of('198.51.100.7 shop.example', 'ip+host'), /^hash:[0-9a-f]{24} shop\.example$/);
    assert.equal(of('shop.example /login', 'host+path'), 'shop.example /login');
    assert.equal(of('curl/8', 'agent'), 'curl/8');
    assert.equal(of(of('198.51.100.7')), of('198.51.100.7'), 'once is enough');
  });

  it('stands for addresses in texts, whatever is around them', () => {
    for (const text of [
      '198.51.100.7:443',
      'ip:198.51.100.7',
      '(198.51.100.7)',
      'dead:198.51.100.7...',
      '198.51.100.7/',
    ])
      assert.equal(pseudonyms.inText(text), text.replace('198.51.100.7', of('198.51.100.7')));
    for (const text of ['addr:2001:db8::1.', '2001:db8::1:', '[2001:db8::1]:443', '2001:0DB8:0::1'])
      assert.ok(pseudonyms.inText(text).includes(of('2001:db8::1')), text);
    assert.ok(pseudonyms.inText('all of 2001:db8::/64').includes(of('2001:db8::/64', 'prefix')));
    for (const text of ['', '...', 'a'.repeat(100), '1.2.3', '12:30:45', '4711/12', '1.2.3.4.5'.repeat(3)])
      assert.ok(text.startsWith('1.2.3.4') || pseudonyms.inText(text) === text, text);
  });

  it('stands for addresses and networks in texts', () => {
    const text = 'ticket 4711 of 12:30, seen at 198.51.100.7, 2001:DB8::1 and 198.51.100.0/24.';
    const [first, second, third] = [...pseudonyms.inText(text).matchAll(/hash:[0-9a-f]+/g)].map(String);
    assert.deepEqual(
      [first, second, third],
      [of('198.51.100.7'), of('2001:db8::1'), of('198.51.100.0/24', 'prefix')],
    );
    assert.match(
      pseudonyms.inText(text),
      /^ticket 4711 of 12:30, seen at hash:\w+, hash:\w+ and hash:\w+\.$/,
    );
  });
});

describe('what is left of a decision', () => {
  it('has the address nowhere, whatever its scope, and nothing that is made of it alone', () => {
    fc.assert(
      fc.property(anyAddress, fc.constantFrom('ip', 'ip+host', 'ip+agent', 'prefix'), (address, scope) => {
        const value = {
          ip: address,
          'ip+host': `${address} a.b`,
          'ip+agent': `${address} x`,
          prefix: `${address}/24`,
        };
        const entry = decision({
          ...{ scope, value: value[scope], traceparent: 'trace', withheld: `near ${address}` },
          contributions: [
            contribution({ reason: `like ${address}`, evidence: [evidence({ summary: address })] }),
          ],
        });
        const left = redactedDecision(entry, pseudonyms);
        const stored = Buffer.from(encodeDecision(left)).toString('latin1');
        assert.ok(!stored.includes(address) || address.length < 6, stored);
        assert.ok(left.contributions[0].detection === '' && left.id !== entry.id && left.traceparent === '');
        assert.deepEqual(redactedDecision(left, pseudonyms).value, left.value);
      }),
      { seed: 1 },
    );
  });
});

describe('who asks for an address', () => {
  const about = (text: string) => aboutFilter(text, { asns: NO_ASNS, pseudonyms });
  const redacted = (scope: (typeof SCOPES)[number], value: string) => pseudonyms.of({ scope, value });

  it('finds what was about it, about networks that hold it, and about it at a host', () => {
    const matches = about('198.51.100.7');
    const found = [
      redacted('ip', '198.51.100.7'),
      redacted('prefix', '198.51.100.0/24'),
      redacted('prefix', '198.51.0.0/16'),
      redacted('ip+host', '198.51.100.7 shop.example'),
    ];
    for (const subject of found) assert.ok(matches(subject), subject.value);
    for (const subject of [redacted('ip', '198.51.100.8'), redacted('prefix', '203.0.113.0/24')])
      assert.ok(!matches(subject), subject.value);
    assert.ok(about('2001:db8::1')(redacted('prefix', '2001:db8::/48')));
  });

  it('finds a network by itself only, and whatever has a pseudonym by that', () => {
    const network = redacted('prefix', '198.51.100.0/24');
    assert.ok(about('198.51.100.0/24')(network));
    assert.ok(!about('198.51.100.0/24')(redacted('ip', '198.51.100.7')));
    assert.ok(about(network.value)(network));
    assert.ok(about('')(network));
  });
});
