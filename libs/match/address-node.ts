/** Rows whose client is in a list of prefixes. */
import { ADDRESS_WORDS } from '../domain/address.ts';
import type { Batch } from '../wire/batch.ts';
import { Node } from './node.ts';
import type { RowSet } from './row-set.ts';

export interface AddressSet {
  /** Whether it has the address at `words[at]`. */
  has(words: Uint32Array, at: number): boolean;
}

export class AddressNode extends Node {
  readonly #addresses: AddressSet;

  constructor(addresses: AddressSet) {
    super();
    this.#addresses = addresses;
  }

  isVoid(): boolean {
    return false;
  }

  protected fill(batch: Batch, rows: RowSet, words: number): boolean {
    rows.fill(0, 0, words);
    let any = false;
    for (let row = 0; row < batch.rows; row++) {
      if (!this.#addresses.has(batch.address, ADDRESS_WORDS * row)) continue;
      rows[row >>> 5] |= 1 << (row & 31);
      any = true;
    }
    return any;
  }
}
