/** The network between processes and servers: every message takes its time, and some never arrive. */

import type { Random } from '#libs/clock/random.ts';
import type { SimulatedClock } from '#libs/clock/simulated.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Process } from './process.ts';

const TIMEOUT_MS = 5000;

/** What is wrong with a link now. */
export interface LinkFaults {
  /** Nothing gets through, and nobody is told. */
  cut: boolean;
  /** Share of requests, and of answers, that get lost. */
  loss: number;
  /** Messages take up to so long, ms. */
  delayMs: number;
}

/** The way from one process to a server and back. */
export class Link {
  readonly faults: LinkFaults = { cut: false, loss: 0, delayMs: 1 };
  readonly #process: Process;
  readonly #world: SimulatedClock;
  readonly #random: Random;
  readonly #broken = new Set<() => void>();
  #connected = true;

  constructor(process: Process, world: SimulatedClock, random: Random) {
    this.#process = process;
    this.#world = world;
    this.#random = random;
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** The connection breaks, and both sides know: what is on its way is given up. */
  break(): void {
    this.#connected = false;
    for (const action of [...this.#broken]) action();
  }

  restore(): void {
    this.#connected = true;
  }

  onBroken(action: () => void): () => void {
    this.#broken.add(action);
    return () => this.#broken.delete(action);
  }

  /**
   * Has `operation` done at the other end. When the request or the answer is lost, the caller waits for its time-out.
   * @param able whether the other end does anything at all now
   */
  request<T>(operation: () => Promise<T>, able: () => boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (action: () => void) => {
        timer.cancel();
        forget();
        action();
      };
      const fail = (message: string) => () => settle(() => reject(new WeirError('unavailable', message)));
      const timer = this.#process.clock.after(TIMEOUT_MS, fail('timeout'));
      const forget = this.onBroken(() => this.#process.run(fail('the connection was lost')));
      if (!this.#connected) {
        this.#process.clock.after(0, fail('there is no connection'));
        return;
      }
      this.#carry(() => {
        if (!able()) return;
        operation().then(
          (value) => this.#carry(() => this.#process.run(() => settle(() => resolve(value)))),
          (error) => this.#carry(() => this.#process.run(() => settle(() => reject(error)))),
        );
      });
    });
  }

  /** Carries one message that is not waited for. */
  send(arrive: () => void): void {
    if (this.#connected) this.#carry(arrive);
  }

  /** How long a message takes now, ms. */
  delay(): number {
    return 0.05 + this.#random.next() * this.faults.delayMs;
  }

  #carry(arrive: () => void): void {
    if (this.faults.cut || this.#random.next() < this.faults.loss) return;
    this.#world.after(this.delay(), () => {
      if (!this.faults.cut) arrive();
    });
  }
}

/** Values from a server to a process, in order, each some time after the one before, while the link is there. */
export class Feed<T> {
  readonly #link: Link;
  readonly #process: Process;
  readonly #world: SimulatedClock;
  #lastMs = 0;

  constructor(link: Link, process: Process, world: SimulatedClock) {
    this.#link = link;
    this.#process = process;
    this.#world = world;
  }

  /** Passes on what `source` gives at the server; ends with `signal`, and throws when the connection breaks. */
  async *carry(source: (signal: AbortSignal) => AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
    const serving = new AbortController();
    const arrived: T[] = [];
    let wake = () => {};
    let failure: unknown;
    let done = false;
    const end = (error?: unknown) => {
      failure ??= error;
      done = true;
      serving.abort();
      wake();
    };
    const lost = () => this.#process.run(() => end(new WeirError('unavailable', 'the connection was lost')));
    const forget = [this.#link.onBroken(lost), this.#process.onEnd(() => serving.abort())];
    const stop = () => end();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    void this.#serve(source(serving.signal), serving.signal, (action) => this.#process.run(action), {
      value: (value) => {
        arrived.push(value);
        wake();
      },
      end,
    });
    try {
      while (!done || arrived.length > 0) {
        if (failure !== undefined) throw failure;
        const value = arrived.shift();
        if (value !== undefined) yield value;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      if (failure !== undefined) throw failure;
    } finally {
      serving.abort();
      signal.removeEventListener('abort', stop);
      for (const each of forget) each();
    }
  }

  async #serve(
    source: AsyncIterable<T>,
    signal: AbortSignal,
    deliver: (action: () => void) => void,
    to: { value(value: T): void; end(error?: unknown): void },
  ): Promise<void> {
    try {
      for await (const value of source) {
        await this.#travel(signal);
        if (signal.aborted) return;
        deliver(() => to.value(value));
      }
      deliver(() => to.end());
    } catch (error) {
      deliver(() => to.end(error));
    }
  }

  /** Waits until a message has come over: later than the one before, and not while the link is cut. */
  async #travel(signal: AbortSignal): Promise<void> {
    const atMs = Math.max(this.#lastMs, this.#world.now() + this.#link.delay());
    this.#lastMs = atMs;
    await this.#world.sleep(atMs - this.#world.now(), signal);
    while (this.#link.faults.cut && !signal.aborted) await this.#world.sleep(50, signal);
  }
}
