/** The value that a row has in one field: as words to tell it apart by, and as text for people. */
import { ADDRESS_WORDS, formatAddress, isIPv4 } from '../domain/address.ts';
import type { SeededHash } from '../domain/hash.ts';
import { formatPrefix, maskAddress, prefixOf } from '../domain/prefix.ts';
import type { Batch } from '../wire/batch.ts';
import { type AddressField, derivationOf, isAddressField, textColumnOf, type ValueField } from './fields.ts';

/** Bits of a prefix of the 128-bit form of an address. */
const RANGE_BITS_IPV4 = 120;
const RANGE_BITS_IPV6 = 48;
const SUBNET_BITS_IPV6 = 64;
/** A text stands for itself as its 64-bit hash. */
export const HASH_WORDS = 2;

export interface ValueReader {
  /** 32-bit words of a value. */
  readonly words: number;
  /** Writes the words of row `at` to `out` from `to` on. */
  read(batch: Batch, at: number, out: Uint32Array, to: number): void;
  /** Writes two words of hash, whatever the field is. */
  hash(batch: Batch, at: number, out: Uint32Array, to: number): void;
  describe(batch: Batch, at: number): string;
}

export function valueReader(field: ValueField, hash: SeededHash): ValueReader {
  return isAddressField(field) ? new AddressValue(field, hash) : new TextValue(field, hash);
}

class AddressValue implements ValueReader {
  readonly words = ADDRESS_WORDS;
  readonly #field: AddressField;
  readonly #hash: SeededHash;
  readonly #scratch = new Uint32Array(ADDRESS_WORDS);

  constructor(field: AddressField, hash: SeededHash) {
    this.#field = field;
    this.#hash = hash;
  }

  read(batch: Batch, at: number, out: Uint32Array, to: number): void {
    const from = ADDRESS_WORDS * at;
    maskAddress(batch.address, from, this.#bits(batch, from), out, to);
  }

  hash(batch: Batch, at: number, out: Uint32Array, to: number): void {
    this.read(batch, at, this.#scratch, 0);
    this.#hash.words64(this.#scratch, 0, ADDRESS_WORDS, out, to);
  }

  describe(batch: Batch, at: number): string {
    const from = ADDRESS_WORDS * at;
    if (this.#field === 'client.ip') return formatAddress(batch.address, from);
    return formatPrefix(prefixOf(batch.address, this.#bits(batch, from), from));
  }

  #bits(batch: Batch, from: number): number {
    if (this.#field === 'client.ip') return 128;
    if (isIPv4(batch.address, from)) return RANGE_BITS_IPV4;
    return this.#field === 'client.net' ? RANGE_BITS_IPV6 : SUBNET_BITS_IPV6;
  }
}

class TextValue implements ValueReader {
  readonly words = HASH_WORDS;
  readonly #column: number;
  readonly #derive: ((text: string) => string) | undefined;
  readonly #hash: SeededHash;

  constructor(field: Exclude<ValueField, AddressField>, hash: SeededHash) {
    this.#column = textColumnOf(field);
    this.#derive = derivationOf(field);
    this.#hash = hash;
  }

  read(batch: Batch, at: number, out: Uint32Array, to: number): void {
    const column = batch.texts[this.#column];
    const value = column.index[at];
    if (this.#derive) column.derivedHash(value, this.#derive, this.#hash, out, to);
    else column.hash(value, this.#hash, out, to);
  }

  hash(batch: Batch, at: number, out: Uint32Array, to: number): void {
    this.read(batch, at, out, to);
  }

  describe(batch: Batch, at: number): string {
    const column = batch.texts[this.#column];
    return this.#derive ? column.derived(column.index[at], this.#derive) : column.textAt(at);
  }
}
