/**
 * One stretch of memory for all columns of a batch. Each by itself would be an allocation outside of the heap, of which a
 * small batch has more than rows.
 */

/** Columns begin at a multiple of this, whatever their type. */
const ALIGNMENT = 8;

interface ColumnType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, from: number, length: number): T;
}

export class Arena {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #end = 0;

  /** @param bytes about as many as all columns have: one that finds no room is allocated by itself */
  constructor(bytes: number) {
    this.#bytes = new Uint8Array(bytes);
  }

  /** A column of so many zeros. */
  zeros<T>(Type: ColumnType<T>, length: number): T {
    const from = this.#end;
    const bytes = length * Type.BYTES_PER_ELEMENT;
    if (from + bytes > this.#bytes.length) return new Type(new ArrayBuffer(bytes), 0, length);
    this.#end = Math.ceil((from + bytes) / ALIGNMENT) * ALIGNMENT;
    return new Type(this.#bytes.buffer, from, length);
  }

  /** A column with these bytes, which are as many as it has. */
  copy<T extends ArrayBufferView>(Type: ColumnType<T>, bytes: Uint8Array): T {
    const column = this.zeros(Type, bytes.length / Type.BYTES_PER_ELEMENT);
    new Uint8Array(column.buffer, column.byteOffset, bytes.length).set(bytes);
    return column;
  }
}
