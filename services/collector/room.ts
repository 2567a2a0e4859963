/** Whether more lines may be taken in, and what becomes of them when the spool can keep no more. */
import type { Clock } from '#libs/clock/clock.ts';

/** `wait`: sources wait. `drop-newest`: they are read on, and what becomes of their lines is dropped and counted. */
export const WHEN_FULL = ['wait', 'drop-newest'] as const;
export type WhenFull = (typeof WHEN_FULL)[number];

const POLL_MS = 5;
/** Batches being written to the spool at once. */
const SPOOLING_MAX = 64;

export interface RoomOptions {
  readonly whenFull: WhenFull;
  readonly limits: {
    /** Bytes of the spool. */
    readonly spool: number;
    /** Batches that wait while the bus takes them. */
    readonly backlog: number;
  };
  readonly clock: Clock;
  readonly spool: { readonly bytes: number; readonly waiting: ArrayLike<unknown>; readonly stuck: boolean };
  /** Batches that are being written to the spool. */
  readonly spooling: () => number;
  readonly publisher: { readonly backlog: number; readonly troubled: boolean };
  readonly connected: () => boolean;
}

export class Room {
  readonly #options: RoomOptions;
  #waits = 0;
  #waiting = 0;

  constructor(options: RoomOptions) {
    this.#options = options;
  }

  /** Times that a source had to wait. */
  get waits(): number {
    return this.#waits;
  }

  /** Sources that wait now because the spool can keep no more, rather than for the bus to keep up. */
  get waiting(): number {
    return this.full ? this.#waiting : 0;
  }

  /** Whether the spool can keep no more. What has been acknowledged is only in the way until the next checkpoint. */
  get full(): boolean {
    const { spool, limits, spooling } = this.#options;
    if (spool.stuck && spooling() >= SPOOLING_MAX) return true;
    return spool.bytes >= limits.spool && spool.waiting.length > 0;
  }

  /** Whether a batch that is ready now is to be dropped. */
  get drops(): boolean {
    return this.#options.whenFull === 'drop-newest' && this.full;
  }

  /**
   * Resolves when more lines may be taken in, or at once when `signal` is aborted.
   * @param mayDrop false for lines that are not to be dropped, whatever becomes of the others
   */
  async wait(signal: AbortSignal, mayDrop = true): Promise<void> {
    if (!this.#isClosed(mayDrop) || signal.aborted) return;
    this.#waiting++;
    while (this.#isClosed(mayDrop) && !signal.aborted) {
      this.#waits++;
      await this.#options.clock.sleep(POLL_MS, signal);
    }
    this.#waiting--;
  }

  #isClosed(mayDrop: boolean): boolean {
    const { whenFull, limits, spooling, publisher, connected } = this.#options;
    if (this.full) return whenFull === 'wait' || !mayDrop;
    if (spooling() >= SPOOLING_MAX) return true;
    // Reading on would only move the lines from one disk to another. While the bus takes nothing, that is of use.
    return connected() && !publisher.troubled && publisher.backlog >= limits.backlog;
  }
}
