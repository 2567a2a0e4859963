/** What enforcers have told of themselves, for people to see. */

import { longestUnheard } from '#libs/domain/heard.ts';
import type { weir } from '#proto';
import type { Refusals } from '../extending/knocks.ts';
import { Hits } from './hits.ts';

const ENFORCERS_MAX = 10_000;
/** Reports about single decisions that are remembered. */
const APPLIED_MAX = 20_000;

interface Known {
  readonly state: weir.v1.EnforcerState.$Properties;
  readonly heardMs: number;
}

export class Enforcers {
  readonly #known = new Map<string, Known>();
  /** By decision id, the latest at the end. */
  readonly #applied = new Map<string, weir.v1.AppliedDecision.$Properties[]>();

  /** Requests refused, as far as enforcers tell. */
  readonly hits = new Hits();
  readonly #onRefused: (refusals: readonly Refusals[]) => void;

  /** @param onRefused told of what was refused since the report before */
  constructor(onRefused: (refusals: readonly Refusals[]) => void) {
    this.#onRefused = onRefused;
  }

  get states(): weir.v1.EnforcerState.$Properties[] {
    return [...this.#known.values()].map(({ state }) => state);
  }

  report(request: weir.v1.ReportAppliedRequest, nowMs: number): void {
    const { enforcer, target, token, held, alarm } = request;
    const key = `${enforcer}/${target}`;
    if (!this.#known.has(key) && this.#known.size >= ENFORCERS_MAX) {
      const oldest = longestUnheard(this.#known);
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(key, {
      state: { enforcer, target, token: token ?? null, held, alarm, reportedMs: nowMs },
      heardMs: nowMs,
    });
    this.#onRefused(this.hits.report(enforcer, request.hits));
    for (const { id, appliedMs, ingestedMs } of request.applied) {
      this.#remember({ id: id ?? '', appliedMs: appliedMs ?? 0, ingestedMs: ingestedMs ?? 0, enforcer });
    }
  }

  /** What enforcers have lately said of these decisions, and how many requests they have refused. */
  toldOf(ids: readonly string[]) {
    return { applied: this.appliedOf(ids), hits: this.hits.of(ids) };
  }

  appliedOf(ids: readonly string[]): weir.v1.AppliedDecision.$Properties[] {
    return ids.flatMap((id) => this.#applied.get(id) ?? []);
  }

  #remember(applied: weir.v1.AppliedDecision.$Properties & { readonly id: string }): void {
    const others =
      this.#applied.get(applied.id)?.filter(({ enforcer }) => enforcer !== applied.enforcer) ?? [];
    this.#applied.delete(applied.id);
    this.#applied.set(applied.id, [...others, applied]);
    if (this.#applied.size <= APPLIED_MAX) return;
    for (const oldest of this.#applied.keys()) {
      this.#applied.delete(oldest);
      break;
    }
  }
}
