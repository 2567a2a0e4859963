/** A column of text: its distinct values, and which one each row has. Value 0 is the empty text. */
import type { SeededHash } from '../domain/hash.ts';
import type { Cut, DictionaryBuilder } from './dictionary.ts';

export class TextColumn {
  readonly index: Uint16Array;
  readonly #data: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #cuts: ReadonlyMap<number, Cut>;
  readonly #texts: (string | undefined)[] = [];
  readonly #derived = new Map<(text: string) => string, (string | undefined)[]>();
  /** Hashes of the values that were asked for, two words each, and which hash they are by. */
  #hashes: Uint32Array | undefined;
  #hashed: Uint8Array | undefined;
  #hashedBy: SeededHash | undefined;

  /** Lengths and indexes have been checked by the decoder. */
  constructor(data: Uint8Array, ends: Uint32Array, index: Uint16Array, cuts: ReadonlyMap<number, Cut>) {
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

  /** What `derive` makes of value number `value`, made once. */
  derived(value: number, derive: (text: string) => string): string {
    let texts = this.#derived.get(derive);
    if (!texts) {
      texts = [];
      this.#derived.set(derive, texts);
    }
    let text = texts[value];
    if (text === undefined) {
      text = derive(this.text(value));
      texts[value] = text;
    }
    return text;
  }

  /** Text of a row. */
  textAt(row: number): string {
    return this.text(this.index[row]);
  }

  /** Appends the text of a row to another column, as it is: what was cut stays cut. */
  copy(row: number, to: DictionaryBuilder): void {
    const value = this.index[row];
    to.add(this.#data, this.#start(value), this.#ends[value], this.#cuts.get(value));
  }

  /** 64-bit hash of a value, of the whole of it where it was cut, to `out[at]` and `out[at + 1]`. */
  hash(value: number, hash: SeededHash, out: Uint32Array, at: number): void {
    if (this.#hashedBy !== hash || !this.#hashes || !this.#hashed) {
      this.#hashedBy = hash;
      this.#hashes = new Uint32Array(2 * this.values);
      this.#hashed = new Uint8Array(this.values);
    }
    if (this.#hashed[value] === 0) {
      const bytes =
        this.#cuts.get(value)?.digest ?? this.#data.subarray(this.#start(value), this.#ends[value]);
      hash.bytes64(bytes, 0, bytes.length, this.#hashes, 2 * value);
      this.#hashed[value] = 1;
    }
    out[at] = this.#hashes[2 * value];
    out[at + 1] = this.#hashes[2 * value + 1];
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
