/** When the first of many things ends: before that nobody has to look through all of them. */
export class FirstEnd {
  #firstMs = Number.POSITIVE_INFINITY;

  /** There is one that ends at this time. What is gone or lasts longer by now may be looked for in vain once. */
  note(untilMs: number): void {
    if (untilMs < this.#firstMs) this.#firstMs = untilMs;
  }

  /** Whether one may have ended. If so, the ends of all that are left have to be told again. */
  isDue(nowMs: number): boolean {
    if (nowMs < this.#firstMs) return false;
    this.#firstMs = Number.POSITIVE_INFINITY;
    return true;
  }
}
