/**
 * The snapshots of one shard under one owner: its state as an immutable object, and the head that names it. Only the owner
 * of the present epoch can move the head, and only it removes objects that the head no longer names.
 */
import type { ObjectReference, Objects } from '../bus/objects.ts';
import type { Streams } from '../bus/streams.ts';
import type { Head } from '../cluster/head.ts';
import type { Log } from '../telemetry/logging.ts';
import type { Behaviour } from './behaviour.ts';
import { packSlots, SlotReader, saveSlot, unpackSlots } from './slots.ts';

/** Share of a stream's limit above which processed history is removed. */
const FULL_SHARE = 0.8;

export interface SnapshotsOptions {
  readonly shard: number;
  readonly stream: string;
  readonly head: Head;
  readonly behaviour: Behaviour;
  readonly objects: Objects;
  readonly streams: Streams;
  readonly log: Log;
}

/** The state as it was after a message. */
export interface Snapshot {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

export class Snapshots {
  readonly #options: SnapshotsOptions;
  #sealed: number;
  #bytes = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#sealed = options.head.value.sequence;
  }

  /** Last message whose effect is in a stored snapshot. */
  get sealed(): number {
    return this.#sealed;
  }

  /** Size of the last one. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Takes up the state that the head names. What has no place any more, or another layout, is dropped with a log line.
   * @throws WeirError `corrupt` when the object is damaged
   */
  async restore(): Promise<void> {
    const { head, objects } = this.#options;
    const { object } = head.value;
    if (object) {
      this.#fill(await objects.get(object));
      this.#bytes = object.bytes;
    }
    await this.#removeOrphans(object);
  }

  /** A copy of the state as it is now. Everything it led to must have been stored. */
  pack(sequence: number): Snapshot {
    return { sequence, bytes: packSlots(this.#options.behaviour.slots.map(saveSlot)) };
  }

  /**
   * Stores a copy and moves the head to it.
   * @throws WeirError `conflict` when another owner has sealed the head
   */
  async store({ sequence, bytes }: Snapshot, incarnation: string): Promise<void> {
    const { head, shard, objects, behaviour } = this.#options;
    const before = head.value.object;
    const object = await objects.put(`${shard}.${head.value.epoch}-${sequence}`, bytes);
    await head.commit({ sequence, incarnation, object, scenarioSet: behaviour.scenarioSet });
    this.#sealed = sequence;
    this.#bytes = bytes.length;
    if (before) await objects.delete(before.name);
  }

  #fill(bytes: Uint8Array): void {
    const { behaviour, log, shard } = this.#options;
    const wanted = new Map(behaviour.slots.map((slot) => [slot.slotName, slot]));
    for (const { name, version, bytes: saved } of unpackSlots(bytes)) {
      const slot = wanted.get(name);
      if (!slot) log.warn({ shard, slot: name }, 'state of a scenario that is no more: dropped');
      else if (slot.slotVersion !== version)
        log.warn({ shard, slot: name, version }, 'state of another version: dropped');
      else slot.restore(new SlotReader(saved));
    }
  }

  /** Objects that an earlier owner wrote and never put into the head. */
  async #removeOrphans(kept: ObjectReference | null): Promise<void> {
    const { objects, shard } = this.#options;
    for (const name of await objects.list(String(shard))) if (name !== kept?.name) await objects.delete(name);
  }

  /** Whether the stream is so full that history should go. */
  async isStreamFull(): Promise<boolean> {
    const { streams, stream } = this.#options;
    const state = await streams.state(stream);
    return state.bytes > FULL_SHARE * state.maxBytes;
  }

  /** Removes from the stream what the snapshot makes superfluous. */
  async forgetHistory(): Promise<void> {
    const { streams, stream } = this.#options;
    await streams.purge(stream, { before: this.#sealed + 1 });
  }
}
