/** What the rows of a key table have beside their key: so many numbers of one type each, which lie among those of other columns. */

export type Cells = Uint8Array | Uint16Array | Uint32Array | Float64Array;

type CellsType<T extends Cells> = new (buffer: ArrayBuffer) => T;

export class Column<T extends Cells = Cells> {
  /** Of all columns together, seen as this column's type. Replaced when the table grows: read it anew for every event. */
  array: T;
  readonly width: number;
  readonly initial: number;
  readonly #type: CellsType<T>;
  /** Of a row, and of the column in it; in numbers of the type. */
  #stride = 0;
  #offset = 0;

  /** @param width numbers of a row */
  constructor(type: CellsType<T>, width: number, initial: number) {
    this.#type = type;
    this.width = width;
    this.initial = initial;
    this.array = new type(new ArrayBuffer(0));
  }

  /** Bytes of one number. */
  get cellBytes(): number {
    return this.array.BYTES_PER_ELEMENT;
  }

  /** Where the numbers of a row begin in `array`; they follow each other. */
  at(row: number): number {
    return row * this.#stride + this.#offset;
  }

  /** The rows lie in another buffer from now on: each takes so many bytes, this column's from `from` on. */
  lie(buffer: ArrayBuffer, rowBytes: number, from: number): void {
    this.array = new this.#type(buffer);
    this.#stride = rowBytes / this.cellBytes;
    this.#offset = from / this.cellBytes;
  }
}
