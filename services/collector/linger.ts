/**
 * How long lines wait for company: not at all while there are few batches, longer the more there are, so that a collector
 * keeps to its budget of messages. A message costs some hundred microseconds of CPU whatever is in it, so of the budget the less
 * is left the more rows there are: then the CPU is wanted for these.
 */
import type { Clock } from '#libs/clock/clock.ts';

export const LINGER_MIN_MS = 2;
/** The rate is looked at so often, or less often while lines wait for longer. */
const REVIEW_MS = 100;
/** At so many rows a ms only the least share of the budget is left. */
const BUSY_ROWS_PER_MS = 100;
const LEAST_SHARE = 0.2;
const LONGER = 1.5;
const SHORTER = 0.8;

export class Linger {
  readonly #clock: Clock;
  readonly #messagesPerMs: number;
  readonly #maxMs: number;
  #ms = LINGER_MIN_MS;
  #messages = 0;
  #rows = 0;
  #reviewedMs: number;

  /**
   * @param messagesPerSecond the budget
   * @param maxMs lines never wait longer, whatever the budget
   */
  constructor(clock: Clock, messagesPerSecond: number, maxMs: number) {
    this.#clock = clock;
    this.#maxMs = maxMs;
    this.#messagesPerMs = messagesPerSecond / 1000;
    this.#reviewedMs = clock.elapsed();
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

  /** Counts the rows of any batch. */
  countRows(rows: number): void {
    this.#rows += rows;
  }

  /** Adjusts the wait when it is time to. Called whenever something may be cut: after a quiet time once makes up for it. */
  review(): void {
    const sinceMs = this.#clock.elapsed() - this.#reviewedMs;
    // Shards that wait together are cut together: less than two rounds would tell of none or of too many.
    if (sinceMs < Math.max(REVIEW_MS, 2 * this.#ms)) return;
    const left = Math.max(LEAST_SHARE, 1 - this.#rows / (BUSY_ROWS_PER_MS * sinceMs));
    const share = this.#messages / (left * this.#messagesPerMs * sinceMs);
    if (share > 1) this.#ms = Math.min(this.#maxMs, this.#ms * Math.min(share, LONGER));
    else if (share < SHORTER) {
      this.#ms = Math.max(LINGER_MIN_MS, this.#ms * Math.max(share, SHORTER ** (sinceMs / REVIEW_MS)));
    }
    this.#messages = 0;
    this.#rows = 0;
    this.#reviewedMs = this.#clock.elapsed();
  }
}
