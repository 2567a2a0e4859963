/** What an analyzer does under one version of the shard map: a member of the cluster that runs the shards it is given. */
import { ShardActor } from '../actor/shard-actor.ts';
import { Turns } from '../actor/turns.ts';
import type { KeyValue } from '../bus/key-value.ts';
import type { Objects } from '../bus/objects.ts';
import { ClusterView } from '../cluster/cluster-view.ts';
import type { Group } from '../cluster/groups.ts';
import { Head } from '../cluster/head.ts';
import { Membership } from '../cluster/membership.ts';
import { eventStream } from '../cluster/names.ts';
import { sealedByOwnGroups } from '../cluster/own-groups.ts';
import { Ownership, type Tenant } from '../cluster/ownership.ts';
import { recordOf, SHARD_MAP, type ShardMap } from '../cluster/shard-map.ts';
import { ShardState } from '../scenario/shard-state.ts';
import type { ServiceContext } from '../service/service.ts';
import { logError } from '../telemetry/logging.ts';
import type { Batch } from '../wire/batch.ts';
import { Detect } from './detect.ts';
import { answerExplain } from './explain.ts';
import type { AnalysisMetrics } from './metrics.ts';
import type { RunningShard } from './running-shard.ts';
import type { SetSource } from './set-source.ts';
import type { AnalysisSettings } from './settings.ts';

/** So much of the CPU that judging takes may go into snapshots: where they are large, more has to be done again after a crash. */
const SNAPSHOT_SHARE = 0.1;

/** What a group works on. */
export interface AnalysisStore {
  readonly cluster: KeyValue;
  readonly heads: KeyValue;
  readonly snapshots: Objects;
  /** Heads of other groups, whom this one leaves in the streams what they need; undefined where it removes nothing. */
  readonly otherHeads?: KeyValue;
}

export interface TermOptions {
  readonly context: ServiceContext;
  readonly settings: AnalysisSettings;
  readonly group: Group;
  readonly store: AnalysisStore;
  readonly map: ShardMap;
  readonly sets: SetSource;
  readonly metrics: AnalysisMetrics;
  readonly companionOf?: CompanionOf | undefined;
}

/** What goes along with the shards of a term. */
export interface Companion {
  /** A shard here has taken in a batch of events. */
  onBatch(batch: Batch, storedMs: number): void;
  /** A shard has been taken up. */
  onShard(): void;
}

/** Makes one when a term begins; `signal` is aborted at its end. */
export type CompanionOf = (term: Pick<Term, 'map' | 'view' | 'running'>, signal: AbortSignal) => Companion;

export class Term {
  readonly #options: TermOptions;
  readonly #running = new Map<number, RunningShard>();
  /** Resolves when another map holds. */
  readonly over: Promise<void>;
  /** What the cluster's bucket says. */
  readonly view = new ClusterView();
  readonly #signal = new AbortController();
  readonly #turns: Turns;
  readonly #companion: Companion | undefined;
  readonly #membership: Membership;
  readonly #ownership: Ownership;

  constructor(options: TermOptions) {
    const { context, settings, group, store, map, companionOf } = options;
    const { clock, log, random, instance } = context;
    const { cluster } = store;
    const { view } = this;
    const { signal } = this.#signal;
    this.#options = options;
    this.#turns = new Turns(clock);
    this.#companion = companionOf?.(this, signal);
    this.#membership = new Membership({
      group: group.members,
      id: instance,
      ttlMs: settings.ttl,
      cluster,
      view,
      clock,
      log,
    });
    this.#ownership = new Ownership({
      group: group.leases,
      shards: group.shardsOf(map),
      cluster,
      view,
      membership: this.#membership,
      clock,
      log,
      activate: (shard, epoch, onEnded) => this.#activate(shard, epoch, onEnded),
    });
    this.over = new Promise((resolve) => {
      view.onChange((entry) => {
        if (entry.key !== SHARD_MAP || entry.deleted) return;
        if (recordOf(entry).version === map.version) this.#finishDue();
        else resolve();
      });
    });
    const stateOf = (address: Uint32Array) => this.#running.get(map.shardOf(address, 0))?.state;
    const { announcements } = context.bus;
    answerExplain({ instance, group: group.name, announcements, log, stateOf }, signal);
    void view.run(cluster, clock, random, log, signal);
    void this.#membership.run(() => this.#ownership.fence(), signal);
    void this.#ownership.run(signal);
  }

  get map(): ShardMap {
    return this.#options.map;
  }

  get running(): ReadonlyMap<number, RunningShard> {
    return this.#running;
  }

  notReady(): string {
    return this.#membership.holds ? '' : 'not a member of the cluster yet';
  }

  async stop(): Promise<void> {
    await this.#ownership.drain();
    this.#signal.abort();
  }

  async #activate(shard: number, epoch: number, onEnded: () => void): Promise<Tenant> {
    const { context, settings, group, store, map, sets, metrics } = this.#options;
    const { bus, clock, random, log, tracing } = context;
    const { limits } = settings;
    const { snapshots, heads, otherHeads } = store;
    const head = await Head.seal(heads, shard, epoch, group.name);
    // What comes after the end is of the next map, and is read by those who have it.
    if (head.value.finished >= map.version) return { stop: async () => {} };
    await dropFormer(head, map);
    const set = await sets.first(head, this.view);
    metrics.follow(set.set.all);
    const state = new ShardState({
      shard,
      map,
      scenarios: set.set,
      limits: {
        keysMax: limits.keys,
        openMax: limits.open,
        waitingBytesMax: limits.waiting,
        sessionsMax: limits.sessions,
        sessionGapMs: settings.sessions.gap,
        sessionLengthMs: settings.sessions.length,
      },
    });
    const behaviour = new Detect({
      state,
      sets,
      set,
      partitionOf: (key) => map.partitionOf(key),
      clock,
      log,
      tracing,
      onActivated: (loaded) => metrics.follow(loaded.set.all),
      onBatch: (batch, storedMs) => this.#companion?.onBatch(batch, storedMs),
      onDetection: (detection) => metrics.detected(detection, clock.now()),
    });
    const actor = await ShardActor.activate(
      {
        shard,
        stream: eventStream(shard),
        head,
        behaviour,
        streams: bus.streams,
        objects: snapshots,
        clock,
        random,
        log,
        holds: () => this.#membership.holds,
        turns: this.#turns,
        spare: otherHeads && ((incarnation) => sealedByOwnGroups(this.view, otherHeads, shard, incarnation)),
        limits: {
          mailboxMax: limits.mailbox,
          outboxMax: limits.outbox,
          replayMs: limits.replay,
          snapshotBytesPerSecond: limits.snapshots,
          snapshotShare: SNAPSHOT_SHARE,
        },
      },
      onEnded,
    );
    this.#running.set(shard, { actor, behaviour, state, onFailed: onEnded });
    this.#companion?.onShard();
    this.#finishDue();
    return {
      stop: async (reason) => {
        await actor.stop(reason);
        if (this.#running.get(shard)?.actor === actor) this.#running.delete(shard);
      },
    };
  }

  /** Brings the shards to their ends whose turn it is in a resize. */
  #finishDue(): void {
    const { map } = this.#options;
    const entry = this.view.get(SHARD_MAP);
    const record = entry && recordOf(entry);
    if (record?.version !== map.version || !record.resize) return;
    const { phase } = record.resize;
    for (const [shard, running] of this.#running) {
      const isDue = shard < map.shards ? phase !== 'spool' : phase === 'drain-keys';
      if (isDue) void this.#finish(shard, running);
    }
  }

  async #finish(shard: number, { actor, state, onFailed }: RunningShard): Promise<void> {
    const { context, map, metrics } = this.#options;
    try {
      const isFinished = await actor.finish(map.version);
      if (!isFinished || this.#running.get(shard)?.actor !== actor) return;
      this.#running.delete(shard);
      metrics.retire(state.counters);
    } catch (error) {
      logError(context.log, error, `finishing shard ${shard}`);
      onFailed();
    }
  }
}

/**
 * State of a former map says nothing about the shards of this one. A resize waits until the main group has dropped its own; other
 * groups may not even have been running. What it takes up is removed as that of former owners is.
 */
async function dropFormer(head: Head, map: ShardMap): Promise<void> {
  const last = map.version - 1;
  if (head.value.finished < last) await head.change({ finished: last, objects: [] });
}
