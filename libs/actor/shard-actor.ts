/**
 * An actor that owns one shard for one epoch: it takes up the sealed state, reads the shard's stream from there one
 * message at a time, and puts its state away whenever doing the work again would cost too much.
 *
 * Its life: activate -> receive ... snapshot ... receive -> deactivate, with a reason.
 */
import type { Objects } from '../bus/objects.ts';
import type { StoredMessage } from '../bus/streams.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import { type Head, type HeadValue, NO_TROUBLE } from '../cluster/head.ts';
import { failureOf } from '../errors/weir-error.ts';
import { logError } from '../telemetry/logging.ts';
import type { Behaviour } from './behaviour.ts';
import { Caution } from './caution.ts';
import { Feed } from './feed.ts';
import { Outbox } from './outbox.ts';
import { Quarantine } from './quarantine.ts';
import { Retention, type RetentionOptions } from './retention.ts';
import { Snapshots } from './snapshots.ts';
import { startingPoint } from './stream-reader.ts';
import type { Turns } from './turns.ts';

export interface ShardActorOptions extends RetentionOptions {
  readonly head: Head;
  readonly behaviour: Behaviour;
  readonly objects: Objects;
  readonly clock: Clock;
  readonly random: Random;
  /** Asked before each message: false once the lease may have passed to another. */
  readonly holds: () => boolean;
  /** Shared by the actors of the process. */
  readonly turns: Turns;
  readonly limits: ShardActorLimits;
}

export interface ShardActorLimits {
  readonly mailboxMax: number;
  readonly outboxMax: number;
  /** A snapshot is due when doing the work since the last one again would take so much CPU, ms, or more by `snapshotShare`. */
  readonly replayMs: number;
  /** Bytes a second that snapshots of this shard may write on average. */
  readonly snapshotBytesPerSecond: number;
  /** And the share of the CPU that the work takes which they may take, all processes together. */
  readonly snapshotShare: number;
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
  /** Size of the stored state. */
  readonly snapshotBytes: number;
  /** Messages in quarantine. */
  readonly quarantined: number;
}

/** An actor whose lease is in doubt looks this often whether it may go on. */
const HOLD_POLL_MS = 10;
/** A snapshot that could not be stored is tried again after so long. */
const SAVE_AGAIN_MS = 1000;
/** The size of the stream is looked at so often. */
const RETENTION_EVERY_MS = 5000;
/** How long an actor that is to end waits for the bus. */
const STOP_PATIENCE_MS = 5000;
/** An actor that is to come to the end of its stream looks this often whether it has. */
const FINISH_POLL_MS = 10;

export class ShardActor {
  readonly #options: ShardActorOptions;
  readonly #feed: Feed;
  readonly #outbox: Outbox;
  readonly #snapshots: Snapshots;
  readonly #caution: Caution;
  readonly #retention: Retention;
  #incarnation = '';
  #processed = 0;
  #gaps = 0;
  #unsavedMs = 0;
  #nextSaveMs = 0;
  /** Between a message and the snapshot after it: what it led to may not be on its way yet. */
  #busy = false;
  #saving: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #stopReason: StopReason | undefined;
  #finishing: Promise<boolean> | undefined;

  private constructor(options: ShardActorOptions) {
    this.#options = options;
    this.#feed = new Feed(options, options.limits.mailboxMax);
    const { streams, clock, random, log, limits } = options;
    this.#outbox = new Outbox({ streams, clock, random, log, max: limits.outboxMax });
    this.#snapshots = new Snapshots(options);
    this.#retention = new Retention(options);
    const quarantine = new Quarantine(options);
    this.#caution = new Caution({ ...options, quarantine, signal: this.#feed.signal });
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
    try {
      await actor.#takeUp();
    } catch (error) {
      await actor.#stopReading();
      throw error;
    }
    actor.#running = actor.#run(onStopped);
    return actor;
  }

  get progress(): ShardProgress {
    return {
      epoch: this.#options.head.value.epoch,
      processed: this.#processed,
      stored: Math.max(this.#feed.stored, this.#processed),
      sealed: this.#snapshots.sealed,
      gaps: this.#gaps,
      mailbox: this.#feed.waiting,
      snapshotBytes: this.#snapshots.bytes,
      quarantined: this.#options.head.value.quarantined,
    };
  }

  /**
   * For a stream that nothing is added to any more: processes it to its end, sends what is in hand, drops the state and
   * says so in the head, under the version of the shard map. From then on nothing is read.
   * @returns whether it came to that: not when it was stopped before
   * @throws WeirError when it can't be known to have: another owner has to finish the shard
   */
  finish(version: number): Promise<boolean> {
    this.#finishing ??= this.#finish(version);
    return this.#finishing;
  }

  async #finish(version: number): Promise<boolean> {
    const { streams, stream, behaviour, clock, log, shard } = this.#options;
    const { lastSequence } = await streams.state(stream);
    while ((this.#processed < lastSequence || this.#busy) && !this.#feed.closed)
      await clock.sleep(FINISH_POLL_MS);
    if (this.#feed.closed) return false;
    this.#feed.close();
    await this.#running;
    for (const outgoing of behaviour.finish()) await this.#outbox.put(outgoing);
    await this.#saving;
    await this.#outbox.drained();
    const incarnation = this.#incarnation;
    await this.#snapshots.drop(this.#processed, { incarnation, trouble: NO_TROUBLE, finished: version });
    log.info({ shard, version, processed: this.#processed }, 'shard finished');
    return true;
  }

  /** Ends the actor; unless it was fenced or has failed, its last state is put away first. */
  async stop(reason: StopReason): Promise<void> {
    this.#stopReason ??= reason;
    const { holds, clock, log, shard } = this.#options;
    // A bus that does not answer must not keep the actor from ending.
    const patience = clock.after(STOP_PATIENCE_MS, () => this.#outbox.close());
    if (!holds()) this.#outbox.close();
    this.#feed.close();
    await this.#running;
    await this.#finishing?.catch(() => {});
    await this.#saving;
    const sound = this.#stopReason === 'handed-over' || this.#stopReason === 'shutdown';
    if (sound && holds()) await this.#leave().catch((error) => logError(log, error, 'last snapshot'));
    patience.cancel();
    this.#outbox.close();
    log.info({ shard, reason, processed: this.#processed }, 'shard deactivated');
  }

  async #leave(): Promise<void> {
    if (this.#processed > this.#snapshots.sealed) await this.#saveNow();
    await this.#caution.end();
  }

  /** Restores the state of the head while the first messages are on their way. */
  async #takeUp(): Promise<void> {
    const { head, shard, stream, streams, log, clock } = this.#options;
    const startMs = clock.elapsed();
    const { sequence, incarnation, epoch } = head.value;
    const restored = this.#snapshots.restore();
    // It is waited for below; what fails before that is what counts.
    restored.catch(() => {});
    const state = await streams.state(stream);
    this.#incarnation = state.incarnation;
    const from = startingPoint(state, incarnation, sequence);
    if (from.reason !== '') {
      this.#gaps += from.missing;
      log.error({ shard, missing: from.missing, ...state }, `gap in the stream of events: ${from.reason}`);
    }
    this.#processed = from.sequence - 1;
    this.#feed.begin(from.sequence, state.lastSequence, () => this.#end('failed'));
    const begun = this.#caution.begin(this.#processed, state.lastSequence, from.reason === '');
    await Promise.all([restored, begun]);
    const behind = state.lastSequence - this.#processed;
    const tookMs = Math.round(clock.elapsed() - startMs);
    log.info({ shard, epoch, from: from.sequence, behind, tookMs }, 'shard activated');
    void this.#snapshots.removeOrphans();
  }

  async #run(onStopped: (reason: StopReason) => void): Promise<void> {
    const { log, shard, clock, holds } = this.#options;
    // A stream that is full brings no message after which a snapshot could make room.
    const retention = clock.every(RETENTION_EVERY_MS, () => {
      if (holds()) void this.#retention.review(this.#incarnation, () => this.#seal());
    });
    try {
      await this.#receiveAll();
    } catch (error) {
      logError(log, error, `shard ${shard}`);
      this.#end(failureOf(error) === 'conflict' ? 'fenced' : 'failed');
    }
    retention.cancel();
    await this.#stopReading();
    if (this.#stopReason === 'fenced' || this.#stopReason === 'failed') onStopped(this.#stopReason);
  }

  async #stopReading(): Promise<void> {
    this.#feed.close();
    await this.#feed.ended();
  }

  #end(reason: StopReason): void {
    this.#stopReason ??= reason;
    this.#feed.close();
  }

  async #receiveAll(): Promise<void> {
    const { clock, holds, turns } = this.#options;
    for (;;) {
      const message = await this.#feed.take();
      if (!message) return;
      // Silent for too long: others may take the shard over now, and then the heartbeat tells. If none did, it goes on.
      while (!holds() && !this.#feed.closed) await clock.sleep(HOLD_POLL_MS);
      if (this.#feed.closed) return;
      if (message.sequence <= this.#processed) continue;
      this.#gaps += message.sequence - this.#processed - 1;
      this.#busy = true;
      const isDoubtful = this.#caution.concerns(message.sequence);
      const spentMs = await (isDoubtful ? this.#receiveCarefully(message) : this.#receive(message));
      this.#busy = false;
      await turns.spend(spentMs);
    }
  }

  /** Applies a message. Returns the CPU time it took, ms. */
  async #receive(message: StoredMessage): Promise<number> {
    const { behaviour, clock } = this.#options;
    const needed = behaviour.prepare?.(message);
    if (needed) await needed;
    const startMs = clock.elapsed();
    const outgoing = behaviour.receive(message);
    const spentMs = clock.elapsed() - startMs;
    this.#processed = message.sequence;
    this.#unsavedMs += spentMs;
    for (const each of outgoing) await this.#outbox.put(each);
    // While the bus takes nothing there is no snapshot; the messages that come all the same are not made to wait for it.
    if (this.#isSaveDue() && (await this.#outbox.settled())) this.#saveAside();
    return spentMs;
  }

  /** Applies a message that an owner before may have ended at, or leaves it out. */
  async #receiveCarefully(message: StoredMessage): Promise<number> {
    let spentMs = 0;
    if (await this.#caution.admits(message)) spentMs = await this.#receive(message);
    else {
      this.#processed = message.sequence;
      await this.#saveNow({ quarantined: this.#options.head.value.quarantined + 1 });
    }
    await this.#caution.passed(message.sequence);
    return spentMs;
  }

  #isSaveDue(): boolean {
    const { clock, limits } = this.#options;
    const worthMs = Math.max(limits.replayMs, this.#snapshots.costMs / limits.snapshotShare);
    return !this.#saving && this.#unsavedMs >= worthMs && clock.elapsed() >= this.#nextSaveMs;
  }

  /** Holds the state now; storing it goes on beside the next messages. */
  #saveAside(): void {
    const { log, shard, limits } = this.#options;
    this.#saving = this.#save()
      .catch((error) => {
        logError(log, error, `snapshot of shard ${shard}`);
        this.#unsavedMs += limits.replayMs;
        if (failureOf(error) === 'conflict') this.#end('fenced');
      })
      .finally(() => {
        this.#saving = undefined;
      });
  }

  async #saveNow(besides?: Partial<HeadValue>): Promise<void> {
    await this.#saving;
    await this.#outbox.drained();
    await this.#save(besides);
  }

  /** The state is held before the first await: everything that it led to must have been stored. */
  async #save(besides: Partial<HeadValue> = {}): Promise<void> {
    const { clock, limits } = this.#options;
    const startMs = clock.elapsed();
    const cut = this.#snapshots.cut(this.#processed);
    this.#unsavedMs = 0;
    this.#nextSaveMs = startMs + SAVE_AGAIN_MS;
    const incarnation = this.#incarnation;
    await this.#snapshots.store(cut, { ...besides, ...this.#caution.afterSnapshot, incarnation });
    this.#nextSaveMs = startMs + (1000 * cut.bytes) / limits.snapshotBytesPerSecond;
  }

  /** Stores what has been processed when a nearly full stream stands still. Resolves to what is sealed then. */
  async #seal(): Promise<number> {
    const idle = !this.#busy && !this.#saving && this.#outbox.outstanding === 0;
    if (idle && this.#processed > this.#snapshots.sealed) this.#saveAside();
    await this.#saving;
    return this.#snapshots.sealed;
  }
}
