/**
 * A keyed hash of short texts for the dictionaries of a batch: a third of the cost of libs/domain's SeededHash, which
 * shows because every text of every line is hashed.
 *
 * NH (of UMAC): each word of the text is added to a secret one of its own, and its two halves are multiplied; the sum of
 * the products is the same for two texts of one length under one key in 2^14, whatever the texts are. The length, times a
 * secret factor, keeps those of different lengths apart. A last product with a secret odd number brings that into the upper
 * bits, which are the good ones: nobody can choose texts that collide there without the key.
 */
import type { SeededHash } from '../domain/hash.ts';

/** Longer texts take the SeededHash. */
export const HASHED_BYTES_MAX = 2048;

const WORDS_MAX = HASHED_BYTES_MAX / 4;

/** The secret words of a key, made once. */
const secretsOf = new WeakMap<SeededHash, Int32Array>();

export class TextHash {
  readonly #hash: SeededHash;
  /** One for each word, one for the length, one for the end. */
  readonly #secrets: Int32Array;
  constructor(hash: SeededHash) {
    this.#hash = hash;
    this.#secrets = secretsOf.get(hash) ?? makeSecrets(hash);
    secretsOf.set(hash, this.#secrets);
  }

  /**
   * Hash of the bytes of `buffer` from `from` up to `to`, as a signed 32-bit number, which V8 need not
   * allocate. `view` is on `buffer`.
   */
  bytes(buffer: Uint8Array, view: DataView, from: number, to: number): number {
    const length = to - from;
    if (length > HASHED_BYTES_MAX) return this.#hash.bytes(buffer, from, to) | 0;
    const secrets = this.#secrets;
    let sum = Math.imul(secrets[WORDS_MAX], length);
    let word = 0;
    let i = from;
    for (const last = (to - 8) | 0; i <= last; i = (i + 8) | 0, word = (word + 2) | 0) {
      const one = (view.getInt32(i, true) + secrets[word]) | 0;
      const two = (view.getInt32((i + 4) | 0, true) + secrets[(word + 1) | 0]) | 0;
      sum = (sum + Math.imul(one & 0xffff, one >>> 16) + Math.imul(two & 0xffff, two >>> 16)) | 0;
    }
    if (i + 4 <= to) {
      const one = (view.getInt32(i, true) + secrets[word]) | 0;
      sum = (sum + Math.imul(one & 0xffff, one >>> 16)) | 0;
      i += 4;
      word++;
    }
    if (i < to) {
      const rest = length < 4 ? shortWord(view, from, to) : view.getInt32(to - 4, true) | 0;
      const one = ((rest | 0) + secrets[word]) | 0;
      sum = (sum + Math.imul(one & 0xffff, one >>> 16)) | 0;
    }
    return Math.imul(sum, secrets[WORDS_MAX + 1] | 1);
  }
}

function makeSecrets(hash: SeededHash): Int32Array {
  const unit = new Uint32Array(1);
  return Int32Array.from({ length: WORDS_MAX + 2 }, (_, i) => {
    unit[0] = i;
    return hash.words(unit, 0, 1);
  });
}

function shortWord(view: DataView, from: number, to: number): number {
  let word = 0;
  for (let i = from; i < to; i++) word = (word << 8) | view.getUint8(i);
  return word;
}
