/** The distinct texts of one column of one batch. */
import { createHash } from 'node:crypto';
import type { weir } from '#proto';
import type { SeededHash } from '../domain/hash.ts';
import { TextHash } from './text-hash.ts';

/** Longer values keep their beginning; their length and digest tell them apart. */
export const TEXT_BYTES_MAX = 2048;

const ROWS_FIRST = 32;
/** Shorter values are compared with the last one first: most columns of such have one value in most rows. */
const SHORT_BYTES_MAX = 16;

/** What is known of the whole of a value of which only the beginning is kept. */
export interface Cut {
  /** Bytes. */
  readonly length: number;
  readonly digest: Uint8Array;
}

/** Builds a column: one `add` a row. Grows up to `rowsMax` rows and is used again after `clear`. */
export class DictionaryBuilder {
  readonly #hash: TextHash;
  readonly #rowsMax: number;
  /** Open addressing over the values: 0 is free, else value number + 1. Twice as many places as values. */
  #table: Uint16Array;
  /** How far a hash is shifted to be a place in the table: its upper bits are the good ones. */
  #shift: number;
  #hashes: Int32Array;
  #ends: Uint32Array;
  #index: Uint16Array;
  #data: Uint8Array = new Uint8Array(256);
  #dataView = new DataView(this.#data.buffer);
  /** What the rows' values are read from: a source's buffer, and that of a format where texts had to be unescaped. */
  #source: Uint8Array = this.#data;
  #sourceView = this.#dataView;
  #otherSource = this.#source;
  #otherView = this.#sourceView;
  #rows = 0;
  #values = 1;
  /** The last value of a few bytes, where it is, and how long. */
  #last = 0;
  #lastFrom = 0;
  #lastLength = 0;
  #cuts = new Map<number, Cut & { readonly digest: Buffer }>();

  /** @param rowsMax at most 32,767. */
  constructor(hash: SeededHash, rowsMax: number) {
    this.#hash = new TextHash(hash);
    this.#rowsMax = rowsMax;
    this.#table = new Uint16Array(4 * ROWS_FIRST);
    this.#shift = shiftOf(this.#table);
    this.#hashes = new Int32Array(ROWS_FIRST + 1);
    this.#ends = new Uint32Array(ROWS_FIRST + 1);
    this.#index = new Uint16Array(ROWS_FIRST);
  }

  /** Bytes of text held. */
  get bytes(): number {
    return this.#ends[this.#values - 1];
  }

  /**
   * Appends the value of the next row: the bytes of `buffer` from `start` up to `end`.
   * @param cut says that these are only the beginning of a value that was cut before
   */
  add(buffer: Uint8Array, start: number, end: number, cut?: Cut): void {
    if (this.#rows === this.#index.length) this.#grow();
    if (buffer !== this.#source) this.#turnTo(buffer);
    const length = end - start;
    let value = 0;
    if (length >= TEXT_BYTES_MAX || cut !== undefined) {
      value = length === 0 ? 0 : this.#internLong(buffer, start, end, cut);
    } else if (length === this.#lastLength && this.#isLast(start, length)) {
      value = this.#last;
    } else if (length > 0) {
      value = this.#intern(buffer, start, end);
      if (length <= SHORT_BYTES_MAX) {
        this.#lastLength = length;
        this.#lastFrom = this.#ends[value - 1];
        this.#last = value;
      }
    }
    this.#index[this.#rows++] = value;
  }

  clear(): void {
    this.#table.fill(0);
    this.#rows = 0;
    this.#values = 1;
    this.#lastLength = 0;
    this.#last = 0;
    this.#cuts.clear();
  }

  /** The column, or undefined when every row is empty. Shares memory with the builder until it is cleared. */
  column(): weir.v1.TextColumn.$Properties | undefined {
    if (this.#values === 1) return undefined;
    return {
      data: this.#data.subarray(0, this.bytes),
      ends: bytesOf(this.#ends.subarray(0, this.#values)),
      index: bytesOf(this.#index.subarray(0, this.#rows)),
      cuts: [...this.#cuts].map(([value, cut]) => ({ value, ...cut })),
    };
  }

  #isLast(start: number, length: number): boolean {
    return sameBytes(this.#dataView, this.#lastFrom, this.#sourceView, start, length);
  }

  #turnTo(buffer: Uint8Array): void {
    const [source, view] = [this.#source, this.#sourceView];
    this.#sourceView =
      buffer === this.#otherSource
        ? this.#otherView
        : new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    this.#source = buffer;
    this.#otherSource = source;
    this.#otherView = view;
  }

  /** The number of a value that is kept as a whole. */
  #intern(buffer: Uint8Array, start: number, end: number): number {
    const hash = this.#hash.bytes(buffer, this.#sourceView, start, end);
    const table = this.#table;
    const mask = table.length - 1;
    // Without the zero V8 takes it for a number that may have a fraction.
    let place = (hash >>> this.#shift) | 0;
    for (; table[place] !== 0; place = (place + 1) & mask) {
      const value = table[place] - 1;
      if (this.#hashes[value] === hash && this.#equals(value, start, end)) return value;
    }
    const value = this.#values++;
    table[place] = value + 1;
    this.#hashes[value] = hash;
    this.#store(value, start, end);
    return value;
  }

  /** The same for a value that is too long for that, nearly so, or was cut before. */
  #internLong(buffer: Uint8Array, start: number, end: number, cut: Cut | undefined): number {
    const hash = this.#hash.bytes(buffer, this.#sourceView, start, end);
    const table = this.#table;
    const mask = table.length - 1;
    const length = cut?.length ?? end - start;
    const digest =
      length <= TEXT_BYTES_MAX ? undefined : cut ? Buffer.from(cut.digest) : digestOf(buffer, start, end);
    let place = (hash >>> this.#shift) | 0;
    for (; table[place] !== 0; place = (place + 1) & mask) {
      const value = table[place] - 1;
      if (this.#hashes[value] !== hash) continue;
      const known = this.#cuts.get(value);
      if (
        digest
          ? known?.length === length && known.digest.equals(digest)
          : !known && this.#equals(value, start, end)
      )
        return value;
    }
    const value = this.#values++;
    table[place] = value + 1;
    this.#hashes[value] = hash;
    if (digest) this.#cuts.set(value, { length, digest });
    this.#store(value, start, Math.min(end, start + TEXT_BYTES_MAX));
    return value;
  }

  /** Whether a value is the same as the bytes of the source from `start` up to `end`. */
  #equals(value: number, start: number, end: number): boolean {
    const from = this.#ends[value - 1];
    const length = end - start;
    if (this.#ends[value] - from !== length) return false;
    return sameBytes(this.#dataView, from, this.#sourceView, start, length);
  }

  /** Appends a value: the bytes of the source from `start` up to `end`. */
  #store(value: number, start: number, end: number): void {
    const from = this.#ends[value - 1];
    const length = end - start;
    if (from + length > this.#data.length) this.#enlargeData(from, from + length);
    copyBytes(this.#sourceView, start, this.#dataView, from, length);
    this.#ends[value] = from + length;
  }

  #enlargeData(used: number, needed: number): void {
    const larger = new Uint8Array(2 ** Math.ceil(Math.log2(needed + 1)));
    larger.set(this.#data.subarray(0, used));
    this.#data = larger;
    this.#dataView = new DataView(larger.buffer);
  }

  #grow(): void {
    const rows = Math.min(this.#rowsMax, 2 * this.#index.length);
    if (rows === this.#index.length) throw new RangeError(`a batch has at most ${this.#rowsMax} rows`);
    this.#index = enlarged(this.#index, new Uint16Array(rows));
    this.#ends = enlarged(this.#ends, new Uint32Array(rows + 1));
    this.#hashes = enlarged(this.#hashes, new Int32Array(rows + 1));
    this.#table = new Uint16Array(2 ** Math.ceil(Math.log2(2 * rows + 2)));
    this.#shift = shiftOf(this.#table);
    const mask = this.#table.length - 1;
    for (let value = 1; value < this.#values; value++) {
      let place = this.#hashes[value] >>> this.#shift;
      while (this.#table[place] !== 0) place = (place + 1) & mask;
      this.#table[place] = value + 1;
    }
  }
}

/** Whether `length` bytes of two memories are the same. */
function sameBytes(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  let i = 0;
  for (const last = (length - 8) | 0; i <= last; i = (i + 8) | 0) {
    const one = a.getInt32((atA + i) | 0, true) ^ b.getInt32((atB + i) | 0, true);
    const two = a.getInt32((atA + i + 4) | 0, true) ^ b.getInt32((atB + i + 4) | 0, true);
    if ((one | two) !== 0) return false;
  }
  if (i + 4 <= length) {
    if (a.getInt32((atA + i) | 0, true) !== b.getInt32((atB + i) | 0, true)) return false;
    i = (i + 4) | 0;
  }
  for (; i < length; i = (i + 1) | 0)
    if (a.getUint8((atA + i) | 0) !== b.getUint8((atB + i) | 0)) return false;
  return true;
}

function copyBytes(from: DataView, start: number, to: DataView, at: number, length: number): void {
  let i = 0;
  for (const last = (length - 8) | 0; i <= last; i = (i + 8) | 0) {
    to.setInt32((at + i) | 0, from.getInt32((start + i) | 0, true), true);
    to.setInt32((at + i + 4) | 0, from.getInt32((start + i + 4) | 0, true), true);
  }
  if (i + 4 <= length) {
    to.setInt32((at + i) | 0, from.getInt32((start + i) | 0, true), true);
    i = (i + 4) | 0;
  }
  for (; i < length; i = (i + 1) | 0) to.setUint8((at + i) | 0, from.getUint8((start + i) | 0));
}

/** By how much a 32-bit hash is shifted to be an index of the table. */
function shiftOf(table: Uint16Array): number {
  return Math.clz32(table.length) + 1;
}

/** The bytes of a typed array, without copying. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Copies `array` to the beginning of `larger`. */
export function enlarged<T extends { set(array: T): void }>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}

function digestOf(buffer: Uint8Array, start: number, end: number): Buffer {
  return createHash('sha256').update(buffer.subarray(start, end)).digest().subarray(0, 8);
}
