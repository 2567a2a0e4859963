/**
 * A keyed hash for everything that a client can choose: addresses, host names, paths, agents.
 *
 * HalfSipHash-1-3 with a 64-bit result (Aumasson and Bernstein's SipHash on 32-bit words), which needs no
 * 64-bit arithmetic and therefore runs at full speed in JavaScript. Without the key nobody can make values
 * collide on purpose, so neither a hash table nor a shard can be overloaded by picking addresses.
 */
export class SeededHash {
  readonly #k0: number;
  readonly #k1: number;

  /** @param seed 8 bytes of key. */
  constructor(seed: Uint8Array) {
    if (seed.length !== 8) throw new RangeError(`a hash seed has 8 bytes, not ${seed.length}`);
    const view = new DataView(seed.buffer, seed.byteOffset, 8);
    this.#k0 = view.getInt32(0, true);
    this.#k1 = view.getInt32(4, true);
  }

  /** Hash of `count` words from `from` on, as an unsigned 32-bit number. */
  words(words: Uint32Array, from: number, count: number): number {
    halfSipHash(this.#k0, this.#k1, words, from, count, count << 26);
    return result[0];
  }

  /** 64-bit hash of `count` words from `from` on, written to `out[at]` and `out[at + 1]`. */
  words64(words: Uint32Array, from: number, count: number, out: Uint32Array, at: number): void {
    halfSipHash(this.#k0, this.#k1, words, from, count, count << 26);
    out[at] = result[0];
    out[at + 1] = result[1];
  }

  /** Hash of the bytes from `from` up to `to`, as an unsigned 32-bit number. */
  bytes(bytes: Uint8Array, from: number, to: number): number {
    this.#takeBytes(bytes, from, to);
    return result[0];
  }

  /** 64-bit hash of the bytes from `from` up to `to`, written to `out[at]` and `out[at + 1]`. */
  bytes64(bytes: Uint8Array, from: number, to: number, out: Uint32Array, at: number): void {
    this.#takeBytes(bytes, from, to);
    out[at] = result[0];
    out[at + 1] = result[1];
  }

  #takeBytes(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    const count = length >>> 2;
    if (packed.length < count) packed = new Uint32Array(2 * count);
    let at = from;
    for (let word = 0; word < count; word++, at += 4) {
      packed[word] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    }
    let last = length << 24;
    for (let shift = 0; at < to; at++, shift += 8) last |= bytes[at] << shift;
    halfSipHash(this.#k0, this.#k1, packed, 0, count, last);
  }
}

/** Of the last hash: one is computed at a time. */
const result = new Uint32Array(2);
let packed = new Uint32Array(64);

/**
 * Absorbs `count` words and then `last`. The round stands here twice, and the state is in locals: that way all of it
 * stays in registers, which takes half the time of rounds that are called with the state in an array.
 */
function halfSipHash(
  k0: number,
  k1: number,
  words: Uint32Array,
  from: number,
  count: number,
  last: number,
): void {
  let v0 = k0 | 0;
  let v1 = k1 ^ 0xee;
  let v2 = 0x6c796765 ^ k0;
  let v3 = 0x74656462 ^ k1;
  for (let i = 0; i <= count; i++) {
    const block = i < count ? words[from + i] | 0 : last;
    v3 ^= block;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= block;
  }
  v2 ^= 0xee;
  for (let half = 0; half < 2; half++) {
    for (let i = 0; i < 3; i++) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    result[half] = v1 ^ v3;
    v1 ^= 0xdd;
  }
}
