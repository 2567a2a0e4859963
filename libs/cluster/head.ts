/**
 * The head of a shard: how far it has been processed and where the state of that moment is kept. It is the consumer's
 * offset, and only the owner of the present epoch can move it: an owner seals it when it takes over, which makes every
 * later write of an earlier owner fail.
 */
import type { KeyValue } from '../bus/key-value.ts';
import type { ObjectReference } from '../bus/objects.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { fromJson, toJson } from './json-value.ts';

export interface HeadValue {
  readonly epoch: number;
  /** Last message whose effect is in the state; 0 before the first. */
  readonly sequence: number;
  /** Of the stream that `sequence` counts in; empty before the first. */
  readonly incarnation: string;
  /** The state; null for none. */
  readonly object: ObjectReference | null;
  /** Version of the scenario set the state was made with. */
  readonly scenarioSet: string;
}

export class Head {
  readonly shard: number;
  readonly #heads: KeyValue;
  #value: HeadValue;
  #revision: number;

  private constructor(shard: number, heads: KeyValue, value: HeadValue, revision: number) {
    this.shard = shard;
    this.#heads = heads;
    this.#value = value;
    this.#revision = revision;
  }

  /** Reads the head and writes it again under `epoch`. @throws WeirError `conflict` when there is a later owner */
  static async seal(heads: KeyValue, shard: number, epoch: number): Promise<Head> {
    const entry = await heads.get(keyOf(shard));
    if (!entry || entry.deleted) {
      const value: HeadValue = { epoch, sequence: 0, incarnation: '', object: null, scenarioSet: '' };
      return new Head(shard, heads, value, await heads.create(keyOf(shard), toJson(value)));
    }
    const found = fromJson<HeadValue>(entry);
    if (found.epoch > epoch) throw fenced(shard, epoch, found.epoch);
    const value: HeadValue = { ...found, epoch };
    return new Head(shard, heads, value, await heads.update(keyOf(shard), toJson(value), entry.revision));
  }

  get value(): HeadValue {
    return this.#value;
  }

  /** Moves the head. @throws WeirError `conflict` when another owner has sealed it since */
  async commit(next: Omit<HeadValue, 'epoch'>): Promise<void> {
    const value: HeadValue = { ...next, epoch: this.#value.epoch };
    try {
      this.#revision = await this.#heads.update(keyOf(this.shard), toJson(value), this.#revision);
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
      this.#revision = await this.#ownRevision(value);
    }
    this.#value = value;
  }

  /** The revision of `value` if it was written after all, by a write whose answer was lost. */
  async #ownRevision(value: HeadValue): Promise<number> {
    const entry = await this.#heads.get(keyOf(this.shard));
    const found = entry && !entry.deleted ? fromJson<HeadValue>(entry) : undefined;
    if (entry && found?.epoch === value.epoch && JSON.stringify(found) === JSON.stringify(value))
      return entry.revision;
    throw fenced(this.shard, value.epoch, found?.epoch ?? 0);
  }
}

const keyOf = (shard: number): string => `head.${shard}`;

function fenced(shard: number, epoch: number, found: number): WeirError {
  return new WeirError('conflict', `shard ${shard} has another owner now`, { shard, epoch, found });
}
