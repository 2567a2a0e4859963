import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { HASHED_BYTES_MAX, TextHash } from '#libs/wire/text-hash.ts';

const random = seededRandom(1);
const anyBytes = (length: number) =>
  Buffer.from(Array.from({ length }, () => Math.floor(random.next() * 256)));
const hashBy = (key: string) => new TextHash(new SeededHash(Buffer.from(key)));
const hash = hashBy('8 bytes!');

function hashOf(by: TextHash, text: Buffer, before = 0): number {
  const buffer = Buffer.concat([Buffer.alloc(before, 7), text, Buffer.alloc(3, 9)]);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  return by.bytes(buffer, view, before, before + text.length);
}

describe('the hash of texts', () => {
  it('depends on the bytes and the key, and not on where they are', () => {
    for (let length = 0; length < 40; length++) {
      const text = anyBytes(length);
      assert.equal(hashOf(hash, text, 1 + (length % 5)), hashOf(hash, text));
      assert.equal(hashOf(hashBy('8 bytes!'), text), hashOf(hash, text));
    }
    assert.notEqual(hashOf(hashBy('another!'), Buffer.from('text')), hashOf(hash, Buffer.from('text')));
    assert.notEqual(hashOf(hash, Buffer.from('a')), hashOf(hash, Buffer.from('a\0')));
    const long = Buffer.alloc(HASHED_BYTES_MAX + 1, 'a');
    assert.notEqual(hashOf(hash, long), hashOf(hash, long.subarray(1)));
  });

  it('tells texts apart by its upper bits under nearly every key, whatever they differ in', () => {
    const keys = 3000;
    let same = 0;
    for (let i = 0; i < keys; i++) {
      const by = new TextHash(new SeededHash(anyBytes(8)));
      const text = anyBytes(8);
      const other = Buffer.from(text);
      // The highest bits of both halves of a word: what a product with 32 bits spreads least.
      for (const at of [1, 3, 7]) other[at] ^= 0x80;
      if (hashOf(by, text) >>> 16 === hashOf(by, other) >>> 16) same++;
    }
    // One key in 2^15 is the bound.
    assert.ok(same <= 2, `with ${same} of ${keys} keys they are the same`);
  });
});
