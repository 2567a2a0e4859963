/** How many messages an hour may have: never more, and a sixth of them at once. */
const HOUR_MS = 3_600_000;
const AT_ONCE_SHARE = 6;

export const PER_HOUR_MIN = AT_ONCE_SHARE;

export class Rate {
  readonly #atOnce: number;
  readonly #perMs: number;
  #tokens: number;
  #atMs: number;

  /** @param perHour `PER_HOUR_MIN` at least */
  constructor(perHour: number, nowMs: number) {
    this.#atOnce = Math.floor(perHour / AT_ONCE_SHARE);
    // What may go at once is part of the hour's.
    this.#perMs = (perHour - this.#atOnce) / HOUR_MS;
    this.#tokens = this.#atOnce;
    this.#atMs = nowMs;
  }

  /** Whether one more may go now; then it counts. */
  take(nowMs: number): boolean {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#tokens = Math.min(this.#atOnce, this.#tokens + passedMs * this.#perMs);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
