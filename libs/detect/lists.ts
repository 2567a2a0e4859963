/**
 * A list of 32-bit words for each row of a key table: most keys are seen once or twice, so room for all that a detector
 * may have to keep of one is only taken when it is needed.
 *
 * The lists are blocks of one array, in sizes that double. A block that is given up is used again for another of its size; when
 * the array is full, the blocks that are in use move together into another one. Where they lie is no part of the state: a
 * snapshot holds the words of each row.
 */
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { Column } from './column.ts';

/** A block begins with its head, the list's length and the block's size, and has room for this many words, or 2, 4 ... times as many. */
const HEAD_WORDS = 1;
const ROOM_FIRST = 2;
const LENGTH_BITS = 24;
const LENGTH_MASK = 2 ** LENGTH_BITS - 1;
const POOL_FIRST = 256;
/** Words of the array for each that is in use, when it is full and made anew. */
const POOL_GROWTH = 1.25;

export class Lists {
  /** Words of all lists. Replaced when a list grows: read it anew after `resizeList`. */
  words = new Uint32Array(POOL_FIRST);
  /** Where each row's block begins; 0 for an empty list, and in rows that are not in use. */
  readonly #blocks: Column<Uint32Array>;
  /** First free block of each size, each of which names the next one; 0 for none. */
  #free: number[] = [];
  /** Words up to here have been given out, of which so many are in use. */
  #end = HEAD_WORDS;
  #used = HEAD_WORDS;
  #rows = 0;

  /** @param blocks a column of the rows that snapshots leave out */
  constructor(blocks: Column<Uint32Array>) {
    this.#blocks = blocks;
  }

  /** Memory it takes now, beside its column. */
  get bytes(): number {
    return this.words.byteLength;
  }

  /** Words in the list of `row`. */
  length(row: number): number {
    const block = this.#blocks.array[this.#blocks.at(row)];
    return block === 0 ? 0 : this.words[block] & LENGTH_MASK;
  }

  /** Whether the list of `row` has to move when it grows by a word. */
  isFull(row: number): boolean {
    const block = this.#blocks.array[this.#blocks.at(row)];
    if (block === 0) return true;
    const word = this.words[block];
    return HEAD_WORDS + (word & LENGTH_MASK) === wordsOf(word >>> LENGTH_BITS);
  }

  /** Where the words of the list of `row` begin; of no meaning while it is empty. */
  start(row: number): number {
    return this.#blocks.array[this.#blocks.at(row)] + HEAD_WORDS;
  }

  /** Gives the list of `row` so many words, of which the first ones stay and the others are to be written. */
  setLength(row: number, length: number): void {
    if (length === 0) {
      this.clear(row);
      return;
    }
    const blocks = this.#blocks.array;
    const at = this.#blocks.at(row);
    const size = sizeOf(length);
    if (blocks[at] === 0) blocks[at] = this.#take(size, length);
    else if (this.words[blocks[at]] >>> LENGTH_BITS === size) this.words[blocks[at]] = head(size, length);
    else {
      const kept = Math.min(length, this.words[blocks[at]] & LENGTH_MASK);
      const taken = this.#take(size, length);
      const from = blocks[at] + HEAD_WORDS;
      this.words.copyWithin(taken + HEAD_WORDS, from, from + kept);
      this.#give(blocks[at]);
      blocks[at] = taken;
    }
  }

  /** There are so many rows, in use or not. */
  resize(rows: number): void {
    this.#rows = rows;
  }

  clear(row: number): void {
    const blocks = this.#blocks.array;
    const at = this.#blocks.at(row);
    if (blocks[at] !== 0) this.#give(blocks[at]);
    blocks[at] = 0;
  }

  /** Writes those of the rows from `from` up to `to`. */
  save(writer: SlotWriter, from: number, to: number): void {
    const lengths = new Uint32Array(to - from);
    let total = 0;
    for (let i = 0; i < lengths.length; i++) total += lengths[i] = this.length(from + i);
    const all = new Uint32Array(total);
    let at = 0;
    for (let i = 0; i < lengths.length; i++) {
      const start = this.start(from + i);
      for (let word = 0; word < lengths[i]; word++) all[at++] = this.words[start + word];
    }
    writer.array(lengths);
    writer.array(all);
  }

  /** Reads into rows that have none. @throws WeirError `corrupt` */
  restore(reader: SlotReader, from: number, to: number): void {
    const lengths = new Uint32Array(to - from);
    reader.array(lengths);
    const all = reader.words();
    if (all.length !== lengths.reduce((sum, length) => sum + length, 0)) {
      throw new WeirError('corrupt', `${all.length} words are not those of the lists`);
    }
    let at = 0;
    for (const [i, length] of lengths.entries()) {
      this.setLength(from + i, length);
      if (length > 0) this.words.set(all.subarray(at, at + length), this.start(from + i));
      at += length;
    }
  }

  #take(size: number, length: number): number {
    const words = wordsOf(size);
    let block = this.#free[size] ?? 0;
    if (block !== 0) this.#free[size] = this.words[block];
    else {
      if (this.#end + words > this.words.length) this.#renew(words);
      block = this.#end;
      this.#end += words;
    }
    this.#used += words;
    this.words[block] = head(size, length);
    return block;
  }

  #give(block: number): void {
    const size = this.words[block] >>> LENGTH_BITS;
    this.words[block] = this.#free[size] ?? 0;
    this.#free[size] = block;
    this.#used -= wordsOf(size);
  }

  /** Moves the blocks in use to a new array, in the order of rows, with room for so many words more. */
  #renew(more: number): void {
    const { words: before } = this;
    const blocks = this.#blocks.array;
    const renewed = new Uint32Array(Math.max(POOL_FIRST, Math.ceil(POOL_GROWTH * (this.#used + more))));
    let end = HEAD_WORDS;
    for (let row = 0; row < this.#rows; row++) {
      const at = this.#blocks.at(row);
      const block = blocks[at];
      if (block === 0) continue;
      const words = wordsOf(before[block] >>> LENGTH_BITS);
      for (let i = 0; i < words; i++) renewed[end + i] = before[block + i];
      blocks[at] = end;
      end += words;
    }
    this.words = renewed;
    this.#end = end;
    this.#free = [];
  }
}

/** Words of a block of a size, its head included. */
function wordsOf(size: number): number {
  return HEAD_WORDS + (ROOM_FIRST << size);
}

/** Number of the smallest block size that has room for so many words. */
function sizeOf(length: number): number {
  return Math.max(0, 31 - Math.clz32(length - 1));
}

function head(size: number, length: number): number {
  return ((size << LENGTH_BITS) | length) >>> 0;
}
