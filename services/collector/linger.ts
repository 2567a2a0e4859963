/**
 * How long lines wait for company: not at all while there are few batches, longer the more there are, so that a collector
 * keeps to its budget of messages.
 */
import type { Clock } from '#libs/clock/clock.ts';

export const LINGER_MIN_MS = 2;
export const LINGER_MAX_MS = 500;
/** The rate is looked at so often. */
const REVIEW_MS = 100;
const LONGER = 1.5;
const SHORTER = 0.8;

export class Linger {
  readonly #clock: Clock;
  readonly #messagesPerReview: number;
  #ms = LINGER_MIN_MS;
  #messages = 0;
  #reviewMs: number;

  /** @param messagesPerSecond the budget */
  constructor(clock: Clock, messagesPerSecond: number) {
    this.#clock = clock;
    this.#messagesPerReview = (messagesPerSecond * REVIEW_MS) / 1000;
    this.#reviewMs = clock.elapsed() + REVIEW_MS;
  }

  get ms(): number {
    return this.#ms;
  }

  /** Whether the collector is within its budget, so that a lone line may leave at once. */
  get relaxed(): boolean {
    return this.#ms <= LINGER_MIN_MS;
  }

  /** Counts a batch that was cut because of time; full ones cost what they must. */
  count(): void {
    this.#messages++;
  }

  /** Adjusts the wait when it is time to. Called whenever something may be cut: after a quiet time once makes up for it. */
  review(): void {
    const lateMs = this.#clock.elapsed() - this.#reviewMs;
    if (lateMs < 0) return;
    const reviews = 1 + lateMs / REVIEW_MS;
    const share = this.#messages / (this.#messagesPerReview * reviews);
    if (share > 1) this.#ms = Math.min(LINGER_MAX_MS, this.#ms * Math.min(share, LONGER));
    else if (share < SHORTER) this.#ms = Math.max(LINGER_MIN_MS, this.#ms * SHORTER ** reviews);
    this.#messages = 0;
    this.#reviewMs = this.#clock.elapsed() + REVIEW_MS;
  }
}
