/** What becomes of the ledger's entries from now on: what is there already is known, and not told. */
import type { Decision } from '#libs/domain/decision.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import type { Asns } from '../asn/asns.ts';
import { type Notice, noticeOf } from './notice.ts';

export class LedgerNews {
  readonly #feed: LedgerFeed;
  readonly #asns: Asns;
  /** Each entry as it was last seen: as many as the ledger has, which holds them itself. */
  readonly #entries = new Map<string, Decision>();

  /** @param feed of a ledger that is known in full */
  constructor(feed: LedgerFeed, asns: Asns) {
    this.#feed = feed;
    this.#asns = asns;
    this.take();
  }

  /** Notices since the last time. To be asked only while the ledger is known in full. */
  take(): Notice[] {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) this.#entries.clear();
    return changes.flatMap(({ key, decision }) => {
      const before = this.#entries.get(key);
      if (decision) this.#entries.set(key, decision);
      else this.#entries.delete(key);
      const notice = decision && !isAnew ? noticeOf(before, decision, this.#asns) : undefined;
      return notice ? [notice] : [];
    });
  }
}
