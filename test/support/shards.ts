/** Range shards and key shards in memory, fed with events as collector and bus would do it. */

import { Subject } from 'rxjs';
import type { Random } from '#libs/clock/random.ts';
import { type Detection, NO_STAGES } from '#libs/domain/detection.ts';
import { FLAG, LATENESS_MS } from '#libs/domain/event.ts';
import { shardOfAddress } from '#libs/domain/range.ts';
import { pipeline, type ShardMessage } from '#libs/scenario/pipeline.ts';
import type { RelayedBatch } from '#libs/scenario/relay.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { type ShardLimits, ShardState, type Shards } from '#libs/scenario/shard-state.ts';
import { SESSION_DEFAULTS } from '#libs/session/sessions.ts';
import { encodeBatch, type TestEvent, testHash, words } from './batches.ts';
import { cutOf, restoreSlots } from './cuts.ts';

/** More than any test needs. */
export const LIMITS: ShardLimits = {
  keysMax: 100_000,
  openMax: 10_000,
  waitingBytesMax: 2 ** 26,
  sessionsMax: 100_000,
  ...SESSION_DEFAULTS,
};

export interface TestShardsOptions {
  readonly scenarios: readonly Scenario[];
  readonly shards?: number;
  readonly keyShards?: number;
  readonly limits?: Partial<ShardLimits>;
  /** What range shards send is delayed, overtaken and doubled by chance; else it arrives at once. */
  readonly chance?: Random;
}

/** A message of events, or one from which on other scenarios judge. */
type Stored = ShardMessage & { readonly set?: ScenarioSet };

interface Shard {
  state: ShardState;
  messages: Subject<ShardMessage>;
  /** The shard's stream. */
  stored: Stored[];
  /** With the scenarios that judged then: another owner begins with them. */
  snapshot: { readonly bytes: Uint8Array; readonly sequence: number; readonly set: ScenarioSet };
}

export class TestShards {
  /** Scenarios that threw, and messages that were no batch. */
  readonly failed: string[] = [];
  corrupt = 0;
  readonly map: Shards;
  readonly #options: TestShardsOptions;
  readonly #shards: Shard[];
  /** What range shards have sent and key shards have not got. */
  #travelling: RelayedBatch[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #found: Detection[] = [];

  constructor(options: TestShardsOptions) {
    const { shards = 1, keyShards = 1 } = options;
    this.#options = options;
    this.map = { version: 1, shards, keyShards, hash: testHash };
    this.#shards = Array.from({ length: shards + keyShards }, (_, shard) => {
      const fresh = this.#begin(shard);
      return { ...fresh, stored: [], snapshot: snapshotOf(fresh.state, 0) };
    });
  }

  get states(): readonly ShardState[] {
    return this.#shards.map(({ state }) => state);
  }

  /** Messages that a shard's stream has stored. */
  storedOf(shard: number): readonly ShardMessage[] {
    return this.#shards[shard].stored;
  }

  /** Takes in a chunk of a source, a batch for each shard that has events in it, stored when the last of them was made. */
  take(events: readonly TestEvent[]): Detection[] {
    for (const { timeMs } of events) this.#newestMs = Math.max(this.#newestMs, timeMs);
    const parts = new Map<number, TestEvent[]>();
    for (const event of events) {
      const shard = shardOfAddress(words(event.from), 0, testHash, this.map.shards);
      parts.set(shard, [...(parts.get(shard) ?? []), event]);
    }
    return [...parts].flatMap(([shard, part]) => this.#takeBatch(shard, part));
  }

  /** Tells every range shard that the source has come to `nowMs`. */
  tellTime(nowMs: number): Detection[] {
    this.#newestMs = Math.max(this.#newestMs, nowMs);
    return Array.from({ length: this.map.shards }, (_, shard) => this.#takeBatch(shard, [])).flat();
  }

  /** Passes a message on as the stream of a shard would, and what follows from it. */
  pass(shard: number, data: Uint8Array, storedMs = this.#newestMs): Detection[] {
    this.#store(shard, data, storedMs);
    this.#deliver();
    return this.#found.splice(0);
  }

  /** Brings everything that is on its way to its end. */
  arrive(): Detection[] {
    for (const { shard, data } of this.#travelling.splice(0)) this.#store(shard, data, this.#newestMs);
    return this.#found.splice(0);
  }

  /** Lets other scenarios judge from here on in a shard. */
  activate(shard: number, scenarios: readonly Scenario[]): Detection[] {
    this.#store(shard, new Uint8Array(0), this.#newestMs, new ScenarioSet(scenarios));
    return this.#found.splice(0);
  }

  /** Makes a snapshot of a shard. */
  seal(shard: number): void {
    const { state, stored } = this.#shards[shard];
    this.#shards[shard].snapshot = snapshotOf(state, stored.length);
  }

  /** Another owner goes on from a shard's last snapshot, and does again what came after it. */
  crash(shard: number): Detection[] {
    const { stored, snapshot } = this.#shards[shard];
    const fresh = this.#begin(shard, snapshot.set);
    restoreSlots(fresh.state.slots, [snapshot.bytes]);
    this.#shards[shard] = { ...fresh, stored, snapshot };
    for (const message of stored.slice(snapshot.sequence)) this.#apply(shard, message);
    this.#deliver();
    return this.#found.splice(0);
  }

  /** Others that go on from snapshots of these. */
  handOver(): TestShards {
    const others = new TestShards(this.#options);
    others.#newestMs = this.#newestMs;
    others.#travelling = [...this.#travelling];
    this.#shards.forEach(({ state, stored }, shard) => {
      others.#shards[shard] = {
        ...others.#begin(shard, state.set),
        stored: [...stored],
        snapshot: snapshotOf(state, stored.length),
      };
      restoreSlots(others.#shards[shard].state.slots, [cutOf(state.slots, 'base')]);
    });
    return others;
  }

  #begin(shard: number, set = new ScenarioSet(this.#options.scenarios)): Pick<Shard, 'state' | 'messages'> {
    const { limits } = this.#options;
    const state = new ShardState({
      shard,
      map: this.map,
      scenarios: set,
      limits: { ...LIMITS, ...limits },
    });
    const messages = new Subject<ShardMessage>();
    messages
      .pipe(
        pipeline(state, {
          relayed: (batch) => this.#travelling.push(batch),
          corrupt: () => this.corrupt++,
          scenarioFailed: (scenario) => this.failed.push(scenario),
        }),
      )
      .subscribe((detection) => this.#found.push(detection));
    return { state, messages };
  }

  #takeBatch(shard: number, events: readonly TestEvent[]): Detection[] {
    const number = this.#shards[shard].stored.length + 1;
    return this.pass(shard, encodeBatch(events, { shard, number, newestMs: this.#newestMs }));
  }

  #store(shard: number, data: Uint8Array, storedMs: number, set?: ScenarioSet): void {
    const { stored } = this.#shards[shard];
    const message = { sequence: stored.length + 1, storedMs, data, traceparent: '', ...(set && { set }) };
    stored.push(message);
    this.#apply(shard, message);
  }

  #apply(shard: number, message: Stored): void {
    const { state, messages } = this.#shards[shard];
    const { sequence, storedMs, traceparent, set } = message;
    const context = { shard, sequence, traceparent, stages: { ...NO_STAGES, storedMs } };
    if (set) this.#found.push(...state.activate(set, context));
    else messages.next(message);
  }

  #deliver(): void {
    const { chance } = this.#options;
    const travelling = this.#travelling.splice(0);
    while (travelling.length > 0) {
      const [sent] = travelling.splice(chance ? Math.floor(chance.next() * travelling.length) : 0, 1);
      if (chance && chance.next() < 0.3) this.#travelling.push(sent);
      else {
        this.#store(sent.shard, sent.data, this.#newestMs);
        if (chance && chance.next() < 0.2) this.#travelling.push(sent);
      }
    }
  }
}

function snapshotOf(state: ShardState, sequence: number): Shard['snapshot'] {
  return { bytes: cutOf(state.slots, 'base'), sequence, set: state.set };
}

/** The events with those marked that are older than their source's watermark, as the collector does it. */
export function markLate(events: readonly TestEvent[]): TestEvent[] {
  let newestMs = Number.NEGATIVE_INFINITY;
  return events.map((event) => {
    newestMs = Math.max(newestMs, event.timeMs);
    return event.timeMs < newestMs - LATENESS_MS ? { ...event, flags: event.flags | FLAG.late } : event;
  });
}

/** What two runs over the same events agree on. */
export function identityOf({ scenario, version, key, openedMs }: Detection): string {
  return JSON.stringify([scenario, version, key.map(({ value }) => value), openedMs]);
}

/** Each detection once, in order. */
export function identities(detections: readonly Detection[]): string[] {
  return [...new Set(detections.map(identityOf))].sort();
}
