/** The distinct texts of one column of one batch. */
import { createHash } from 'node:crypto';
import type { weir } from '#proto';
import type { SeededHash } from '../domain/hash.ts';
import { TextHash } from './text-hash.ts';

/** Longer values keep their beginning; their length and digest tell them apart. */
export const TEXT_BYTES_MAX = 2048;

const ROWS_FIRST = 32;

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
  /** What the rows' values are read from: nearly always one and the same buffer. */
  #source: Uint8Array = this.#data;
  #sourceView = this.#dataView;
  #rows = 0;
  #values = 1;
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
    this.#index[this.#rows++] = start === end ? 0 : this.#intern(buffer, start, end, cut);
  }

  clear(): void {
    this.#table.fill(0);
    this.#rows = 0;
    this.#values = 1;
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

  #intern(buffer: Uint8Array, start: number, end: number, cut: Cut | undefined): number {
    if (buffer !== this.#source) {
      this.#source = buffer;
      this.#sourceView = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    }
    const hash = this.#hash.bytes(buffer, this.#sourceView, start, end);
    const table = this.#table;
    const mask = table.length - 1;
    const length = cut?.length ?? end - start;
    let digest: Buffer | undefined;
    let place = hash >>> this.#shift;
    for (; table[place] !== 0; place = (place + 1) & mask) {
      const value = table[place] - 1;
      if (this.#hashes[value] !== hash) continue;
      if (length <= TEXT_BYTES_MAX) {
        const whole = length < TEXT_BYTES_MAX || !this.#cuts.has(value);
        if (whole && this.#equals(value, start, end)) return value;
      } else {
        digest ??= cut ? Buffer.from(cut.digest) : digestOf(buffer, start, end);
        const known = this.#cuts.get(value);
        if (known?.length === length && known.digest.equals(digest)) return value;
      }
    }
    const value = this.#values++;
    table[place] = value + 1;
    this.#hashes[value] = hash;
    const kept = Math.min(end, start + TEXT_BYTES_MAX);
    if (length > TEXT_BYTES_MAX) {
      digest ??= cut ? Buffer.from(cut.digest) : digestOf(buffer, start, end);
      this.#cuts.set(value, { length, digest });
    }
    this.#store(value, start, kept);
    return value;
  }

  /** Whether a value is the same as the bytes of the source from `start` up to `end`. */
  #equals(value: number, start: number, end: number): boolean {
    const from = this.#ends[value - 1];
    const length = end - start;
    if (this.#ends[value] - from !== length) return false;
    const data = this.#dataView;
    const source = this.#sourceView;
    const whole = length & ~3;
    for (let i = 0; i < whole; i += 4) {
      if (data.getInt32(from + i) !== source.getInt32(start + i)) return false;
    }
    for (let i = whole; i < length; i++) {
      if (data.getUint8(from + i) !== source.getUint8(start + i)) return false;
    }
    return true;
  }

  /** Appends a value: the bytes of the source from `start` up to `end`. */
  #store(value: number, start: number, end: number): void {
    const from = this.#ends[value - 1];
    const length = end - start;
    if (from + length > this.#data.length) this.#enlargeData(from, from + length);
    const data = this.#dataView;
    const source = this.#sourceView;
    const whole = length & ~3;
    for (let i = 0; i < whole; i += 4) data.setInt32(from + i, source.getInt32(start + i));
    for (let i = whole; i < length; i++) data.setUint8(from + i, source.getUint8(start + i));
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
