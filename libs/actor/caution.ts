/**
 * Keeps one message from ending every owner of its shard in turn.
 *
 * The head counts the owners in a row that found a backlog and have not got through it. The second of them and those
 * after it are careful: before they apply a message of the backlog they write into the head which one it is. A message
 * that two of them in a row were about to apply goes into quarantine and is left out. Two, because a process that is
 * killed from outside is always about to apply something, but not the same thing twice.
 */
import type { StoredMessage } from '../bus/streams.ts';
import { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import { type Head, NO_TROUBLE, type Trouble } from '../cluster/head.ts';
import { failureOf } from '../errors/weir-error.ts';
import type { Quarantine } from './quarantine.ts';

const CAREFUL_FROM = 2;
const ENDS_MAX = 2;

export interface CautionOptions {
  readonly head: Head;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborted when the actor ends. */
  readonly signal: AbortSignal;
}

export class Caution {
  readonly #options: CautionOptions;
  /** Last message of the backlog; 0 once it has been got through. */
  #until = 0;

  constructor(options: CautionOptions) {
    this.#options = options;
  }

  /**
   * Counts the take-up, if there is a backlog: messages after `processed` up to `last`.
   * @param sameStream whether what the head says of messages is said of those in the stream
   */
  async begin(processed: number, last: number, sameStream: boolean): Promise<void> {
    const { head } = this.#options;
    const before = sameStream ? head.value.trouble : NO_TROUBLE;
    const hasBacklog = last > processed;
    if (hasBacklog) this.#until = last;
    const trouble = hasBacklog ? { ...before, attempts: before.attempts + 1 } : NO_TROUBLE;
    if (trouble.attempts !== head.value.trouble.attempts) await head.change({ trouble });
  }

  /** Whether the message is one of the backlog: only then the other methods are needed for it. */
  concerns(sequence: number): boolean {
    return sequence <= this.#until;
  }

  /** Whether the message may be applied. If not, it is in quarantine. */
  async admits(message: StoredMessage): Promise<boolean> {
    const { attempts, applying, ends } = this.#options.head.value.trouble;
    // What comes before the message that was noted has been applied without harm.
    if (attempts < CAREFUL_FROM || message.sequence < applying) return true;
    const before = message.sequence === applying ? ends : 0;
    if (before >= ENDS_MAX) {
      await this.#options.quarantine.put(
        message,
        `${before} owners in a row ended when they were about to apply it`,
      );
      return false;
    }
    await this.#write({ attempts, applying: message.sequence, ends: before + 1 });
    return true;
  }

  /** To be called when a message that is concerned has been applied, or left out for good. */
  async passed(sequence: number): Promise<void> {
    if (sequence >= this.#until) await this.end();
  }

  /** What a snapshot changes in the head besides: who makes progress is not in trouble, unless it is being careful. */
  get afterSnapshot(): { readonly trouble?: Trouble } {
    return this.#options.head.value.trouble.attempts < CAREFUL_FROM ? { trouble: NO_TROUBLE } : {};
  }

  /** All is well: the backlog has been got through, or the shard is handed over. */
  async end(): Promise<void> {
    this.#until = 0;
    if (this.#options.head.value.trouble.attempts > 0) await this.#write(NO_TROUBLE);
  }

  /** A note that may or may not be there would speak against the wrong message: it is written until it is known to be. */
  async #write(trouble: Trouble): Promise<void> {
    const { head, clock, random, signal } = this.#options;
    const backoff = new Backoff(clock, random, { firstMs: 20, maxMs: 250 });
    for (;;) {
      try {
        return await head.change({ trouble });
      } catch (error) {
        if (failureOf(error) !== 'unavailable' || signal.aborted) throw error;
        await backoff.wait(signal);
      }
    }
  }
}
