import type { Clock, Timer } from './clock.ts';

/** A clock that is not the machine's: all its waits are made of single timers. */
export abstract class TimerClock implements Clock {
  abstract now(): number;
  abstract elapsed(): number;
  abstract after(ms: number, action: () => void): Timer;

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const stop = () => {
        timer.cancel();
        resolve();
      };
      const timer = this.after(ms, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  yield(): Promise<void> {
    return this.sleep(0);
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
}
