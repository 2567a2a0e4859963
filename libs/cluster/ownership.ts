/**
 * Which shards of a group this member runs: the ones that rendezvous hashing gives it among the live members. It takes what is
 * free, hands over what should be another's, and lets go at once of what it can't hold.
 */
import type { KeyValue } from '../bus/key-value.ts';
import type { Clock } from '../clock/clock.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import type { ClusterView } from './cluster-view.ts';
import { type Lease, leaseKey, leasePrefix, releaseLease, seenLease, takeLease } from './lease.ts';
import type { Membership } from './membership.ts';
import { targetOwner } from './rendezvous.ts';

/** Something that runs while a shard is owned. */
export interface Tenant {
  stop(reason: 'handed-over' | 'shutdown' | 'fenced'): Promise<void>;
}

export interface OwnershipOptions {
  /** What is owned; names the leases, so that shards of different kinds never meet. */
  readonly group: string;
  readonly shards: number;
  readonly cluster: KeyValue;
  readonly view: ClusterView;
  readonly membership: Membership;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Begins to run a shard under an epoch. `onEnded` is for a tenant that ends by itself. Throws a WeirError `conflict`
   * where the shard is known to have a later epoch, which it tells as `found`.
   */
  readonly activate: (shard: number, epoch: number, onEnded: () => void) => Promise<Tenant>;
}

interface Owned {
  readonly lease: Lease;
  readonly tenant: Tenant;
}

/** Shards that are being taken up at the same time where nobody has handed them over. */
const PARALLEL_MAX = 8;
/** How long one who hands a shard over waits for its successor before the next. */
const SUCCESSOR_PATIENCE_MS = 250;
const SUCCESSOR_POLL_MS = 2;
/** One who leaves hands its shards over one after the other for so long, and then the rest at once. */
const ORDERLY_MS = 2000;

export class Ownership {
  readonly #options: OwnershipOptions;
  readonly #owned = new Map<number, Owned>();
  /** Shards that something is being done with. */
  readonly #busy = new Set<number>();
  /** Epochs that were found to be taken, where the lease lags behind. */
  readonly #epochsAbove = new Map<number, number>();
  #target: { readonly members: string; readonly shards: ReadonlySet<number> } = {
    members: '',
    shards: new Set(),
  };
  #draining = false;
  /** A shard is on its way to another member. The others go on meanwhile: each stands still for its own hand-over only. */
  #handingOver = false;
  /** A shard is on its way from another member: those that the other keeps meanwhile stand still for less. */
  #succeeding = false;
  #wake: () => void = () => {};

  constructor(options: OwnershipOptions) {
    this.#options = options;
    options.view.onChange(({ key }) => {
      if (key.startsWith(leasePrefix(options.group))) this.#wake();
    });
  }

  /** Shards this member runs now. */
  get shards(): readonly number[] {
    return [...this.#owned.keys()].sort((a, b) => a - b);
  }

  /** Keeps what is owned in line with who is there, until `signal`. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, membership } = this.#options;
    while (!signal.aborted) {
      this.#review();
      const next = new AbortController();
      this.#wake = () => next.abort();
      const stop = () => next.abort();
      signal.addEventListener('abort', stop, { once: true });
      await clock.sleep(membership.ttlMs / 20, next.signal);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Hands everything back and says goodbye. */
  async drain(): Promise<void> {
    this.#draining = true;
    await this.#options.membership.retire();
    while (this.#busy.size > 0) await this.#options.clock.sleep(10);
    await this.#handOverAll();
    await this.#options.membership.leave();
  }

  async #handOverAll(): Promise<void> {
    const { clock } = this.#options;
    const done = new AbortController();
    const late = clock.sleep(ORDERLY_MS, done.signal);
    const all: Promise<void>[] = [];
    for (const shard of this.shards) {
      // What can't be handed back now is taken by others because its owner has left, or is silent.
      const one = this.#handOver(shard, 'shutdown').catch((error) => this.#note(error, shard));
      all.push(one);
      await Promise.race([one, late]);
    }
    await Promise.all(all);
    done.abort();
  }

  /** Stops everything without a last word: others own it now. */
  fence(): void {
    for (const [shard, { tenant }] of this.#owned) {
      this.#owned.delete(shard);
      void this.#exclusively(shard, () => tenant.stop('fenced'));
    }
  }

  #review(): void {
    const { membership, shards } = this.#options;
    // A member that was silent for too long rests: its next heartbeat tells whether others have declared it dead.
    if (this.#draining || !membership.holds || !membership.settled) return;
    const target = this.#targetOf(membership.live());
    for (let shard = 0; shard < shards; shard++) {
      if (this.#busy.has(shard)) continue;
      const mine = target.has(shard);
      const owned = this.#owned.has(shard);
      if (owned && !mine) {
        if (!this.#handingOver) void this.#exclusively(shard, () => this.#handOver(shard, 'handed-over'));
      } else if (!owned && this.#busy.size < PARALLEL_MAX) {
        const owner = this.#ownerOf(shard);
        if (mine && this.#isFree(owner)) this.#takeUpInTurn(shard);
        else if (!mine && owner === membership.id) {
          void this.#exclusively(shard, () => this.#giveBack(shard));
        }
      }
    }
  }

  /** Shards that this member should own while these are there: found again only when others are. */
  #targetOf(live: readonly string[]): ReadonlySet<number> {
    const members = live.join(' ');
    if (members !== this.#target.members) {
      const shards = Array.from({ length: this.#options.shards }, (_, shard) => shard);
      const mine = shards.filter((shard) => targetOwner(shard, live) === this.#options.membership.id);
      this.#target = { members, shards: new Set(mine) };
    }
    return this.#target.shards;
  }

  /** Owner by the lease as last seen; null for none. */
  #ownerOf(shard: number): string | null {
    const { view, group } = this.#options;
    return seenLease(view, leaseKey(group, shard))?.owner ?? null;
  }

  /** Whether nobody has to hand it over first. */
  #isFree(owner: string | null): boolean {
    const { membership } = this.#options;
    return (
      owner === null || owner === membership.id || membership.isGone(owner) || membership.isSilent(owner)
    );
  }

  #takeUpInTurn(shard: number): void {
    const isHandedOver = this.#isHandedBack(shard) && this.#options.membership.others().length > 0;
    if (!isHandedOver) void this.#exclusively(shard, () => this.#takeUp(shard));
    else if (!this.#succeeding) {
      this.#succeeding = true;
      void this.#exclusively(shard, () =>
        this.#takeUp(shard).finally(() => {
          this.#succeeding = false;
        }),
      );
    }
  }

  async #takeUp(shard: number): Promise<void> {
    const { group, cluster, view, membership, activate } = this.#options;
    const owner = this.#ownerOf(shard);
    if (owner !== null && owner !== membership.id && !(await membership.expire(owner))) {
      throw new WeirError('conflict', `${owner} can't be declared dead now`);
    }
    const key = leaseKey(group, shard);
    const lease = await takeLease(cluster, view, key, membership.id, this.#epochsAbove.get(shard));
    try {
      const tenant = await activate(
        shard,
        lease.epoch,
        () => void this.#exclusively(shard, () => this.#ended(shard, lease.epoch)),
      );
      this.#owned.set(shard, { lease, tenant });
    } catch (error) {
      if (error instanceof WeirError && typeof error.where.found === 'number') {
        this.#epochsAbove.set(shard, error.where.found);
      }
      await releaseLease(cluster, lease).catch(() => {});
      throw error;
    }
  }

  async #handOver(shard: number, reason: 'handed-over' | 'shutdown'): Promise<void> {
    const owned = this.#owned.get(shard);
    if (!owned) return;
    const { membership, cluster, clock } = this.#options;
    this.#owned.delete(shard);
    this.#handingOver = true;
    try {
      await owned.tenant.stop(reason);
      if (!membership.holds) return;
      await releaseLease(cluster, owned.lease);
      const endMs = clock.elapsed() + SUCCESSOR_PATIENCE_MS;
      while (this.#isAwaited(shard) && clock.elapsed() < endMs) await clock.sleep(SUCCESSOR_POLL_MS);
    } finally {
      this.#handingOver = false;
    }
  }

  /** Whether a shard that was handed back has somebody to take it, who has not yet. */
  #isAwaited(shard: number): boolean {
    const { membership } = this.#options;
    const owner = this.#ownerOf(shard);
    return (owner === null || owner === membership.id) && membership.others().length > 0;
  }

  /** Whether it had an owner, who needs it no more. */
  #isHandedBack(shard: number): boolean {
    const { view, group } = this.#options;
    return seenLease(view, leaseKey(group, shard))?.owner === null;
  }

  /** A lease of an earlier process of the same name that another member should have. */
  async #giveBack(shard: number): Promise<void> {
    const { group, cluster, view, membership } = this.#options;
    await releaseLease(cluster, await takeLease(cluster, view, leaseKey(group, shard), membership.id));
  }

  /** A tenant failed: it is begun again from the last snapshot, under a new epoch. */
  async #ended(shard: number, epoch: number): Promise<void> {
    const owned = this.#owned.get(shard);
    // It may have been stopped and followed by another while this waited its turn.
    if (owned?.lease.epoch !== epoch) return;
    this.#owned.delete(shard);
    await owned.tenant.stop('fenced');
  }

  /** One thing at a time for each shard. */
  async #exclusively(shard: number, action: () => Promise<void>): Promise<void> {
    while (this.#busy.has(shard)) await this.#options.clock.sleep(10);
    this.#busy.add(shard);
    try {
      await action();
    } catch (error) {
      this.#note(error, shard);
      // The view may be behind, or the bus away: no hurry.
      await this.#options.clock.sleep(100);
    } finally {
      this.#busy.delete(shard);
      this.#wake();
    }
  }

  #note(error: unknown, shard: number): void {
    const { log, group } = this.#options;
    if (failureOf(error) !== 'conflict') logError(log, error, `${group} ${shard}`);
  }
}
