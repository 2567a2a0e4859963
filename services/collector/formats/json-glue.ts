/** The bytes that stood between two values of a JSON line, `,"status":`: where they come again, they mean the same. */
import { ROOT } from './json-paths.ts';

/** Longer glue is read anew in every line. */
const BYTES_MAX = 64;
const WORDS_MAX = BYTES_MAX / 4;
/** `,"":` is the shortest there is. */
const BYTES_MIN = 4;

export const NONE_ENTERED: readonly number[] = [];

/** What glue means. */
export interface Meaning {
  /** Of the key in front of the value. */
  readonly slot: number;
  /** The object before and behind it: the same bytes mean something else in another object. */
  readonly from: number;
  readonly to: number;
  /** The objects that are entered on the way, also those that are left again. */
  readonly entered: readonly number[];
}

export class Glue implements Meaning {
  slot = 0;
  from = ROOT;
  to = ROOT;
  entered = NONE_ENTERED;
  /** 0 when nothing was learned. */
  bytes = 0;
  readonly #words: number[] = Array.from({ length: WORDS_MAX }, () => 0);
  /** The last four bytes, which may overlap with the last word. */
  #tail = 0;

  /** Whether it stands at `at` in `object`. */
  isAt(view: DataView, at: number, end: number, object: number): boolean {
    const { bytes } = this;
    if (bytes === 0 || bytes > end - at || this.from !== object) return false;
    const words = this.#words;
    let i = at | 0;
    for (let word = 0; word < bytes >> 2; word = (word + 1) | 0, i = (i + 4) | 0) {
      if (words[word] !== view.getInt32(i, true)) return false;
    }
    return this.#tail === view.getInt32(at + bytes - 4, true);
  }

  learn(view: DataView, start: number, end: number, { slot, from, to, entered }: Meaning): void {
    const bytes = end - start;
    this.forget();
    if (bytes < BYTES_MIN || bytes > BYTES_MAX) return;
    for (let word = 0; word < bytes >> 2; word++) this.#words[word] = view.getInt32(start + 4 * word, true);
    this.#tail = view.getInt32(end - 4, true);
    this.slot = slot;
    this.from = from;
    this.to = to;
    this.entered = entered;
    this.bytes = bytes;
  }

  forget(): void {
    this.bytes = 0;
  }
}
