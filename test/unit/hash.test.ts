import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SeededHash } from '#libs/domain/hash.ts';

const SEED = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);

const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by));

/** HalfSipHash with a 64-bit result as its authors wrote it, for any number of rounds. */
function reference(seed: Uint8Array, bytes: Uint8Array, c: number, d: number): [number, number] {
  const view = new DataView(seed.buffer, seed.byteOffset);
  const [k0, k1] = [view.getInt32(0, true), view.getInt32(4, true)];
  let [v0, v1, v2, v3] = [k0, k1 ^ 0xee, 0x6c796765 ^ k0, 0x74656462 ^ k1];
  const rounds = (count: number) => {
    for (let i = 0; i < count; i++) {
      v0 = (v0 + v1) | 0;
      v1 = rotated(v1, 5) ^ v0;
      v0 = rotated(v0, 16);
      v2 = (v2 + v3) | 0;
      v3 = rotated(v3, 8) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = rotated(v3, 7) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = rotated(v1, 13) ^ v2;
      v2 = rotated(v2, 16);
    }
  };
  const padded = Buffer.alloc(4 * (Math.floor(bytes.length / 4) + 1));
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 255;
  for (let at = 0; at < padded.length; at += 4) {
    v3 ^= padded.readInt32LE(at);
    rounds(c);
    v0 ^= padded.readInt32LE(at);
  }
  v2 ^= 0xee;
  rounds(d);
  const low = (v1 ^ v3) >>> 0;
  v1 ^= 0xdd;
  rounds(d);
  return [low, (v1 ^ v3) >>> 0];
}

const bytes = fc.uint8Array({ maxLength: 40 });

describe('the seeded hash', () => {
  it('is HalfSipHash-1-3', () => {
    // First of the published vectors of HalfSipHash-2-4: so the reference is right.
    const [low, high] = reference(SEED, new Uint8Array(0), 2, 4);
    assert.deepEqual([low, high], [0x591f8d21, 0xc83cb8b9]);
    const hash = new SeededHash(SEED);
    const out = new Uint32Array(2);
    fc.assert(
      fc.property(bytes, (text) => {
        hash.bytes64(text, 0, text.length, out, 0);
        assert.deepEqual([...out], reference(SEED, text, 1, 3));
        assert.equal(hash.bytes(text, 0, text.length), out[0]);
      }),
      { numRuns: 500 },
    );
  });

  it('depends on the bytes only, not on where they stand', () => {
    const hash = new SeededHash(SEED);
    fc.assert(
      fc.property(bytes, bytes, bytes, (before, text, after) => {
        const whole = Buffer.concat([before, text, after]);
        assert.equal(
          hash.bytes(whole, before.length, before.length + text.length),
          hash.bytes(text, 0, text.length),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('gives words the hash of their bytes, wherever they stand', () => {
    const hash = new SeededHash(SEED);
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.nat(4), (list, from) => {
        const words = Uint32Array.from([...Array(from).fill(9), ...list, 9]);
        const text = new Uint8Array(words.buffer, 4 * from, 4 * list.length);
        assert.equal(hash.words(words, from, list.length), hash.bytes(text, 0, text.length));
      }),
      { numRuns: 300 },
    );
  });

  it('changes half of its bits with each bit of the text and of the seed', () => {
    const text = Buffer.from('203.0.113.7');
    const out = new Uint32Array(2);
    const hashOf = (seed: Uint8Array, of: Uint8Array): bigint => {
      new SeededHash(seed).bytes64(of, 0, of.length, out, 0);
      return (BigInt(out[0]) << 32n) | BigInt(out[1]);
    };
    const flipped = (of: Uint8Array, bit: number) =>
      of.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const ones = (of: bigint) => of.toString(2).replaceAll('0', '').length;
    const before = hashOf(SEED, text);
    const changes = [
      ...Array.from({ length: 8 * text.length }, (_, bit) => hashOf(SEED, flipped(text, bit))),
      ...Array.from({ length: 64 }, (_, bit) => hashOf(flipped(SEED, bit), text)),
    ].map((after) => ones(before ^ after));
    const mean = changes.reduce((sum, count) => sum + count, 0) / changes.length;
    assert.ok(mean > 29 && mean < 35, `${mean} of 64`);
    assert.ok(Math.min(...changes) > 12, `${Math.min(...changes)} of 64`);
  });

  it('refuses a seed of another length', () => {
    assert.throws(() => new SeededHash(new Uint8Array(7)), RangeError);
  });
});
