/** Waiting between attempts: exponential with jitter, in the Clock's time so that a simulation can drive it. */
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
}

export class Backoff {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #options: BackoffOptions;
  #attempt = 0;

  constructor(clock: Clock, random: Random, options: BackoffOptions) {
    this.#clock = clock;
    this.#random = random;
    this.#options = options;
  }

  /** Failed attempts since the last success. */
  get attempt(): number {
    return this.#attempt;
  }

  /** After a success: the next wait is short again. */
  reset(): void {
    this.#attempt = 0;
  }

  /** Waits longer each time, with the upper half of the wait left to chance. */
  wait(signal?: AbortSignal): Promise<void> {
    const { firstMs, maxMs } = this.#options;
    const full = Math.min(maxMs, firstMs * 2 ** Math.min(this.#attempt++, 30));
    return this.#clock.sleep(full * (0.5 + this.#random.next() / 2), signal);
  }
}
