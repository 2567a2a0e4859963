/**
 * A program over collections: the row of a key holds its variables, each with when it expires. Time is that of the key's
 * newest event, so it never goes back.
 */
import { Evaluation, type Variables } from '../collection/evaluation.ts';
import { memoryOf, type Program } from '../collection/program.ts';
import { UNSET } from '../collection/value.ts';
import type { Remedy } from '../domain/detection.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { Batch } from '../wire/batch.ts';
import type { Column } from './column.ts';
import type { Detector } from './detector.ts';
import type { KeyTable } from './key-table.ts';

export class Collection implements Detector {
  readonly memoryMs: number;
  readonly #evaluation: Evaluation;
  readonly #variables: RowVariables;
  #remedy: Remedy | undefined;

  /** @throws WeirError `invalid` when the program can't be run */
  constructor(table: KeyTable, hash: SeededHash, program: Program) {
    this.memoryMs = memoryOf(program);
    this.#evaluation = new Evaluation(program, hash);
    this.#variables = new RowVariables(table, this.#evaluation.slots);
  }

  get remedy(): Remedy | undefined {
    return this.#remedy;
  }

  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number, parts: number): boolean {
    this.#variables.turnTo(row, Math.max(timeMs, lastMs));
    this.#remedy = this.#evaluation.run(this.#variables, batch, at, parts);
    return this.#remedy !== undefined;
  }
}

/** The variables in one row of the table. */
class RowVariables implements Variables {
  readonly #values: Column<Float64Array>;
  /** Unix ms; Infinity for never. */
  readonly #untilMs: Column<Float64Array>;
  #row = 0;
  #nowMs = 0;

  constructor(table: KeyTable, slots: number) {
    this.#values = table.float64(slots, UNSET);
    this.#untilMs = table.float64(slots, Number.POSITIVE_INFINITY);
  }

  turnTo(row: number, nowMs: number): void {
    this.#row = row;
    this.#nowMs = nowMs;
  }

  get(slot: number): number {
    const isThere = this.#untilMs.array[this.#untilMs.at(this.#row) + slot] > this.#nowMs;
    return isThere ? this.#values.array[this.#values.at(this.#row) + slot] : UNSET;
  }

  set(slot: number, value: number): void {
    if (Number.isNaN(this.get(slot))) this.delete(slot);
    this.#values.array[this.#values.at(this.#row) + slot] = value;
  }

  delete(slot: number): void {
    this.#values.array[this.#values.at(this.#row) + slot] = UNSET;
    this.#end(slot, Number.POSITIVE_INFINITY);
  }

  expire(slot: number, afterMs: number): void {
    if (!Number.isNaN(this.get(slot))) this.#end(slot, this.#nowMs + afterMs);
  }

  untilMs(slot: number): number {
    if (Number.isNaN(this.get(slot))) return Number.POSITIVE_INFINITY;
    return this.#untilMs.array[this.#untilMs.at(this.#row) + slot];
  }

  #end(slot: number, untilMs: number): void {
    this.#untilMs.array[this.#untilMs.at(this.#row) + slot] = untilMs;
  }
}
