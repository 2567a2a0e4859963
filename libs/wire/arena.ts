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

  /** @param bytes of all columns; @param columns how many there are at most */
  constructor(bytes: number, columns: number) {
    this.#bytes = new Uint8Array(bytes + ALIGNMENT * columns);
  }

  /** A column of so many zeros. */
  zeros<T>(Type: ColumnType<T>, length: number): T {
    const from = this.#end;
    this.#end = Math.ceil((from + length * Type.BYTES_PER_ELEMENT) / ALIGNMENT) * ALIGNMENT;
    return new Type(this.#bytes.buffer, from, length);
  }

  /** A column with these bytes, which are as many as it has. */
  copy<T>(Type: ColumnType<T>, bytes: Uint8Array): T {
    this.#bytes.set(bytes, this.#end);
    return this.zeros(Type, bytes.length / Type.BYTES_PER_ELEMENT);
  }
}
