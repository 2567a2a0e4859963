/**
 * All rules that every nginx should hold, with a revision for each change. The numbers are the target's own: a
 * session is the life of one table, its revisions grow by one.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { FirstEnd } from '../first-end.ts';
import type { Change, Rule } from '../target.ts';
import { ChangeLog, type LogLimits, type Portion, type Position } from './change-log.ts';
import { type Edit, type Entry, editOf, entryOf, type Rate } from './entry.ts';

/** Taking in so many keeps the program busy for a few milliseconds. */
const RULES_AT_ONCE = 2000;

export interface TableOptions {
  readonly rate: Rate;
  /** How far nginx's clock is ahead of the one by which rules end, ms. */
  readonly hostAheadMs: () => number;
  /** More rules are not taken in, which the count of the refused shows. */
  readonly rulesMax: number;
  readonly log: LogLimits;
}

export class RuleTable {
  readonly session: string;
  readonly #options: TableOptions;
  #entries = new Map<string, Entry>();
  readonly #firstEnd = new FirstEnd();
  #revision = 0;
  #resetRevision = 0;
  #log: ChangeLog;
  #unenforceable = 0;
  #refused = 0;

  /** @param session letters and digits; never the same again for another table. */
  constructor(session: string, options: TableOptions) {
    this.session = session;
    this.#options = options;
    this.#log = new ChangeLog(0, options.log);
  }

  /** 0 before the first reset. */
  get revision(): number {
    return this.#revision;
  }

  /** The revision of the latest reset: whoever is older needs everything. */
  get resetRevision(): number {
    return this.#resetRevision;
  }

  /** Rules, with those that have expired since the last sweep. */
  get size(): number {
    return this.#entries.size;
  }

  /** Rules since the latest reset that nginx can't enforce, by scope, value or remediation. */
  get unenforceable(): number {
    return this.#unenforceable;
  }

  /** Rules since the latest reset for which there was no room in the table. */
  get refused(): number {
    return this.#refused;
  }

  /** How far nginx's clock is ahead of the one by which rules end. */
  get hostAheadMs(): number {
    return this.#options.hostAheadMs();
  }

  get logged(): { readonly revisions: number; readonly lines: number } {
    return this.#log;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** What is there now and comes while one iterates, up to the next reset. */
  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /**
   * Makes `rules` all there is, as a new revision. Until it resolves the table is as before; it lets others work
   * meanwhile. Not to be called while a change or another reset is under way.
   */
  async reset(rules: readonly Rule[], clock: Clock): Promise<void> {
    const entries = new Map<string, Entry>();
    let unenforceable = 0;
    let refused = 0;
    let untilYield = RULES_AT_ONCE;
    const aheadMs = this.#options.hostAheadMs();
    for (const rule of rules) {
      const entry = entryOf(rule, this.#options.rate, aheadMs);
      if (!entry) unenforceable++;
      else if (entries.size >= this.#options.rulesMax && !entries.has(entry.key)) refused++;
      else if (entry.untilMs > clock.now()) entries.set(entry.key, entry);
      if (--untilYield > 0) continue;
      untilYield = RULES_AT_ONCE;
      await clock.yield();
    }
    this.#entries = entries;
    for (const { untilMs } of entries.values()) this.#firstEnd.note(untilMs);
    this.#unenforceable = unenforceable;
    this.#refused = refused;
    this.#revision++;
    this.#resetRevision = this.#revision;
    this.#log = new ChangeLog(this.#revision, this.#options.log);
  }

  /** What the changes would change: nothing is done yet. */
  plan(changes: readonly Change[], nowMs: number): Edit[] {
    const edits: Edit[] = [];
    const planned = new Map<string, Edit>();
    for (const change of changes) {
      const edit = editOf(change, this.#options.rate, this.#options.hostAheadMs());
      if (change.kind === 'put' && !edit?.entry) this.#unenforceable++;
      if (!edit) continue;
      const before = planned.has(edit.key)
        ? planned.get(edit.key)!.entry?.line
        : this.#entries.get(edit.key)?.line;
      // A rule that is over is put only to replace one that is there.
      const after =
        edit.entry && (edit.entry.untilMs > nowMs || before !== undefined) ? edit.line : undefined;
      if (before === after) continue;
      edits.push(edit);
      planned.set(edit.key, edit);
    }
    return edits;
  }

  /** Carries out what was planned, as a new revision. Puts that find no room are left out and counted. */
  commit(edits: readonly Edit[]): void {
    const lines: string[] = [];
    for (const edit of edits) {
      if (!edit.entry) this.#entries.delete(edit.key);
      else if (this.#hasRoomFor(edit.key)) {
        this.#entries.set(edit.key, edit.entry);
        this.#firstEnd.note(edit.entry.untilMs);
      } else continue;
      lines.push(edit.line);
    }
    this.#revision++;
    this.#log.add(lines);
  }

  /** Whether someone at this revision can be brought up by what is logged. */
  covers(revision: number): boolean {
    return revision >= this.#resetRevision && this.#log.covers(revision);
  }

  /** Lines after `position`; undefined when only everything will do. */
  after(position: Position, max: number): Portion | undefined {
    return this.covers(position.revision) ? this.#log.after(position, max) : undefined;
  }

  /** Forgets rules that are over, which every nginx has let go by itself. */
  sweep(nowMs: number): void {
    if (!this.#firstEnd.isDue(nowMs)) return;
    for (const { key, untilMs } of this.#entries.values()) {
      if (untilMs <= nowMs) this.#entries.delete(key);
      else this.#firstEnd.note(untilMs);
    }
  }

  #hasRoomFor(key: string): boolean {
    if (this.#entries.size < this.#options.rulesMax || this.#entries.has(key)) return true;
    this.#refused++;
    return false;
  }
}
