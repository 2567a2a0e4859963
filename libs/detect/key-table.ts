/**
 * The keys of one scenario and what is remembered of each: a bounded struct of arrays with a seeded hash index.
 *
 * A key stands for itself as 64 bits of seeded hash: nobody can aim at another's, and among a million keys the chance that
 * any two are taken for one is 3 in 100 million. Rows are dense: 0 to size - 1. Removing a row moves the last one into its
 * place, so a row number is only good until the next insertion or removal. When the table is full, the longest-unseen of a
 * few rows that a clock hand passes makes room: cheap, and the same in every replay.
 *
 * A snapshot of the table is made of pages of rows. Only rows that `findOrAdd` has returned may be written to, until it is
 * called again: that is how the pages that have changed are known.
 */

import { type PageSource, Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import { type Cells, Column, type RowStore } from './column.ts';
import { KeyIndex } from './key-index.ts';
import { Lists } from './lists.ts';

const ROWS_FIRST = 64;
/** A table that is full grows by a quarter: less memory stands empty than if it doubled, and each row is moved some five times. */
const GROWTH = 1.25;
/** Rows of a page, as a power of two: small pages make small deltas, large ones have fewer to keep track of. */
const PAGE_BITS = 8;
const PAGE_ROWS = 2 ** PAGE_BITS;
/** Rows the hand looks at to find one to evict. */
const EVICTION_SAMPLE = 16;
/** Times are kept as 32 low and 16 high bits of Unix ms. */
const HIGH_MS = 2 ** 32;

export interface KeyTableOptions {
  readonly rowsMax: number;
  readonly hash: SeededHash;
}

export class KeyTable implements PageSource {
  readonly pages = new Pages(this);
  readonly rowsMax: number;
  readonly #hash: SeededHash;
  readonly #evicting: ((row: number) => void)[] = [];
  readonly #index: KeyIndex;
  readonly #keys: Column<Uint32Array>;
  /** Newest event time of each key, Unix ms; both 0 before the first event. */
  readonly #lastLow: Column<Uint32Array>;
  readonly #lastHigh: Column<Uint16Array>;
  readonly #stores: RowStore[] = [];
  readonly #print = new Uint32Array(2);
  #size = 0;
  #capacity = 0;
  #hand = 0;
  #evicted = 0;

  constructor({ rowsMax, hash }: KeyTableOptions) {
    this.rowsMax = rowsMax;
    this.#hash = hash;
    this.#keys = this.uint32(2);
    this.#index = new KeyIndex(this.#keys);
    this.#lastLow = this.uint32();
    this.#lastHigh = this.#add(new Column(new Uint16Array(0), 1, 0));
    this.#resize(Math.min(ROWS_FIRST, rowsMax));
  }

  get size(): number {
    return this.#size;
  }

  /** Rows that had to make room so far. */
  get evicted(): number {
    return this.#evicted;
  }

  /** Memory it takes now, empty rows included. */
  get bytes(): number {
    return this.#stores.reduce((sum, { bytes }) => sum + bytes, this.#index.bytes);
  }

  /** Adds a column of unsigned integers. Before the first row only, as any column. */
  uint32(width = 1, initial = 0): Column<Uint32Array> {
    return this.#add(new Column(new Uint32Array(0), width, initial));
  }

  /** Adds a column of any numbers. */
  float64(width = 1, initial = 0): Column<Float64Array> {
    return this.#add(new Column(new Float64Array(0), width, initial));
  }

  /** Adds a column of whole numbers from 0 to `most`, in the smallest type that holds them. */
  numbers(most: number, width = 1): Column<Cells> {
    const Type =
      most < 2 ** 8 ? Uint8Array : most < 2 ** 16 ? Uint16Array : most < 2 ** 32 ? Uint32Array : Float64Array;
    return this.#add(new Column<Cells>(new Type(0), width, 0));
  }

  /** Adds a list of 32-bit words, empty at first. */
  lists(): Lists {
    return this.#add(new Lists(new Column(new Uint32Array(0), 1, 0)));
  }

  /** Has a row shown before it makes room, while it still holds its values. */
  onEvict(listener: (row: number) => void): void {
    this.#evicting.push(listener);
  }

  /** Row of the key, or -1: to be read, not to be written to. */
  find(key: Uint32Array): number {
    this.#takePrint(key);
    return this.#index.find(this.#print[0], this.#print[1]);
  }

  /**
   * Row of the key, which is made unless it is there; a new one has the columns' initial values. It may be written to
   * until the next call.
   */
  findOrAdd(key: Uint32Array): number {
    const found = this.find(key);
    if (found >= 0) {
      this.pages.touch(found >>> PAGE_BITS);
      return found;
    }
    // More than one where the table was made smaller since its state was saved.
    while (this.#size >= this.rowsMax) this.#evictOne();
    if (this.#size === this.#capacity) {
      this.#resize(Math.min(this.rowsMax, Math.ceil(GROWTH * this.#capacity)));
    }
    this.pages.touch(this.#size >>> PAGE_BITS);
    const row = this.#size++;
    this.#keys.array.set(this.#print, 2 * row);
    this.#index.add(row);
    for (let i = 1; i < this.#stores.length; i++) this.#stores[i].clear(row);
    return row;
  }

  /** One of the two words that a key stands for itself as. */
  keyWord(row: number, word: 0 | 1): number {
    return this.#keys.array[2 * row + word];
  }

  /** Newest event time of a key, Unix ms; -Infinity before its first event. */
  lastMs(row: number): number {
    const ms = this.#lastHigh.array[row] * HIGH_MS + this.#lastLow.array[row];
    return ms === 0 ? Number.NEGATIVE_INFINITY : ms;
  }

  /** @param timeMs whole, Unix ms */
  setLastMs(row: number, timeMs: number): void {
    this.#lastLow.array[row] = timeMs;
    this.#lastHigh.array[row] = timeMs / HIGH_MS;
  }

  /** Gives a row the initial values, as if it were new. */
  clear(row: number): void {
    for (let i = 1; i < this.#stores.length; i++) this.#stores[i].clear(row);
  }

  /** Removes a row; the last one takes its number. */
  remove(row: number): void {
    const last = this.#size - 1;
    this.pages.touch(row >>> PAGE_BITS);
    this.pages.touch(last >>> PAGE_BITS);
    this.#index.remove(row);
    if (row !== last) this.#index.rename(last, row);
    for (const store of this.#stores) {
      if (row === last) store.clear(row);
      else store.move(last, row);
    }
    this.#size = last;
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
    writer.uint32(this.#stores.length);
    writer.uint32(this.#size);
    writer.uint32(this.#hand);
    writer.float64(this.#evicted);
  }

  /** Reads what `save` has written; then the table waits for its pages. @throws WeirError `corrupt` */
  restore(reader: SlotReader): void {
    const stores = reader.uint32();
    if (stores !== this.#stores.length) {
      throw new WeirError('corrupt', `a key table of ${stores} columns does not fit`);
    }
    for (let row = 0; row < this.#size; row++) for (const store of this.#stores) store.clear(row);
    this.#size = reader.uint32();
    this.#hand = reader.uint32();
    this.#evicted = reader.float64();
    this.#resize(Math.max(this.#size, Math.min(ROWS_FIRST, this.rowsMax)), 0);
  }

  get pageCount(): number {
    return Math.ceil(this.#size / PAGE_ROWS);
  }

  savePage(page: number, writer: SlotWriter): void {
    const from = page * PAGE_ROWS;
    for (const store of this.#stores) store.save(writer, from, Math.min(this.#size, from + PAGE_ROWS));
  }

  restorePage(page: number, reader: SlotReader): void {
    const from = page * PAGE_ROWS;
    const to = Math.min(this.#size, from + PAGE_ROWS);
    for (const store of this.#stores) store.restore(reader, from, to);
    for (let row = from; row < to; row++) this.#index.add(row);
  }

  #takePrint(key: Uint32Array): void {
    this.#hash.words64(key, 0, key.length, this.#print, 0);
  }

  #add<T extends RowStore>(store: T): T {
    if (this.#size > 0) throw new WeirError('bug', 'a column is added to a table that has rows');
    store.resize(this.#capacity);
    this.#stores.push(store);
    return store;
  }

  #evictOne(): void {
    let victim = -1;
    let oldestMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < EVICTION_SAMPLE; i++) {
      if (this.#hand >= this.#size) this.#hand = 0;
      const row = this.#hand++;
      const lastMs = this.lastMs(row);
      if (lastMs < oldestMs) {
        oldestMs = lastMs;
        victim = row;
      }
    }
    this.#evicted++;
    for (const listener of this.#evicting) listener(victim);
    this.remove(victim);
  }

  /** @param indexed rows that are there already */
  #resize(rows: number, indexed = this.#size): void {
    this.#capacity = rows;
    for (const store of this.#stores) store.resize(rows);
    this.#index.resize(rows);
    for (let row = 0; row < indexed; row++) this.#index.add(row);
  }
}
