import type { Clock, Timer } from './clock.ts';

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

/** A clock that stands still until it is told to go on: timers fire in order of time, then of creation. */
export class SimulatedClock implements Clock {
  #now: number;
  #order = 0;
  #pending: Pending[] = [];

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  elapsed(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = this.after(ms, resolve);
      signal?.addEventListener(
        'abort',
        () => {
          timer.cancel();
          resolve();
        },
        { once: true },
      );
    });
  }

  yield(): Promise<void> {
    return this.sleep(0);
  }

  after(ms: number, action: () => void): Timer {
    const pending: Pending = { at: this.#now + Math.max(0, ms), order: this.#order++, action };
    this.#pending.push(pending);
    return {
      cancel: () => {
        this.#pending = this.#pending.filter((other) => other !== pending);
      },
    };
  }

  every(ms: number, action: () => void): Timer {
    let timer: Timer;
    const tick = () => {
      timer = this.after(ms, tick);
      action();
    };
    timer = this.after(ms, tick);
    return { cancel: () => timer.cancel() };
  }

  /** Sets the time without firing timers: for replaying, where the events tell the time. */
  set(nowMs: number): void {
    this.#now = nowMs;
  }

  /** Lets `ms` pass; whatever falls due runs, and so do the promises that wait for it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#next(end);
      if (!next) break;
      this.#pending = this.#pending.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  #next(end: number): Pending | undefined {
    let next: Pending | undefined;
    for (const pending of this.#pending) {
      if (pending.at > end) continue;
      if (!next || pending.at < next.at || (pending.at === next.at && pending.order < next.order))
        next = pending;
    }
    return next;
  }
}

/** Lets promise callbacks run until none is left, but not for ever. */
async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}
