/** Keys: what a scenario counts by. One or several fields, as words in a table and as text in a detection. */
import type { KeyField } from '../domain/detection.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { Batch } from '../wire/batch.ts';
import { isAddressField, type ValueField } from './fields.ts';
import { type ValueReader, valueReader } from './value.ts';

/** Stands behind a key's words for choosing a shard, so that the keys of a shard do not share places of its tables. */
const SHARD_MARK = 0x7368_6172;

export class KeyReader {
  readonly words: number;
  readonly #fields: readonly ValueField[];
  readonly #values: readonly ValueReader[];
  readonly #hash: SeededHash;
  readonly #scratch: Uint32Array;

  constructor(fields: readonly ValueField[], hash: SeededHash) {
    this.#fields = fields;
    this.#values = fields.map((field) => valueReader(field, hash));
    this.#hash = hash;
    this.words = this.#values.reduce((words, value) => words + value.words, 0);
    this.#scratch = new Uint32Array(this.words + 1);
    this.#scratch[this.words] = SHARD_MARK;
  }

  /** Writes the key of row `at` to `out`. */
  read(batch: Batch, at: number, out: Uint32Array): void {
    let to = 0;
    for (const value of this.#values) {
      value.read(batch, at, out, to);
      to += value.words;
    }
  }

  /** Which of so many key shards counts the key of row `at`, by the cluster's secret: nobody can aim at one. */
  keyShardOf(batch: Batch, at: number, keyShards: number): number {
    this.read(batch, at, this.#scratch);
    return this.#hash.words(this.#scratch, 0, this.words + 1) % keyShards;
  }

  /** The same key for people. */
  describe(batch: Batch, at: number): KeyField[] {
    return this.#fields.map((field, i) => ({ field, value: this.#values[i].describe(batch, at) }));
  }
}

/** Whether all events of one key come from one range of addresses. */
export function isLocalKey(fields: readonly ValueField[]): boolean {
  return fields.some(isAddressField);
}
