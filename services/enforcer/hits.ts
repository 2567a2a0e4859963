/** Requests that a target has refused, by decision: totals of all its instances since the enforcer's start. */
export interface DecisionHits {
  /** Of the decision. */
  readonly id: string;
  readonly refused: number;
  /** Unix ms. */
  readonly lastSeenMs: number;
}

/** Totals that are kept; the one longest without a refusal gives way, and begins anew when there is one. */
const DECISIONS_MAX = 10_000;

export class Hits {
  /** By decision id, the latest at the end. */
  readonly #totals = new Map<string, DecisionHits>();
  /** Ids of those that have not been reported as they are. */
  readonly #news = new Set<string>();

  /** More were refused: so many. */
  add({ id, refused, lastSeenMs }: DecisionHits): void {
    const before = this.#totals.get(id);
    this.#totals.delete(id);
    this.#totals.set(id, {
      id,
      refused: (before?.refused ?? 0) + refused,
      lastSeenMs: Math.max(before?.lastSeenMs ?? 0, lastSeenMs),
    });
    this.#news.add(id);
    if (this.#totals.size <= DECISIONS_MAX) return;
    const [oldest] = this.#totals.keys();
    this.#totals.delete(oldest);
    this.#news.delete(oldest);
  }

  /** Up to `max` totals that are to be reported. */
  news(max: number): DecisionHits[] {
    const found: DecisionHits[] = [];
    for (const id of this.#news) {
      if (found.length === max) break;
      found.push(this.#totals.get(id)!);
    }
    return found;
  }

  reported(hits: readonly DecisionHits[]): void {
    for (const hit of hits) if (this.#totals.get(hit.id) === hit) this.#news.delete(hit.id);
  }

  /** The decision service was away, and may have forgotten. */
  repeat(): void {
    for (const id of this.#totals.keys()) this.#news.add(id);
  }
}
