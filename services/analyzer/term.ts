/** What an analyzer does under one version of the shard map: a member of the cluster that runs the shards it is given. */
import { ShardActor } from '#libs/actor/shard-actor.ts';
import { Turns } from '#libs/actor/turns.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { Objects } from '#libs/bus/objects.ts';
import { isSetKey, lastSetSeen, setName, setNumber } from '#libs/catalog/catalog.ts';
import type { LoadedSet, ScenarioSets } from '#libs/catalog/scenario-sets.ts';
import { ClusterView } from '#libs/cluster/cluster-view.ts';
import { Head } from '#libs/cluster/head.ts';
import { Membership } from '#libs/cluster/membership.ts';
import { eventStream } from '#libs/cluster/names.ts';
import { Ownership, type Tenant } from '#libs/cluster/ownership.ts';
import { recordOf, SHARD_MAP, type ShardMap } from '#libs/cluster/shard-map.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import { logError } from '#libs/telemetry/logging.ts';
import { Announcer } from './announcer.ts';
import type { AnalyzerConfig } from './config.ts';
import { Detect } from './detect.ts';
import { answerExplain } from './explain.ts';
import { LiveView } from './live-view.ts';
import type { AnalyzerMetrics } from './metrics.ts';
import type { RunningShard } from './running-shard.ts';

/** Analyzers share their shards among themselves. */
const GROUP = 'analyzer';
/** Shards that have not come to the scenario set that holds are looked for so often. */
const REVIEW_EVERY_MS = 1000;

/** What analyzers work on. */
export interface AnalyzerStore {
  readonly cluster: KeyValue;
  readonly heads: KeyValue;
  readonly snapshots: Objects;
}

export interface AnalyzerTermOptions {
  readonly context: ServiceContext;
  readonly config: AnalyzerConfig;
  readonly store: AnalyzerStore;
  readonly map: ShardMap;
  readonly sets: Pick<ScenarioSets, 'load'>;
  /** Number of the set that held when the analyzer began: the view may not have it yet. */
  readonly firstSet: number;
  readonly metrics: AnalyzerMetrics;
}

export class AnalyzerTerm {
  readonly #options: AnalyzerTermOptions;
  readonly #running = new Map<number, RunningShard>();
  /** Resolves when another map holds. */
  readonly over: Promise<void>;
  /** The last minute of the shards that this process owns. */
  readonly live: LiveView;
  readonly #view = new ClusterView();
  readonly #signal = new AbortController();
  readonly #turns: Turns;
  readonly #announcer: Announcer;
  readonly #membership: Membership;
  readonly #ownership: Ownership;

  constructor(options: AnalyzerTermOptions) {
    const { context, config, store, map } = options;
    const { clock, log, random, instance } = context;
    const { cluster } = store;
    const view = this.#view;
    this.#options = options;
    this.live = new LiveView(map.hash);
    this.#turns = new Turns(clock);
    this.#announcer = new Announcer({
      view,
      running: this.#running,
      streams: context.bus.streams,
      clock,
      log,
    });
    this.#membership = new Membership({
      group: GROUP,
      id: instance,
      ttlMs: config.ttl,
      cluster,
      view,
      clock,
      log,
    });
    this.#ownership = new Ownership({
      group: 'shard',
      shards: map.total,
      cluster,
      view,
      membership: this.#membership,
      clock,
      log,
      activate: (shard, epoch, onEnded) => this.#activate(shard, epoch, onEnded),
    });
    const { signal } = this.#signal;
    view.onChange(({ key }) => {
      if (isSetKey(key)) this.#announcer.review();
    });
    const reviews = clock.every(REVIEW_EVERY_MS, () => this.#announcer.review());
    signal.addEventListener('abort', () => reviews.cancel(), { once: true });
    this.over = new Promise((resolve) => {
      view.onChange((entry) => {
        if (entry.key !== SHARD_MAP || entry.deleted) return;
        if (recordOf(entry).version === map.version) this.#finishDue();
        else resolve();
      });
    });
    const stateOf = (address: Uint32Array) => this.#running.get(map.shardOf(address, 0))?.state;
    answerExplain({ instance, announcements: context.bus.announcements, log, stateOf }, signal);
    void view.run(cluster, clock, random, log, signal);
    void this.#membership.run(() => this.#ownership.fence(), signal);
    void this.#ownership.run(signal);
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
    const { context, config, store, map, sets, metrics } = this.#options;
    const { bus, clock, random, log, tracing } = context;
    const { limits } = config;
    const { snapshots, heads } = store;
    const head = await Head.seal(heads, shard, epoch);
    // What comes after the end is of the next map, and is read by those who have it.
    if (head.value.finished >= map.version) return { stop: async () => {} };
    const set = await this.#setOf(head);
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
        sessionGapMs: config.sessions.gap,
        sessionLengthMs: config.sessions.length,
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
      onBatch: (batch, storedMs) => this.live.take(batch, storedMs),
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
        limits: {
          mailboxMax: limits.mailbox,
          outboxMax: limits.outbox,
          replayMs: limits.replay,
          snapshotBytesPerSecond: limits.snapshots,
        },
      },
      onEnded,
    );
    this.#running.set(shard, { actor, behaviour, state, onFailed: onEnded });
    this.#announcer.review();
    this.#finishDue();
    return {
      stop: async (reason) => {
        await actor.stop(reason);
        if (this.#running.get(shard)?.actor === actor) this.#running.delete(shard);
      },
    };
  }

  /** The set that the stored state was made with; a shard without one begins with the one that holds, and notes that. */
  async #setOf(head: Head): Promise<LoadedSet> {
    const { sets, firstSet } = this.#options;
    const known = setNumber(head.value.scenarioSet);
    if (known > 0) return sets.load(known);
    const last = Math.max(firstSet, lastSetSeen(this.#view));
    const set = await sets.load(last);
    await head.change({ scenarioSet: setName(last) });
    return set;
  }

  /** Brings the shards to their ends whose turn it is in a resize. */
  #finishDue(): void {
    const { map } = this.#options;
    const entry = this.#view.get(SHARD_MAP);
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
