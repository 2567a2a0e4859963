/** Which rows of a batch each scenario is about, and which conditions of its detector they meet. */

import { partsOf } from '../detect/detector.ts';
import { FLAG } from '../domain/event.ts';
import type { Lists } from '../match/list.ts';
import { Matcher } from '../match/matcher.ts';
import type { Matches } from '../match/node.ts';
import { hasRow, nextRow, type RowSet, wordsOf } from '../match/row-set.ts';
import type { Batch } from '../wire/batch.ts';
import type { EventSource, Scenario } from './scenario.ts';

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
  readonly #judged: Readonly<Record<EventSource, JudgedRows>> = {
    http: new JudgedRows(0),
    waf: new JudgedRows(FLAG.waf),
    session: new JudgedRows(0),
  };

  /** @throws WeirError `invalid` when a pattern is none that RE2 takes, or a list is missing or of the wrong kind */
  constructor(scenarios: readonly Scenario[], lists: Lists = new Map()) {
    this.#scenarios = scenarios.map(({ source, detect }) => new ScenarioRows(source, partsOf(detect).length));
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
      return (
        rows && scenario.matched(rows, this.#judged[scenario.source].of(batch), matches.slice(first, from))
      );
    });
  }
}

/** The rows of one scenario, in memory that is used again. */
class ScenarioRows {
  readonly source: EventSource;
  /** Conditions of its detector. */
  readonly parts: number;
  #rows: RowSet = new Uint32Array(0);

  constructor(source: EventSource, parts: number) {
    this.source = source;
    this.parts = parts;
  }

  matched(matches: RowSet, judged: RowSet, parts: readonly Matches[]): Matched | undefined {
    if (this.#rows.length < judged.length) this.#rows = new Uint32Array(judged.length);
    let any = 0;
    for (let word = 0; word < judged.length; word++) any |= this.#rows[word] = matches[word] & judged[word];
    return any === 0 ? undefined : new Matched(this.#rows, judged.length, parts);
  }
}

/** What Weir itself refused, and what came too late, is counted and judged by no scenario. */
class JudgedRows {
  /** What the flags that decide have to be. */
  readonly #flags: number;
  #batch: Batch | undefined;
  #rows: RowSet = new Uint32Array(0);

  constructor(flags: number) {
    this.#flags = flags;
  }

  /** A word for every 32 rows. */
  of(batch: Batch): RowSet {
    if (this.#batch !== batch) {
      const rows = new Uint32Array(wordsOf(batch.rows));
      for (let row = 0; row < batch.rows; row++) {
        const flags = batch.flags[row] & (FLAG.refused | FLAG.late | FLAG.waf);
        if (flags === this.#flags) rows[row >>> 5] |= 1 << (row & 31);
      }
      this.#rows = rows;
      this.#batch = batch;
    }
    return this.#rows;
  }
}
