/** The allow entries of the ledger that are in force: what they cover is not blocked. */
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { Subject } from '#libs/domain/scope.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import type { Asns } from '../asn/asns.ts';
import { Coverage } from './coverage.ts';

export class AllowList {
  readonly #feed: LedgerFeed;
  readonly #entries = new Map<string, Decision>();
  readonly #coverage: Coverage<Decision>;

  constructor(feed: LedgerFeed, asns: Asns) {
    this.#feed = feed;
    this.#coverage = new Coverage(asns);
  }

  /** The ASNs that are allowed. */
  systems(nowMs: number): string[] {
    this.#follow();
    return [...this.#entries.values()]
      .filter((entry) => entry.scope === 'asn' && isEnforced(entry, nowMs))
      .map(({ value }) => value);
  }

  /** The allow entry that covers all of a subject, or allows an ASN of which it holds addresses; if there is one. */
  covering(subject: Subject, nowMs: number): Decision | undefined {
    this.#follow();
    return this.#coverage.find(subject, (entry) => isEnforced(entry, nowMs));
  }

  /** Takes in what has changed in the ledger since the last time. */
  #follow(): void {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) {
      this.#entries.clear();
      this.#coverage.clear();
    }
    for (const { key, decision } of changes) {
      if (!key.startsWith('allow.')) continue;
      const before = this.#entries.get(key);
      if (before) this.#coverage.delete(before);
      this.#entries.delete(key);
      if (!decision) continue;
      this.#entries.set(key, decision);
      this.#coverage.set(decision, decision);
    }
  }
}
