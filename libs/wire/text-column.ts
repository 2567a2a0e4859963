/** A column of text: its distinct values, and which one each row has. Value 0 is the empty text. */
import type { SeededHash } from '../domain/hash.ts';
import type { Cut, DictionaryBuilder } from './dictionary.ts';

/** Of columns without values of their own, of which a batch has many. */
const NO_DATA = new Uint8Array(0);
const NO_ENDS = new Uint32Array(1);
export const NO_CUTS: ReadonlyMap<number, Cut> = new Map();

type Derive = (text: string) => string;

/** What was made of the values so far, each when it was asked for first. */
interface Made {
  readonly texts: (string | undefined)[];
  derived: Map<Derive, (string | undefined)[]> | undefined;
  hashes: Hashes | undefined;
  derivedHashes: Map<Derive, Hashes> | undefined;
}

export class TextColumn {
  readonly index: Uint16Array;
  /** The values as UTF-8, one behind the other. */
  readonly data: Uint8Array;
  /** The same memory. */
  readonly #bytes: Buffer;
  readonly #ends: Uint32Array;
  readonly #cuts: ReadonlyMap<number, Cut>;
  readonly #made: Made;

  /**
   * Lengths and indexes have been checked by the decoder.
   * @param of another column of the same values, with which what is made of them is shared
   */
  constructor(
    data: Uint8Array,
    ends: Uint32Array,
    index: Uint16Array,
    cuts: ReadonlyMap<number, Cut>,
    of?: TextColumn,
  ) {
    this.data = data;
    this.#bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    this.#ends = ends;
    this.index = index;
    this.#cuts = cuts;
    this.#made = of
      ? of.#made
      : {
          texts: [],
          derived: undefined,
          hashes: undefined,
          derivedHashes: undefined,
        };
  }

  /** @param index of zeros, one a row */
  static empty(rows: number, index = new Uint16Array(rows)): TextColumn {
    return new TextColumn(NO_DATA, NO_ENDS, index, NO_CUTS);
  }

  /** A column of these texts, one a row: 65,535 different ones at most. */
  static of(texts: readonly string[]): TextColumn {
    const values = new Map<string, number>([['', 0]]);
    const index = new Uint16Array(texts.length);
    const pieces: Buffer[] = [];
    const ends = [0];
    texts.forEach((text, row) => {
      let value = values.get(text);
      if (value === undefined) {
        value = values.size;
        values.set(text, value);
        const bytes = Buffer.from(text);
        pieces.push(bytes);
        ends.push(ends[value - 1] + bytes.length);
      }
      index[row] = value;
    });
    return new TextColumn(Buffer.concat(pieces), Uint32Array.from(ends), index, NO_CUTS);
  }

  /** The column of some of its rows, in this order. */
  pick(rows: readonly number[]): TextColumn {
    const index = new Uint16Array(rows.length);
    for (let i = 0; i < rows.length; i++) index[i] = this.index[rows[i]];
    return new TextColumn(this.data, this.#ends, index, this.#cuts, this);
  }

  /** How many distinct values there are. */
  get values(): number {
    return this.#ends.length;
  }

  /** Where a value begins in `data`. */
  start(value: number): number {
    return value === 0 ? 0 : this.#ends[value - 1];
  }

  /** Where a value ends in `data`. */
  end(value: number): number {
    return this.#ends[value];
  }

  /** Value number `value` as text. What is no valid UTF-8 shows as U+FFFD. */
  text(value: number): string {
    const { texts } = this.#made;
    let text = texts[value];
    if (text === undefined) {
      text = this.#bytes.toString('utf8', this.start(value), this.#ends[value]);
      texts[value] = text;
    }
    return text;
  }

  /** What `derive` makes of value number `value`, made once. */
  derived(value: number, derive: (text: string) => string): string {
    this.#made.derived ??= new Map();
    let texts = this.#made.derived.get(derive);
    if (!texts) {
      texts = [];
      this.#made.derived.set(derive, texts);
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
    to.add(this.data, this.start(value), this.#ends[value], this.#cuts.get(value));
  }

  /** 64-bit hash of a value, of the whole of it where it was cut, to `out[at]` and `out[at + 1]`. */
  hash(value: number, hash: SeededHash, out: Uint32Array, at: number): void {
    const made = this.#made;
    if (made.hashes?.by !== hash) made.hashes = new Hashes(hash, this.values);
    const { hashes } = made;
    if (!hashes.has(value)) {
      const digest = this.#cuts.size === 0 ? undefined : this.#cuts.get(value)?.digest;
      if (digest) hashes.set(value, digest, 0, digest.length);
      else hashes.set(value, this.data, this.start(value), this.#ends[value]);
    }
    hashes.copy(value, out, at);
  }

  /** 64-bit hash of what `derive` makes of a value. */
  derivedHash(
    value: number,
    derive: (text: string) => string,
    hash: SeededHash,
    out: Uint32Array,
    at: number,
  ): void {
    this.#made.derivedHashes ??= new Map();
    let hashes = this.#made.derivedHashes.get(derive);
    if (hashes?.by !== hash) {
      hashes = new Hashes(hash, this.values);
      this.#made.derivedHashes.set(derive, hashes);
    }
    if (!hashes.has(value)) hashes.setText(value, this.derived(value, derive));
    hashes.copy(value, out, at);
  }

  /** Bytes of the whole value, as logged. */
  length(value: number): number {
    const cut = this.#cuts.get(value);
    return cut ? cut.length : this.#ends[value] - this.start(value);
  }
}

/** The bytes of texts of which only the hash is wanted. */
const scratch = Buffer.allocUnsafe(8192);
/** The first character that UTF-8 writes as more than one byte. */
const BEHIND_ASCII = 0x80;

/** 64-bit hashes of the values that were asked for, two words each. */
class Hashes {
  readonly by: SeededHash;
  readonly #words: Uint32Array;
  readonly #has: Uint8Array;

  constructor(by: SeededHash, values: number) {
    this.by = by;
    this.#words = new Uint32Array(2 * values);
    this.#has = new Uint8Array(values);
  }

  has(value: number): boolean {
    return this.#has[value] !== 0;
  }

  set(value: number, bytes: Uint8Array, from: number, to: number): void {
    this.by.bytes64(bytes, from, to, this.#words, 2 * value);
    this.#has[value] = 1;
  }

  setText(value: number, text: string): void {
    if (3 * text.length > scratch.length) {
      const bytes = Buffer.from(text);
      this.set(value, bytes, 0, bytes.length);
    } else this.set(value, scratch, 0, writeUtf8(text));
  }

  copy(value: number, out: Uint32Array, at: number): void {
    out[at] = this.#words[2 * value];
    out[at + 1] = this.#words[2 * value + 1];
  }
}

/** Writes a text that has room to `scratch`. Returns its bytes. */
function writeUtf8(text: string): number {
  // Most are short and plain: then a loop costs less than a call out of JavaScript.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= BEHIND_ASCII) return scratch.write(text);
    scratch[at] = code;
  }
  return text.length;
}
