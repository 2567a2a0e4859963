/**
 * What an nginx holds, portion by portion, against what it should: while it is told changes go on, so nothing is said of
 * what was sent meanwhile, and the last word is spoken when nothing is on its way.
 */
import type { Entry } from './entry.ts';
import { keyOfHex } from './key.ts';
import type { Held } from './protocol.ts';
import type { RuleTable } from './rule-table.ts';

/** Clocks are read at different moments, and what is about to end may be gone from one side and not yet from the other. */
const SLACK_MS = 1500;
/** So many differences are enough to send everything. */
const DIFFERENCES_MAX = 1000;
/** When so much changes meanwhile, another time is better. */
const TOUCHED_MAX = 50_000;
/** What is told beyond so many times what is due is no answer. */
const TOLD_SHARE = 2;
const TOLD_MIN = 10_000;

export class Comparison {
  readonly #table: RuleTable;
  /** Keys by what became of them since the beginning: sent, told as they should be, told and not. */
  readonly #touched = new Set<string>();
  readonly #right = new Set<string>();
  readonly #wrong = new Set<string>();
  #begun = false;
  #told = 0;
  #isComplete = false;

  constructor(table: RuleTable) {
    this.#table = table;
  }

  /** Whether nothing was told yet. */
  get isNew(): boolean {
    return !this.#begun;
  }

  /** Whether all was told that has to be. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Too much has changed meanwhile, or too much was told. */
  get isVain(): boolean {
    return this.#touched.size > TOUCHED_MAX || this.#told > TOLD_SHARE * this.#table.size + TOLD_MIN;
  }

  /** These were sent to nginx. */
  touch(keys: Iterable<string>): void {
    for (const key of keys) {
      this.#touched.add(key);
      this.#right.delete(key);
      this.#wrong.delete(key);
    }
  }

  /** nginx has told a portion. @param left how many it has still to tell */
  hear(portion: readonly Held[], left: number, nowMs: number): void {
    this.#begun = true;
    this.#told += portion.length;
    for (const held of portion) {
      const key = keyOfHex(held.key) ?? held.key;
      if (this.#touched.has(key)) continue;
      const entry = this.#table.get(key);
      if (entry && isAsDue(held, entry)) this.#right.add(key);
      else if (entry || held.untilMs > nowMs + this.#table.hostAheadMs + SLACK_MS) this.#wrong.add(key);
    }
    this.#isComplete = left === 0 || this.#wrong.size > DIFFERENCES_MAX;
  }

  /**
   * How many rules are missing, too many or others, when all changes were sent. Some more may be where there are many.
   * @param isExcused whether nginx had no room for a key
   */
  differences(isExcused: (key: string) => boolean, nowMs: number): number {
    let count = this.#wrong.size;
    if (count > DIFFERENCES_MAX) return count;
    for (const { key, untilMs } of this.#table.entries()) {
      if (this.#right.has(key) || this.#wrong.has(key) || this.#touched.has(key)) continue;
      if (untilMs > nowMs + SLACK_MS && !isExcused(key)) count++;
    }
    return count;
  }
}

/** A line of an entry ends with what the value in nginx begins with: status and letter, the other way round. */
function isAsDue({ untilMs, value }: Held, entry: Entry): boolean {
  // Both are by the clock of nginx's host.
  if (Math.abs(untilMs - Number(entry.line.split(' ', 4)[3])) > SLACK_MS) return false;
  return entry.line.endsWith(` ${value.slice(1, 4)} ${value[0]} ${value.slice(4)}\n`);
}
