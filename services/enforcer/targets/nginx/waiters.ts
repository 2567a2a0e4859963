/** Whoever waits until a replica has come to a revision. */
import type { Clock } from '#libs/clock/clock.ts';

interface Waiter {
  readonly revision: number;
  readonly resolve: () => void;
}

export class Waiters {
  readonly #clock: Clock;
  #waiting: Waiter[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when `revision` is released, or after `limitMs`. */
  wait(revision: number, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.after(limitMs, () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        resolve();
      });
      const waiter: Waiter = {
        revision,
        resolve: () => {
          timer.cancel();
          resolve();
        },
      };
      this.#waiting.push(waiter);
    });
  }

  /** Lets everybody go who waits for this revision or an earlier one. */
  release(revision: number): void {
    const due = this.#waiting.filter((waiter) => waiter.revision <= revision);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((waiter) => waiter.revision > revision);
    for (const waiter of due) waiter.resolve();
  }
}
