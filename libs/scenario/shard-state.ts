/** All that a range shard remembers: whom it has heard, what time it is, and the state of each scenario. */
import { Marks } from '../actor/marks.ts';
import type { Stateful } from '../actor/slots.ts';
import type { SeededHash } from '../domain/hash.ts';
import { EventClock } from './event-clock.ts';
import { Matcher } from './matcher.ts';
import type { Scenario } from './scenario.ts';
import { type ScenarioLimits, ScenarioState } from './scenario-state.ts';
import { ShardCounters } from './shard-counters.ts';

/** A scenario that has thrown so often is switched off in its shard. */
const FAILURES_MAX = 3;

export interface ShardStateOptions {
  readonly shard: number;
  readonly shardMapVersion: number;
  /** Those whose mode is `off` are left out. */
  readonly scenarios: readonly Scenario[];
  readonly limits: ScenarioLimits;
  /** Of the cluster, so that any owner can go on with the state. */
  readonly hash: SeededHash;
}

interface Supervised {
  state: ScenarioState;
  failures: number;
}

export class ShardState {
  readonly shard: number;
  readonly shardMapVersion: number;
  readonly marks = new Marks();
  readonly clock = new EventClock();
  readonly matcher: Matcher;
  readonly counters = new ShardCounters();
  readonly #options: ShardStateOptions;
  readonly #scenarios: Supervised[];

  constructor(options: ShardStateOptions) {
    const active = options.scenarios.filter(({ mode }) => mode !== 'off');
    this.shard = options.shard;
    this.shardMapVersion = options.shardMapVersion;
    this.#options = options;
    this.matcher = new Matcher(active.map(({ when }) => when));
    this.#scenarios = active.map((scenario) => ({ state: this.#fresh(scenario), failures: 0 }));
  }

  /** In the order of the matcher's results; undefined where a scenario is switched off. */
  scenario(index: number): ScenarioState | undefined {
    const { state, failures } = this.#scenarios[index];
    return failures < FAILURES_MAX ? state : undefined;
  }

  get scenarios(): readonly ScenarioState[] {
    return this.#scenarios.map(({ state }) => state);
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
    return [this.marks, this.clock, this.counters, ...this.scenarios];
  }

  #fresh(scenario: Scenario): ScenarioState {
    return new ScenarioState(scenario, this.#options.limits, this.#options.hash);
  }
}
