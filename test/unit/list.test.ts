import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress } from '#libs/domain/address.ts';
import { formatPrefix, prefixContains, prefixOf } from '#libs/domain/prefix.ts';
import { readPrefixList, readTextList } from '#libs/match/list.ts';
import { PrefixTable } from '#libs/match/prefix-table.ts';
import { addressWords } from '../support/arbitraries.ts';
import { words } from '../support/batches.ts';
import { failing } from '../support/failures.ts';

describe('a list', () => {
  it('of texts has one a line, without space, empty lines and remarks', () => {
    const list = readTextList(
      'agents.txt',
      '# bad ones\ncurl/1 \r\n\n  evil #1 agent  # seen in May\na#b\ncurl/1',
    );
    assert.deepEqual(
      ['curl/1', 'a#b', 'evil', '', '# bad ones'].map((text) => list.has(text)),
      [true, true, true, false, false],
    );
    assert.equal(list.size, 3);
  });

  it('of prefixes has addresses and prefixes of both families', () => {
    const list = readPrefixList('bad.txt', '192.0.2.0/25 # a net\n198.51.100.7\n2001:db8::/32\n192.0.2.9\n');
    const has = (address: string) => list.has(words(address), 0);
    assert.deepEqual(['192.0.2.127', '192.0.2.128', '198.51.100.7', '198.51.100.8'].map(has), [
      true,
      false,
      true,
      false,
    ]);
    assert.deepEqual(['2001:db8:1::', '2001:db9::', '::ffff:192.0.2.1'].map(has), [true, false, true]);
    assert.equal(list.size, 3);
  });

  it('says where something is that is no prefix', () => {
    assert.throws(
      () => readPrefixList('lists/bad.txt', '192.0.2.1\n\n192.0.2.1/33 # no'),
      failing('invalid', /^lists\/bad\.txt:3: "192\.0\.2\.1\/33" is no address or prefix, such as/),
    );
  });

  it('is another one when an entry changes', () => {
    const digest = (content: string) => readTextList('a', content).digest;
    assert.equal(digest('a\nb'), digest('a\nb'));
    assert.notEqual(digest('a\nb'), digest('a\nc'));
  });
});

describe('a prefix table', () => {
  it('has just the addresses that lie in one of its prefixes', () => {
    const bits = fc.oneof(fc.constantFrom(128, 120, 112, 96, 64, 48, 0), fc.integer({ min: 0, max: 128 }));
    const prefix = fc.tuple(addressWords, bits).map(([address, length]) => prefixOf(address, length));
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 40 }), fc.array(addressWords), (prefixes, addresses) => {
        const table = new PrefixTable(prefixes);
        const near = prefixes.flatMap(({ address }) =>
          [0, 1, 0x8000_0000].map((bit) => address.map((word, i) => (i === 3 ? word ^ bit : word))),
        );
        for (const address of [...addresses, ...near]) {
          const expected = prefixes.some((each) => prefixContains(each, address));
          assert.equal(
            table.has(Uint32Array.of(7, ...address), 1),
            expected,
            `${formatAddress(address)} in ${prefixes.map(formatPrefix)}`,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
