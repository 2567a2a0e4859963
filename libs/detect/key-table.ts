/**
 * The keys of one scenario and what is remembered of each: a bounded struct of arrays with a seeded hash index.
 *
 * Rows are dense: 0 to size - 1. Removing a row moves the last one into its place, so a row number is only good until
 * the next insertion or removal. When the table is full, the longest-unseen of a few rows that a clock hand passes
 * makes room: cheap, and the same in every replay.
 *
 * A snapshot of the table is made of pages of rows. Only rows that `findOrAdd` has returned may be written to, until it is
 * called again: that is how the pages that have changed are known.
 */

import { type PageSource, Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';

const ROWS_FIRST = 64;
/** Rows of a page, as a power of two: small pages make small deltas, large ones have fewer to keep track of. */
const PAGE_BITS = 8;
const PAGE_ROWS = 2 ** PAGE_BITS;
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

export class KeyTable implements PageSource {
  readonly pages = new Pages(this);
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

  /** Row of the key, or -1: to be read, not to be written to. */
  find(key: Uint32Array): number {
    const place = this.#place(key, this.#hash.words(key, 0, this.keyWords));
    return this.#index[place] - 1;
  }

  /**
   * Row of the key, which is made unless it is there; a new one has the columns' initial values. It may be written to
   * until the next call.
   */
  findOrAdd(key: Uint32Array): number {
    const hash = this.#hash.words(key, 0, this.keyWords);
    let place = this.#place(key, hash);
    const found = this.#index[place] - 1;
    if (found >= 0) {
      this.pages.touch(found >>> PAGE_BITS);
      return found;
    }
    if (this.#size >= this.rowsMax || this.#size === this.#capacity) {
      // More than one where the table was made smaller since its state was saved.
      while (this.#size >= this.rowsMax) this.#evictOne();
      if (this.#size === this.#capacity) this.#grow();
      place = this.#place(key, hash);
    }
    this.pages.touch(this.#size >>> PAGE_BITS);
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
    this.pages.touch(row >>> PAGE_BITS);
    this.pages.touch((this.#size - 1) >>> PAGE_BITS);
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

  /** Writes all but the rows. */
  save(writer: SlotWriter): void {
    writer.uint32(this.keyWords);
    writer.uint32(this.#columns.length);
    writer.uint32(this.#size);
    writer.uint32(this.#hand);
    writer.float64(this.#evicted);
  }

  /** Reads what `save` has written; then the table waits for its pages. @throws WeirError `corrupt` */
  restore(reader: SlotReader): void {
    const keyWords = reader.uint32();
    const columns = reader.uint32();
    if (keyWords !== this.keyWords || columns !== this.#columns.length) {
      throw new WeirError('corrupt', `a key table of ${keyWords} words and ${columns} columns does not fit`);
    }
    this.#size = reader.uint32();
    this.#hand = reader.uint32();
    this.#evicted = reader.float64();
    let capacity = ROWS_FIRST;
    while (capacity < this.#size) capacity *= 2;
    this.#allocate(Math.min(capacity, Math.max(this.rowsMax, this.#size)));
  }

  get pageCount(): number {
    return Math.ceil(this.#size / PAGE_ROWS);
  }

  savePage(page: number, writer: SlotWriter): void {
    for (const rows of this.#rowsOf(page)) writer.array(rows);
  }

  restorePage(page: number, reader: SlotReader): void {
    for (const rows of this.#rowsOf(page)) reader.array(rows);
    const to = Math.min(this.#size, (page + 1) * PAGE_ROWS);
    for (let row = page * PAGE_ROWS; row < to; row++) {
      this.#hashes[row] = this.#hash.words(this.#keys, row * this.keyWords, this.keyWords);
      this.#addToIndex(row);
    }
  }

  /** Keys and columns of the rows of a page. */
  #rowsOf(page: number): (Uint32Array | Float64Array)[] {
    const from = page * PAGE_ROWS;
    const to = Math.min(this.#size, from + PAGE_ROWS);
    return [
      this.#keys.subarray(from * this.keyWords, to * this.keyWords),
      ...this.#columns.map(({ array, width }) => array.subarray(from * width, to * width)),
    ];
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
    for (let row = 0; row < this.#size; row++) this.#addToIndex(row);
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

  #addToIndex(row: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let place = this.#hashes[row] & mask;
    while (index[place] !== 0) place = (place + 1) & mask;
    index[place] = row + 1;
  }
}

function indexSize(rows: number): number {
  return 2 ** Math.ceil(Math.log2(2 * rows));
}
