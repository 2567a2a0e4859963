/** Requests that have a key of their sender’s: one that he sends again, because the answer was lost, is not taken in twice. */
import { Refusal } from './refusal.ts';

const KEYS_MAX = 100_000;
const KEY = /^[!-~]{1,200}$/;

export class IdempotencyKeys {
  readonly #max: number;
  /** Of requests of which all lines are stored, the oldest first. */
  readonly #stored = new Set<string>();
  /** Resolved, never rejected, when the request of the key is stored or given up. */
  readonly #atWork = new Map<string, Promise<void>>();
  #repeats = 0;

  /** @param max so many are remembered, then the oldest is forgotten */
  constructor(max = KEYS_MAX) {
    this.#max = max;
  }

  /** Requests that had been stored already. */
  get repeats(): number {
    return this.#repeats;
  }

  /**
   * Has `store` store the lines of a request, unless a request of the same key has been. While one is at work others of its key
   * wait, and are stored in its place if it fails. Rejects as `store` does.
   * @param key undefined for a request without one, which is always stored
   * @throws Refusal when that is no key
   */
  async once(key: string | undefined, store: () => Promise<void>): Promise<void> {
    if (key === undefined) return store();
    if (!KEY.test(key))
      throw new Refusal(400, 'an idempotency-key is one to 200 visible characters of ASCII');
    for (let other = this.#atWork.get(key); other; other = this.#atWork.get(key)) await other;
    if (this.#stored.has(key)) {
      this.#repeats++;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#atWork.set(key, promise);
    try {
      await store();
      this.#remember(key);
    } finally {
      this.#atWork.delete(key);
      resolve();
    }
  }

  #remember(key: string): void {
    this.#stored.add(key);
    if (this.#stored.size <= this.#max) return;
    for (const oldest of this.#stored) {
      this.#stored.delete(oldest);
      return;
    }
  }
}
