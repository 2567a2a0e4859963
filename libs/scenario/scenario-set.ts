/**
 * The scenarios that are active at a time, compiled. It never changes and is shared by all shards of a process: compiling the
 * patterns takes tens of milliseconds, in which a shard that changes its owner would stand still.
 */
import { createHash } from 'node:crypto';
import type { Scenario, Stage } from './scenario.ts';
import { ScenarioMatcher } from './scenario-matcher.ts';

/** What the shards of one stage need of it. */
export interface StageScenarios {
  /** Those that judge here. */
  readonly own: readonly Scenario[];
  /** Those that judge in key shards, and whose rows are passed on from here. */
  readonly passedOn: readonly Scenario[];
  /** Of `own`, and behind them of `passedOn`. */
  readonly matcher: ScenarioMatcher;
}

export class ScenarioSet {
  /** Which scenarios it has, in which version and mode, those that are off included. */
  readonly version: string;
  readonly all: readonly Scenario[];
  readonly #stages: Readonly<Record<Stage, StageScenarios>>;

  /** @param all those whose mode is `off` judge nowhere; @throws WeirError `invalid` when a pattern is none that RE2 takes */
  constructor(all: readonly Scenario[]) {
    const text = JSON.stringify(all.map(({ name, version, mode }) => [name, version, mode]));
    this.version = createHash('sha256').update(text).digest('hex').slice(0, 8);
    this.all = all;
    const active = all.filter(({ mode }) => mode !== 'off');
    const range = active.filter(({ stage }) => stage === 'range');
    const key = active.filter(({ stage }) => stage === 'key');
    this.#stages = { range: compiled(range, key), key: compiled(key, []) };
  }

  of(stage: Stage): StageScenarios {
    return this.#stages[stage];
  }
}

function compiled(own: readonly Scenario[], passedOn: readonly Scenario[]): StageScenarios {
  return { own, passedOn, matcher: new ScenarioMatcher([...own, ...passedOn]) };
}
