/**
 * What an actor sends: published in the background, tried again for as long as it takes, and counted, because nothing
 * that led to a message may be put into a snapshot before the message is stored.
 */
import type { Streams } from '../bus/streams.ts';
import { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import { WeirError } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';

export interface Outgoing {
  readonly subject: string;
  /** The same for the same message however often it is produced. */
  readonly id: string;
  readonly data: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called once the message is stored, or was known to be. */
  readonly onStored?: () => void;
}

export interface OutboxOptions {
  readonly streams: Streams;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Messages on their way at most. */
  readonly max: number;
}

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<() => void>();
  #outstanding = 0;
  /** Of those, messages that the bus did not take at once. */
  #troubled = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Messages that are not known to be stored. */
  get outstanding(): number {
    return this.#outstanding;
  }

  /** Resolves when there was room and the message is on its way. */
  async put(outgoing: Outgoing): Promise<void> {
    while (this.#outstanding >= this.#options.max && !this.#abort.signal.aborted) await this.#change();
    if (this.#abort.signal.aborted) return;
    this.#outstanding++;
    void this.#publish(outgoing);
  }

  /** Resolves when everything is stored. Rejects when the outbox is closed before. */
  async drained(): Promise<void> {
    while (this.#outstanding > 0 && !this.#abort.signal.aborted) await this.#change();
    if (this.#abort.signal.aborted) throw new WeirError('unavailable', 'the outbox was closed');
  }

  /** Resolves to whether everything is stored: false as soon as the bus does not take something at once. */
  async settled(): Promise<boolean> {
    while (this.#outstanding > 0 && this.#troubled === 0 && !this.#abort.signal.aborted) await this.#change();
    return this.#outstanding === 0;
  }

  /** Stops trying. */
  close(): void {
    this.#abort.abort();
    this.#wake();
  }

  async #publish(outgoing: Outgoing): Promise<void> {
    const { streams, clock, random, log } = this.#options;
    const { signal } = this.#abort;
    const backoff = new Backoff(clock, random, { firstMs: 20, maxMs: 250 });
    const { subject, id, data, headers = {}, onStored } = outgoing;
    let isTroubled = false;
    while (!signal.aborted) {
      try {
        await streams.publish(subject, data, { id, headers });
        onStored?.();
        break;
      } catch (error) {
        const hopeless = error instanceof WeirError && !error.consequence.retry;
        if (hopeless || backoff.attempt === 0) logError(log, error, `sending to ${subject}`);
        if (hopeless) break;
        if (!isTroubled) {
          isTroubled = true;
          this.#troubled++;
          this.#wake();
        }
        await backoff.wait(signal);
      }
    }
    this.#outstanding--;
    if (isTroubled) this.#troubled--;
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
