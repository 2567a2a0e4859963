/** What the rows of a key table have beside their key: so many numbers of one type each, in one array for all rows. */
import type { SlotReader, SlotWriter } from '../actor/slots.ts';

/** What belongs to the rows of a key table, and follows them when they come, move and go. */
export interface RowStore {
  /** Memory it takes now. */
  readonly bytes: number;
  /** Makes room for so many rows; those there were stay. */
  resize(rows: number): void;
  /** A row begins anew. */
  clear(row: number): void;
  /** `to` becomes what `from` was, which is given up. */
  move(from: number, to: number): void;
  /** Writes the rows from `from` up to `to`. */
  save(writer: SlotWriter, from: number, to: number): void;
  /** Reads into rows that were never used. @throws WeirError `corrupt` */
  restore(reader: SlotReader, from: number, to: number): void;
}

export type Cells = Uint8Array | Uint16Array | Uint32Array | Float64Array;

export class Column<T extends Cells> implements RowStore {
  /** Replaced when the table grows: read it anew for every event. */
  array: T;
  readonly width: number;
  readonly #initial: number;

  /** @param array of any length; its type counts */
  constructor(array: T, width: number, initial: number) {
    this.array = array;
    this.width = width;
    this.#initial = initial;
  }

  get bytes(): number {
    return this.array.byteLength;
  }

  resize(rows: number): void {
    const { array } = this;
    const resized = new (array.constructor as new (length: number) => T)(rows * this.width);
    resized.set(array.length > resized.length ? array.subarray(0, resized.length) : array);
    this.array = resized;
  }

  clear(row: number): void {
    const { array, width } = this;
    // One value is the usual case, and a call of `fill` costs more than that.
    if (width === 1) array[row] = this.#initial;
    else array.fill(this.#initial, row * width, (row + 1) * width);
  }

  move(from: number, to: number): void {
    const { array, width } = this;
    array.copyWithin(to * width, from * width, (from + 1) * width);
  }

  save(writer: SlotWriter, from: number, to: number): void {
    writer.array(this.array.subarray(from * this.width, to * this.width));
  }

  restore(reader: SlotReader, from: number, to: number): void {
    reader.array(this.array.subarray(from * this.width, to * this.width));
  }
}
