/**
 * Rows of numbers, all that is known of one key beside each other: memory is what an event costs most, and so the row of a
 * key is one or two places that the processor has to fetch, however many columns there are.
 */
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { Cells, Column } from './column.ts';

/** Words of the key, which come first and stay when a row begins anew. */
export const KEY_WORDS = 2;
const WORD_BYTES = 4;
/** Words that one word of marks stands for, as a power of two too. */
const MARKED_BITS = 5;
const MARKED = 2 ** MARKED_BITS;

/** The rows and marks that are being written: room for them anew with each page costs as much as they do. */
let scratch = new Int32Array(0);
let marks = new Int32Array(0);

export class Records {
  readonly #columns: Column[] = [];
  /** First byte of each column in a row. */
  readonly #places: number[] = [];
  /** Those that mean nothing in another process. */
  readonly #unsaved: Column<Uint32Array>[] = [];
  #rowWords = 0;
  #words = new Uint32Array(0);
  /** A row that has just begun, without its key. */
  #initial = new Uint32Array(0);

  get bytes(): number {
    return this.#words.byteLength;
  }

  /** Of one row, or 0 before there was room for one. */
  get rowBytes(): number {
    return WORD_BYTES * this.#rowWords;
  }

  /** Before there was room for rows only. */
  add<T extends Cells>(column: Column<T>): Column<T> {
    if (this.#rowWords > 0) throw new WeirError('bug', 'a column is added to a table that has rows');
    this.#columns.push(column);
    return column;
  }

  /** The same, of one that is 0 in a snapshot. */
  addUnsaved(column: Column<Uint32Array>): Column<Uint32Array> {
    this.#unsaved.push(column);
    return this.add(column);
  }

  /** Makes room for so many rows; those there were stay, and others are all 0. */
  resize(rows: number): void {
    if (this.#rowWords === 0) this.#layOut();
    const before = this.#words;
    this.#words = new Uint32Array(rows * this.#rowWords);
    this.#words.set(before.length > this.#words.length ? before.subarray(0, this.#words.length) : before);
    for (const [i, column] of this.#columns.entries()) {
      column.lie(this.#words.buffer, this.rowBytes, this.#places[i]);
    }
  }

  /** A row begins anew. */
  clear(row: number): void {
    const words = this.#words;
    const initial = this.#initial;
    const from = row * this.#rowWords + KEY_WORDS;
    // Rows are short: a loop costs less than a call that copies.
    for (let i = 0; i < initial.length; i++) words[from + i] = initial[i];
  }

  /** `to` becomes what `from` was, which begins anew. */
  move(from: number, to: number): void {
    const rowWords = this.#rowWords;
    this.#words.copyWithin(to * rowWords, from * rowWords, (from + 1) * rowWords);
    this.clear(from);
  }

  /**
   * Writes the rows from `from` up to `to`: a bit for each word that is not 0, and those words. Most of what a row has room
   * for is empty most of the time, and a snapshot costs what it is long.
   */
  save(writer: SlotWriter, from: number, to: number): void {
    const rowWords = this.#rowWords;
    const count = (to - from) * rowWords;
    if (scratch.length < count) [scratch, marks] = [new Int32Array(count), new Int32Array(marksOf(count))];
    const words = scratch;
    words.set(this.#words.subarray(from * rowWords, to * rowWords));
    for (const column of this.#unsaved) for (let at = column.at(0); at < count; at += rowWords) words[at] = 0;
    let written = 0;
    for (let mark = 0, at = 0; at < count; mark++) {
      const end = Math.min(at + MARKED, count);
      let bits = 0;
      for (let bit = 0; at < end; bit++, at++) {
        const word = words[at];
        // Without a branch: which words are 0 is not to be foreseen.
        const isMarked = (word | (0 - word)) >>> 31;
        bits |= isMarked << bit;
        words[written] = word;
        written += isMarked;
      }
      marks[mark] = bits;
    }
    writer.array(marks.subarray(0, marksOf(count)));
    writer.array(words.subarray(0, written));
  }

  /** Reads into rows that were never used. @throws WeirError `corrupt` */
  restore(reader: SlotReader, from: number, to: number): void {
    const begin = from * this.#rowWords;
    const count = (to - from) * this.#rowWords;
    const marks = new Uint32Array(marksOf(count));
    reader.array(marks);
    const words = reader.words();
    let read = 0;
    for (let at = 0; at < count; at++) {
      if (((marks[at >>> MARKED_BITS] >>> (at & (MARKED - 1))) & 1) !== 0)
        this.#words[begin + at] = words[read++];
    }
    if (read !== words.length)
      throw new WeirError('corrupt', `${words.length} words are not the ${read} that are marked`);
  }

  /** One of the two words of a key's print. */
  keyWord(row: number, word: 0 | 1): number {
    return this.#words[row * this.#rowWords + word];
  }

  setKey(row: number, first: number, second: number): void {
    const at = row * this.#rowWords;
    this.#words[at] = first;
    this.#words[at + 1] = second;
  }

  /** The key, then the columns with the widest numbers first, so that each lies where its type can. */
  #layOut(): void {
    let end = KEY_WORDS * WORD_BYTES;
    const byWidth = this.#columns.map((column, i) => ({ column, i }));
    byWidth.sort((a, b) => b.column.cellBytes - a.column.cellBytes);
    for (const { column, i } of byWidth) {
      this.#places[i] = end;
      end += column.width * column.cellBytes;
    }
    const unit = Math.max(WORD_BYTES, byWidth[0]?.column.cellBytes ?? 0);
    this.#rowWords = (Math.ceil(end / unit) * unit) / WORD_BYTES;
    this.resize(1);
    for (const column of this.#columns)
      column.array.fill(column.initial, column.at(0), column.at(0) + column.width);
    this.#initial = this.#words.slice(KEY_WORDS);
    this.#words = new Uint32Array(0);
  }
}

function marksOf(words: number): number {
  return Math.ceil(words / MARKED);
}
