/**
 * The snapshots of one shard under one owner: a base and deltas as immutable objects, and the head that names them in
 * order. Only the owner of the present epoch can move the head, and only it removes objects that the head no longer names.
 */
import type { ObjectReference, Objects } from '../bus/objects.ts';
import type { Clock } from '../clock/clock.ts';
import type { Head, HeadValue } from '../cluster/head.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import type { Behaviour } from './behaviour.ts';
import { Cut } from './cut.ts';
import { Image } from './image.ts';

/** Deltas after which a new base is due although they are small: each one is named in the head and read at a restore. */
const DELTAS_MAX = 32;

/** What a snapshot costs is what it is long: it is gathered, hashed, sent and stored. */
const BYTES_PER_CPU_MS = 100_000;

export interface SnapshotsOptions {
  readonly shard: number;
  readonly stream: string;
  readonly head: Head;
  readonly behaviour: Behaviour;
  readonly objects: Objects;
  readonly clock: Clock;
  readonly log: Log;
}

export class Snapshots {
  readonly #options: SnapshotsOptions;
  /** What the names of all objects of the shard begin with. */
  readonly #place: string;
  #sealed: number;
  #lastBytes = 0;
  /** Of the last cut: it may be another one when that is stored. */
  #scenarioSet = '';
  /** Objects that were begun under this epoch: a name is never used twice. */
  #begun = 0;
  /** Bases that no head names any more and that are still to be removed, with their deltas. */
  #superseded: string[] = [];

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    const { head, stream } = options;
    this.#place = head.group === '' ? stream : `${head.group}.${stream}`;
    this.#sealed = head.value.sequence;
  }

  /** Last message whose effect is in a stored snapshot. */
  get sealed(): number {
    return this.#sealed;
  }

  /** Size of what the head names. */
  get bytes(): number {
    return this.#options.head.value.objects.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What the last one took, and the next one will about take: CPU ms of all processes together. */
  get costMs(): number {
    return this.#lastBytes / BYTES_PER_CPU_MS;
  }

  /**
   * Takes up the state that the head names. What has no place any more, or another layout, is dropped with a log line.
   * @throws WeirError `corrupt` when an object is damaged or missing
   */
  async restore(): Promise<void> {
    const { head, objects, behaviour, clock, log, shard } = this.#options;
    const named = head.value.objects;
    const image = new Image();
    if (named.length > 0) {
      for (const bytes of await objects.getUnder(baseOf(named[0]), named)) image.add(bytes);
    }
    const dropped = (slot: string, version: number, reason: string) =>
      log.warn({ shard, slot, version, reason }, 'state was dropped');
    for (const _ of image.restore(behaviour.slots, dropped)) await clock.yield();
  }

  /** Holds the state as it is now. Everything it led to must have been stored. */
  cut(sequence: number): Cut {
    const { slots, scenarioSet } = this.#options.behaviour;
    this.#scenarioSet = scenarioSet;
    return new Cut(slots, sequence, this.#isBaseDue() ? 'base' : 'delta');
  }

  /**
   * Stores a cut and moves the head to it.
   * @param besides what else is to change in the head
   * @throws WeirError `conflict` when another owner has sealed the head
   */
  async store(cut: Cut, besides: Partial<HeadValue>): Promise<void> {
    const { head, objects } = this.#options;
    let stored = false;
    try {
      const before = head.value.objects;
      const isBase = cut.kind === 'base';
      const id = `${head.value.epoch}-${++this.#begun}`;
      const base = isBase ? `${this.#place}.${id}` : baseOf(before[0]);
      const object = await objects.put(`${base}.${id}`, cut.pieces());
      await head.change({
        ...besides,
        sequence: cut.sequence,
        objects: isBase ? [object] : [...before, object],
        scenarioSet: this.#scenarioSet,
      });
      stored = true;
      this.#sealed = cut.sequence;
      this.#lastBytes = object.bytes;
      if (isBase && before.length > 0) this.#superseded.push(baseOf(before[0]));
    } finally {
      cut.end(stored);
    }
    await this.#removeSuperseded();
  }

  /**
   * Leaves nothing of the state but the place in the stream.
   * @throws WeirError `conflict` when another owner has sealed the head
   */
  async drop(sequence: number, besides: Partial<HeadValue>): Promise<void> {
    const { head } = this.#options;
    const before = head.value.objects;
    await head.change({ ...besides, sequence, objects: [] });
    this.#sealed = sequence;
    if (before.length > 0) this.#superseded.push(baseOf(before[0]));
    await this.#removeSuperseded();
  }

  /** Deltas are written until they are as large as their base, so that all of it is written twice at most. */
  #isBaseDue(): boolean {
    const [base, ...deltas] = this.#options.head.value.objects;
    if (!base || deltas.length >= DELTAS_MAX) return true;
    return deltas.reduce((sum, { bytes }) => sum + bytes, 0) > base.bytes;
  }

  /** What can't be removed now is tried again after the next snapshot, and is an orphan for the next owner. */
  async #removeSuperseded(): Promise<void> {
    const { objects, log, shard } = this.#options;
    try {
      for (let base = this.#superseded[0]; base; base = this.#superseded[0]) {
        await objects.deleteUnder(base);
        this.#superseded.shift();
      }
    } catch (error) {
      logError(log, error, `removing old snapshots of shard ${shard}`);
    }
  }

  /** Removes what earlier owners wrote and did not put into the head. What later ones write is none of this one's business. */
  async removeOrphans(): Promise<void> {
    const { objects, head, log, shard } = this.#options;
    const kept = new Set(head.value.objects.map(({ name }) => name));
    try {
      for (const name of await objects.list(this.#place)) {
        if (!kept.has(name) && epochOf(name) < head.value.epoch) await objects.delete(name);
      }
    } catch (error) {
      logError(log, error, `removing what was left of shard ${shard}`);
    }
  }
}

/** What the names of a base and of its deltas have in common. */
function baseOf({ name }: ObjectReference): string {
  return name.slice(0, name.lastIndexOf('.'));
}

/** Epoch of the owner that wrote an object. */
function epochOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('.') + 1).split('-')[0]);
}
