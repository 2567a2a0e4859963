/**
 * The head of a shard: how far it has been processed and where the state of that moment is kept. It is the consumer's
 * offset, and only the owner of the present epoch can move it: an owner seals it when it takes over, which makes every
 * later write of an earlier owner fail.
 */
import type { KeyValue, KeyValueEntry } from '../bus/key-value.ts';
import type { ObjectReference } from '../bus/objects.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { fromJson, toJson } from './json-value.ts';

export interface HeadValue {
  readonly epoch: number;
  /** Last message whose effect is in the state; 0 before the first. */
  readonly sequence: number;
  /** Of the stream that `sequence` counts in; empty before the first. */
  readonly incarnation: string;
  /** The state: a base and the deltas after it, in order; empty for none. */
  readonly objects: readonly ObjectReference[];
  /** Version of the scenario set the state was made with. */
  readonly scenarioSet: string;
  readonly trouble: Trouble;
  /** Messages that were put into quarantine so far. */
  readonly quarantined: number;
  /** Version of the last shard map under which everything has been processed; no state is left of it. */
  readonly finished: number;
}

/** What is known of a message behind the head that ends whoever applies it. */
export interface Trouble {
  /** Owners in a row, the present one included, that found a backlog and have not got through it. */
  readonly attempts: number;
  /** The message that the last careful one of them was about to apply; 0 for none. */
  readonly applying: number;
  /** How many careful ones in a row were about to apply that very message. */
  readonly ends: number;
}

export const NO_TROUBLE: Trouble = { attempts: 0, applying: 0, ends: 0 };

const FIRST: Omit<HeadValue, 'epoch'> = {
  sequence: 0,
  incarnation: '',
  objects: [],
  scenarioSet: '',
  trouble: NO_TROUBLE,
  quarantined: 0,
  finished: 0,
};

/** Writes of one change: the first may meet what an earlier one has left. */
const ATTEMPTS_MAX = 3;

export class Head {
  readonly shard: number;
  /** Whose head it is: see Group. */
  readonly group: string;
  readonly #heads: KeyValue;
  #value: HeadValue;
  #revision: number;
  /** Settles when the last change has been tried. */
  #changed = Promise.resolve();

  private constructor(shard: number, group: string, heads: KeyValue, value: HeadValue, revision: number) {
    this.shard = shard;
    this.group = group;
    this.#heads = heads;
    this.#value = value;
    this.#revision = revision;
  }

  /** Reads the head and writes it again under `epoch`. @throws WeirError `conflict` when there is a later owner */
  static async seal(heads: KeyValue, shard: number, epoch: number, group = ''): Promise<Head> {
    const key = keyOf(shard, group);
    const entry = await heads.get(key);
    if (!entry || entry.deleted) {
      const value: HeadValue = { epoch, ...FIRST };
      return new Head(shard, group, heads, value, await heads.create(key, toJson(value)));
    }
    const found = storedValue(entry);
    if (found.epoch > epoch) throw fenced(shard, epoch, found.epoch);
    const value: HeadValue = { ...found, epoch };
    const revision = await heads.update(key, toJson(value), entry.revision);
    return new Head(shard, group, heads, value, revision);
  }

  get #key(): string {
    return keyOf(this.shard, this.group);
  }

  get value(): HeadValue {
    return this.#value;
  }

  /**
   * Changes the head, one change after the other.
   * @throws WeirError `conflict` when another owner has sealed it since
   */
  change(change: Partial<Omit<HeadValue, 'epoch'>>): Promise<void> {
    const changed = this.#changed.then(() => this.#write(change));
    this.#changed = changed.catch(() => {});
    return changed;
  }

  async #write(change: Partial<Omit<HeadValue, 'epoch'>>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const value = { ...this.#value, ...change };
      try {
        this.#revision = await this.#heads.update(this.#key, toJson(value), this.#revision);
        this.#value = value;
        return;
      } catch (error) {
        if (failureOf(error) !== 'conflict' || attempt === ATTEMPTS_MAX) throw error;
        await this.#readOwn();
      }
    }
  }

  /**
   * Takes over what an earlier write of this owner has left, one whose answer was lost: nobody else has this epoch. What that
   * write said holds.
   */
  async #readOwn(): Promise<void> {
    const { epoch } = this.#value;
    const entry = await this.#heads.get(this.#key);
    const found = entry && !entry.deleted ? storedValue(entry) : undefined;
    if (!entry || found?.epoch !== epoch) throw fenced(this.shard, epoch, found?.epoch ?? 0);
    this.#value = found;
    this.#revision = entry.revision;
  }
}

/** The head of a shard, for those who don't own it; undefined when it never had an owner. */
export async function readHead(heads: KeyValue, shard: number, group = ''): Promise<HeadValue | undefined> {
  const entry = await heads.get(keyOf(shard, group));
  return entry && !entry.deleted ? storedValue(entry) : undefined;
}

/** Heads of before shards could be finished do not say so. */
function storedValue(entry: KeyValueEntry): HeadValue {
  return { ...FIRST, ...fromJson<HeadValue>(entry) };
}

const keyOf = (shard: number, group: string): string =>
  group === '' ? `head.${shard}` : `head.${group}.${shard}`;

function fenced(shard: number, epoch: number, found: number): WeirError {
  return new WeirError('conflict', `shard ${shard} has another owner now`, { shard, epoch, found });
}
