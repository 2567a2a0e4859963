/** The parts of conditions at work: each knows the rows of the batch in hand that meet it. */
import type { Batch } from '../wire/batch.ts';
import { lastWord, type RowSet, wordsOf } from './row-set.ts';

/** The rows that meet a condition; undefined when none does. */
export type Matches = RowSet | undefined;

export abstract class Node {
  #batch: Batch | undefined;
  #matches: Matches;
  #rows: RowSet = new Uint32Array(0);

  /** The result is good until the next batch. */
  match(batch: Batch): Matches {
    if (this.#batch !== batch) {
      const words = wordsOf(batch.rows);
      if (this.#rows.length < words) this.#rows = new Uint32Array(words);
      this.#matches = !this.isVoid(batch) && this.fill(batch, this.#rows, words) ? this.#rows : undefined;
      this.#batch = batch;
    }
    return this.#matches;
  }

  /** Whether no row can meet it, as far as that can be told without looking at rows. */
  abstract isVoid(batch: Batch): boolean;

  /** Writes all words of the rows; returns whether there is any. */
  protected abstract fill(batch: Batch, rows: RowSet, words: number): boolean;
}

export class And extends Node {
  readonly #parts: readonly Node[];

  constructor(parts: readonly Node[]) {
    super();
    this.#parts = parts;
  }

  isVoid(batch: Batch): boolean {
    for (const part of this.#parts) if (part.isVoid(batch)) return true;
    return false;
  }

  protected fill(batch: Batch, rows: RowSet, words: number): boolean {
    fillAll(batch, rows, words);
    for (const part of this.#parts) {
      const matches = part.match(batch);
      if (!matches) return false;
      let any = 0;
      for (let word = 0; word < words; word++) any |= rows[word] &= matches[word];
      if (any === 0) return false;
    }
    return words > 0;
  }
}

export class Or extends Node {
  readonly #parts: readonly Node[];

  constructor(parts: readonly Node[]) {
    super();
    this.#parts = parts;
  }

  isVoid(batch: Batch): boolean {
    for (const part of this.#parts) if (!part.isVoid(batch)) return false;
    return true;
  }

  protected fill(batch: Batch, rows: RowSet, words: number): boolean {
    rows.fill(0, 0, words);
    let any = false;
    for (const part of this.#parts) {
      const matches = part.match(batch);
      if (!matches) continue;
      for (let word = 0; word < words; word++) rows[word] |= matches[word];
      any = true;
    }
    return any;
  }
}

export class Not extends Node {
  readonly #part: Node;

  constructor(part: Node) {
    super();
    this.#part = part;
  }

  isVoid(): boolean {
    return false;
  }

  protected fill(batch: Batch, rows: RowSet, words: number): boolean {
    fillAll(batch, rows, words);
    const matches = this.#part.match(batch);
    if (!matches) return words > 0;
    let any = 0;
    for (let word = 0; word < words; word++) any |= rows[word] &= ~matches[word];
    return any !== 0;
  }
}

function fillAll(batch: Batch, rows: RowSet, words: number): void {
  rows.fill(-1, 0, words);
  if (words > 0) rows[words - 1] = lastWord(batch.rows);
}
