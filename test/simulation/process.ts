/** A process of the simulated cluster: it can be paused, and it can end at any moment without a last word. */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import type { SimulatedClock } from '#libs/clock/simulated.ts';
import { TimerClock } from '#libs/clock/timer-clock.ts';

export class Process {
  readonly name: string;
  readonly clock: Clock;
  readonly #ended = new Set<() => void>();
  /** What came while it was paused, in order. */
  #held: (() => void)[] = [];
  #state: 'running' | 'paused' | 'dead' = 'running';

  /** @param skewMs how far its wall clock is off */
  constructor(name: string, world: SimulatedClock, skewMs: number) {
    this.name = name;
    this.clock = new ProcessClock(this, world, skewMs);
  }

  get running(): boolean {
    return this.#state === 'running';
  }

  get dead(): boolean {
    return this.#state === 'dead';
  }

  /** Something happens to the process: a timer falls due, an answer arrives. */
  run(action: () => void): void {
    if (this.#state === 'running') action();
    else if (this.#state === 'paused') this.#held.push(action);
  }

  /** As SIGSTOP does it. */
  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  /** As SIGCONT does it: everything that fell due meanwhile happens now. */
  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    const held = this.#held;
    this.#held = [];
    for (const action of held) this.run(action);
  }

  /** As SIGKILL does it: nothing of it ever runs again. */
  kill(): void {
    this.#state = 'dead';
    this.#held = [];
    for (const action of this.#ended) action();
    this.#ended.clear();
  }

  /** Calls `action` when the process ends, for whoever is connected to it. */
  onEnd(action: () => void): () => void {
    if (this.dead) action();
    else this.#ended.add(action);
    return () => this.#ended.delete(action);
  }
}

class ProcessClock extends TimerClock {
  readonly #process: Process;
  readonly #world: SimulatedClock;
  readonly #skewMs: number;

  constructor(process: Process, world: SimulatedClock, skewMs: number) {
    super();
    this.#process = process;
    this.#world = world;
    this.#skewMs = skewMs;
  }

  now(): number {
    return this.#world.now() + this.#skewMs;
  }

  elapsed(): number {
    return this.#world.elapsed();
  }

  after(ms: number, action: () => void): Timer {
    let cancelled = false;
    const timer = this.#world.after(ms, () =>
      this.#process.run(() => {
        if (!cancelled) action();
      }),
    );
    return {
      cancel: () => {
        cancelled = true;
        timer.cancel();
      },
    };
  }
}
