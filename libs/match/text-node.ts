/** Rows whose text passes a predicate. */
import type { Batch } from '../wire/batch.ts';
import { Node } from './node.ts';
import type { RowSet } from './row-set.ts';
import type { TextMasks } from './text-masks.ts';

export class TextNode extends Node {
  readonly #masks: TextMasks;
  readonly #predicate: number;

  constructor(masks: TextMasks, predicate: number) {
    super();
    this.#masks = masks;
    this.#predicate = predicate;
  }

  isVoid(batch: Batch): boolean {
    return !this.#masks.isPassed(batch, this.#predicate);
  }

  protected fill(batch: Batch, rows: RowSet): boolean {
    const masks = this.#masks.of(batch);
    const { words } = this.#masks;
    return fillByMask(
      this.#masks.index(batch),
      masks.subarray(this.#predicate >>> 5),
      words,
      this.#predicate & 31,
      rows,
    );
  }
}

/** Sets the rows whose value has bit `bit` in its mask, which is one word of each `stride`. */
function fillByMask(
  index: Uint16Array,
  masks: Uint32Array,
  stride: number,
  bit: number,
  rows: RowSet,
): boolean {
  let any = 0;
  for (let row = 0, word = 0; row < index.length; word++) {
    const end = Math.min(row + 32, index.length);
    let bits = 0;
    for (let at = 0; row < end; row++, at++) bits |= ((masks[index[row] * stride] >>> bit) & 1) << at;
    rows[word] = bits;
    any |= bits;
  }
  return any !== 0;
}
