/** What has become of the entries of a list. */
import { linesOf } from '#libs/errors/weir-error.ts';
import type { weir } from '#proto';
import { counted } from '../counted.ts';
import type { List, ListEntry, Mistake } from './entry.ts';

/** Lines that are told of one by one on a terminal, and in JSON. */
const SHOWN_MAX = 20;
const TOLD_MAX = 1000;
const WHY_MAX = 300;

export class Outcome {
  readonly #list: List;
  readonly #refusals: Mistake[] = [];
  readonly #counts = { added: 0, changed: 0, present: 0, ended: 0, refused: 0 };
  #lifted = 0;
  #done = 0;

  constructor(list: List) {
    this.#list = list;
  }

  /** Entries that have been answered. */
  get done(): number {
    return this.#done;
  }

  get isClean(): boolean {
    return this.#counts.refused === 0 && this.#list.mistakes.length === 0;
  }

  take(chunk: readonly ListEntry[], reply: weir.v1.ImportReply.$Properties): void {
    const counts = this.#counts;
    for (const name of ['added', 'changed', 'present', 'ended'] as const) counts[name] += reply[name] ?? 0;
    for (const { index, why } of reply.refused ?? []) {
      counts.refused++;
      if (this.#refusals.length < TOLD_MAX)
        this.#refusals.push({ line: chunk[index ?? 0]?.line ?? 0, why: why ?? '' });
    }
    this.#lifted += reply.lifted ?? 0;
    this.#done += chunk.length;
  }

  json(file: string, dryRun: boolean): object {
    const { mistakes, skipped } = this.#list;
    return {
      file,
      dry_run: dryRun,
      ...this.#counts,
      bad: mistakes.length,
      skipped,
      lifted: this.#lifted,
      refusals: this.#refusals,
      mistakes: mistakes.slice(0, TOLD_MAX),
    };
  }

  /** `FILE:LINE: why` of what is bad or was refused. */
  complaints(file: string): string {
    const all = [...this.#list.mistakes, ...this.#refusals].sort((a, b) => a.line - b.line);
    const lines = all
      .slice(0, SHOWN_MAX)
      .map(({ line, why }) => linesOf(`${file}:${line}: ${why.slice(0, WHY_MAX)}`).replaceAll('\n', ' '));
    const count = this.#list.mistakes.length + this.#counts.refused;
    if (count > lines.length) lines.push(`and ${count - lines.length} more`);
    return lines.map((line) => `${line}\n`).join('');
  }

  summary(): string {
    const { added, changed, present, ended, refused } = this.#counts;
    const { mistakes, skipped } = this.#list;
    const always = `${added} added, ${present} already there, ${refused} refused, ${mistakes.length} bad`;
    const more = [
      [changed, 'changed to last longer or have another status'],
      [ended, 'over already'],
      [skipped, 'not in force in the list'],
      [this.#lifted, 'blocks lifted'],
    ] as const;
    const others = more.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
    const all = this.#list.entries.length + mistakes.length + skipped;
    return `${counted(all, 'entry', 'entries')}: ${always}${others.join('')}`;
  }
}
