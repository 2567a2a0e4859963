/** The allow entries of the ledger that are in force: what they cover is not blocked. */
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import { parsePrefix, prefixCovers } from '#libs/domain/prefix.ts';
import type { Subject } from '#libs/domain/scope.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';

export class AllowList {
  readonly #feed: LedgerFeed;
  readonly #entries = new Map<string, Decision>();

  constructor(feed: LedgerFeed) {
    this.#feed = feed;
  }

  /** The allow entry that covers all of a subject, if there is one. */
  covering(subject: Subject, nowMs: number): Decision | undefined {
    // An agent or a host may look like an address and is none.
    const aboutAddress = subject.scope !== 'agent' && subject.scope !== 'host+path';
    const target = aboutAddress ? parsePrefix(subject.value.split(' ', 1)[0]) : undefined;
    this.#follow();
    for (const entry of this.#entries.values()) {
      if (!isEnforced(entry, nowMs)) continue;
      if (entry.scope === subject.scope && entry.value === subject.value) return entry;
      if (entry.scope !== 'ip' && entry.scope !== 'prefix') continue;
      const outer = parsePrefix(entry.value);
      if (outer && target && prefixCovers(outer, target)) return entry;
    }
    return undefined;
  }

  /** Takes in what has changed in the ledger since the last time. */
  #follow(): void {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) this.#entries.clear();
    for (const { key, decision } of changes) {
      if (!key.startsWith('allow.')) continue;
      if (decision) this.#entries.set(key, decision);
      else this.#entries.delete(key);
    }
  }
}
