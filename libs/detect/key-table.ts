/**
 * The keys of one scenario and what is remembered of each: a bounded struct of arrays with a seeded hash index.
 *
 * Rows are dense: 0 to size - 1. Removing a row moves the last one into its place, so a row number is only good until
 * the next insertion or removal. When the table is full, the longest-unseen of a few rows that a clock hand passes
 * makes room: cheap, and the same in every replay.
 */

import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';

const ROWS_FIRST = 64;
/** Rows the hand looks at to find one to evict. */
const EVICTION_SAMPLE = 16;

export interface KeyTableOptions {
  /** 32-bit words of a key. */
  readonly keyWords: number;
  readonly rowsMax: number;
  readonly hash: SeededHash;
  /** Called before a row is evicted, while it still holds its values. */
  readonly onEvict?: (row: number) => void;
}

/** Values a row has beside its key: `width` numbers each. */
export interface Column<T extends Float64Array | Uint32Array> {
  /** Replaced when the table grows: read it anew for every event. */
  array: T;
  readonly width: number;
  /** What a new row begins with. */
  readonly initial: number;
}

export class KeyTable {
  readonly keyWords: number;
  readonly rowsMax: number;
  readonly #hash: SeededHash;
  readonly #onEvict: (row: number) => void;
  #size = 0;
  #hand = 0;
  #evicted = 0;
  #keys: Uint32Array;
  #hashes: Uint32Array;
  /** Row + 1 by hash, linear probing; twice as many places as rows. */
  #index: Int32Array;
  /** Newest event time of each key, Unix ms. */
  readonly lastMs: Column<Float64Array>;
  readonly #columns: Column<Float64Array | Uint32Array>[] = [];

  constructor({ keyWords, rowsMax, hash, onEvict = () => {} }: KeyTableOptions) {
    this.keyWords = keyWords;
    this.rowsMax = rowsMax;
    this.#hash = hash;
    this.#onEvict = onEvict;
    const rows = Math.min(ROWS_FIRST, rowsMax);
    this.#keys = new Uint32Array(rows * keyWords);
    this.#hashes = new Uint32Array(rows);
    this.#index = new Int32Array(indexSize(rows));
    this.lastMs = this.float64(1, Number.NEGATIVE_INFINITY);
  }

  get size(): number {
    return this.#size;
  }

  /** Rows that had to make room so far. */
  get evicted(): number {
    return this.#evicted;
  }

  /** Adds a column of floats. Before the first row only. */
  float64(width = 1, initial = 0): Column<Float64Array> {
    return this.#addColumn({ array: new Float64Array(this.#capacity * width).fill(initial), width, initial });
  }

  /** Adds a column of unsigned integers. Before the first row only. */
  uint32(width = 1, initial = 0): Column<Uint32Array> {
    return this.#addColumn({ array: new Uint32Array(this.#capacity * width).fill(initial), width, initial });
  }

  /** Row of the key, or -1. */
  find(key: Uint32Array): number {
    const place = this.#place(key, this.#hash.words(key, 0, this.keyWords));
    return this.#index[place] - 1;
  }

  /** Row of the key, which is made unless it is there; a new one has the columns' initial values. */
  findOrAdd(key: Uint32Array): number {
    const hash = this.#hash.words(key, 0, this.keyWords);
    let place = this.#place(key, hash);
    const found = this.#index[place] - 1;
    if (found >= 0) return found;
    // The capacity may be beyond the limit: of a table that was restored.
    if (this.#size >= this.rowsMax || this.#size === this.#capacity) {
      if (this.#size >= this.rowsMax) this.#evictOne();
      else this.#grow();
      place = this.#place(key, hash);
    }
    const row = this.#size++;
    this.#index[place] = row + 1;
    this.#hashes[row] = hash;
    for (let word = 0; word < this.keyWords; word++) this.#keys[row * this.keyWords + word] = key[word];
    for (const { array, width, initial } of this.#columns)
      array.fill(initial, row * width, (row + 1) * width);
    return row;
  }

  /** Copies the key of `row` to `out`. */
  keyOf(row: number, out: Uint32Array): void {
    for (let word = 0; word < this.keyWords; word++) out[word] = this.#keys[row * this.keyWords + word];
  }

  /** Removes a row; the last one takes its number. */
  remove(row: number): void {
    this.#unindex(this.#placeOfRow(row));
    const last = --this.#size;
    if (row === last) return;
    this.#index[this.#placeOfRow(last)] = row + 1;
    this.#hashes[row] = this.#hashes[last];
    this.#keys.copyWithin(row * this.keyWords, last * this.keyWords, (last + 1) * this.keyWords);
    for (const { array, width } of this.#columns)
      array.copyWithin(row * width, last * width, (last + 1) * width);
  }

  /** Lets the hand pass up to `budget` rows and removes those for which `expired` holds. */
  sweep(budget: number, expired: (row: number) => boolean): void {
    for (let left = Math.min(budget, this.#size); left > 0 && this.#size > 0; left--) {
      if (this.#hand >= this.#size) this.#hand = 0;
      if (expired(this.#hand)) this.remove(this.#hand);
      else this.#hand++;
    }
  }

  save(writer: SlotWriter): void {
    writer.uint32(this.keyWords);
    writer.uint32(this.#columns.length);
    writer.uint32(this.#size);
    writer.uint32(this.#hand);
    writer.float64(this.#evicted);
    writer.array(this.#keys.subarray(0, this.#size * this.keyWords));
    for (const { array, width } of this.#columns) writer.array(array.subarray(0, this.#size * width));
  }

  restore(reader: SlotReader): void {
    const keyWords = reader.uint32();
    const columns = reader.uint32();
    if (keyWords !== this.keyWords || columns !== this.#columns.length) {
      throw new WeirError('corrupt', `a key table of ${keyWords} words and ${columns} columns does not fit`);
    }
    const size = reader.uint32();
    // A table that was made smaller since: what is beyond its limit is dropped row by row below.
    this.#allocate(Math.max(ROWS_FIRST, size));
    this.#size = size;
    this.#hand = reader.uint32();
    this.#evicted = reader.float64();
    reader.array(this.#keys.subarray(0, size * keyWords));
    for (const { array, width } of this.#columns) reader.array(array.subarray(0, size * width));
    for (let row = 0; row < size; row++)
      this.#hashes[row] = this.#hash.words(this.#keys, row * keyWords, keyWords);
    this.#reindex();
    while (this.#size > this.rowsMax) this.#evictOne();
  }

  get #capacity(): number {
    return this.#hashes.length;
  }

  #addColumn<T extends Column<Float64Array> | Column<Uint32Array>>(column: T): T {
    if (this.#size > 0) throw new WeirError('bug', 'a column is added to a table that has rows');
    this.#columns.push(column);
    return column;
  }

  /** Where the key stands in the index, or the free place where it would. */
  #place(key: Uint32Array, hash: number): number {
    const index = this.#index;
    const mask = index.length - 1;
    const keys = this.#keys;
    const words = this.keyWords;
    let place = hash & mask;
    for (;;) {
      const row = index[place] - 1;
      if (row < 0) return place;
      if (this.#hashes[row] === hash) {
        let word = 0;
        const from = row * words;
        while (word < words && keys[from + word] === key[word]) word++;
        if (word === words) return place;
      }
      place = (place + 1) & mask;
    }
  }

  #placeOfRow(row: number): number {
    const mask = this.#index.length - 1;
    let place = this.#hashes[row] & mask;
    while (this.#index[place] !== row + 1) place = (place + 1) & mask;
    return place;
  }

  /** Frees a place and moves what was pushed past it back, so that no search stops too early. */
  #unindex(place: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let free = place;
    for (let next = (place + 1) & mask; index[next] !== 0; next = (next + 1) & mask) {
      const home = this.#hashes[index[next] - 1] & mask;
      if (((next - home) & mask) < ((next - free) & mask)) continue;
      index[free] = index[next];
      free = next;
    }
    index[free] = 0;
  }

  #evictOne(): void {
    let victim = -1;
    let oldestMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < EVICTION_SAMPLE; i++) {
      if (this.#hand >= this.#size) this.#hand = 0;
      const row = this.#hand++;
      if (this.lastMs.array[row] < oldestMs) {
        oldestMs = this.lastMs.array[row];
        victim = row;
      }
    }
    if (victim < 0) victim = 0;
    this.#evicted++;
    this.#onEvict(victim);
    this.remove(victim);
  }

  #grow(): void {
    const keys = this.#keys;
    const hashes = this.#hashes;
    const arrays = this.#columns.map(({ array }) => array);
    this.#allocate(Math.min(this.rowsMax, 2 * this.#capacity));
    this.#keys.set(keys);
    this.#hashes.set(hashes);
    for (let i = 0; i < arrays.length; i++) this.#columns[i].array.set(arrays[i]);
    this.#reindex();
  }

  #allocate(rows: number): void {
    this.#keys = new Uint32Array(rows * this.keyWords);
    this.#hashes = new Uint32Array(rows);
    this.#index = new Int32Array(indexSize(rows));
    for (const column of this.#columns) {
      const length = rows * column.width;
      column.array =
        column.array instanceof Float64Array ? new Float64Array(length) : new Uint32Array(length);
    }
  }

  #reindex(): void {
    const mask = this.#index.length - 1;
    for (let row = 0; row < this.#size; row++) {
      let place = this.#hashes[row] & mask;
      while (this.#index[place] !== 0) place = (place + 1) & mask;
      this.#index[place] = row + 1;
    }
  }
}

function indexSize(rows: number): number {
  return 2 ** Math.ceil(Math.log2(2 * rows));
}
