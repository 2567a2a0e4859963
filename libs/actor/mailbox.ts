/** A bounded queue in front of an actor: who puts something into a full one waits, and so slows down what it reads. */
export class Mailbox<T> {
  readonly #max: number;
  readonly #messages: T[] = [];
  #closed = false;
  #reader: (() => void) | undefined;
  #writers: (() => void)[] = [];

  /** @param max messages that wait at most */
  constructor(max: number) {
    this.#max = max;
  }

  get length(): number {
    return this.#messages.length;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves when the message has a place, or is dropped because the mailbox is closed. */
  async put(message: T): Promise<void> {
    while (this.#messages.length >= this.#max && !this.#closed) {
      await new Promise<void>((resolve) => this.#writers.push(resolve));
    }
    if (this.#closed) return;
    this.#messages.push(message);
    this.#reader?.();
  }

  /** The next message; undefined once the mailbox is closed. */
  async take(): Promise<T | undefined> {
    while (this.#messages.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#reader = resolve;
      });
      this.#reader = undefined;
    }
    if (this.#closed) return undefined;
    const message = this.#messages.shift();
    this.#writers.shift()?.();
    return message;
  }

  /** Drops what waits, and wakes everybody. */
  close(): void {
    this.#closed = true;
    this.#messages.length = 0;
    this.#reader?.();
    for (const writer of this.#writers) writer();
    this.#writers = [];
  }
}
