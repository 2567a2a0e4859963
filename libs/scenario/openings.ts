/** The open detections of one scenario in one shard, by number: numbers grow, so the first is the oldest. */
import { type PageSource, Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import { type Opening, restoreOpening, saveOpening } from './opening.ts';

/** Largest number of a detection; then they begin again. */
export const OPENINGS_MAX = 2 ** 31 - 1;

interface Entry {
  readonly number: number;
  readonly opening: Opening;
  /** Its page in a snapshot. They are dense: when one ends, the last one takes its place. */
  page: number;
}

export class Openings implements PageSource {
  readonly pages = new Pages(this);
  #byNumber = new Map<number, Entry>();
  #byPage: Entry[] = [];
  #lastNumber = 0;

  get size(): number {
    return this.#byPage.length;
  }

  has(number: number): boolean {
    return this.#byNumber.has(number);
  }

  /** The detection, which may be changed before the next one is asked for. */
  toChange(number: number): Opening | undefined {
    const entry = this.#byNumber.get(number);
    if (!entry) return undefined;
    this.pages.touch(entry.page);
    return entry.opening;
  }

  /** Returns its number, from 1. */
  add(opening: Opening): number {
    const number = (this.#lastNumber % OPENINGS_MAX) + 1;
    const entry: Entry = { number, opening, page: this.#byPage.length };
    this.pages.touch(entry.page);
    this.#lastNumber = number;
    this.#byPage.push(entry);
    this.#byNumber.set(number, entry);
    return number;
  }

  remove(number: number): Opening | undefined {
    const entry = this.#byNumber.get(number);
    if (!entry) return undefined;
    const last = this.#byPage[this.#byPage.length - 1];
    this.pages.touch(entry.page);
    this.pages.touch(last.page);
    this.#byNumber.delete(number);
    this.#byPage.pop();
    if (last !== entry) {
      last.page = entry.page;
      this.#byPage[last.page] = last;
    }
    return entry.opening;
  }

  /** Oldest first. One may be removed while they are gone through. */
  *[Symbol.iterator](): Generator<readonly [number: number, opening: Readonly<Opening>]> {
    for (const [number, { opening }] of this.#byNumber) yield [number, opening];
  }

  /** Writes all but the detections. */
  save(writer: SlotWriter): void {
    writer.float64(this.#lastNumber);
    writer.uint32(this.#byPage.length);
  }

  /** Reads what `save` has written; then the pages are waited for. */
  restore(reader: SlotReader): void {
    this.#lastNumber = reader.float64();
    this.#byPage = new Array<Entry>(reader.uint32());
    this.#byNumber.clear();
  }

  get pageCount(): number {
    return this.#byPage.length;
  }

  savePage(page: number, writer: SlotWriter): void {
    const { number, opening } = this.#byPage[page];
    writer.float64(number);
    saveOpening(writer, opening);
  }

  restorePage(page: number, reader: SlotReader): void {
    const entry: Entry = { number: reader.float64(), opening: restoreOpening(reader), page };
    this.#byPage[page] = entry;
    this.#byNumber.set(entry.number, entry);
    if (this.#byNumber.size < this.#byPage.length) return;
    this.#byNumber = new Map([...this.#byNumber].sort(([a], [b]) => a - b));
  }
}
