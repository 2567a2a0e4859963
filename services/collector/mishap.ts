/** Something that should not happen: how often it has, and whether it has lately. */
import type { Clock } from '#libs/clock/clock.ts';

/** How long it is told after the last time. */
const REMEMBERED_MS = 10 * 60_000;

export class Mishap {
  readonly #clock: Clock;
  #count = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#count;
  }

  add(times = 1): void {
    if (times <= 0) return;
    this.#count += times;
    this.#lastMs = this.#clock.elapsed();
  }

  /** The words of `tell`, if it has happened in the last ten minutes. @param tell is told the count and `12 s ago` */
  alarm(tell: (count: number, ago: string) => string): string[] {
    const agoMs = this.#clock.elapsed() - this.#lastMs;
    return agoMs < REMEMBERED_MS ? [tell(this.#count, `${Math.round(agoMs / 1000)} s ago`)] : [];
  }
}
