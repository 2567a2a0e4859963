/** Time as a port: everything that waits or asks what time it is takes a Clock. */

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall clock, Unix ms with a fraction. May jump. */
  now(): number;
  /** Monotonic ms from an arbitrary start: for intervals and timeouts. */
  elapsed(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets everything else that is due run first: timers, sockets, files. */
  yield(): Promise<void>;
  /** Calls `action` once after `ms`. */
  after(ms: number, action: () => void): Timer;
  /** Calls `action` every `ms`. */
  every(ms: number, action: () => void): Timer;
}
