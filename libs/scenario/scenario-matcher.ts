/** Which rows of a batch each scenario is about, and which conditions of its detector they meet. */

import { partsOf } from '../detect/detector.ts';
import { FLAG } from '../domain/event.ts';
import { Matcher, type Matches } from '../match/matcher.ts';
import type { Batch } from '../wire/batch.ts';
import type { EventSource, Scenario } from './scenario.ts';

/** The rows of a batch that one scenario is about. Good until the next batch. */
export class Matched {
  readonly #rows: Uint8Array;
  readonly #flags: Uint8Array;
  readonly #source: EventSource;
  readonly #parts: readonly Matches[];

  constructor(rows: Uint8Array, batch: Batch, source: EventSource, parts: readonly Matches[]) {
    this.#rows = rows;
    this.#flags = batch.flags;
    this.#source = source;
    this.#parts = parts;
  }

  has(at: number): boolean {
    return this.#rows[at] !== 0 && isJudged(this.#flags[at], this.#source);
  }

  /** Bit i: row `at` meets the i-th condition of the detector. */
  partsAt(at: number): number {
    let bits = 0;
    for (let part = 0; part < this.#parts.length; part++) {
      if (this.#parts[part]?.[at] === 1) bits |= 1 << part;
    }
    return bits;
  }
}

export class ScenarioMatcher {
  readonly #scenarios: readonly { readonly source: EventSource; readonly parts: number }[];
  readonly #matcher: Matcher;

  /** @throws WeirError `invalid` when a pattern is none that RE2 takes */
  constructor(scenarios: readonly Scenario[]) {
    this.#scenarios = scenarios.map(({ source, detect }) => ({ source, parts: partsOf(detect).length }));
    this.#matcher = new Matcher(scenarios.flatMap(({ when, detect }) => [when, ...partsOf(detect)]));
  }

  /** For each scenario its rows, in the order of the scenarios; undefined where it has none. */
  match(batch: Batch): (Matched | undefined)[] {
    const matches = this.#matcher.match(batch);
    let from = 0;
    return this.#scenarios.map(({ source, parts }) => {
      const rows = matches[from];
      const first = from + 1;
      from = first + parts;
      return rows && new Matched(rows, batch, source, matches.slice(first, from));
    });
  }
}

/** What Weir itself refused, and what came too late, is counted and judged by no scenario. */
function isJudged(flags: number, source: EventSource): boolean {
  return (flags & (FLAG.refused | FLAG.late | FLAG.waf)) === (source === 'waf' ? FLAG.waf : 0);
}
