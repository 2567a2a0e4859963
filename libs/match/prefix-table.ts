/** Very many prefixes in sorted arrays: 17 bytes each, 5 for IPv4. A lookup is a binary search. */
import { ADDRESS_WORDS, isIPv4 } from '../domain/address.ts';
import type { Prefix } from '../domain/prefix.ts';
import { enlarged } from '../wire/dictionary.ts';

const IPV4_BITS_MIN = 96;

export class PrefixTable {
  readonly #v4: SortedPrefixes;
  readonly #v6: SortedPrefixes;

  constructor(prefixes: Iterable<Prefix>) {
    const v4 = new PrefixBuffer(1);
    const v6 = new PrefixBuffer(ADDRESS_WORDS);
    for (const prefix of prefixes) {
      const isV4 = isIPv4(prefix.address) && prefix.bits >= IPV4_BITS_MIN;
      (isV4 ? v4 : v6).add(prefix);
    }
    this.#v4 = v4.sorted();
    this.#v6 = v6.sorted();
  }

  /** Prefixes that no other one covers. */
  get size(): number {
    return this.#v4.size + this.#v6.size;
  }

  /** Whether the address at `words[at]` lies in one of them. */
  has(words: Uint32Array, at: number): boolean {
    return isIPv4(words, at) ? this.#v4.contains(words, at + 3) : this.#v6.contains(words, at);
  }
}

/** Prefixes of one family, of which none covers another, by address. */
class SortedPrefixes {
  readonly #width: number;
  readonly #words: Uint32Array;
  /** Leading bits that count, of `width` words. */
  readonly #bits: Uint8Array;

  constructor(width: number, words: Uint32Array, bits: Uint8Array) {
    this.#width = width;
    this.#words = words;
    this.#bits = bits;
  }

  get size(): number {
    return this.#bits.length;
  }

  contains(address: Uint32Array, at: number): boolean {
    // The last that is not behind the address: as they don't overlap, no other can hold it.
    let low = 0;
    let high = this.#bits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#words, middle * this.#width, address, at, this.#width) > 0) high = middle;
      else low = middle + 1;
    }
    return low > 0 && covers(this.#words, (low - 1) * this.#width, this.#bits[low - 1], address, at);
  }
}

/** Prefixes of one family as they come. */
class PrefixBuffer {
  readonly #width: number;
  #words: Uint32Array;
  #bits = new Uint8Array(64);
  #size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#words = new Uint32Array(64 * width);
  }

  add({ address, bits }: Prefix): void {
    if (this.#size === this.#bits.length) {
      this.#words = enlarged(this.#words, new Uint32Array(2 * this.#words.length));
      this.#bits = enlarged(this.#bits, new Uint8Array(2 * this.#bits.length));
    }
    this.#words.set(address.subarray(ADDRESS_WORDS - this.#width), this.#size * this.#width);
    this.#bits[this.#size++] = bits - 32 * (ADDRESS_WORDS - this.#width);
  }

  sorted(): SortedPrefixes {
    const width = this.#width;
    const words = this.#words;
    const bits = this.#bits;
    const order = Uint32Array.from({ length: this.#size }, (_, i) => i).sort(
      (a, b) => compare(words, a * width, words, b * width, width) || bits[a] - bits[b],
    );
    let kept = 0;
    for (const each of order) {
      const last = order[kept - 1];
      const isCovered = kept > 0 && covers(words, last * width, bits[last], words, each * width);
      if (!isCovered) order[kept++] = each;
    }
    const sortedWords = new Uint32Array(kept * width);
    const sortedBits = new Uint8Array(kept);
    for (let i = 0; i < kept; i++) {
      sortedWords.set(words.subarray(order[i] * width, (order[i] + 1) * width), i * width);
      sortedBits[i] = bits[order[i]];
    }
    return new SortedPrefixes(width, sortedWords, sortedBits);
  }
}

function compare(some: Uint32Array, at: number, others: Uint32Array, from: number, width: number): number {
  for (let word = 0; word < width; word++) {
    const difference = some[at + word] - others[from + word];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the `bits` leading bits of `prefix[at]` and what follows are those of `address[from]`. */
function covers(prefix: Uint32Array, at: number, bits: number, address: Uint32Array, from: number): boolean {
  for (let word = 0, left = bits; left > 0; word++, left -= 32) {
    const difference = prefix[at + word] ^ address[from + word];
    if (left >= 32 ? difference !== 0 : difference >>> (32 - left) !== 0) return false;
  }
  return true;
}
