/** Requests that enforcers have refused, by decision, as they report them: a total of each enforcer since its start. */
import type { weir } from '#proto';
import type { Refusals } from '../extending/knocks.ts';

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

  /**
   * The same report again changes nothing, nor does one that others have overtaken. A total that is smaller than before begins
   * anew.
   * @returns what is new: of an enforcer that was not known, since ever
   */
  report(enforcer: string, hits: readonly weir.v1.DecisionHits.$Properties[]): Refusals[] {
    const news: Refusals[] = [];
    for (const { id, refused, lastSeenMs: told } of hits) {
      if (!id || !refused) continue;
      const totals = this.#totals.get(id) ?? new Map<string, Total>();
      const known = totals.get(enforcer) ?? { before: 0, refused: 0, lastSeenMs: 0 };
      const isLess = refused < known.refused;
      if (isLess && (told ?? 0) < known.lastSeenMs) continue;
      const lastSeenMs = Math.max(known.lastSeenMs, told ?? 0);
      const more = isLess ? refused : refused - known.refused;
      if (more > 0) news.push({ id, refused: more, sinceMs: known.lastSeenMs, lastSeenMs });
      totals.set(enforcer, { before: known.before + (isLess ? known.refused : 0), refused, lastSeenMs });
      this.#totals.delete(id);
      this.#totals.set(id, totals);
      if (this.#totals.size <= DECISIONS_MAX) continue;
      const [oldest] = this.#totals.keys();
      this.#totals.delete(oldest);
    }
    return news;
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
