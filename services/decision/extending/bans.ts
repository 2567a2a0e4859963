/** Decisions that a policy may extend, by their id, by which enforcers tell of them. Where no policy does there are none. */
import { type Decision, isEnforceable } from '#libs/domain/decision.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import type { LedgerReplica } from '#libs/ledger/replica.ts';
import { isExtendable } from '../ledger/extension.ts';
import type { PolicySet } from '../policies/policy-set.ts';

export class Bans {
  readonly #replica: LedgerReplica;
  readonly #policies: () => Pick<PolicySet, 'version' | 'extend'>;
  /** By id, the key of the ledger, and the other way round: the ledger's limit bounds them. */
  readonly #keys = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  #feed: ReplicaFeed;
  /** Of the policies by which they were found. */
  #version = '';

  constructor(replica: LedgerReplica, policies: () => Pick<PolicySet, 'version' | 'extend'>) {
    this.#replica = replica;
    this.#policies = policies;
    this.#feed = new ReplicaFeed(replica);
  }

  /** The key of the ledger; undefined for a decision that no policy extends. */
  keyOf(id: string): string | undefined {
    return this.#keys.get(id);
  }

  /** Takes up what has changed. */
  follow(): void {
    const { version, extend } = this.#policies();
    if (version !== this.#version) {
      this.#version = version;
      this.#feed = new ReplicaFeed(this.#replica);
    }
    if (extend.size === 0) {
      this.#clear();
      return;
    }
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) this.#clear();
    for (const { key, decision } of changes) this.#note(key, decision);
  }

  #note(key: string, decision: Decision | undefined): void {
    const before = this.#ids.get(key);
    const { extend } = this.#policies();
    const isOne =
      decision !== undefined &&
      isEnforceable(decision) &&
      decision.contributions.some((each) => extend.has(each.policy) && isExtendable(each));
    if (before !== undefined && before !== decision?.id) this.#keys.delete(before);
    if (isOne) {
      this.#ids.set(key, decision.id);
      this.#keys.set(decision.id, key);
    } else if (before !== undefined) {
      this.#ids.delete(key);
      this.#keys.delete(before);
    }
  }

  #clear(): void {
    this.#keys.clear();
    this.#ids.clear();
  }
}
