/**
 * Large state as numbered pages, of which a snapshot needs only those that changed since the one before.
 *
 * Whoever is about to change a page says so with `touch`. The pages that a snapshot is made of are held from the moment of
 * the snapshot until they have been read; one that is touched before that is copied first. So a snapshot is the state of
 * one moment, although it is read bit by bit while the state goes on.
 */
import { type SlotReader, SlotWriter } from './slots.ts';

/** State that is divided into pages 0 to pageCount - 1. */
export interface PageSource {
  readonly pageCount: number;
  savePage(page: number, writer: SlotWriter): void;
  /** Called once for each page, after the slot has told how many there are. @throws WeirError `corrupt` */
  restorePage(page: number, reader: SlotReader): void;
}

const UNCHANGED = 0;
const CHANGED = 1;
const HELD = 2;

export class Pages {
  readonly #source: PageSource;
  #states = new Uint8Array(16);
  #held: readonly number[] = [];
  /** Held pages that have changed since, as they were. */
  readonly #copies = new Map<number, Uint8Array>();
  #copyBytes = 1024;

  constructor(source: PageSource) {
    this.#source = source;
  }

  get count(): number {
    return this.#source.pageCount;
  }

  /** To be called before a page is changed, or comes into being, or ceases to be. */
  touch(page: number): void {
    if (this.#states[page] !== CHANGED) this.#change(page);
  }

  /** Holds all pages as they are now, or those that changed since they were held last. */
  hold(all: boolean): void {
    const { count } = this;
    const held: number[] = [];
    if (count > this.#states.length) this.#grow(count);
    for (let page = 0; page < count; page++) if (all || this.#states[page] !== UNCHANGED) held.push(page);
    this.#states.fill(UNCHANGED);
    for (const page of held) this.#states[page] = HELD;
    this.#held = held;
  }

  /** The held pages. The bytes are good until the next one is asked for. */
  *read(): Generator<readonly [page: number, bytes: Uint8Array]> {
    const writer = new SlotWriter(this.#copyBytes);
    for (const page of this.#held) {
      if (this.#states[page] === HELD) {
        writer.clear();
        this.#source.savePage(page, writer);
        this.#states[page] = UNCHANGED;
        yield [page, writer.finish()];
      } else {
        const copy = this.#copies.get(page);
        this.#copies.delete(page);
        if (copy) yield [page, copy];
      }
    }
  }

  /** Ends the holding; what was not `stored` counts as changed again. */
  release(stored: boolean): void {
    if (!stored) for (const page of this.#held) this.#states[page] = CHANGED;
    this.#held = [];
    this.#copies.clear();
  }

  restore(page: number, reader: SlotReader): void {
    this.#source.restorePage(page, reader);
  }

  #change(page: number): void {
    if (page >= this.#states.length) this.#grow(page + 1);
    if (this.#states[page] === HELD) {
      const writer = new SlotWriter(this.#copyBytes);
      this.#source.savePage(page, writer);
      const copy = writer.finish();
      this.#copyBytes = Math.max(this.#copyBytes, copy.length);
      this.#copies.set(page, copy);
    }
    this.#states[page] = CHANGED;
  }

  #grow(pages: number): void {
    const states = new Uint8Array(Math.max(pages, 2 * this.#states.length));
    states.set(this.#states);
    this.#states = states;
  }
}
