/**
 * Requests that were taken in lately, by the id that the server gave them: a sender that got no answer sends its batch again.
 * What can't be told apart from an earlier one is not judged, so ids must not be for clients to choose.
 */
import { ADDRESS_WORDS } from '#libs/domain/address.ts';
import type { SeededHash } from '#libs/domain/hash.ts';
import { type EventRow, TEXT_INDEX } from '#libs/wire/row.ts';

const ADDRESS_BYTES = 4 * ADDRESS_WORDS;
const TIME_BYTES = 8;
const ID_BYTES_MAX = 256;
/** Of the upper half of a hash: with the lower one a whole number that JavaScript has exactly. */
const UPPER_BITS = 0x1fffff;

export class RecentRequests {
  readonly #hash: SeededHash;
  readonly #max: number;
  readonly #digest = new Uint32Array(2);
  readonly #key = Buffer.alloc(ADDRESS_BYTES + TIME_BYTES + ID_BYTES_MAX);
  /** Those since the last turn, and those before. */
  #recent = new Set<number>();
  #former = new Set<number>();

  /** @param max how many are remembered: at least half of them, the latest */
  constructor(hash: SeededHash, max: number) {
    this.#hash = hash;
    this.#max = max;
  }

  get size(): number {
    return this.#recent.size + this.#former.size;
  }

  /** Whether a request has been here before; now it has. One without an id never has. */
  has(row: EventRow): boolean {
    const digest = this.#digestOf(row);
    if (digest === undefined) return false;
    if (this.#recent.has(digest) || this.#former.has(digest)) return true;
    if (this.#recent.size >= this.#max / 2) {
      this.#former = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(digest);
    return false;
  }

  /** Some were dropped after they had been here: better they come twice than never. */
  forget(): void {
    this.#recent.clear();
    this.#former.clear();
  }

  #digestOf(row: EventRow): number | undefined {
    const at = TEXT_INDEX.request_id;
    const [start, end] = [row.starts[at], row.ends[at]];
    if (start === end) return undefined;
    const key = this.#key;
    for (let word = 0; word < ADDRESS_WORDS; word++) key.writeUInt32LE(row.address[word], 4 * word);
    key.writeDoubleLE(row.timeMs, ADDRESS_BYTES);
    const from = ADDRESS_BYTES + TIME_BYTES;
    const bytes = Math.min(end - start, ID_BYTES_MAX);
    key.set(row.buffers[at].subarray(start, start + bytes), from);
    this.#hash.bytes64(key, 0, from + bytes, this.#digest, 0);
    return (this.#digest[1] & UPPER_BITS) * 2 ** 32 + this.#digest[0];
  }
}
