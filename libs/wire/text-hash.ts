/**
 * A keyed hash of short texts for the dictionaries of a batch: a third of the cost of libs/domain's SeededHash, which
 * shows because every text of every line is hashed.
 *
 * Multilinear hashing: the sum of the text's 16-bit units, each times a secret factor of its own. Two texts that
 * differ in a unit agree in the upper 16 bits of the sum for about one key in 2^15, whatever the texts are; nobody
 * can choose texts that collide without the key. The upper bits are the good ones.
 */
import type { SeededHash } from '../domain/hash.ts';

/** Longer texts take the SeededHash. */
export const HASHED_BYTES_MAX = 2048;

const UNITS_MAX = HASHED_BYTES_MAX / 2;

/** The factors of a key, made once. */
const factorsOf = new WeakMap<SeededHash, Int32Array>();

export class TextHash {
  readonly #hash: SeededHash;
  /** One for each unit, one for the length. */
  readonly #factors: Int32Array;

  constructor(hash: SeededHash) {
    this.#hash = hash;
    this.#factors = factorsOf.get(hash) ?? makeFactors(hash);
    factorsOf.set(hash, this.#factors);
  }

  /**
   * Hash of the bytes of `buffer` from `from` up to `to`, as a signed 32-bit number, which V8 need not
   * allocate. `view` is on `buffer`.
   */
  bytes(buffer: Uint8Array, view: DataView, from: number, to: number): number {
    const length = to - from;
    if (length > HASHED_BYTES_MAX) return this.#hash.bytes(buffer, from, to) | 0;
    const factors = this.#factors;
    let sum = Math.imul(factors[UNITS_MAX], length);
    let unit = 0;
    let i = from;
    for (const last = to - 4; i <= last; i += 4, unit += 2) {
      const word = view.getInt32(i, true);
      sum = (sum + Math.imul(factors[unit], word & 0xffff) + Math.imul(factors[unit + 1], word >>> 16)) | 0;
    }
    for (; i < to; i += 2, unit++) {
      const second = i + 1 < to ? view.getUint8(i + 1) : 0;
      sum = (sum + Math.imul(factors[unit], view.getUint8(i) | (second << 8))) | 0;
    }
    return sum;
  }
}

function makeFactors(hash: SeededHash): Int32Array {
  const unit = new Uint32Array(1);
  return Int32Array.from({ length: UNITS_MAX + 1 }, (_, i) => {
    unit[0] = i;
    return hash.words(unit, 0, 1);
  });
}
