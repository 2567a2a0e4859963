/**
 * A log through parse, detect and decide, in this process and in the log's own time: the same code as in the cluster,
 * with one shard of each kind and no bus between.
 */
import { randomBytes } from 'node:crypto';
import { Subject } from 'rxjs';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import { type Decision, isEnforceable } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { pipeline, type ShardMessage } from '#libs/scenario/pipeline.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import { BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import type { EventRow } from '#libs/wire/row.ts';
import { contribute } from '#services/decision/merge.ts';
import { judge, type Policy } from '#services/decision/policy.ts';

/** What is remembered at most of one file: as an analyzer of the size of one machine. */
const LIMITS = { keysMax: 2_000_000, openMax: 100_000, waitingBytesMax: 256 * 1024 ** 2 };
const RANGE_SHARD = 0;
const KEY_SHARD = 1;
const COLLECTOR = 'replay';
/** Further than any cool-down: closes everything that is open. */
const LONG_MS = 365 * 24 * 3600_000;

export interface ReplayEvents {
  /** A detection has closed: its last revision. */
  onDetection(detection: Detection): void;
  /** A scenario threw, or a batch was damaged: defects. */
  onFailure(what: string, error: unknown): void;
}

/** A shard and its stream. */
interface Shard {
  readonly messages: Subject<ShardMessage>;
  /** Of the last message. */
  sequence: number;
}

/** Takes events like a Batcher and judges them at once. */
export class ReplayEngine {
  readonly map: ShardMap;
  readonly #builder: BatchBuilder;
  readonly #shards: readonly Shard[];
  readonly #events: ReplayEvents;
  readonly #policyFor: (scenario: string) => Policy;
  readonly #ledger = new Map<string, Decision>();
  /** Every decision that was ever in force or recorded, by id. */
  readonly #decisions = new Map<string, Decision>();
  readonly #runs = new Set<SourceRun>();
  /** Names of all that was read. */
  readonly #sources = new Set<string>();
  /** Newest time of the lines so far, Unix ms. */
  #newestMs = 0;
  /** When the message in hand would have been stored, Unix ms. */
  #storedMs = 0;
  #number = 0;
  #detections = 0;

  constructor(scenarios: readonly Scenario[], policyFor: (scenario: string) => Policy, events: ReplayEvents) {
    const seed = randomBytes(8);
    this.map = new ShardMap(1, { shards: 1, keyShards: 1, partitions: 1 }, seed);
    this.#builder = new BatchBuilder(new SeededHash(seed));
    this.#policyFor = policyFor;
    this.#events = events;
    const set = new ScenarioSet(scenarios);
    this.#shards = [RANGE_SHARD, KEY_SHARD].map((shard) => this.#open(shard, set));
  }

  get detections(): number {
    return this.#detections;
  }

  /** Decisions so far, by the time they were made. */
  get decisions(): Decision[] {
    return [...this.#decisions.values()].sort((a, b) => a.createdMs - b.createdMs);
  }

  addRun(run: SourceRun): void {
    this.#runs.add(run);
    this.#sources.add(run.name);
  }

  removeRun(run: SourceRun): void {
    this.#runs.delete(run);
  }

  add(_shard: number, row: EventRow, run: SourceRun, position: number, ingestedMs: number): void {
    if (!this.#builder.hasRoom(run, position)) this.flushAll();
    if (row.timeMs > this.#newestMs) this.#newestMs = row.timeMs;
    this.#builder.add(row, run, position, ingestedMs);
  }

  flush(): void {}

  flushAll(): void {
    if (this.#builder.rows > 0) this.#send(this.#newestMs, [...this.#runs]);
  }

  /** Nothing more will come: closes what is open. */
  finish(): void {
    this.flushAll();
    const endMs = this.#newestMs + LONG_MS;
    for (const name of this.#sources) {
      this.#send(endMs, [{ name, identity: '', fields: 0, position: 0, newestMs: endMs }]);
    }
  }

  #open(shard: number, scenarios: ScenarioSet): Shard {
    const { onFailure } = this.#events;
    const state = new ShardState({ shard, map: this.map, scenarios, limits: LIMITS });
    const messages = new Subject<ShardMessage>();
    messages
      .pipe(
        pipeline(state, {
          relayed: ({ data }) => this.#pass(KEY_SHARD, data),
          corrupt: (_, error) => onFailure('batch', error),
          scenarioFailed: (scenario, error) => onFailure(`scenario ${scenario}`, error),
        }),
      )
      .subscribe((detection) => this.#take(detection));
    return { messages, sequence: 0 };
  }

  #send(storedMs: number, idle: readonly SourceRun[]): void {
    this.#storedMs = storedMs;
    const header = {
      collector: COLLECTOR,
      shard: RANGE_SHARD,
      shardMapVersion: this.map.version,
      number: ++this.#number,
      traceparent: '',
      publishedMs: storedMs,
    };
    this.#pass(RANGE_SHARD, this.#builder.finish(header, idle));
  }

  #pass(shard: number, data: Uint8Array): void {
    const { messages } = this.#shards[shard];
    const sequence = ++this.#shards[shard].sequence;
    messages.next({ sequence, storedMs: this.#storedMs, data, traceparent: '' });
  }

  #take(detection: Detection): void {
    if (detection.rev === 1) this.#detections++;
    this.#decide(detection);
    if (detection.closed) this.#events.onDetection(detection);
  }

  #decide(detection: Detection): void {
    const verdict = judge(this.#policyFor(detection.scenario), detection);
    if (!verdict) return;
    const { scenario, version, id, openedMs, rev, mode, lastSeenMs, events, evidence, traceparent, stages } =
      detection;
    const contribution = {
      scenario,
      version,
      detection: id,
      openedMs,
      rev,
      untilMs: verdict.untilMs,
      mode,
      lastSeenMs,
      events,
      evidence,
      author: 'weir',
      reason: '',
    };
    const key = ledgerKey(verdict.subject, false);
    const change = { ...verdict, contribution, protectedBy: '', traceparent, stages };
    // A decision is made when the evidence for it is seen: the log's time is the only one there is.
    const next = contribute(this.#ledger.get(key), change, rev === 1 ? openedMs : lastSeenMs);
    if (!next) return;
    this.#ledger.set(key, next);
    if (isEnforceable(next) || next.mode === 'shadow') this.#decisions.set(next.id, next);
  }
}
