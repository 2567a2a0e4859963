/**
 * What keys had counted that had to leave a full key table, by sub-bucket: for each a Count-Min sketch. A key that comes back is
 * told at least what it had; more where all of its cells are shared with keys that had more.
 *
 * The sub-buckets follow the newest of the keys that left. Of a key that is more than a window behind that, such as those of a
 * source with old lines, nothing is kept.
 */
import { type PageSource, Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import { CountMin } from '../sketch/count-min.ts';
import type { DetectorState } from './detector.ts';
import { SUB_BUCKETS } from './window.ts';

/** Twice those of a window, so that a key can be a whole window behind the others. */
const HELD = 2 * SUB_BUCKETS;
const WIDTH = 8192;
/** Cells that a key has of each sub-bucket; a page of the snapshot has those of one row. */
const DEPTH = 4;

export class EvictedCounts implements DetectorState, PageSource {
  readonly pages = new Pages(this);
  readonly #most: number;
  /** By the low bits of the sub-bucket's number; none before the first key has left. */
  #sketches: CountMin[] = [];
  /** Low 32 bits of the number of the newest sub-bucket. */
  #newest = 0;

  /** @param most larger counts are held as this one */
  constructor(most: number) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#sketches.reduce((sum, { cells }) => sum + cells.byteLength, 0);
  }

  /**
   * Keeps the counts of a key: `counts[i]` of the sub-bucket `newest - i`.
   * @param first and `second`: words of hash of the key
   */
  keep(first: number, second: number, newest: number, counts: Uint32Array): void {
    if (this.#sketches.length === 0) this.#begin(newest);
    const ahead = (newest - this.#newest) | 0;
    for (let i = 0; i < Math.min(ahead, HELD); i++) this.#clear((newest - i) & (HELD - 1));
    if (ahead > 0) this.#newest = newest >>> 0;
    for (let i = 0; i < SUB_BUCKETS; i++) {
      if (counts[i] > 0 && this.#has(newest - i)) {
        this.#raise((newest - i) & (HELD - 1), first, second, counts[i]);
      }
    }
  }

  /** Writes what a key may have had to `counts`, as in `keep` but for the newest sub-buckets only. */
  recall(first: number, second: number, newest: number, counts: Uint32Array): void {
    for (let i = 0; i < counts.length; i++) {
      const sketch = this.#sketches[(newest - i) & (HELD - 1)];
      counts[i] = sketch && this.#has(newest - i) ? sketch.estimate(first, second) : 0;
    }
  }

  /** What a key may have had after the sub-bucket `newest`. */
  later(first: number, second: number, newest: number): number {
    let count = 0;
    if (this.#sketches.length === 0) return count;
    for (let i = Math.min(HELD, (this.#newest - newest) | 0); i > 0; i--) {
      count += this.#sketches[(newest + i) & (HELD - 1)].estimate(first, second);
    }
    return Math.min(count, this.#most);
  }

  save(writer: SlotWriter): void {
    writer.uint32(this.#sketches.length);
    writer.uint32(this.#newest);
  }

  restore(reader: SlotReader): void {
    const isUsed = reader.uint32() > 0;
    this.#sketches = [];
    if (isUsed) this.#begin(0);
    this.#newest = reader.uint32();
  }

  get pageCount(): number {
    return this.#sketches.length * DEPTH;
  }

  savePage(page: number, writer: SlotWriter): void {
    writer.array(this.#row(page));
  }

  restorePage(page: number, reader: SlotReader): void {
    reader.array(this.#row(page));
  }

  #begin(newest: number): void {
    for (let page = 0; page < HELD * DEPTH; page++) this.pages.touch(page);
    this.#sketches = Array.from({ length: HELD }, () => new CountMin(WIDTH, DEPTH, this.#most));
    this.#newest = newest >>> 0;
  }

  #has(bucket: number): boolean {
    const age = (this.#newest - bucket) | 0;
    return age >= 0 && age < HELD;
  }

  #raise(index: number, first: number, second: number, count: number): void {
    const sketch = this.#sketches[index];
    if (sketch.estimate(first, second) >= count) return;
    for (let row = 0; row < DEPTH; row++) this.pages.touch(index * DEPTH + row);
    sketch.raise(first, second, count);
  }

  #clear(index: number): void {
    for (let row = 0; row < DEPTH; row++) this.pages.touch(index * DEPTH + row);
    this.#sketches[index].cells.fill(0);
  }

  #row(page: number) {
    const from = (page % DEPTH) * WIDTH;
    return this.#sketches[Math.floor(page / DEPTH)].cells.subarray(from, from + WIDTH);
  }
}
