import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isIPv4 } from '#libs/domain/address.ts';
import {
  formatPrefix,
  maskAddress,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixCovers,
  prefixOf,
} from '#libs/domain/prefix.ts';
import { addressWords, bitsOf } from '../support/arbitraries.ts';
import { words } from '../support/batches.ts';

/** The plain meaning: which address family it is of, and which numbers it holds. */
interface Span {
  readonly v4: boolean;
  readonly from: bigint;
  readonly to: bigint;
}

function spanOf({ address, bits }: Prefix): Span {
  const size = 1n << BigInt(128 - bits);
  const from = (bitsOf(address) / size) * size;
  return { v4: bits >= 96 && isIPv4(address), from, to: from + size - 1n };
}

const prefix: fc.Arbitrary<Prefix> = fc
  .tuple(addressWords, fc.integer({ min: 0, max: 128 }))
  .map(([address, bits]) => prefixOf(address, bits));

/** Prefixes of which one often holds the other. */
const related = prefix.chain((outer) =>
  fc
    .tuple(fc.constant(outer), addressWords, fc.integer({ min: 0, max: 128 }), fc.boolean())
    .map(([{ address, bits }, other, otherBits, inside]): [Prefix, Prefix] => {
      const within = other.map((word, i) => {
        const kept = Math.max(0, Math.min(32, bits - 32 * i));
        const mask = kept === 0 ? 0 : -1 << (32 - kept);
        return ((word & ~mask) | (address[i] & mask)) >>> 0;
      });
      return [outer, prefixOf(inside ? within : other, otherBits)];
    }),
);

describe('a prefix', () => {
  const same: readonly (readonly [text: string, canonical: string])[] = [
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:db8:1:2:3::/48', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['::/0', '::/0'],
    ['::ffff:10.1.2.3/104', '10.0.0.0/8'],
    ['::ffff:a01:203/128', '10.1.2.3/32'],
    // In the IPv6 form the length counts from the IPv6 part.
    ['::ffff:10.1.2.3/8', '::/8'],
  ];
  for (const [text, expected] of same) {
    it(`${text} is ${expected}`, () => {
      const found = parsePrefix(text);
      assert.equal(found && formatPrefix(found), expected);
    });
  }

  const none = [
    '',
    '/',
    '/8',
    '1.2.3.4/',
    '1.2.3.4/33',
    '1.2.3.4/08',
    '1.2.3.4/-1',
    '1.2.3.4/8/8',
    '::/129',
    '1.2.3/8',
    '::/1e1',
    '1.2.3.4/ 8',
  ];
  for (const text of none) {
    it(`${JSON.stringify(text)} is none`, () => assert.equal(parsePrefix(text), undefined));
  }

  it('comes back from its canonical text', () => {
    fc.assert(
      fc.property(prefix, (of) => assert.deepEqual(parsePrefix(formatPrefix(of)), of)),
      { numRuns: 400 },
    );
  });

  it('keeps the leading bits of an address and clears the others', () => {
    fc.assert(
      fc.property(addressWords, fc.integer({ min: 0, max: 128 }), (address, bits) => {
        const out = new Uint32Array(6).fill(7);
        maskAddress(address, 0, bits, out, 1);
        const rest = BigInt(128 - bits);
        assert.equal(bitsOf(out.subarray(1, 5)), (bitsOf(address) >> rest) << rest);
        assert.deepEqual([out[0], out[5]], [7, 7]);
      }),
      { numRuns: 400 },
    );
  });

  it('contains what lies between its first and its last address, of its own family', () => {
    fc.assert(
      fc.property(related, ([outer, { address }]) => {
        const { v4, from, to } = spanOf(outer);
        const at = bitsOf(address);
        const expected = from <= at && at <= to && (v4 || outer.bits >= 96 || !isIPv4(address));
        assert.equal(prefixContains(outer, address), expected);
      }),
      { numRuns: 600 },
    );
  });

  it('covers another when it holds all of it', () => {
    fc.assert(
      fc.property(related, ([outer, inner]) => {
        const a = spanOf(outer);
        const b = spanOf(inner);
        const expected = a.from <= b.from && b.to <= a.to && a.v4 === b.v4;
        assert.equal(prefixCovers(outer, inner), expected, `${formatPrefix(outer)} ${formatPrefix(inner)}`);
        assert.equal(prefixCovers(outer, outer), true);
      }),
      { numRuns: 600 },
    );
  });

  it('of IPv6 holds no IPv4 address, however short it is', () => {
    const whole = parsePrefix('::/0');
    assert.ok(whole);
    assert.equal(prefixContains(whole, words('2001:db8::1')), true);
    assert.equal(prefixContains(whole, words('203.0.113.7')), false);
  });
});
