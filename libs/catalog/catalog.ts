/**
 * The scenario sets of a cluster: a log of immutable sets, numbered from 1, of which the last one holds. None is ever
 * removed, so that work that was begun under one can be done again under it.
 */
import type { KeyValue } from '../bus/key-value.ts';
import type { ObjectReference, Objects } from '../bus/objects.ts';
import type { Random } from '../clock/random.ts';
import type { ClusterView } from '../cluster/cluster-view.ts';
import { fromJson, toJson } from '../cluster/json-value.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import {
  decodeContent,
  digestOf,
  encodeContent,
  NO_CHANGES,
  type ScenarioTexts,
  type SetContent,
} from './set-content.ts';

/** Each set has a key of its own, which is only ever created. */
const PREFIX = 'scenario-set.';
/** Where to begin to look for the last one; it may lag behind. */
const HINT = 'scenario-sets';
/** Writers at the same time that one of them survives. */
const ATTEMPTS_MAX = 100;

/** What the log says of a set. */
export interface SetRecord {
  readonly number: number;
  /** Where the content is. */
  readonly object: ObjectReference;
  /** Digest of its base, and the release of the software that the base came with. */
  readonly base: string;
  readonly release: string;
  readonly madeMs: number;
  /** Who made it, and what was changed. */
  readonly by: string;
  readonly what: string;
  /** Name of the token that it was made with; none when it came with a configuration. */
  readonly token?: string;
}

/** How a set came to be. */
export type Origin = Pick<SetRecord, 'release' | 'madeMs' | 'by' | 'what' | 'token'>;

export class Catalog {
  readonly #cluster: KeyValue;
  readonly #objects: Objects;
  readonly #random: Random;
  readonly #beforeChange: (origin: Origin) => Promise<void>;

  /** @param beforeChange told of each change before it holds; what it throws keeps it from holding */
  constructor(
    cluster: KeyValue,
    objects: Objects,
    random: Random,
    beforeChange: (origin: Origin) => Promise<void> = async () => {},
  ) {
    this.#cluster = cluster;
    this.#objects = objects;
    this.#random = random;
    this.#beforeChange = beforeChange;
  }

  /** The set that holds; undefined in a cluster that never had one. */
  async latest(): Promise<SetRecord | undefined> {
    const hint = await this.#cluster.get(HINT);
    const from = hint && !hint.deleted ? fromJson<{ last: number }>(hint).last : 0;
    let last = from > 0 ? await this.find(from) : undefined;
    for (let number = from + 1; ; number++) {
      const record = await this.find(number);
      if (!record) return last;
      last = record;
    }
  }

  async find(number: number): Promise<SetRecord | undefined> {
    const entry = await this.#cluster.get(`${PREFIX}${number}`);
    return entry && !entry.deleted ? fromJson<SetRecord>(entry) : undefined;
  }

  /** The newest sets, the last one first. */
  async history(max: number): Promise<SetRecord[]> {
    const records: SetRecord[] = [];
    const last = (await this.latest())?.number ?? 0;
    for (let number = last; number > 0 && records.length < max; number--) {
      const record = await this.find(number);
      if (record) records.push(record);
    }
    return records;
  }

  /** @throws WeirError `missing`, `corrupt` */
  async content(number: number): Promise<SetContent> {
    const record = await this.find(number);
    if (!record) throw new WeirError('missing', `there is no scenario set ${number}`);
    const { object } = record;
    const [bytes] = await this.#objects.getUnder(object.name.slice(0, object.name.lastIndexOf('.')), [
      object,
    ]);
    return decodeContent(bytes);
  }

  /**
   * Lets a change of the last set hold, and does it again from the beginning when another was faster.
   * @param change undefined: all is as it should be; of undefined: there is no set yet
   * @returns the set that holds then
   * @throws WeirError `conflict` when others are faster again and again, `full`, `unavailable`
   */
  async change(
    change: (content: SetContent | undefined, record: SetRecord | undefined) => SetContent | undefined,
    origin: Origin,
  ): Promise<SetRecord | undefined> {
    for (let attempt = 1; ; attempt++) {
      const last = await this.latest();
      const changed = change(last && (await this.content(last.number)), last);
      if (!changed) return last;
      if (attempt === 1) await this.#beforeChange(origin);
      try {
        return await this.#append((last?.number ?? 0) + 1, changed, origin);
      } catch (error) {
        if (failureOf(error) !== 'conflict' || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  }

  /**
   * Lets the base that comes with this release and its configuration hold, unless that of a later release does. What was
   * changed at run time stays changed.
   */
  ensureBase(base: ScenarioTexts, origin: Origin): Promise<SetRecord | undefined> {
    const digest = digestOf(base);
    return this.change((content, record) => {
      if (record && (record.base === digest || isLater(record.release, origin.release))) return undefined;
      return { base, changes: content?.changes ?? NO_CHANGES };
    }, origin);
  }

  async #append(number: number, content: SetContent, origin: Origin): Promise<SetRecord> {
    // Another writer may be about to make the same number: the names of their objects differ.
    const object = await this.#objects.put(`set.${number}.${this.#random.hex(4)}`, [encodeContent(content)]);
    const record: SetRecord = { number, object, base: digestOf(content.base), ...origin };
    await this.#cluster.create(`${PREFIX}${number}`, toJson(record));
    await this.#hint(number);
    return record;
  }

  /** Nothing depends on it but speed. */
  async #hint(last: number): Promise<void> {
    try {
      const hint = await this.#cluster.get(HINT);
      if (!hint || hint.deleted) await this.#cluster.create(HINT, toJson({ last }));
      else if (fromJson<{ last: number }>(hint).last < last)
        await this.#cluster.update(HINT, toJson({ last }), hint.revision);
    } catch (error) {
      if (failureOf(error) !== 'conflict' && failureOf(error) !== 'unavailable') throw error;
    }
  }
}

/** How a head names the set that its state was made with. */
export function setName(number: number): string {
  return `set-${number}`;
}

/** 0 for what is no name of a set. */
export function setNumber(name: string): number {
  return Number(/^set-(\d+)$/.exec(name)?.[1] ?? 0);
}

/** Number of the last set that the view of the cluster has seen; 0 for none. */
export function lastSetSeen(view: ClusterView): number {
  let last = 0;
  for (const { key } of view.under(PREFIX)) last = Math.max(last, Number(key.slice(PREFIX.length)));
  return last;
}

export function isSetKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** Whether release `a`, such as 1.10.0, is a later one than `b`. */
function isLater(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}
