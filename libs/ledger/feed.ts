/** What has changed in a ledger since it was looked at last: for those who keep an extract of it. */
import { isRedactedKey } from '../domain/scope.ts';
import type { LedgerChange, LedgerReplica, LedgerToken } from './replica.ts';

export interface LedgerNews {
  /** Whatever was taken from it before holds no more. */
  readonly isAnew: boolean;
  readonly changes: readonly Pick<LedgerChange, 'key' | 'decision'>[];
}

export interface LedgerFeed {
  news(): LedgerNews;
}

export class ReplicaFeed implements LedgerFeed {
  readonly #replica: LedgerReplica;
  #seen: LedgerToken = { incarnation: '', revision: 0 };

  constructor(replica: LedgerReplica) {
    this.#replica = replica;
  }

  news(): LedgerNews {
    const { token } = this.#replica;
    const isAnew = token.incarnation !== this.#seen.incarnation || token.revision < this.#seen.revision;
    // That an entry was redacted is no news to anybody: it ended long ago.
    const changes = this.#replica
      .since(isAnew ? 0 : this.#seen.revision)
      .filter(({ key }) => !isRedactedKey(key));
    this.#seen = token;
    return { isAnew, changes };
  }
}
