/** Hands values from a callback to an asynchronous loop, in order. Used inside buses only: bounded by their flow control. */
export class Queue<T> {
  #values: T[] = [];
  #wake: (() => void) | undefined;
  #closed = false;
  #error: unknown;

  get length(): number {
    return this.#values.length;
  }

  push(value: T): void {
    if (this.#closed) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** Ends the iteration once everything pushed has been taken; with an error, at once and by throwing it. */
  close(error?: unknown): void {
    this.#closed = true;
    this.#error ??= error;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      if (this.#error !== undefined) throw this.#error;
      const values = this.#values;
      if (values.length > 0) {
        this.#values = [];
        for (const value of values) {
          yield value;
          if (this.#error !== undefined) throw this.#error;
        }
        continue;
      }
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}
