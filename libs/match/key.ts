/** Keys: what a scenario counts by. One or several fields, as words in a table and as text in a detection. */
import { ADDRESS_WORDS, formatAddress, isIPv4 } from '../domain/address.ts';
import type { KeyField } from '../domain/detection.ts';
import { type EventField, TEXT_FIELDS, type TextField } from '../domain/event.ts';
import type { SeededHash } from '../domain/hash.ts';
import { formatPrefix, maskAddress, prefixOf } from '../domain/prefix.ts';
import type { Batch } from '../wire/batch.ts';

/** `client.net` is the client's range: IPv4 /24, IPv6 /48. */
export type KeyName = 'client.ip' | 'client.net' | Exclude<TextField, 'request_id'>;

const NET_BITS_IPV4 = 120;
const NET_BITS_IPV6 = 48;
/** A text stands in the key as its 64-bit hash. */
const HASH_WORDS = 2;
/** Stands behind a key's words for choosing a shard, so that the keys of a shard do not share places of its tables. */
const SHARD_MARK = 0x7368_6172;

export class KeyReader {
  readonly words: number;
  readonly #names: readonly KeyName[];
  readonly #hash: SeededHash;
  readonly #scratch: Uint32Array;

  constructor(names: readonly KeyName[], hash: SeededHash) {
    this.#names = names;
    this.#hash = hash;
    this.words = names.reduce((words, name) => words + (isAddress(name) ? ADDRESS_WORDS : HASH_WORDS), 0);
    this.#scratch = new Uint32Array(this.words + 1);
    this.#scratch[this.words] = SHARD_MARK;
  }

  /** Writes the key of row `at` to `out`. */
  read(batch: Batch, at: number, out: Uint32Array): void {
    let to = 0;
    for (const name of this.#names) {
      if (isAddress(name)) {
        const from = ADDRESS_WORDS * at;
        const bits = name === 'client.ip' ? 128 : netBits(batch.address, from);
        maskAddress(batch.address, from, bits, out, to);
        to += ADDRESS_WORDS;
      } else {
        const column = batch.texts[TEXT_FIELDS.indexOf(name)];
        column.hash(column.index[at], this.#hash, out, to);
        to += HASH_WORDS;
      }
    }
  }

  /** Which of so many key shards counts the key of row `at`, by the cluster's secret: nobody can aim at one. */
  keyShardOf(batch: Batch, at: number, keyShards: number): number {
    this.read(batch, at, this.#scratch);
    return this.#hash.words(this.#scratch, 0, this.words + 1) % keyShards;
  }

  /** The same key for people. */
  describe(batch: Batch, at: number): KeyField[] {
    return this.#names.map((field) => {
      const from = ADDRESS_WORDS * at;
      if (field === 'client.ip') return { field, value: formatAddress(batch.address, from) };
      if (field === 'client.net') {
        return { field, value: formatPrefix(prefixOf(batch.address, netBits(batch.address, from), from)) };
      }
      return { field, value: batch.texts[TEXT_FIELDS.indexOf(field)].textAt(at) };
    });
  }
}

/** The field of the event that a part of a key needs, if the format may lack it. */
export function keyEventField(name: KeyName): EventField {
  return isAddress(name) ? 'client.ip' : name;
}

/** Whether all events of one key come from one range of addresses. */
export function isLocalKey(names: readonly KeyName[]): boolean {
  return names.some(isAddress);
}

function isAddress(name: KeyName): name is 'client.ip' | 'client.net' {
  return name === 'client.ip' || name === 'client.net';
}

function netBits(address: Uint32Array, at: number): number {
  return isIPv4(address, at) ? NET_BITS_IPV4 : NET_BITS_IPV6;
}
