import type { Timer } from './clock.ts';
import { TimerClock } from './timer-clock.ts';

interface Pending {
  readonly atMs: number;
  readonly order: number;
  /** Undefined when it was cancelled. */
  action: (() => void) | undefined;
}

/** A clock that stands still until it is told to go on: timers fire in order of time, then of creation. */
export class SimulatedClock extends TimerClock {
  #nowMs: number;
  #order = 0;
  /** A binary heap: none fires before its parent. */
  readonly #pending: Pending[] = [];

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    super();
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  elapsed(): number {
    return this.#nowMs;
  }

  after(ms: number, action: () => void): Timer {
    const pending: Pending = { atMs: this.#nowMs + Math.max(0, ms), order: this.#order++, action };
    this.#push(pending);
    return {
      cancel: () => {
        pending.action = undefined;
      },
    };
  }

  /** Sets the time without firing timers: for replaying, where the events tell the time. */
  set(nowMs: number): void {
    this.#nowMs = nowMs;
  }

  /** Lets `ms` pass; whatever falls due runs, and so do the promises that wait for it. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    while (this.#pending.length > 0 && this.#pending[0].atMs <= endMs) {
      const { atMs, action } = this.#pop();
      if (!action) continue;
      this.#nowMs = Math.max(this.#nowMs, atMs);
      action();
      await settle();
    }
    this.#nowMs = endMs;
    await settle();
  }

  #push(pending: Pending): void {
    const heap = this.#pending;
    let at = heap.push(pending) - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!firesBefore(pending, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = pending;
  }

  #pop(): Pending {
    const heap = this.#pending;
    const first = heap[0];
    const last = heap.pop() as Pending;
    const size = heap.length;
    if (size === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && firesBefore(heap[child + 1], heap[child])) child++;
      if (!firesBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function firesBefore(a: Pending, b: Pending): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** Lets promise callbacks run until none is left. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
