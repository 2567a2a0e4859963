/**
 * The scenarios that are active at a time, compiled. It never changes and is shared by all shards of a process: compiling the
 * patterns takes tens of milliseconds, in which a shard that changes its owner would stand still.
 */
import { createHash } from 'node:crypto';
import type { Lists } from '../match/list.ts';
import { isAboutSessions, type Scenario, type Stage } from './scenario.ts';
import { ScenarioMatcher } from './scenario-matcher.ts';

/** What the shards of one stage need of it. */
export interface StageScenarios {
  /** Those that judge here: those about sessions come last. */
  readonly own: readonly Scenario[];
  /** Those that judge in key shards, and whose rows are passed on from here. */
  readonly passedOn: readonly Scenario[];
  /** Of `own` but for those about sessions, and behind them of `passedOn`. */
  readonly matcher: ScenarioMatcher;
  /** Of those about sessions; undefined when there are none. */
  readonly sessionMatcher: ScenarioMatcher | undefined;
}

export class ScenarioSet {
  /** Which scenarios it has, in which version and mode, those that are off included, and which lists they look into. */
  readonly version: string;
  readonly all: readonly Scenario[];
  readonly #stages: Readonly<Record<Stage, StageScenarios>>;

  /**
   * @param all those whose mode is `off` judge nowhere
   * @throws WeirError `invalid` when a pattern is none that RE2 takes, or a list is missing or of the wrong kind
   */
  constructor(all: readonly Scenario[], lists: Lists = new Map()) {
    const text = JSON.stringify([
      all.map(({ name, version, mode }) => [name, version, mode]),
      [...lists].map(([name, { kind, digest }]) => [name, kind, digest]).sort(),
    ]);
    this.version = createHash('sha256').update(text).digest('hex').slice(0, 8);
    this.all = all;
    const active = all.filter(({ mode }) => mode !== 'off');
    const range = active.filter(({ stage }) => stage === 'range');
    const key = active.filter(({ stage }) => stage === 'key');
    this.#stages = { range: compiled(range, key, lists), key: compiled(key, [], lists) };
  }

  of(stage: Stage): StageScenarios {
    return this.#stages[stage];
  }
}

function compiled(own: readonly Scenario[], passedOn: readonly Scenario[], lists: Lists): StageScenarios {
  const sessions = own.filter(isAboutSessions);
  const others = own.filter((scenario) => !isAboutSessions(scenario));
  return {
    own: [...others, ...sessions],
    passedOn,
    matcher: new ScenarioMatcher([...others, ...passedOn], lists),
    sessionMatcher: sessions.length === 0 ? undefined : new ScenarioMatcher(sessions, lists),
  };
}
