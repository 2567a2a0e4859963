/** Requests that enforcers have refused, by decision, as they report them: a total of each enforcer since its start. */
import type { weir } from '#proto';

/** Decisions whose totals are remembered; the one longest without a report gives way. */
const DECISIONS_MAX = 20_000;

interface Total {
  /** Of the enforcer's lives before this one. */
  readonly before: number;
  readonly refused: number;
  readonly lastSeenMs: number;
}

export class Hits {
  /** By decision id, the latest at the end; then by enforcer. */
  readonly #totals = new Map<string, Map<string, Total>>();

  /** The same report again changes nothing. A total that is smaller than before begins anew. */
  report(enforcer: string, hits: readonly weir.v1.DecisionHits.$Properties[]): void {
    for (const { id, refused, lastSeenMs } of hits) {
      if (!id || !refused) continue;
      const totals = this.#totals.get(id) ?? new Map<string, Total>();
      const known = totals.get(enforcer) ?? { before: 0, refused: 0, lastSeenMs: 0 };
      totals.set(enforcer, {
        before: known.before + (refused < known.refused ? known.refused : 0),
        refused,
        lastSeenMs: Math.max(known.lastSeenMs, lastSeenMs ?? 0),
      });
      this.#totals.delete(id);
      this.#totals.set(id, totals);
      if (this.#totals.size <= DECISIONS_MAX) continue;
      const [oldest] = this.#totals.keys();
      this.#totals.delete(oldest);
    }
  }

  /** Of those decisions that have refused requests: the sum over all enforcers. */
  of(ids: readonly string[]): weir.v1.DecisionHits.$Properties[] {
    return ids.flatMap((id) => {
      const totals = [...(this.#totals.get(id)?.values() ?? [])];
      if (totals.length === 0) return [];
      const refused = totals.reduce((sum, each) => sum + each.before + each.refused, 0);
      return [{ id, refused, lastSeenMs: Math.max(...totals.map(({ lastSeenMs }) => lastSeenMs)) }];
    });
  }
}
