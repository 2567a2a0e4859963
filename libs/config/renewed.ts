/** What is read from files that may be replaced while it is used. */
import type { Clock, Timer } from '../clock/clock.ts';
import { messageOf } from '../errors/weir-error.ts';

export interface RenewedOptions<T> {
  /** Reads all of it. Throws when it can't be used as it is. */
  readonly read: () => T;
  readonly everyMs: number;
  /** What people are told of beside the reason while it can't be read, such as `the tokens from before still hold`. */
  readonly meanwhile: string;
  readonly clock: Clock;
}

/** Read again and again. What can't be read, such as half of a pair of files, leaves the former in use, with an alarm. */
export class Renewed<T> {
  readonly #options: RenewedOptions<T>;
  readonly #timer: Timer;
  #value: T;
  #trouble = '';

  /** @throws as `read` does, so that nothing begins with what can't be read */
  constructor(options: RenewedOptions<T>) {
    this.#options = options;
    this.#value = options.read();
    this.#timer = options.clock.every(options.everyMs, () => this.#renew());
  }

  get value(): T {
    return this.#value;
  }

  get alarms(): string[] {
    return this.#trouble === '' ? [] : [this.#trouble];
  }

  end(): void {
    this.#timer.cancel();
  }

  #renew(): void {
    const { read, meanwhile } = this.#options;
    try {
      this.#value = read();
      this.#trouble = '';
    } catch (error) {
      this.#trouble = `${messageOf(error)}; ${meanwhile}`;
    }
  }
}
