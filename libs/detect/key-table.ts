/**
 * The keys of one scenario and what is remembered of each: a bounded table of short rows with an index.
 *
 * A key stands for itself as its print, 64 bits of seeded hash: nobody can aim at another's, and among a million keys the
 * chance that any two are taken for one is 3 in 100 million. Rows are dense: 0 to size - 1. Removing a row moves the last one into its
 * place, so a row number is only good until the next insertion or removal. When the table is full, the longest-unseen of a
 * few rows that a clock hand passes makes room: cheap, and the same in every replay.
 *
 * A snapshot of the table is made of pages of rows. Only rows that `findOrAdd` has returned may be written to, until it is
 * called again: that is how the pages that have changed are known.
 */

import { type PageSource, Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import { WeirError } from '../errors/weir-error.ts';
import { type Cells, Column } from './column.ts';
import { KeyIndex } from './key-index.ts';
import { Lists } from './lists.ts';
import { Records } from './records.ts';

const ROWS_FIRST = 64;
/** A table that is full grows by a quarter: less memory stands empty than if it doubled, and each row is moved some five times. */
const GROWTH = 1.25;
/** Rows for which the index has room, for each for which the table has. */
const INDEX_GROWTH = 1.4;
/** Rows of a page, as a power of two: small pages make small deltas, large ones have fewer to keep track of. */
const PAGE_BITS = 8;
const PAGE_ROWS = 2 ** PAGE_BITS;
/** Rows the hand looks at to find one to evict. */
const EVICTION_SAMPLE = 16;
/** Times are kept as 32 low and 16 high bits of Unix ms. */
const HIGH_MS = 2 ** 32;

export class KeyTable implements PageSource {
  readonly pages = new Pages(this);
  readonly rowsMax: number;
  readonly #evicting: ((row: number) => void)[] = [];
  readonly #records = new Records();
  readonly #index = new KeyIndex(this.#records);
  /** Newest event time of each key, Unix ms; both 0 before the first event. */
  readonly #lastLow: Column<Uint32Array>;
  readonly #lastHigh: Column<Uint16Array>;
  readonly #lists: Lists[] = [];
  #size = 0;
  #capacity = 0;
  #hand = 0;
  #evicted = 0;

  /** @param rowsMax keys that are remembered at most */
  constructor(rowsMax: number) {
    this.rowsMax = rowsMax;
    this.#lastLow = this.uint32();
    this.#lastHigh = this.#records.add(new Column(Uint16Array, 1, 0));
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
    return this.#lists.reduce((sum, { bytes }) => sum + bytes, this.#records.bytes + this.#index.bytes);
  }

  /** Adds a column of unsigned integers. Before the first row only, as any column. */
  uint32(width = 1, initial = 0): Column<Uint32Array> {
    return this.#records.add(new Column(Uint32Array, width, initial));
  }

  /** Adds a column of any numbers. */
  float64(width = 1, initial = 0): Column<Float64Array> {
    return this.#records.add(new Column(Float64Array, width, initial));
  }

  /** Adds a column of whole numbers from 0 to `most`, in the smallest type that holds them. */
  numbers(most: number, width = 1): Column {
    if (most < 2 ** 8) return this.#records.add(new Column<Cells>(Uint8Array, width, 0));
    if (most < 2 ** 16) return this.#records.add(new Column<Cells>(Uint16Array, width, 0));
    if (most < 2 ** 32) return this.#records.add(new Column<Cells>(Uint32Array, width, 0));
    return this.#records.add(new Column<Cells>(Float64Array, width, 0));
  }

  /** Adds a list of 32-bit words, empty at first. */
  lists(): Lists {
    const lists = new Lists(this.#records.addUnsaved(new Column(Uint32Array, 1, 0)));
    this.#lists.push(lists);
    return lists;
  }

  /** Has a row shown before it makes room, while it still holds its values. */
  onEvict(listener: (row: number) => void): void {
    this.#evicting.push(listener);
  }

  /** Row of the key with this print, or -1: to be read, not to be written to. */
  find(first: number, second: number): number {
    return this.#index.find(first, second);
  }

  /**
   * Row of the key with this print, which is made unless it is there; a new one has the columns' initial values. It may be
   * written to until the next call.
   */
  findOrAdd(first: number, second: number): number {
    const found = this.#index.find(first, second);
    if (found >= 0) {
      this.pages.touch(found >>> PAGE_BITS);
      return found;
    }
    // More than one where the table was made smaller since its state was saved.
    while (this.#size >= this.rowsMax) this.#evictOne();
    if (this.#size === this.#capacity) this.#grow();
    this.pages.touch(this.#size >>> PAGE_BITS);
    const row = this.#size++;
    this.#records.setKey(row, first, second);
    this.#index.add(row);
    this.#records.clear(row);
    return row;
  }

  /** One of the two words of a key's print. */
  keyWord(row: number, word: 0 | 1): number {
    return this.#records.keyWord(row, word);
  }

  /** Newest event time of a key, Unix ms; -Infinity before its first event. */
  lastMs(row: number): number {
    const { array: high } = this.#lastHigh;
    const { array: low } = this.#lastLow;
    const ms = high[this.#lastHigh.at(row)] * HIGH_MS + low[this.#lastLow.at(row)];
    return ms === 0 ? Number.NEGATIVE_INFINITY : ms;
  }

  /** @param timeMs whole, Unix ms */
  setLastMs(row: number, timeMs: number): void {
    this.#lastLow.array[this.#lastLow.at(row)] = timeMs;
    this.#lastHigh.array[this.#lastHigh.at(row)] = timeMs / HIGH_MS;
  }

  /** Gives a row the initial values, as if it were new. */
  clear(row: number): void {
    // Lists give up what they have before the record forgets where that is.
    for (const lists of this.#lists) lists.clear(row);
    this.#records.clear(row);
  }

  /** Removes a row; the last one takes its number. */
  remove(row: number): void {
    const last = this.#size - 1;
    this.pages.touch(row >>> PAGE_BITS);
    this.pages.touch(last >>> PAGE_BITS);
    this.#index.remove(row);
    if (row !== last) this.#index.rename(last, row);
    this.clear(row);
    if (row !== last) this.#records.move(last, row);
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
    writer.uint32(this.#lists.length);
    writer.uint32(this.#records.rowBytes);
    writer.uint32(this.#size);
    writer.uint32(this.#hand);
    writer.float64(this.#evicted);
  }

  /** Reads what `save` has written; then the table waits for its pages. @throws WeirError `corrupt` */
  restore(reader: SlotReader): void {
    for (let row = 0; row < this.#size; row++) this.clear(row);
    this.#resize(Math.min(ROWS_FIRST, this.rowsMax));
    const lists = reader.uint32();
    const rowBytes = reader.uint32();
    // One that never had a row does not say how long they are.
    if (lists !== this.#lists.length || (rowBytes > 0 && rowBytes !== this.#records.rowBytes)) {
      throw new WeirError('corrupt', `a key table of ${rowBytes} bytes a row does not fit`);
    }
    this.#size = reader.uint32();
    this.#hand = reader.uint32();
    this.#evicted = reader.float64();
    if (this.#size > this.#capacity) this.#resize(this.#size);
    this.#index.resize(this.#capacity);
  }

  get pageCount(): number {
    return Math.ceil(this.#size / PAGE_ROWS);
  }

  savePage(page: number, writer: SlotWriter): void {
    const from = page * PAGE_ROWS;
    const to = Math.min(this.#size, from + PAGE_ROWS);
    this.#records.save(writer, from, to);
    for (const lists of this.#lists) lists.save(writer, from, to);
  }

  restorePage(page: number, reader: SlotReader): void {
    const from = page * PAGE_ROWS;
    const to = Math.min(this.#size, from + PAGE_ROWS);
    this.#records.restore(reader, from, to);
    for (const lists of this.#lists) lists.restore(reader, from, to);
    for (let row = from; row < to; row++) this.#index.add(row);
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

  #grow(): void {
    this.#resize(Math.min(this.rowsMax, Math.max(ROWS_FIRST, Math.ceil(GROWTH * this.#capacity))));
    if (this.#capacity <= this.#index.rows) return;
    // The index grows in larger steps: it is small, and made anew it costs more than rows that are only copied.
    this.#index.resize(Math.min(this.rowsMax, Math.ceil(INDEX_GROWTH * this.#capacity)));
    for (let row = 0; row < this.#size; row++) this.#index.add(row);
  }

  #resize(rows: number): void {
    this.#capacity = rows;
    this.#records.resize(rows);
    for (const lists of this.#lists) lists.resize(rows);
  }
}
