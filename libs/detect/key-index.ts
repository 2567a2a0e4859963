/**
 * Finds the row of a key by its print: open addressing with linear probing, three places for every two
 * rows that it has room for.
 *
 * A place holds row + 1 in its low bits and, in those that are left, low bits of the print's second word, so that nearly
 * every row but the right one is told apart without a look at its key, which is not in the processor's cache.
 */
import type { Records } from './records.ts';

const PLACES_PER_ROW = 1.5;
const HASH_SPAN = 2 ** 32;

export class KeyIndex {
  readonly #records: Records;
  #rows = 0;
  #places = new Int32Array(1);
  #rowBits = 1;
  #rowMask = 1;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Rows that there is room for. */
  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#places.byteLength;
  }

  /** Becomes an empty index for so many rows. */
  resize(rows: number): void {
    this.#rows = rows;
    this.#rowBits = 32 - Math.clz32(rows);
    this.#rowMask = 2 ** this.#rowBits - 1;
    this.#places = new Int32Array(Math.ceil(PLACES_PER_ROW * rows) + 1);
  }

  /** Row of the key with these words, or -1. */
  find(first: number, second: number): number {
    const places = this.#places;
    const records = this.#records;
    const mark = second << this.#rowBits;
    for (let at = this.#home(first); places[at] !== 0; at = this.#next(at)) {
      const place = places[at];
      if ((place & ~this.#rowMask) !== mark) continue;
      const row = (place & this.#rowMask) - 1;
      if (records.keyWord(row, 0) === first && records.keyWord(row, 1) === second) return row;
    }
    return -1;
  }

  /** Adds a row whose key is not in the index. */
  add(row: number): void {
    const records = this.#records;
    let at = this.#home(records.keyWord(row, 0));
    while (this.#places[at] !== 0) at = this.#next(at);
    this.#places[at] = (records.keyWord(row, 1) << this.#rowBits) | (row + 1);
  }

  /** A row gets another number. */
  rename(row: number, to: number): void {
    const at = this.#placeOf(row);
    this.#places[at] = (this.#places[at] & ~this.#rowMask) | (to + 1);
  }

  /** Frees a row's place and moves what was pushed past it back, so that no search stops too early. */
  remove(row: number): void {
    const places = this.#places;
    const { length } = places;
    let free = this.#placeOf(row);
    for (let at = this.#next(free); places[at] !== 0; at = this.#next(at)) {
      const home = this.#home(this.#records.keyWord((places[at] & this.#rowMask) - 1, 0));
      if ((at - home + length) % length < (at - free + length) % length) continue;
      places[free] = places[at];
      free = at;
    }
    places[free] = 0;
  }

  #placeOf(row: number): number {
    let at = this.#home(this.#records.keyWord(row, 0));
    while ((this.#places[at] & this.#rowMask) !== row + 1) at = this.#next(at);
    return at;
  }

  #home(first: number): number {
    return Math.floor((first / HASH_SPAN) * this.#places.length);
  }

  #next(at: number): number {
    return at + 1 === this.#places.length ? 0 : at + 1;
  }
}
