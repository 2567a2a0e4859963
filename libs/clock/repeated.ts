import type { Clock, Timer } from './clock.ts';

export interface RepeatedOptions {
  readonly clock: Clock;
  /** From the beginning of one run to that of the next; a run that takes longer takes the turns that it meets. */
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** Work that is done again and again, never twice at the same time. */
export class Repeated {
  readonly #options: RepeatedOptions;
  readonly #timer: Timer;
  #running: Promise<void> | undefined;

  constructor(options: RepeatedOptions) {
    this.#options = options;
    this.#timer = options.clock.every(options.everyMs, () => {
      this.#running ??= this.#run();
    });
  }

  /** Resolves when no run is under way, and none will be. */
  async stop(): Promise<void> {
    this.#timer.cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#options.work();
    } catch (error) {
      this.#options.onError(error);
    }
    this.#running = undefined;
  }
}
