/**
 * Masks of values that came in earlier batches, by the values' bytes. Bounded: full, it begins anew. While few of the
 * values that are asked for are known, it is hardly used, so that traffic in which nothing comes twice does not pay for it.
 */
import { randomBytes } from 'node:crypto';
import { SeededHash } from '../domain/hash.ts';
import { TextHash } from '../wire/text-hash.ts';

const ENTRIES_MAX = 8192;
const BYTES_MAX = 1024 * 1024;
/** Longer values are not kept. */
const VALUE_BYTES_MAX = 512;
/** The share of known values below which it is not worth its cost. */
const WORTH = 0.3;
/** The share is looked at after so many values. */
const LOOK_EVERY = 256;
/** While it is not worth its cost, it is tried with one batch of so many. */
const TRY_EVERY = 64;
/** A place of the table: of its upper bits, which are the good ones. */
const SHIFT = 32 - Math.log2(2 * ENTRIES_MAX);

export interface CacheCounts {
  lookups: number;
  hits: number;
}

/** Nobody outside can choose values that collide. */
const hash = new TextHash(new SeededHash(randomBytes(8)));

export class MaskCache {
  readonly #words: number;
  readonly #counts: CacheCounts;
  /** Entry + 1 of a place; 0 is free. Twice as many places as entries. */
  readonly #places = new Uint16Array(2 * ENTRIES_MAX);
  readonly #hashes = new Int32Array(ENTRIES_MAX);
  readonly #ends = new Uint32Array(ENTRIES_MAX + 1);
  readonly #masks: Uint32Array;
  readonly #bytes = new Uint8Array(BYTES_MAX);
  #entries = 0;
  #data: Uint8Array = this.#bytes;
  #view: DataView = new DataView(this.#bytes.buffer);
  /** Hash and place of the value that was asked for last. */
  #hash = 0;
  #place = 0;
  #share = 1;
  #idle = 0;
  #lookups = 0;
  #hits = 0;

  /** @param words of a mask; @param counts are added to */
  constructor(words: number, counts: CacheCounts) {
    this.#words = words;
    this.#counts = counts;
    this.#masks = new Uint32Array(ENTRIES_MAX * words);
  }

  /** Begins a batch with values in `data`; returns whether to use the cache for it. */
  begin(data: Uint8Array): boolean {
    if (this.#lookups >= LOOK_EVERY) this.#look();
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return this.#share >= WORTH || ++this.#idle % TRY_EVERY === 0;
  }

  /** Writes the mask of the bytes from `start` up to `end` to `out[at]` and what follows; false when it is not known. */
  read(start: number, end: number, out: Uint32Array, at: number): boolean {
    this.#lookups++;
    this.#hash = hash.bytes(this.#data, this.#view, start, end);
    const mask = this.#places.length - 1;
    for (let place = this.#hash >>> SHIFT; ; place = (place + 1) & mask) {
      this.#place = place;
      const entry = this.#places[place] - 1;
      if (entry < 0) return false;
      if (this.#hashes[entry] !== this.#hash || !this.#equals(entry, start, end)) continue;
      this.#hits++;
      for (let word = 0; word < this.#words; word++) out[at + word] = this.#masks[entry * this.#words + word];
      return true;
    }
  }

  /** Keeps the mask at `masks[at]` of the value that `read` has not known. */
  keep(start: number, end: number, masks: Uint32Array, at: number): void {
    if (end - start > VALUE_BYTES_MAX) return;
    const from = this.#ends[this.#entries];
    if (this.#entries === ENTRIES_MAX || from + end - start > BYTES_MAX) {
      this.#places.fill(0);
      this.#entries = 0;
      return;
    }
    for (let i = start, to = from; i < end; i++, to++) this.#bytes[to] = this.#data[i];
    for (let word = 0; word < this.#words; word++)
      this.#masks[this.#entries * this.#words + word] = masks[at + word];
    this.#hashes[this.#entries] = this.#hash;
    this.#ends[this.#entries + 1] = from + end - start;
    this.#places[this.#place] = ++this.#entries;
  }

  #look(): void {
    this.#share += (this.#hits / this.#lookups - this.#share) / 4;
    this.#counts.lookups += this.#lookups;
    this.#counts.hits += this.#hits;
    this.#lookups = 0;
    this.#hits = 0;
  }

  #equals(entry: number, start: number, end: number): boolean {
    const from = this.#ends[entry];
    if (this.#ends[entry + 1] - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (this.#bytes[at] !== this.#data[i]) return false;
    return true;
  }
}
