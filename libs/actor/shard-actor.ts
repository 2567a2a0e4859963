/**
 * An actor that owns one shard for one epoch: it takes up the sealed state, reads the shard's stream from there one
 * message at a time, and puts its state away whenever doing the work again would cost too much.
 *
 * Its life: activate -> receive ... snapshot ... receive -> deactivate, with a reason.
 */
import type { Objects } from '../bus/objects.ts';
import type { StoredMessage, StreamState, Streams } from '../bus/streams.ts';
import { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import type { Head } from '../cluster/head.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import { Mailbox } from './mailbox.ts';
import { Outbox, type Outgoing } from './outbox.ts';
import { packSlots, SlotReader, type Stateful, saveSlot, unpackSlots } from './slots.ts';

/** What an actor does; synchronous, and without any idea of leases or snapshots. */
export interface Behaviour {
  /** Named state: all that is needed to go on elsewhere. */
  readonly slots: readonly Stateful[];
  /** Version of what decides about the effect of messages. */
  readonly scenarioSet: string;
  receive(message: StoredMessage): readonly Outgoing[];
}

export interface ShardActorOptions {
  readonly shard: number;
  readonly stream: string;
  readonly head: Head;
  readonly behaviour: Behaviour;
  readonly streams: Streams;
  readonly snapshots: Objects;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Asked before each message: false once the lease may have passed to another. */
  readonly holds: () => boolean;
  readonly limits: ShardActorLimits;
}

export interface ShardActorLimits {
  readonly mailboxMax: number;
  readonly outboxMax: number;
  /** A snapshot is due when doing the work since the last one again would take so much CPU, ms. */
  readonly replayMs: number;
  /** Bytes a second that snapshots of this shard may write on average. */
  readonly snapshotBytesPerSecond: number;
}

export type StopReason = 'handed-over' | 'shutdown' | 'fenced' | 'failed';

export interface ShardProgress {
  readonly epoch: number;
  /** Last sequences: processed, known to be stored, in a snapshot. */
  readonly processed: number;
  readonly stored: number;
  readonly sealed: number;
  /** Messages that were never to be had: purged before they were read, or lost with a stream. */
  readonly gaps: number;
  readonly mailbox: number;
  readonly snapshotBytes: number;
}

/** CPU time after which everything else gets a turn, ms. */
const TURN_MS = 10;
/** The stream's size is looked at so often at most. */
const RETENTION_EVERY_MS = 5000;
/** Share of a stream's limit above which processed history is removed. */
const RETENTION_SHARE = 0.8;

/** How long an actor that is to end waits for the bus. */
const STOP_PATIENCE_MS = 5000;

interface Snapshot {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

export class ShardActor {
  readonly #options: ShardActorOptions;
  readonly #mailbox: Mailbox<StoredMessage>;
  readonly #outbox: Outbox;
  readonly #reading = new AbortController();
  #incarnation = '';
  #processed = 0;
  #stored = 0;
  #sealed = 0;
  #gaps = 0;
  #unsavedMs = 0;
  #snapshotBytes = 0;
  #nextSnapshotMs = 0;
  #nextRetentionMs = 0;
  #saving: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #stopReason: StopReason | undefined;

  private constructor(options: ShardActorOptions) {
    this.#options = options;
    this.#mailbox = new Mailbox(options.limits.mailboxMax);
    const { streams, clock, random, log, limits } = options;
    this.#outbox = new Outbox({ streams, clock, random, log, max: limits.outboxMax });
  }

  /**
   * Takes up the shard's state and begins to read.
   * @param onStopped called when the actor ends by itself: it was fenced, or something failed
   */
  static async activate(
    options: ShardActorOptions,
    onStopped: (reason: StopReason) => void,
  ): Promise<ShardActor> {
    const actor = new ShardActor(options);
    const from = await actor.#takeUp();
    actor.#running = actor.#run(from, onStopped);
    return actor;
  }

  get progress(): ShardProgress {
    return {
      epoch: this.#options.head.value.epoch,
      processed: this.#processed,
      stored: Math.max(this.#stored, this.#processed),
      sealed: this.#sealed,
      gaps: this.#gaps,
      mailbox: this.#mailbox.length,
      snapshotBytes: this.#snapshotBytes,
    };
  }

  /** Ends the actor; unless it was fenced or has failed, its last state is put away first. */
  async stop(reason: StopReason): Promise<void> {
    this.#stopReason ??= reason;
    const { holds, clock, log, shard } = this.#options;
    // A bus that does not answer must not keep the actor from ending.
    const patience = clock.after(STOP_PATIENCE_MS, () => this.#outbox.close());
    if (!holds()) this.#outbox.close();
    this.#reading.abort();
    this.#mailbox.close();
    await this.#running;
    await this.#saving;
    const sound = this.#stopReason === 'handed-over' || this.#stopReason === 'shutdown';
    if (sound && holds() && this.#processed > this.#sealed) {
      await this.#saveLast().catch((error) => logError(log, error, 'last snapshot'));
    }
    patience.cancel();
    this.#outbox.close();
    log.info({ shard, reason, processed: this.#processed }, 'shard deactivated');
  }

  /** Restores the state of the head. Returns the sequence to read from. */
  async #takeUp(): Promise<number> {
    const { head, shard, stream, streams, snapshots, behaviour, log, clock } = this.#options;
    const startMs = clock.elapsed();
    const { sequence, incarnation, object, epoch } = head.value;
    if (object) {
      this.#restore(await snapshots.get(object), behaviour.slots);
      this.#snapshotBytes = object.bytes;
    }
    const state = await streams.state(stream);
    this.#incarnation = state.incarnation;
    const from = startingPoint(state, incarnation, sequence);
    if (from.missing > 0 || from.reason !== '') {
      this.#gaps += from.missing;
      log.error({ shard, missing: from.missing, ...state }, `gap in the stream of events: ${from.reason}`);
    }
    this.#processed = from.sequence - 1;
    this.#sealed = sequence;
    this.#stored = state.lastSequence;
    await this.#removeOrphans(object?.name);
    const tookMs = Math.round(clock.elapsed() - startMs);
    log.info(
      { shard, epoch, from: from.sequence, behind: state.lastSequence - from.sequence + 1, tookMs },
      'shard activated',
    );
    return from.sequence;
  }

  #restore(bytes: Uint8Array, slots: readonly Stateful[]): void {
    const { log, shard } = this.#options;
    const wanted = new Map(slots.map((slot) => [slot.slotName, slot]));
    for (const saved of unpackSlots(bytes)) {
      const slot = wanted.get(saved.name);
      if (!slot) log.warn({ shard, slot: saved.name }, 'state of a scenario that is no more: dropped');
      else if (slot.slotVersion !== saved.version) {
        log.warn({ shard, slot: saved.name, version: saved.version }, 'state of another version: dropped');
      } else slot.restore(new SlotReader(saved.bytes));
    }
  }

  /** Objects that an earlier owner wrote and never put into the head. */
  async #removeOrphans(kept: string | undefined): Promise<void> {
    const { snapshots, shard } = this.#options;
    for (const name of await snapshots.list(String(shard))) if (name !== kept) await snapshots.delete(name);
  }

  async #run(from: number, onStopped: (reason: StopReason) => void): Promise<void> {
    const { log, shard } = this.#options;
    const reading = this.#read(from).catch((error) => {
      logError(log, error, `reading shard ${shard}`);
      this.#end('failed');
    });
    try {
      await this.#receiveAll();
    } catch (error) {
      logError(log, error, `shard ${shard}`);
      this.#end(failureOf(error) === 'conflict' ? 'fenced' : 'failed');
    }
    this.#reading.abort();
    this.#mailbox.close();
    await reading;
    if (this.#stopReason === 'fenced' || this.#stopReason === 'failed') onStopped(this.#stopReason);
  }

  #end(reason: StopReason): void {
    this.#stopReason ??= reason;
    this.#mailbox.close();
  }

  /** Reads on from where it was whenever the connection has been lost. */
  async #read(from: number): Promise<void> {
    const { streams, stream, clock, random, log, shard } = this.#options;
    const { signal } = this.#reading;
    const backoff = new Backoff(clock, random, { firstMs: 20, maxMs: 1000 });
    let next = from;
    while (!signal.aborted) {
      try {
        for await (const message of streams.read(stream, next, signal)) {
          backoff.reset();
          next = message.sequence + 1;
          this.#stored = Math.max(this.#stored, message.sequence + message.pending);
          await this.#mailbox.put(message);
        }
      } catch (error) {
        if (failureOf(error) !== 'unavailable') throw error;
        log.debug({ shard, next }, 'reading again');
        await backoff.wait(signal);
      }
    }
  }

  async #receiveAll(): Promise<void> {
    const { behaviour, clock, holds } = this.#options;
    let turnMs = 0;
    for (;;) {
      const message = await this.#mailbox.take();
      if (!message) return;
      if (!holds()) throw new WeirError('conflict', 'the lease was not renewed in time');
      const startMs = clock.elapsed();
      if (message.sequence <= this.#processed) continue;
      this.#gaps += message.sequence - this.#processed - 1;
      const outgoing = behaviour.receive(message);
      this.#processed = message.sequence;
      const spentMs = clock.elapsed() - startMs;
      this.#unsavedMs += spentMs;
      for (const each of outgoing) await this.#outbox.put(each);
      await this.#saveIfDue();
      turnMs += spentMs;
      if (turnMs > TURN_MS) {
        turnMs = 0;
        await clock.yield();
      }
    }
  }

  async #saveIfDue(): Promise<void> {
    const { clock, limits } = this.#options;
    if (this.#saving || this.#unsavedMs < limits.replayMs || clock.elapsed() < this.#nextSnapshotMs) return;
    await this.#outbox.drained();
    // The state is copied now; storing the copy goes on beside the next messages.
    const snapshot = this.#pack();
    this.#saving = this.#store(snapshot)
      .catch((error) => {
        logError(this.#options.log, error, `snapshot of shard ${this.#options.shard}`);
        this.#unsavedMs += limits.replayMs;
        if (failureOf(error) === 'conflict') this.#end('fenced');
      })
      .finally(() => {
        this.#saving = undefined;
      });
  }

  async #saveLast(): Promise<void> {
    await this.#outbox.drained();
    await this.#store(this.#pack());
  }

  /** A copy of the state as it is now. Everything it led to must have been stored. */
  #pack(): Snapshot {
    const { behaviour, clock, limits } = this.#options;
    const bytes = packSlots(behaviour.slots.map(saveSlot));
    this.#unsavedMs = 0;
    this.#nextSnapshotMs = clock.elapsed() + (1000 * bytes.length) / limits.snapshotBytesPerSecond;
    return { sequence: this.#processed, bytes };
  }

  /** Puts a copy of the state away and moves the head to it. */
  async #store({ sequence, bytes }: Snapshot): Promise<void> {
    const { head, shard, snapshots, behaviour } = this.#options;
    const before = head.value.object;
    const object = await snapshots.put(`${shard}.${head.value.epoch}-${sequence}`, bytes);
    await head.commit({
      sequence,
      incarnation: this.#incarnation,
      object,
      scenarioSet: behaviour.scenarioSet,
    });
    this.#sealed = sequence;
    this.#snapshotBytes = bytes.length;
    if (before) await snapshots.delete(before.name);
    await this.#retain();
  }

  /** Removes processed history once the stream is nearly full: what was not processed is never dropped. */
  async #retain(): Promise<void> {
    const { clock, streams, stream } = this.#options;
    if (clock.elapsed() < this.#nextRetentionMs) return;
    this.#nextRetentionMs = clock.elapsed() + RETENTION_EVERY_MS;
    const state = await streams.state(stream);
    if (state.bytes > RETENTION_SHARE * state.maxBytes)
      await streams.purge(stream, { before: this.#sealed + 1 });
  }
}

/** Where to go on in a stream that may have been purged, cut short or made again since. */
function startingPoint(
  state: StreamState,
  incarnation: string,
  sequence: number,
): { sequence: number; missing: number; reason: string } {
  if (incarnation !== '' && incarnation !== state.incarnation) {
    return { sequence: state.firstSequence, missing: 0, reason: 'it was made again' };
  }
  if (sequence + 1 < state.firstSequence) {
    const missing = sequence === 0 && incarnation === '' ? 0 : state.firstSequence - sequence - 1;
    return { sequence: state.firstSequence, missing, reason: missing > 0 ? 'it was purged' : '' };
  }
  if (sequence > state.lastSequence) {
    return { sequence: state.lastSequence + 1, missing: 0, reason: 'it has lost its end' };
  }
  return { sequence: sequence + 1, missing: 0, reason: '' };
}
