/**
 * A log through parse, detect and decide, in this process and in the log's own time: the same code as in the cluster,
 * with no bus between.
 */
import { randomBytes } from 'node:crypto';
import { LocalShards, type LocalShardsOptions } from '#libs/analysis/local-shards.ts';
import { seenMs } from '#libs/analysis/second-stage.ts';
import { type Decision, isEnforceable } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { LedgerNews } from '#libs/ledger/feed.ts';
import type { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { SESSION_DEFAULTS } from '#libs/session/sessions.ts';
import { contribute } from '#services/decision/ledger/merge.ts';
import { Outbreaks } from '#services/decision/partitions/outbreaks.ts';
import { ruleOn } from '#services/decision/partitions/ruling.ts';
import type { PolicyFor } from '#services/decision/policies/policy.ts';
import { ThreadedShards } from './threaded-shards.ts';

/** Tables of several shards are small enough to stay close to the processor, and threads can share them. */
const SIZES = { shards: 8, keyShards: 1 };

/** What is remembered at most of one file, by each shard: together as an analyzer of the size of one machine. */
const LIMITS = {
  keysMax: 2_000_000 / SIZES.shards,
  openMax: 100_000 / SIZES.shards,
  waitingBytesMax: 256 * 1024 ** 2,
  sessionsMax: 1_000_000 / SIZES.shards,
  ...SESSION_DEFAULTS,
};

/** What judges: shards in this thread or in others. */
interface ReplayShards extends Pick<LocalShards, 'map' | 'rounds'> {
  finish(): void | Promise<void>;
  room?(): Promise<void>;
  judged?(): Promise<void>;
  close?(): Promise<void>;
}

export interface ReplayEvents {
  /** A detection has closed: its last revision. */
  onDetection(detection: Detection): void;
  /** A scenario threw, or a batch was damaged: defects. */
  onFailure(what: string, error: unknown): void;
}

export interface ReplayEngineOptions {
  readonly scenarios: ScenarioSet;
  readonly policyFor: PolicyFor;
  readonly events: ReplayEvents;
  /** 8 bytes, by which keys are spread and sketches count: the same ones give the same findings again. Else random. */
  readonly seed?: Uint8Array;
  /** How many share the work; 1 unless given. */
  readonly threads?: number;
  /** Scenarios of one's own among them, which other threads load again. */
  readonly folder?: string | undefined;
}

export class ReplayEngine {
  /** What lines are taken in by. */
  readonly shards: ReplayShards;
  readonly #events: ReplayEvents;
  readonly #policyFor: PolicyFor;
  readonly #ledger = new Map<string, Decision>();
  /** Changes of the ledger that are not counted yet. */
  readonly #news: LedgerNews['changes'][number][] = [];
  readonly #outbreaks = new Outbreaks({ news: () => ({ isAnew: false, changes: this.#news.splice(0) }) });
  /** Every decision that was ever in force or recorded, by id. */
  readonly #decisions = new Map<string, Decision>();
  #detections = 0;
  #onClosed: (detection: Detection) => void;

  constructor({ scenarios, policyFor, events, seed, threads = 1, folder }: ReplayEngineOptions) {
    this.#policyFor = policyFor;
    this.#events = events;
    this.#onClosed = (detection) => events.onDetection(detection);
    const options: LocalShardsOptions = {
      scenarios,
      ...SIZES,
      seed: seed ?? randomBytes(8),
      limits: LIMITS,
      onDetection: (detection) => this.#take(detection),
      onFailure: events.onFailure,
    };
    this.shards =
      threads > 1 ? new ThreadedShards({ ...options, threads, folder }) : new LocalShards(options);
  }

  get detections(): number {
    return this.#detections;
  }

  /** Decisions so far, by the time they were made. */
  get decisions(): Decision[] {
    return [...this.#decisions.values()].sort((a, b) => a.createdMs - b.createdMs);
  }

  /** Resolves when more lines may be taken in. @throws WeirError `bug` when a thread has ended */
  async room(): Promise<void> {
    await this.shards.room?.();
  }

  /** Nothing more will come: closes what is open, which is told of in the order in which it was opened. */
  async finish(): Promise<void> {
    this.shards.rounds.flushAll();
    await this.shards.judged?.();
    const last: Detection[] = [];
    this.#onClosed = (detection) => last.push(detection);
    await this.shards.finish();
    for (const detection of last.sort((a, b) => a.openedMs - b.openedMs)) this.#events.onDetection(detection);
  }

  /** Ends what judges, whatever it does. */
  async close(): Promise<void> {
    await this.shards.close?.();
  }

  #take(detection: Detection): void {
    if (detection.rev === 1) this.#detections++;
    this.#decide(detection);
    if (detection.closed) this.#onClosed(detection);
  }

  #decide(detection: Detection): void {
    const ruling = ruleOn(detection, this.#policyFor, this.#outbreaks);
    if (!ruling) return;
    const { verdict, key, contribution } = ruling;
    const { traceparent, stages } = detection;
    const change = { ...verdict, contribution, protectedBy: '', traceparent, stages };
    // A decision is made when the evidence for it is seen: the log's time is the only one there is.
    const next = contribute(this.#ledger.get(key), change, seenMs(detection));
    if (!next) return;
    this.#ledger.set(key, next);
    this.#news.push({ key, decision: next });
    if (isEnforceable(next) || next.mode === 'shadow') this.#decisions.set(next.id, next);
  }
}
