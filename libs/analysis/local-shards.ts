/** Range shards and key shards in this process, with no bus between: what is passed on arrives at once. */
import { Subject } from 'rxjs';
import { Cut } from '../actor/cut.ts';
import { Image } from '../actor/image.ts';
import type { Stateful } from '../actor/slots.ts';
import { ShardMap } from '../cluster/shard-map.ts';
import type { Detection } from '../domain/detection.ts';
import { WeirError } from '../errors/weir-error.ts';
import { pipeline, type ShardMessage } from '../scenario/pipeline.ts';
import type { ScenarioSet } from '../scenario/scenario-set.ts';
import { type ShardLimits, ShardState } from '../scenario/shard-state.ts';
import { BatchBuilder, type SourceRun } from '../wire/batch-builder.ts';
import type { EventRow } from '../wire/row.ts';

const COLLECTOR = 'replay';
/** Further than any cool-down: closes everything that is open. */
const LONG_MS = 365 * 24 * 3600_000;

export interface LocalShardsOptions {
  readonly scenarios: ScenarioSet;
  readonly shards: number;
  readonly keyShards: number;
  /** 8 bytes, by which addresses and keys are spread. */
  readonly seed: Uint8Array;
  readonly limits: ShardLimits;
  /** Each revision of each detection. */
  readonly onDetection: (detection: Detection) => void;
  /** A scenario threw, or a batch was damaged: defects. */
  readonly onFailure: (what: string, error: unknown) => void;
}

const NOTHING_READ = { identity: '', fields: 0, position: 0 };

/** A shard and its stream. */
interface Shard {
  readonly state: ShardState;
  readonly messages: Subject<ShardMessage>;
  /** Of the last message. */
  sequence: number;
}

/** Takes events like a Batcher and judges them when a batch is full. */
export class LocalShards {
  readonly map: ShardMap;
  readonly #options: LocalShardsOptions;
  /** One for each range shard. */
  readonly #builders: readonly BatchBuilder[];
  readonly #shards: Shard[];
  readonly #runs = new Set<SourceRun>();
  /** Names of all that was read. */
  readonly #sources = new Set<string>();
  /** Newest time of the lines so far, Unix ms. */
  #newestMs = 0;
  /** When the message in hand would have been stored, Unix ms. */
  #storedMs = 0;
  #number = 0;

  constructor(options: LocalShardsOptions) {
    const { shards, keyShards, seed } = options;
    this.#options = options;
    this.map = new ShardMap(1, { shards, keyShards, partitions: 1 }, seed);
    this.#builders = Array.from({ length: shards }, () => new BatchBuilder(this.map.hash));
    this.#shards = Array.from({ length: this.map.total }, (_, shard) => this.#open(shard));
  }

  addRun(run: SourceRun): void {
    this.#runs.add(run);
    this.#sources.add(run.name);
  }

  removeRun(run: SourceRun): void {
    this.#runs.delete(run);
  }

  add(shard: number, row: EventRow, run: SourceRun, position: number, ingestedMs: number): void {
    if (!this.#builders[shard].hasRoom(run, position)) this.flushAll();
    if (row.timeMs > this.#newestMs) this.#newestMs = row.timeMs;
    this.#builders[shard].add(row, run, position, ingestedMs);
  }

  flush(): void {}

  /** All shards hear of it, so that time goes on for all of them. */
  flushAll(): void {
    if (this.#builders.some(({ rows }) => rows > 0)) this.#send(this.#newestMs, [...this.#runs]);
  }

  /** Nothing more will come: closes what is open. */
  finish(): void {
    this.tellTime(this.#newestMs + LONG_MS);
  }

  /** All that was read has come to this time, Unix ms, without another line. */
  tellTime(nowMs: number): void {
    this.flushAll();
    const idle = [...this.#sources].map((name) => ({ ...NOTHING_READ, name, newestMs: nowMs }));
    for (const run of idle) this.#send(nowMs, [run]);
    // Many sessions can end at once then, more than one batch may tell.
    while (this.#shards.some(({ state }) => state.sessionStage?.sessions.isBehind)) this.#send(nowMs, []);
  }

  /** Another owner goes on with each shard, from a snapshot. What can't be taken up is a failure. */
  handOver(): void {
    this.flushAll();
    for (const [shard, { state, sequence }] of this.#shards.entries()) {
      const next = this.#open(shard);
      next.sequence = sequence;
      this.#restore(state.slots, next.state.slots);
      this.#shards[shard] = next;
    }
  }

  #restore(from: readonly Stateful[], to: readonly Stateful[]): void {
    const cut = new Cut(from, 0, 'base');
    const image = new Image();
    image.add(Buffer.concat(Array.from(cut.pieces(), (piece) => Buffer.from(piece))));
    cut.end(true);
    const dropped = (slot: string, _: number, reason: string) =>
      this.#options.onFailure(`state of ${slot}`, new WeirError('bug', reason));
    for (const _ of image.restore(to, dropped));
  }

  #open(shard: number): Shard {
    const { scenarios, limits, onDetection, onFailure } = this.#options;
    const state = new ShardState({ shard, map: this.map, scenarios, limits });
    const messages = new Subject<ShardMessage>();
    messages
      .pipe(
        pipeline(state, {
          relayed: (batch) => this.#pass(batch.shard, batch.data),
          corrupt: (_, error) => onFailure('batch', error),
          scenarioFailed: (scenario, error) => onFailure(`scenario ${scenario}`, error),
        }),
      )
      .subscribe(onDetection);
    return { state, messages, sequence: 0 };
  }

  #send(storedMs: number, idle: readonly SourceRun[]): void {
    this.#storedMs = storedMs;
    this.#number++;
    this.#builders.forEach((builder, shard) => {
      const header = {
        collector: COLLECTOR,
        shard,
        shardMapVersion: this.map.version,
        number: this.#number,
        traceparent: '',
        publishedMs: storedMs,
      };
      this.#pass(shard, builder.finish(header, idle));
    });
  }

  #pass(shard: number, data: Uint8Array): void {
    const { messages } = this.#shards[shard];
    const sequence = ++this.#shards[shard].sequence;
    messages.next({ sequence, storedMs: this.#storedMs, data, traceparent: '' });
  }
}
