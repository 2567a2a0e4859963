/** Which rows of a batch each scenario is about, and which conditions of its detector they meet. */

import { judgesRefused, partsOf } from '../detect/detector.ts';
import { FLAG } from '../domain/event.ts';
import type { Lists } from '../match/list.ts';
import { Matcher } from '../match/matcher.ts';
import type { Matches } from '../match/node.ts';
import { hasRow, nextRow, type RowSet, wordsOf } from '../match/row-set.ts';
import type { Batch } from '../wire/batch.ts';
import type { Scenario } from './scenario.ts';

/** The rows of a batch that one scenario is about. Good until the next batch. */
export class Matched {
  readonly #rows: RowSet;
  readonly #words: number;
  readonly #parts: readonly Matches[];

  constructor(rows: RowSet, words: number, parts: readonly Matches[]) {
    this.#rows = rows;
    this.#words = words;
    this.#parts = parts;
  }

  has(at: number): boolean {
    return hasRow(this.#rows, at);
  }

  /** The first row from `from` on; -1 when there is none. */
  next(from: number): number {
    return nextRow(this.#rows, this.#words, from);
  }

  /** Bit i: row `at` meets the i-th condition of the detector. */
  partsAt(at: number): number {
    let bits = 0;
    for (let part = 0; part < this.#parts.length; part++) {
      const rows = this.#parts[part];
      if (rows && hasRow(rows, at)) bits |= 1 << part;
    }
    return bits;
  }
}

export class ScenarioMatcher {
  readonly #scenarios: readonly ScenarioRows[];
  readonly #matcher: Matcher;
  /** By the flags that events have to have, and those that are looked at. */
  readonly #judged = new Map<string, JudgedRows>();

  /** @throws WeirError `invalid` when a pattern is none that RE2 takes, or a list is missing or of the wrong kind */
  constructor(scenarios: readonly Scenario[], lists: Lists = new Map()) {
    this.#scenarios = scenarios.map(
      (scenario) => new ScenarioRows(this.#judgedBy(scenario), partsOf(scenario.detect).length),
    );
    this.#matcher = new Matcher(
      scenarios.flatMap(({ when, detect }) => [when, ...partsOf(detect)]),
      lists,
    );
  }

  /** Texts that were looked for among those of earlier batches, and known. */
  get counts(): Matcher['counts'] {
    return this.#matcher.counts;
  }

  /** For each scenario its rows, in the order of the scenarios; undefined where it has none. */
  match(batch: Batch): (Matched | undefined)[] {
    const matches = this.#matcher.match(batch);
    let from = 0;
    return this.#scenarios.map((scenario) => {
      const rows = matches[from];
      const first = from + 1;
      from = first + scenario.parts;
      return rows && scenario.matched(rows, scenario.judged.of(batch), matches.slice(first, from));
    });
  }

  /** What Weir itself refused, and what came too late, is counted and judged by no scenario that does not ask for it. */
  #judgedBy({ source, detect }: Scenario): JudgedRows {
    const mask = FLAG.late | FLAG.proxy | FLAG.waf | (judgesRefused(detect) ? 0 : FLAG.refused);
    const wanted = source === 'waf' ? FLAG.waf : 0;
    const name = `${mask} ${wanted}`;
    const rows = this.#judged.get(name) ?? new JudgedRows(mask, wanted);
    this.#judged.set(name, rows);
    return rows;
  }
}

/** The rows of one scenario, in memory that is used again. */
class ScenarioRows {
  readonly judged: JudgedRows;
  /** Conditions of its detector. */
  readonly parts: number;
  #rows: RowSet = new Uint32Array(0);

  constructor(judged: JudgedRows, parts: number) {
    this.judged = judged;
    this.parts = parts;
  }

  matched(matches: RowSet, judged: RowSet, parts: readonly Matches[]): Matched | undefined {
    if (this.#rows.length < judged.length) this.#rows = new Uint32Array(judged.length);
    let any = 0;
    for (let word = 0; word < judged.length; word++) any |= this.#rows[word] = matches[word] & judged[word];
    return any === 0 ? undefined : new Matched(this.#rows, judged.length, parts);
  }
}

/** The rows of a batch whose flags are as they have to be. */
class JudgedRows {
  /** Which flags are looked at, and what they have to be. */
  readonly #mask: number;
  readonly #wanted: number;
  #batch: Batch | undefined;
  #rows: RowSet = new Uint32Array(0);

  constructor(mask: number, wanted: number) {
    this.#mask = mask;
    this.#wanted = wanted;
  }

  /** A word for every 32 rows. */
  of(batch: Batch): RowSet {
    if (this.#batch !== batch) {
      const rows = new Uint32Array(wordsOf(batch.rows));
      for (let row = 0; row < batch.rows; row++) {
        if ((batch.flags[row] & this.#mask) === this.#wanted) rows[row >>> 5] |= 1 << (row & 31);
      }
      this.#rows = rows;
      this.#batch = batch;
    }
    return this.#rows;
  }
}
