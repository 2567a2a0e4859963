import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressOf, formatAddress, isIPv4, parseAddress } from '#libs/domain/address.ts';
import { addressWords } from '../support/arbitraries.ts';

const canonical = (text: string): string | undefined => {
  const found = addressOf(text);
  return found && formatAddress(found);
};

const groupsOf = (words: Uint32Array): number[] => [...words].flatMap((word) => [word >>> 16, word & 0xffff]);

/** One of the many texts of an address: zeros padded or not, a run of them left out or not, in either case. */
const spelled = (words: Uint32Array) =>
  fc
    .record({
      width: fc.integer({ min: 1, max: 4 }),
      upper: fc.boolean(),
      dotted: fc.boolean(),
      gap: fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })),
    })
    .map(({ width, upper, dotted, gap: [start, length] }) => {
      const groups = groupsOf(words);
      const parts = groups.map((group) => group.toString(16).padStart(width, '0'));
      if (dotted) {
        const [a, b] = groups.slice(6);
        parts.splice(6, 2, `${a >>> 8}.${a & 255}.${b >>> 8}.${b & 255}`);
      }
      const hexGroups = dotted ? 6 : 8;
      const end = Math.min(start + length, hexGroups);
      const zeros = groups.slice(start, end);
      const left = zeros.length > 0 && zeros.every((group) => group === 0);
      const text = left
        ? `${parts.slice(0, start).join(':')}::${parts.slice(end).join(':')}`
        : parts.join(':');
      return upper ? text.toUpperCase() : text;
    });

describe('an address', () => {
  const same: readonly (readonly [text: string, canonical: string])[] = [
    ['203.0.113.7', '203.0.113.7'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8::0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:203.0.113.7', '1:2:3:4:5:6:cb00:7107'],
    ['64:ff9b::203.0.113.7', '64:ff9b::cb00:7107'],
    ['::203.0.113.7', '::cb00:7107'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0000:0000:0000:0000:0000:ffff:255.255.255.255', '255.255.255.255'],
  ];
  for (const [text, expected] of same) {
    it(`${text} is written ${expected}`, () => assert.equal(canonical(text), expected));
  }

  const none = [
    '',
    ' ',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.',
    '.1.2.3.4',
    '1..2.3',
    '256.1.1.1',
    '1.2.3.999',
    '01.2.3.4',
    '1.2.3.00',
    '0x1.2.3.4',
    '1.2.3.4 ',
    '+1.2.3.4',
    '1.2.3.4/24',
    ':',
    ':::',
    '1:',
    ':1',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
    '12345::',
    '::g',
    'fe80::1%eth0',
    '[::1]',
    '::1.2.3',
    '::01.2.3.4',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1.2.3.4::',
    // Characters that begin like digits when they are cut to one byte.
    '\u0131.2.3.4',
    '\uff11.2.3.4',
    '::\u0131',
  ];
  for (const text of none) {
    it(`${JSON.stringify(text)} is none`, () => assert.equal(canonical(text), undefined));
  }

  it('comes back from its text, whatever its bits are', () => {
    fc.assert(
      fc.property(addressWords, (words) => {
        assert.deepEqual(addressOf(formatAddress(words)), words);
      }),
      { numRuns: 400 },
    );
  });

  it('is the same in whatever valid form it is written', () => {
    fc.assert(
      fc.property(
        addressWords.chain((words) => fc.tuple(fc.constant(words), spelled(words))),
        ([words, text]) => {
          assert.equal(isIP(text), 6, text);
          assert.deepEqual(addressOf(text), words, text);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is written as RFC 5952 wants it, as URLs are', () => {
    fc.assert(
      fc.property(addressWords, (words) => {
        const url = new URL(
          `http://[${groupsOf(words)
            .map((group) => group.toString(16))
            .join(':')}]/`,
        );
        const expected = isIPv4(words)
          ? [words[3] >>> 24, (words[3] >>> 16) & 255, (words[3] >>> 8) & 255, words[3] & 255].join('.')
          : url.hostname.slice(1, -1);
        assert.equal(formatAddress(words), expected);
      }),
      { numRuns: 400 },
    );
  });

  it('is one exactly where Node sees one, zone ids apart', () => {
    const piece = fc.constantFrom(
      ':',
      '::',
      '.',
      '0',
      '1',
      '25',
      '255',
      '256',
      'f',
      'ffff',
      '00',
      '%',
      'é',
      ' ',
    );
    const damaged = fc
      .tuple(addressWords.chain(spelled), fc.nat(50), fc.nat(2), piece)
      .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
    fc.assert(
      fc.property(
        fc.oneof(
          damaged,
          fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
        ),
        (text) => {
          const expected = isIP(text) !== 0 && !text.includes('%');
          assert.equal(addressOf(text) !== undefined, expected, text);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is read from the middle of a buffer to the middle of an array', () => {
    const line = Buffer.from('client=203.0.113.7:443');
    const out = new Uint32Array(12).fill(9);
    assert.equal(parseAddress(line, 7, 18, out, 4), true);
    assert.deepEqual([...out], [9, 9, 9, 9, 0, 0, 0xffff, 0xcb007107, 9, 9, 9, 9]);
    assert.equal(formatAddress(out, 4), '203.0.113.7');
    assert.equal(parseAddress(line, 7, 20, out, 4), false);
  });
});
