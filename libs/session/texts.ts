/**
 * Texts that many sessions have in common, each once and under a number of 16 bits: agents, hosts, path templates. A text
 * that nobody uses any more is forgotten. The same uses in the same order give the same numbers, also after a restore.
 */
import { type PageSource, Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';

/** The empty text, and what stands for one that finds no room. They are always there. */
export const EMPTY = 0;
export const OTHER = 1;
const OTHER_TEXT = ':*';

const NUMBERS_MAX = 2 ** 16;
/** Longer texts keep their beginning, UTF-16 units. */
const LENGTH_MAX = 256;
const PAGE_BITS = 8;
const PAGE_TEXTS = 2 ** PAGE_BITS;

export class Texts implements PageSource {
  readonly pages = new Pages(this);
  readonly #max: number;
  readonly #numbers = new Map<string, number>();
  /** By number; undefined for one that is free. */
  #texts: (string | undefined)[] = ['', OTHER_TEXT];
  /** How often each is used; of a free one the free number after it. */
  #uses: number[] = [0, 0];
  /** First of the free numbers, OTHER when there is none. */
  #free = OTHER;
  #crowded = 0;

  /** @param max numbers there are, with the two that are always there */
  constructor(max = NUMBERS_MAX) {
    this.#max = max;
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** How many texts have found no room so far. */
  get crowded(): number {
    return this.#crowded;
  }

  /** Number of a text, which is used once more. */
  take(whole: string): number {
    const text = whole.length > LENGTH_MAX ? whole.slice(0, LENGTH_MAX).toWellFormed() : whole;
    if (text === '') return EMPTY;
    const known = this.#numbers.get(text);
    if (known !== undefined) {
      this.#uses[known]++;
      return known;
    }
    const number = this.#free === OTHER ? this.#texts.length : this.#free;
    if (number >= this.#max) {
      this.#crowded++;
      return OTHER;
    }
    this.pages.touch(number >>> PAGE_BITS);
    if (this.#free === number) this.#free = this.#uses[number];
    this.#texts[number] = text;
    this.#uses[number] = 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** A number that is used is used once more. */
  hold(number: number): void {
    if (number > OTHER) this.#uses[number]++;
  }

  /** Ends one use. */
  drop(number: number): void {
    if (number <= OTHER || --this.#uses[number] > 0) return;
    this.pages.touch(number >>> PAGE_BITS);
    this.#numbers.delete(this.#texts[number] as string);
    this.#texts[number] = undefined;
    this.#uses[number] = this.#free;
    this.#free = number;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  /** Writes all but the texts. Who uses them is not written: after a restore each use has to be held again. */
  save(writer: SlotWriter): void {
    writer.uint32(this.#texts.length);
    writer.uint32(this.#free);
    writer.float64(this.#crowded);
  }

  restore(reader: SlotReader): void {
    const length = reader.uint32();
    this.#free = reader.uint32();
    this.#crowded = reader.float64();
    this.#numbers.clear();
    this.#texts = new Array<string | undefined>(length);
    this.#uses = new Array<number>(length).fill(0);
  }

  get pageCount(): number {
    return Math.ceil(this.#texts.length / PAGE_TEXTS);
  }

  savePage(page: number, writer: SlotWriter): void {
    const to = Math.min(this.#texts.length, (page + 1) * PAGE_TEXTS);
    for (let number = page * PAGE_TEXTS; number < to; number++) {
      const text = this.#texts[number];
      writer.uint32(text === undefined ? this.#uses[number] : 0);
      writer.text(text ?? '');
    }
  }

  restorePage(page: number, reader: SlotReader): void {
    const to = Math.min(this.#texts.length, (page + 1) * PAGE_TEXTS);
    for (let number = page * PAGE_TEXTS; number < to; number++) {
      const free = reader.uint32();
      const text = reader.text();
      if (free === 0) {
        this.#texts[number] = text;
        if (number > OTHER) this.#numbers.set(text, number);
      } else this.#uses[number] = free;
    }
  }
}
