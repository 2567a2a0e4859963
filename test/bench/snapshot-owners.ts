/** Shards that one process owns, for the bench of snapshots. */

import { ShardActor } from '#libs/actor/shard-actor.ts';
import { Turns } from '#libs/actor/turns.ts';
import { Detect } from '#libs/analysis/detect.ts';
import type { Bus } from '#libs/bus/bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { Head } from '#libs/cluster/head.ts';
import { eventStream } from '#libs/cluster/names.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import { SESSION_DEFAULTS } from '#libs/session/sessions.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { quietLog } from '../support/log.ts';
import { hash } from './snapshot-traffic.ts';

const clock = new SystemClock();
const MB = 1024 ** 2;

/** The actors of all shards, as an analyzer runs them. */
export class Owners {
  readonly #bus: Bus;
  readonly #keys: number;
  readonly #shards: number;
  #epoch = 0;
  #owned: { actor: ShardActor; head: Head; state: ShardState }[] = [];
  #seen = new Map<string, number>();

  constructor(bus: Bus, keys: number, shards: number) {
    this.#bus = bus;
    this.#keys = keys;
    this.#shards = shards;
  }

  get keys(): number {
    return this.#owned
      .flatMap(({ state }) => state.scenarios.map(({ keys }) => keys))
      .reduce((a, b) => a + b);
  }

  /** Bytes of the bases that are named now. */
  get bases(): number {
    return this.#owned.reduce((sum, { head }) => sum + (head.value.objects[0]?.bytes ?? 0), 0);
  }

  /** Bytes of every delta so far. */
  get deltas(): number[] {
    return [...this.#seen].filter(([name]) => !isBase(name)).map(([, bytes]) => bytes);
  }

  get snapshots(): number {
    return this.#seen.size;
  }

  async takeUp(replayMs = 100): Promise<void> {
    const snapshots = { name: 'weir-snapshots', maxBytes: 1024 * MB, replicas: 1 };
    const objects = await Objects.open(this.#bus.streams, clock, snapshots);
    const heads = await this.#bus.keyValues.open({ bucket: 'weir-heads', maxBytes: 64 * MB, replicas: 1 });
    const epoch = ++this.#epoch;
    const turns = new Turns(clock);
    this.#owned = await Promise.all(
      Array.from({ length: this.#shards }, async (_, shard) => {
        const state = stateOf(shard, this.#shards, this.#keys);
        const behaviour = detectOf(state);
        const head = await Head.seal(heads, shard, epoch);
        const actor = await ShardActor.activate(
          {
            shard,
            stream: eventStream(shard),
            head,
            behaviour,
            streams: this.#bus.streams,
            objects,
            clock,
            random: systemRandom,
            log: quietLog,
            holds: () => {
              for (const { name, bytes } of head.value.objects) this.#seen.set(name, bytes);
              return true;
            },
            turns,
            spare: undefined,
            limits: {
              mailboxMax: 64,
              outboxMax: 256,
              replayMs,
              snapshotBytesPerSecond: Number.POSITIVE_INFINITY,
              snapshotShare: Number.POSITIVE_INFINITY,
            },
          },
          (reason) => {
            throw new Error(`shard ${shard} ended: ${reason}`);
          },
        );
        return { actor, head, state };
      }),
    );
  }

  async caughtUp(batches: readonly number[]): Promise<void> {
    const behind = () => this.#owned.some(({ actor }, shard) => actor.progress.processed < batches[shard]);
    while (behind()) await clock.sleep(1);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#owned.map(({ actor }) => actor.stop('shutdown')));
  }
}

const isBase = (name: string): boolean => name.split('.')[1] === name.split('.')[2];

const SCENARIOS = new ScenarioSet(loadScenarios().scenarios);

export function stateOf(shard: number, shards: number, keysMax: number): ShardState {
  return new ShardState({
    shard,
    map: { version: 1, shards, keyShards: 0, hash },
    scenarios: SCENARIOS,
    limits: { keysMax, openMax: 10_000, waitingBytesMax: 32 * MB, sessionsMax: 50_000, ...SESSION_DEFAULTS },
  });
}

export function detectOf(state: ShardState): Detect {
  return new Detect({
    state,
    sets: { load: async (number) => ({ number, set: SCENARIOS, problems: [] }) },
    set: { number: 1, set: SCENARIOS, problems: [] },
    onActivated() {},
    partitionOf: () => 0,
    clock,
    log: quietLog,
    tracing: NO_TRACING,
    onBatch() {},
    onDetection() {},
  });
}
