/**
 * How many each scenario has found something about lately, in the whole cluster: every replica knows the whole ledger. A
 * scenario that finds much at once can be worth more than each of its findings by itself.
 */
import { MANUAL } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import { ESCALATE_OVER_MAX } from '#libs/scenario/scenario.ts';

/** Scenarios that are told apart; there are some hundred. */
const SCENARIOS_MAX = 10_000;

export class Outbreaks {
  readonly #feed: LedgerFeed;
  /** When the latest detection about each subject opened, by scenario and ledger key: the latest ones, in their order. */
  readonly #openings = new Map<string, Map<string, number>>();

  constructor(feed: LedgerFeed) {
    this.#feed = feed;
  }

  /**
   * The severity of a detection: another than its own when its scenario has found something about so many.
   * @param key of the ledger's entry that it belongs to
   */
  severityOf({ severity, scenario, openedMs, escalation }: Detection, key: string): string {
    this.#follow();
    if (!escalation) return severity;
    const { over, withinMs } = escalation;
    let count = 1;
    for (const [other, otherMs] of this.#openings.get(scenario) ?? []) {
      if (other !== key && Math.abs(openedMs - otherMs) < withinMs) count++;
    }
    return count > over ? escalation.severity : severity;
  }

  #follow(): void {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) this.#openings.clear();
    for (const { key, decision } of changes) {
      for (const { scenario, openedMs } of decision?.contributions ?? []) {
        if (scenario !== MANUAL) this.#note(scenario, key, openedMs);
      }
    }
  }

  #note(scenario: string, key: string, openedMs: number): void {
    const openings = this.#openings.get(scenario) ?? new Map<string, number>();
    if (openings.get(key) === openedMs) return;
    if (openings.size === 0 && this.#openings.size < SCENARIOS_MAX) this.#openings.set(scenario, openings);
    openings.delete(key);
    openings.set(key, openedMs);
    // One that opened long ago may come late, after a restart: it does no harm where it is not the oldest by time.
    for (const oldest of openings.keys()) {
      if (openings.size <= ESCALATE_OVER_MAX) break;
      openings.delete(oldest);
    }
  }
}
