/** Range shards in memory, fed with events as collector and bus would do it. */
import { Subject } from 'rxjs';
import { packSlots, SlotReader, saveSlot, unpackSlots } from '#libs/actor/slots.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { FLAG, LATENESS_MS } from '#libs/domain/event.ts';
import { shardOfAddress } from '#libs/domain/range.ts';
import { pipeline, type ShardMessage } from '#libs/scenario/pipeline.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import type { ScenarioLimits } from '#libs/scenario/scenario-state.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import { encodeBatch, type TestEvent, testHash, words } from './batches.ts';

export interface TestShardsOptions {
  readonly scenarios: readonly Scenario[];
  readonly shards?: number;
  readonly limits?: Partial<ScenarioLimits>;
}

interface Shard {
  readonly state: ShardState;
  readonly messages: Subject<ShardMessage>;
  /** Of the last message. */
  sequence: number;
}

export class TestShards {
  /** Scenarios that threw, and messages that were no batch. */
  readonly failed: string[] = [];
  corrupt = 0;
  readonly #options: TestShardsOptions;
  readonly #shards: Shard[];
  #newestMs = Number.NEGATIVE_INFINITY;
  #found: Detection[] = [];

  constructor(options: TestShardsOptions) {
    this.#options = options;
    const { scenarios, shards = 1, limits } = options;
    this.#shards = Array.from({ length: shards }, (_, shard) => {
      const state = new ShardState({
        shard,
        shardMapVersion: 1,
        scenarios,
        limits: { keysMax: 100_000, openMax: 10_000, ...limits },
        hash: testHash,
      });
      const messages = new Subject<ShardMessage>();
      messages
        .pipe(
          pipeline(state, {
            corrupt: () => this.corrupt++,
            scenarioFailed: (scenario) => this.failed.push(scenario),
          }),
        )
        .subscribe((detection) => this.#found.push(detection));
      return { state, messages, sequence: 0 };
    });
  }

  get states(): readonly ShardState[] {
    return this.#shards.map(({ state }) => state);
  }

  /** Takes in a chunk of a source, a batch for each shard that has events in it, stored when the last of them was made. */
  take(events: readonly TestEvent[]): Detection[] {
    for (const { timeMs } of events) this.#newestMs = Math.max(this.#newestMs, timeMs);
    const parts = new Map<number, TestEvent[]>();
    for (const event of events) {
      const shard = shardOfAddress(words(event.from), 0, testHash, this.#shards.length);
      parts.set(shard, [...(parts.get(shard) ?? []), event]);
    }
    return [...parts].flatMap(([shard, part]) => this.#takeBatch(shard, part));
  }

  /** Tells every shard that the source has come to `nowMs`. */
  tellTime(nowMs: number): Detection[] {
    this.#newestMs = Math.max(this.#newestMs, nowMs);
    return this.#shards.flatMap((_, shard) => this.#takeBatch(shard, []));
  }

  /** Passes a message on as the stream of a shard would. */
  pass(shard: number, data: Uint8Array, storedMs = this.#newestMs): Detection[] {
    const { messages } = this.#shards[shard];
    messages.next({ sequence: ++this.#shards[shard].sequence, storedMs, data });
    return this.#found.splice(0);
  }

  /** Others that go on from snapshots of these. */
  handOver(): TestShards {
    const others = new TestShards(this.#options);
    others.#newestMs = this.#newestMs;
    this.#shards.forEach(({ state, sequence }, shard) => {
      const successor = others.#shards[shard];
      successor.sequence = sequence;
      const slots = new Map(successor.state.slots.map((slot) => [slot.slotName, slot]));
      for (const { name, bytes } of unpackSlots(packSlots(state.slots.map(saveSlot)))) {
        slots.get(name)?.restore(new SlotReader(bytes));
      }
    });
    return others;
  }

  #takeBatch(shard: number, events: readonly TestEvent[]): Detection[] {
    const number = this.#shards[shard].sequence + 1;
    return this.pass(shard, encodeBatch(events, { shard, number, newestMs: this.#newestMs }));
  }
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
