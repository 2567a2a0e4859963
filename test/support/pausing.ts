/** A process that can be stopped and let go on (SIGSTOP, SIGCONT): its clock and its bus, with everybody else's going on. */
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { Clock, Timer } from '#libs/clock/clock.ts';

export class Pausing {
  #paused: Promise<void> | undefined;
  #resume: () => void = () => {};
  #answersLeft = Number.POSITIVE_INFINITY;

  pause(): void {
    this.#paused ??= new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  /** Pauses once so many more answers have come. */
  pauseAfter(answers: number): void {
    this.#answersLeft = answers;
  }

  resume(): void {
    this.#answersLeft = Number.POSITIVE_INFINITY;
    this.#paused = undefined;
    this.#resume();
  }

  /** Time goes on while paused; what falls due does not run. */
  clock(clock: Clock): Clock {
    const held = (action: () => void) => () => void this.#open().then(action);
    const after = (ms: number, action: () => void): Timer => clock.after(ms, held(action));
    return {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal);
        await this.#open();
      },
      yield: () => clock.yield(),
      after,
      every: (ms, action) => clock.every(ms, held(action)),
    };
  }

  /** What was sent before a pause arrives; answers and messages are seen after it. */
  bus(bus: Bus): Bus {
    return new Proxy(bus, {
      get: (target, name: keyof Bus) => {
        if (name === 'streams') return this.#held(target.streams);
        if (name !== 'keyValues') return target[name];
        return {
          open: async (spec: Parameters<Bus['keyValues']['open']>[0]): Promise<KeyValue> =>
            this.#held(await target.keyValues.open(spec)),
        };
      },
    });
  }

  /** The same object, whose answers wait while paused. */
  #held<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const answer = value.apply(target, args);
          return Symbol.asyncIterator in Object(answer) ? this.#each(answer) : this.#late(answer);
        };
      },
    });
  }

  async #late<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } finally {
      if (--this.#answersLeft < 0 && !this.#paused) this.pause();
      await this.#open();
    }
  }

  async *#each<T>(values: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const value of values) {
      await this.#open();
      yield value;
    }
  }

  async #open(): Promise<void> {
    while (this.#paused) await this.#paused;
  }
}
