/** Wakes a loop that waits for something to do, or lets it look for itself after a while. */
import type { Clock } from '#libs/clock/clock.ts';

/** Without a reason an error is made, with the stack, of which nobody hears. */
const RUNG = 'rung';

export class Bell {
  readonly #clock: Clock;
  #isRung = false;
  #nap: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Any number of rings before the next `wait` are one. */
  ring(): void {
    this.#isRung = true;
    this.#nap?.abort(RUNG);
  }

  /** Resolves when it has been rung since the last time, or after `ms`. @returns whether it was. */
  async wait(ms: number): Promise<boolean> {
    if (!this.#isRung) {
      this.#nap = new AbortController();
      await this.#clock.sleep(ms, this.#nap.signal);
      this.#nap = undefined;
    }
    const isRung = this.#isRung;
    this.#isRung = false;
    return isRung;
  }
}
