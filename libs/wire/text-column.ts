/** A column of text: its distinct values, and which one each row has. Value 0 is the empty text. */
import type { SeededHash } from '../domain/hash.ts';

export interface CutText {
  /** Bytes of the whole. */
  readonly length: number;
  readonly digest: Uint8Array;
}

export class TextColumn {
  readonly index: Uint16Array;
  readonly #data: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #cuts: ReadonlyMap<number, CutText>;
  readonly #texts: (string | undefined)[] = [];

  /** Lengths and indexes have been checked by the decoder. */
  constructor(data: Uint8Array, ends: Uint32Array, index: Uint16Array, cuts: ReadonlyMap<number, CutText>) {
    this.#data = data;
    this.#ends = ends;
    this.index = index;
    this.#cuts = cuts;
  }

  static empty(rows: number): TextColumn {
    return new TextColumn(new Uint8Array(0), new Uint32Array(1), new Uint16Array(rows), new Map());
  }

  /** How many distinct values there are. */
  get values(): number {
    return this.#ends.length;
  }

  /** Value number `value` as text. What is no valid UTF-8 shows as U+FFFD. */
  text(value: number): string {
    let text = this.#texts[value];
    if (text === undefined) {
      const { buffer, byteOffset, byteLength } = this.#data;
      text = Buffer.from(buffer, byteOffset, byteLength).toString(
        'utf8',
        this.#start(value),
        this.#ends[value],
      );
      this.#texts[value] = text;
    }
    return text;
  }

  /** Text of a row. */
  textAt(row: number): string {
    return this.text(this.index[row]);
  }

  /** 64-bit hash of a value, of the whole of it where it was cut, to `out[at]` and `out[at + 1]`. */
  hash(value: number, hash: SeededHash, out: Uint32Array, at: number): void {
    const cut = this.#cuts.get(value);
    if (cut) hash.bytes64(cut.digest, 0, cut.digest.length, out, at);
    else hash.bytes64(this.#data, this.#start(value), this.#ends[value], out, at);
  }

  /** Bytes of the whole value, as logged. */
  length(value: number): number {
    const cut = this.#cuts.get(value);
    return cut ? cut.length : this.#ends[value] - this.#start(value);
  }

  #start(value: number): number {
    return value === 0 ? 0 : this.#ends[value - 1];
  }
}
