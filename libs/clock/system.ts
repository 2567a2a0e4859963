import type { Clock, Timer } from './clock.ts';

const RESYNC_MS = 5;

/** The clock of the machine. Timers do not keep the program alive. */
export class SystemClock implements Clock {
  #originMs = performance.timeOrigin;

  now(): number {
    // The performance counter resolves microseconds but does not follow corrections of the wall clock.
    const fine = this.#originMs + performance.now();
    const coarse = Date.now();
    if (Math.abs(coarse - fine) < RESYNC_MS) return fine;
    this.#originMs = coarse - performance.now();
    return coarse;
  }

  elapsed(): number {
    return performance.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  yield(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  after(ms: number, action: () => void): Timer {
    const timer = setTimeout(action, ms);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  }

  every(ms: number, action: () => void): Timer {
    const timer = setInterval(action, ms);
    timer.unref();
    return { cancel: () => clearInterval(timer) };
  }
}
