/**
 * All that a shard remembers: whom it has heard, what time it is, and the state of each scenario; in a range shard also
 * the open sessions and what is to be passed on to key shards, and in a key shard what waits for its time.
 */
import { Marks } from '../actor/marks.ts';
import type { Stateful } from '../actor/slots.ts';
import { isPersistent } from '../detect/detector.ts';
import type { Detection } from '../domain/detection.ts';
import type { SeededHash } from '../domain/hash.ts';
import { KeyReader } from '../match/key.ts';
import { endBatch, type KnownSession, type SessionEnd, unknownSession } from '../session/session-rows.ts';
import { type SessionLimits, Sessions } from '../session/sessions.ts';
import { decodeBatch } from '../wire/batch.ts';
import { BATCH_ROWS_MAX } from '../wire/batch-builder.ts';
import { EventClock } from './event-clock.ts';
import { SharedPrints } from './key-prints.ts';
import { Relay, rangeSource } from './relay.ts';
import { isAboutSessions, type Scenario } from './scenario.ts';
import type { ScenarioMatcher } from './scenario-matcher.ts';
import type { ScenarioSet, StageScenarios } from './scenario-set.ts';
import { type BatchContext, type KeyProgress, type ScenarioLimits, ScenarioState } from './scenario-state.ts';
import { ShardCounters } from './shard-counters.ts';
import type { Standing } from './standing.ts';
import { Waiting, type WaitingMessage, type WaitingRow } from './waiting.ts';

/** A scenario that has thrown so often is switched off in its shard. */
const FAILURES_MAX = 3;

/** The shards of a cluster, numbered through: first those of ranges, then those of other keys. */
export interface Shards {
  readonly version: number;
  /** Range shards. */
  readonly shards: number;
  readonly keyShards: number;
  /** Of the cluster, so that any owner can go on with the state. */
  readonly hash: SeededHash;
}

export interface ShardStateOptions {
  readonly shard: number;
  readonly map: Shards;
  readonly scenarios: ScenarioSet;
  readonly limits: ShardLimits;
  /** Rows of a batch that is taken: as many as one that is sent has, unless given. */
  readonly rowsMax?: number;
}

export interface ShardLimits extends ScenarioLimits, SessionLimits {}

/** What a shard of one stage has that one of the other has not. */
export type ShardStage =
  | { readonly kind: 'range'; readonly relay: Relay }
  | { readonly kind: 'key'; readonly waiting: Waiting };

/** Sessions, and what judges them. */
export interface SessionStage {
  readonly sessions: Sessions;
  readonly matcher: ScenarioMatcher;
  /** Place of the first scenario about sessions: they come last. */
  readonly first: number;
}

const NO_HEAD = {
  collector: '',
  shard: 0,
  shardMapVersion: 0,
  number: 0,
  traceparent: '',
  ingestedMs: 0,
  publishedMs: 0,
};

interface Supervised {
  state: ScenarioState;
  failures: number;
}

export class ShardState {
  readonly shard: number;
  readonly shardMapVersion: number;
  readonly marks = new Marks();
  readonly clock: EventClock;
  #matcher: ScenarioMatcher;
  #set: ScenarioSet;
  readonly counters = new ShardCounters();
  readonly stage: ShardStage;
  readonly #options: ShardStateOptions;
  readonly #prints: SharedPrints;
  #scenarios: Supervised[];
  #sessionStage: SessionStage | undefined;
  readonly #standing: Standing = {
    isSuccessful: (batch, at) => this.#sessionStage?.sessions.isSuccessful(batch, at) ?? false,
  };

  constructor(options: ShardStateOptions) {
    const { shard, map, limits } = options;
    const kind = shard < map.shards ? 'range' : 'key';
    const { own, passedOn, matcher } = options.scenarios.of(kind);
    this.#set = options.scenarios;
    this.shard = shard;
    this.shardMapVersion = map.version;
    this.#options = options;
    this.#prints = new SharedPrints(map.hash);
    this.#matcher = matcher;
    this.#scenarios = own.map((scenario) => ({ state: this.#fresh(scenario), failures: 0 }));
    this.#sessionStage = this.#sessionStageOf(options.scenarios.of(kind));
    if (kind === 'range') {
      this.clock = new EventClock();
      this.stage = { kind, relay: new Relay(shard, map, passedOn) };
    } else {
      this.clock = new EventClock(Array.from({ length: map.shards }, (_, range) => rangeSource(range)));
      this.stage = {
        kind,
        waiting: new Waiting({ bytesMax: limits.waitingBytesMax, read: this.#readerOf(own) }),
      };
    }
  }

  /** Rows of a batch that is taken. */
  get rowsMax(): number {
    return this.#options.rowsMax ?? BATCH_ROWS_MAX;
  }

  /** The scenarios that judge now. */
  get set(): ScenarioSet {
    return this.#set;
  }

  /** Of the scenarios that judge here; in a range shard behind them of those whose rows are passed on. Shared. */
  get matcher(): ScenarioMatcher {
    return this.#matcher;
  }

  /**
   * Lets another set of scenarios judge from the next message on. One that is in both in the same version goes on with
   * what it remembers.
   * @returns what was open of scenarios that judge no more, closed
   */
  activate(set: ScenarioSet, context: BatchContext): Detection[] {
    const { own, passedOn, matcher } = set.of(this.stage.kind);
    const before = new Map(this.#scenarios.map((each) => [each.state.slotName, each]));
    this.#set = set;
    this.#matcher = matcher;
    this.#scenarios = own.map((scenario) => {
      const fresh = this.#fresh(scenario);
      const kept = before.get(fresh.slotName);
      if (!kept) return { state: fresh, failures: 0 };
      kept.state.adopt(scenario);
      before.delete(fresh.slotName);
      return kept;
    });
    this.#sessionStage = this.#sessionStageOf(set.of(this.stage.kind));
    if (this.stage.kind === 'range') this.stage.relay.follow(passedOn);
    else this.stage.waiting.readAnew(this.#readerOf(own));
    return [...before.values()].flatMap(({ state }) => state.closeAll(context));
  }

  /** Undefined where no scenario is about sessions: then none are followed. */
  get sessionStage(): SessionStage | undefined {
    return this.#sessionStage;
  }

  /** In the order of the matcher's results; undefined where a scenario is switched off. */
  scenario(index: number): ScenarioState | undefined {
    const { state, failures } = this.#scenarios[index];
    return failures < FAILURES_MAX ? state : undefined;
  }

  get scenarios(): readonly ScenarioState[] {
    return this.#scenarios.map(({ state }) => state);
  }

  /**
   * What is known of an address, four words: its open sessions, and how far its keys are from detections. A key that has more
   * than the address is found when an open session has the rest of it; without sessions only keys of the address are.
   * @param known sessions of the address that are not followed here
   */
  explain(
    address: Uint32Array,
    known: readonly KnownSession[] = [],
  ): {
    readonly sessions: readonly SessionEnd[];
    readonly keys: readonly KeyProgress[];
  } {
    const sessions = this.#sessionStage?.sessions.of(address) ?? [];
    const unknown = unknownSession(address);
    const others = known.map((each) => ({ ...unknown, ...each }));
    const batch = endBatch(NO_HEAD, [...sessions, ...others, unknown]);
    return { sessions, keys: this.scenarios.flatMap((scenario) => scenario.explain(batch)) };
  }

  /** A scenario has thrown: it begins anew with nothing, and is switched off when it does so again and again. */
  fail(index: number): void {
    const supervised = this.#scenarios[index];
    supervised.failures++;
    supervised.state = this.#fresh(supervised.state.scenario);
    this.counters.scenarioFailures++;
  }

  /** Everything that a snapshot holds. */
  get slots(): readonly Stateful[] {
    const { stage } = this;
    const own = stage.kind === 'range' ? stage.relay : stage.waiting;
    const sessions = this.#sessionStage ? [this.#sessionStage.sessions] : [];
    const kept = this.scenarios.filter(({ scenario }) => isPersistent(scenario.detect));
    return [this.marks, this.clock, this.counters, own, ...sessions, ...kept];
  }

  /** Sessions that are followed already go on. */
  #sessionStageOf({ own, sessionMatcher }: StageScenarios): SessionStage | undefined {
    const { limits, map } = this.#options;
    return (
      sessionMatcher && {
        sessions: this.#sessionStage?.sessions ?? new Sessions(limits, map.hash),
        matcher: sessionMatcher,
        first: own.findIndex(isAboutSessions),
      }
    );
  }

  #fresh(scenario: Scenario): ScenarioState {
    const { limits } = this.#options;
    return new ScenarioState(scenario, limits, this.#prints, this.counters, this.#standing);
  }

  #readerOf(own: readonly Scenario[]) {
    const keys = own.map(({ key }) => new KeyReader(key, this.#options.map.hash));
    return (message: WaitingMessage) => this.#read(message, keys);
  }

  /** The rows of a message that scenarios of this key shard are about: those whose key is counted here. */
  #read(message: WaitingMessage, keys: readonly KeyReader[]): WaitingRow[] {
    const { shards, keyShards } = this.#options.map;
    const batch = decodeBatch(message.data);
    const rows: WaitingRow[] = [];
    this.#matcher.match(batch).forEach((matched, scenario) => {
      if (!matched) return;
      for (let at = matched.next(0); at >= 0; at = matched.next(at + 1)) {
        if (keys[scenario].keyShardOf(batch, at, keyShards) !== this.shard - shards) continue;
        const parts = matched.partsAt(at);
        rows.push({ timeMs: batch.timeMs[at], scenario, batch, at, parts, message });
      }
    });
    return rows;
  }
}
