/** Calls to a target: one at a time, in order, and not too many. */
import { WeirError } from '#libs/errors/weir-error.ts';

const CALLS_MAX = 1000;

export class CallQueue {
  /** Of the target, for messages. */
  readonly #name: string;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(name: string) {
    this.#name = name;
  }

  /** With the one that is running. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @throws WeirError `full` when too many calls wait, `unavailable` when it is closed. */
  run<T>(action: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new WeirError('unavailable', `target ${this.#name} is closed`));
    if (this.#waiting >= CALLS_MAX) {
      return Promise.reject(new WeirError('full', `${CALLS_MAX} calls wait for target ${this.#name}`));
    }
    this.#waiting++;
    const result = this.#last.then(action).finally(() => {
      this.#waiting--;
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** Takes no more calls. Resolves when those that it has taken are done. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }
}
