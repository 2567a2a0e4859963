/**
 * Numbers of very many keys in little memory: never too low, and too high for a key only where each of its cells is shared with
 * a key that has more (Cormode and Muthukrishnan's Count-Min with the conservative update of Estan and Varghese: a cell is
 * raised no further than it must be).
 *
 * A key is given as two words of seeded hash, so nobody can aim at cells.
 */
export class CountMin {
  readonly cells: Uint8Array | Uint16Array | Uint32Array;
  readonly #width: number;
  readonly #depth: number;
  readonly #most: number;

  /**
   * @param width cells a row, a power of two
   * @param depth rows; of each, a key has one cell
   * @param most larger numbers are held as this one, below 2^32
   */
  constructor(width: number, depth: number, most: number) {
    if (width < 1 || (width & (width - 1)) !== 0)
      throw new RangeError(`a width is a power of two, not ${width}`);
    this.#width = width;
    this.#depth = depth;
    this.#most = most;
    const cells = width * depth;
    this.cells =
      most < 2 ** 8
        ? new Uint8Array(cells)
        : most < 2 ** 16
          ? new Uint16Array(cells)
          : new Uint32Array(cells);
  }

  /** What is known of a key: no less than it has. */
  estimate(first: number, second: number): number {
    let least = this.#most;
    for (let row = 0; row < this.#depth; row++) {
      const cell = this.cells[this.cellOf(row, first, second)];
      if (cell < least) least = cell;
    }
    return least;
  }

  /** A key has so much more. */
  add(first: number, second: number, amount: number): void {
    this.raise(first, second, this.estimate(first, second) + amount);
  }

  /** A key has so much at least. */
  raise(first: number, second: number, value: number): void {
    const raised = Math.min(value, this.#most);
    for (let row = 0; row < this.#depth; row++) {
      const at = this.cellOf(row, first, second);
      if (this.cells[at] < raised) this.cells[at] = raised;
    }
  }

  /** Where in `cells` a key's cell of a row is. */
  cellOf(row: number, first: number, second: number): number {
    return row * this.#width + (mixed(first + Math.imul(row + 1, second | 1)) & (this.#width - 1));
  }

  /** Adds what another one of the same shape has seen of other events. */
  merge({ cells }: CountMin): void {
    for (let i = 0; i < cells.length; i++) this.cells[i] = Math.min(this.cells[i] + cells[i], this.#most);
  }
}

/** A word of which every bit depends on all of the given one's, so that rows have nothing in common (MurmurHash3's finish). */
function mixed(word: number): number {
  let mix = word | 0;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
