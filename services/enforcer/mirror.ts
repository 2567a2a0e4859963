/**
 * The ledger as this enforcer knows it: fed by the watch, compared with its checkpoints, and careful with snapshots
 * that would take away too much.
 */

import { isEnforced } from '#libs/domain/decision.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type LedgerChange, LedgerReplica, type LedgerToken } from '#libs/ledger/replica.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import type { weir } from '#proto';

export interface MirrorEvents {
  /** Everything may be different: the target is to be reset. */
  onSnapshot(): void;
  /** One entry is different. */
  onChange(change: LedgerChange): void;
}

export class Mirror {
  readonly #events: MirrorEvents;
  readonly #removeShareMax: number;
  #replica = new LedgerReplica();
  #incoming: LedgerReplica | undefined;
  /** Entries that a snapshot did not have any more and that are enforced until they end all the same. */
  #held = new Map<string, LedgerChange>();
  #drifts = 0;

  constructor(removeShareMax: number, events: MirrorEvents) {
    this.#removeShareMax = removeShareMax;
    this.#events = events;
  }

  /** Where to go on watching; undefined before the first snapshot. */
  get token(): LedgerToken | undefined {
    return this.#replica.token.incarnation === '' ? undefined : this.#replica.token;
  }

  /** Times the checksum was not the ledger's. */
  get drifts(): number {
    return this.#drifts;
  }

  /** Entries that are held against the ledger. */
  held(nowMs: number): number {
    let count = 0;
    for (const { decision } of this.#held.values()) if (decision && isEnforced(decision, nowMs)) count++;
    return count;
  }

  /** Everything that is to be enforced, as far as it has not ended. */
  *entries(): Iterable<LedgerChange> {
    yield* this.#replica.entries();
    yield* this.#held.values();
  }

  /** A watch begins: a snapshot that an earlier one did not finish is of no use. */
  begin(): void {
    this.#incoming = undefined;
  }

  /** @throws WeirError `corrupt` when the mirror differs from the ledger: the caller watches anew, from nothing. */
  take(reply: weir.v1.WatchReply, nowMs: number): void {
    if (reply.snapshotBegin) {
      this.#incoming = new LedgerReplica();
      this.#incoming.reset(reply.snapshotBegin.token?.incarnation ?? '');
    } else if (reply.change) {
      const change = toChange(reply.change);
      if (this.#incoming) this.#incoming.apply(change);
      else if (this.#replica.apply(change)) {
        this.#held.delete(change.key);
        this.#events.onChange(change);
      }
    } else if (reply.snapshotEnd && this.#incoming) {
      this.#incoming.advance(reply.snapshotEnd.token?.revision ?? 0);
      this.#replace(this.#incoming, nowMs);
      this.#incoming = undefined;
    } else if (reply.checkpoint) this.#check(reply.checkpoint);
  }

  /** Forgets the place in the ledger, so that the next watch begins with a snapshot. What is known stays enforced. */
  distrust(): void {
    const trusted = this.#replica;
    this.#replica = new LedgerReplica();
    for (const entry of trusted.entries()) this.#replica.apply(entry);
  }

  #replace(incoming: LedgerReplica, nowMs: number): void {
    const before = [...this.entries()].filter(({ decision }) => decision && isEnforced(decision, nowMs));
    const missing = before.filter(({ key }) => incoming.get(key) === undefined);
    const tooMany = missing.length > this.#removeShareMax * before.length;
    this.#held = new Map(tooMany ? missing.map((entry) => [entry.key, entry]) : []);
    this.#replica = incoming;
    this.#events.onSnapshot();
  }

  #check({ token, count, checksum }: weir.v1.Checkpoint.$Properties): void {
    const mine = this.#replica.token;
    // One for a revision that has not arrived yet, or is passed already, tells nothing.
    if (token?.incarnation !== mine.incarnation || token.revision !== mine.revision) return;
    if (count === this.#replica.count && checksum === this.#replica.checksum) return;
    this.#drifts++;
    throw new WeirError('corrupt', 'the mirror differs from the ledger', {
      mine: this.#replica.count,
      ledger: count ?? 0,
    });
  }
}

function toChange({ key, revision, decision }: weir.v1.LedgerChange.$Properties): LedgerChange {
  return {
    key: key ?? '',
    revision: revision ?? 0,
    decision: decision ? decisionFromMessage(decision) : undefined,
  };
}
