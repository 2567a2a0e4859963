/**
 * The rules on disk, for an nginx that starts while the enforcer may be down (lua/weir/preload.lua reads them).
 *
 * `rules` is the base: `weir-rules 1 <session> <revision> <n>`, a line for each rule, `end`. `journal.<n>` is what
 * came after it: `weir-journal 1 <session>`, then for each revision its lines and `= <revision>`. The journal is
 * written before nginx is told and left to the system to bring to the disk: it survives the death of any program,
 * and after a power cut the ledger fills the gap. The base is on the disk before it takes the old one's place.
 */
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { RuleTable } from './rule-table.ts';

const JOURNAL_LINES_MIN = 1000;
const CHUNK_LINES = 1000;
/** After a failure, so that a full disk is not hammered. */
const RETRY_MS = 5000;
/** Not for everybody: it says who is banned. */
const FILE_MODE = 0o640;
const JOURNAL_NAME = /^journal\.(\d{1,15})$/;

interface Journal {
  readonly number: number;
  readonly file: FileHandle;
  lines: number;
}

export class Snapshot {
  readonly #directory: string;
  readonly #clock: Clock;
  #lastNumber: number;
  /** The base's own, and during a rewrite that of the next base, which is written as well. */
  #journals: Journal[] = [];
  #rewriting: Promise<void> | undefined;
  #trouble = '';
  #triedMs = Number.NEGATIVE_INFINITY;

  private constructor(directory: string, clock: Clock, lastNumber: number) {
    this.#directory = directory;
    this.#clock = clock;
    this.#lastNumber = lastNumber;
  }

  /** @throws WeirError `config` when the directory can't be had. What is in it stays until the first rewrite. */
  static async open(directory: string, clock: Clock): Promise<Snapshot> {
    try {
      await mkdir(directory, { recursive: true });
      const numbers = (await readdir(directory)).map((name) => Number(JOURNAL_NAME.exec(name)?.[1] ?? 0));
      return new Snapshot(directory, clock, Math.max(0, ...numbers));
    } catch (error) {
      throw new WeirError('config', `no snapshot directory: ${messageOf(error)}`, { directory }, error);
    }
  }

  /** What is wrong with it; empty when all is well. */
  get trouble(): string {
    return this.#trouble;
  }

  /** Lines of the journal now in use. */
  get journalLines(): number {
    return this.#journals[0]?.lines ?? 0;
  }

  /** Whether the base should be written anew: the journal has grown long, or was given up. */
  isDue(rules: number): boolean {
    if (this.#rewriting) return false;
    if (this.#trouble !== '') return this.#clock.elapsed() - this.#triedMs >= RETRY_MS;
    return this.journalLines > Math.max(JOURNAL_LINES_MIN, rules / 2);
  }

  /** Writes the lines of a revision to the journal. Never rejects: trouble is told, and nginx fed all the same. */
  async append(revision: number, lines: readonly string[]): Promise<void> {
    const text = `${lines.join('')}= ${revision}\n`;
    try {
      for (const journal of this.#journals) {
        await journal.file.appendFile(text, 'latin1');
        journal.lines += lines.length;
      }
    } catch (error) {
      await this.#giveUp(error);
    }
  }

  /**
   * Begins to write a new base from the table, which may change from then on as long as each change is appended.
   * Not to be called while an append is under way.
   * @returns when changes may go on; `done` when the base is on the disk. Neither ever rejects. One at a time: the
   * one under way ends first.
   */
  async rewrite(table: RuleTable): Promise<{ readonly done: Promise<void> }> {
    await this.#rewriting;
    this.#triedMs = this.#clock.elapsed();
    const { revision, session } = table;
    const number = ++this.#lastNumber;
    let journal: Journal;
    try {
      const file = await open(join(this.#directory, `journal.${number}`), 'w', FILE_MODE);
      journal = { number, file, lines: 0 };
      this.#journals.push(journal);
      await file.appendFile(`weir-journal 1 ${session}\n`);
    } catch (error) {
      return { done: this.#giveUp(error) };
    }
    const header = `weir-rules 1 ${session} ${revision} ${number}\n`;
    this.#rewriting = this.#finish(table, header, journal).finally(() => {
      this.#rewriting = undefined;
    });
    return { done: this.#rewriting };
  }

  async close(): Promise<void> {
    await this.#rewriting;
    await this.#closeJournals(this.#journals);
  }

  async #finish(table: RuleTable, header: string, journal: Journal): Promise<void> {
    try {
      await this.#writeBase(table, header);
      // A journal that failed meanwhile is not there any more, and its base is of no use from then on.
      if (!this.#journals.includes(journal)) return;
      await this.#closeJournals(this.#journals.filter((other) => other !== journal));
      this.#trouble = '';
      for (const name of await readdir(this.#directory)) {
        const number = Number(JOURNAL_NAME.exec(name)?.[1] ?? journal.number);
        if (number !== journal.number) await rm(join(this.#directory, name), { force: true });
      }
    } catch (error) {
      await this.#giveUp(error);
    }
  }

  async #writeBase(table: RuleTable, header: string): Promise<void> {
    const path = join(this.#directory, 'rules');
    const file = await open(`${path}.new`, 'w', FILE_MODE);
    try {
      let lines = [header];
      for (const entry of table.entries()) {
        if (entry.untilMs <= this.#clock.now()) continue;
        if (lines.push(entry.line) < CHUNK_LINES) continue;
        await file.appendFile(lines.join(''), 'latin1');
        lines = [];
      }
      await file.appendFile(`${lines.join('')}end\n`, 'latin1');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
    const directory = await open(this.#directory, 'r');
    await directory.sync().finally(() => directory.close());
  }

  /** The files on disk stay as they are, complete up to some revision, until a rewrite succeeds. */
  async #giveUp(error: unknown): Promise<void> {
    this.#trouble = messageOf(error);
    await this.#closeJournals(this.#journals);
  }

  async #closeJournals(journals: readonly Journal[]): Promise<void> {
    this.#journals = this.#journals.filter((journal) => !journals.includes(journal));
    for (const { file } of journals) await file.close().catch(() => {});
  }
}
