/**
 * What a detector of one's own remembers of each key: columns of the scenario's key table. So they are in snapshots, change their
 * owner and make room with the key, without a line of code. A slot is the one of the key whose event is in hand.
 */
import type { Column } from '../detect/column.ts';
import type { DetectorTally } from '../detect/detector.ts';
import type { KeyTable } from '../detect/key-table.ts';
import type { Lists } from '../detect/lists.ts';
import { WeirError } from '../errors/weir-error.ts';

/** One number. A key that is new, or was away for longer than the detector's memory, has the initial one. */
export interface NumberSlot {
  value: number;
}

/** Words of 32 bits, oldest first. */
export interface ListSlot {
  readonly length: number;
  at(index: number): number;
  includes(word: number): boolean;
  /** Adds one at the end. When the list is full, the first makes room, and is counted. */
  push(word: number): void;
  /** Drops so many from the beginning. */
  drop(count: number): void;
}

/** Longest list of a key. */
export const LIST_MAX = 10_000;
/** Slots of one detector. */
const SLOTS_MAX = 32;

/** The row of the key in hand. */
export interface Row {
  row: number;
}

/** What a detector asks for its slots: in the same order each time. */
export class Slots {
  readonly #table: KeyTable;
  readonly #tally: DetectorTally;
  readonly #here: Row;
  readonly #layout: string[] = [];

  constructor(table: KeyTable, tally: DetectorTally, here: Row) {
    this.#table = table;
    this.#tally = tally;
    this.#here = here;
  }

  /** What was asked for so far: state with another layout is another state. */
  get layout(): string {
    return this.#layout.join(' ');
  }

  /** A whole number from 0 to 4,294,967,295: what is more, or less, wraps around. Four bytes a key. */
  uint32(initial = 0): NumberSlot {
    this.#note(`uint32 ${initial}`);
    return new ColumnSlot(this.#table.uint32(1, initial) as Column, this.#here);
  }

  /** Any number, a time in Unix ms for example. Eight bytes a key. */
  float64(initial = 0): NumberSlot {
    this.#note(`float64 ${initial}`);
    return new ColumnSlot(this.#table.float64(1, initial) as Column, this.#here);
  }

  /** A whole number from 0 to `most`, in as few bytes as hold that: what is less, or more, stays there. */
  numbers(most: number): NumberSlot {
    this.#note(`numbers ${most}`);
    return new BoundedSlot(this.#table.numbers(most), this.#here, most);
  }

  /** A list of at most so many words. It takes four bytes a key while it is empty. */
  list(max: number): ListSlot {
    if (!(max >= 1 && max <= LIST_MAX)) {
      throw new WeirError('config', `a list of ${max} words: write how many it may have, 1 to ${LIST_MAX}`);
    }
    this.#note(`list ${max}`);
    return new RowList(this.#table.lists(), max, this.#tally, this.#here);
  }

  #note(slot: string): void {
    if (this.#layout.length >= SLOTS_MAX)
      throw new WeirError('config', `a detector has ${SLOTS_MAX} slots at most`);
    this.#layout.push(slot);
  }
}

class ColumnSlot implements NumberSlot {
  readonly #column: Column;
  readonly #here: Row;

  constructor(column: Column, here: Row) {
    this.#column = column;
    this.#here = here;
  }

  get value(): number {
    return this.#column.array[this.#column.at(this.#here.row)];
  }

  set value(value: number) {
    this.#column.array[this.#column.at(this.#here.row)] = value;
  }
}

class BoundedSlot extends ColumnSlot {
  readonly #most: number;

  constructor(column: Column, here: Row, most: number) {
    super(column, here);
    this.#most = most;
  }

  override get value(): number {
    return super.value;
  }

  override set value(value: number) {
    super.value = Math.min(Math.max(0, value), this.#most);
  }
}

class RowList implements ListSlot {
  readonly #lists: Lists;
  readonly #max: number;
  readonly #tally: DetectorTally;
  readonly #here: Row;

  constructor(lists: Lists, max: number, tally: DetectorTally, here: Row) {
    this.#lists = lists;
    this.#max = max;
    this.#tally = tally;
    this.#here = here;
  }

  get length(): number {
    return this.#lists.length(this.#here.row);
  }

  at(index: number): number {
    const place = index < 0 ? this.length + index : index;
    return place >= 0 && place < this.length
      ? this.#lists.words[this.#lists.start(this.#here.row) + place]
      : Number.NaN;
  }

  includes(word: number): boolean {
    const start = this.#lists.start(this.#here.row);
    const end = start + this.length;
    for (let at = start; at < end; at++) if (this.#lists.words[at] === word >>> 0) return true;
    return false;
  }

  push(word: number): void {
    if (this.length === this.#max) {
      this.drop(1);
      this.#tally.displaced++;
    }
    const { row } = this.#here;
    const length = this.length;
    this.#lists.setLength(row, length + 1);
    this.#lists.words[this.#lists.start(row) + length] = word;
  }

  drop(count: number): void {
    const { row } = this.#here;
    const { length } = this;
    const left = Math.max(0, length - count);
    const start = this.#lists.start(row);
    this.#lists.words.copyWithin(start, start + length - left, start + length);
    this.#lists.setLength(row, left);
  }
}
