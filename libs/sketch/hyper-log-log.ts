/**
 * About how many different values there were, in a few hundred bytes (Flajolet and others' HyperLogLog, with the estimator of
 * Ertl, 2017, which needs no corrections for small and large numbers).
 *
 * The registers lie wherever their owner wants them, six of 5 bits a word. The standard error of the estimate is
 * 1.04 / sqrt(2^precision). Values stand for themselves as 32 bits of hash: beyond ten million of them too many collide.
 */

const REGISTER_BITS = 5;
const REGISTERS_PER_WORD = 6;
const REGISTER_MAX = 2 ** REGISTER_BITS - 1;
const HASH_BITS = 32;

export class HyperLogLog {
  /** Words that the registers take; all 0 when no value was there. */
  readonly words: number;
  readonly #precision: number;
  readonly #registers: number;
  /** Largest value of a register: leading zeros of what is left of a hash, and one. */
  readonly #most: number;
  /** How many registers have each value. */
  readonly #histogram = new Uint32Array(REGISTER_MAX + 1);

  /** @param precision 4 to 16: the sketch has 2^precision registers */
  constructor(precision: number) {
    if (!(precision >= 4 && precision <= 16))
      throw new RangeError(`a precision is 4 to 16, not ${precision}`);
    this.#precision = precision;
    this.#registers = 2 ** precision;
    this.#most = HASH_BITS - precision + 1;
    this.words = Math.ceil(this.#registers / REGISTERS_PER_WORD);
  }

  /** Adds the value with this 32-bit hash to the registers from `from` on. Returns whether that changed them. */
  add(words: Uint32Array, from: number, hash: number): boolean {
    const rank = this.#rankOf(hash);
    const register = this.#registerOf(hash);
    const at = wordOf(from, register);
    const shift = shiftOf(register);
    if (rank <= ((words[at] >>> shift) & REGISTER_MAX)) return false;
    words[at] = (words[at] & ~(REGISTER_MAX << shift)) | (rank << shift);
    return true;
  }

  /** Whether adding the value with this hash to the registers from `from` on would change nothing. */
  covers(words: Uint32Array, from: number, hash: number): boolean {
    const register = this.#registerOf(hash);
    const value = (words[wordOf(from, register)] >>> shiftOf(register)) & REGISTER_MAX;
    return this.#rankOf(hash) <= value;
  }

  #registerOf(hash: number): number {
    return hash >>> (HASH_BITS - this.#precision);
  }

  #rankOf(hash: number): number {
    return Math.min(Math.clz32(hash << this.#precision) + 1, this.#most);
  }

  /** Makes the registers from `into` on those of the values of both. */
  merge(words: Uint32Array, into: number, others: Uint32Array, from: number): void {
    for (let i = 0; i < this.words; i++) words[into + i] = larger(words[into + i], others[from + i]);
  }

  /** About how many different values were added to any of the sketches whose registers begin at `starts`. */
  estimate(words: Uint32Array, ...starts: readonly number[]): number {
    const histogram = this.#histogram.fill(0);
    let left = this.#registers;
    for (let i = 0; i < this.words; i++) {
      let word = 0;
      for (const start of starts) word = larger(word, words[start + i]);
      for (let n = Math.min(left, REGISTERS_PER_WORD); n > 0; n--, word >>>= REGISTER_BITS) {
        histogram[word & REGISTER_MAX]++;
      }
      left -= REGISTERS_PER_WORD;
    }
    return this.#estimateOf(histogram);
  }

  #estimateOf(histogram: Uint32Array): number {
    const m = this.#registers;
    let z = m * tau(1 - histogram[this.#most] / m);
    for (let rank = this.#most - 1; rank >= 1; rank--) z = 0.5 * (z + histogram[rank]);
    z += m * sigma(histogram[0] / m);
    return Math.round((m * m) / (2 * Math.LN2 * z));
  }
}

/** Where the word of a register is. */
function wordOf(from: number, register: number): number {
  return from + Math.floor(register / REGISTERS_PER_WORD);
}

/** Where in its word a register is. */
function shiftOf(register: number): number {
  return REGISTER_BITS * (register % REGISTERS_PER_WORD);
}

/** Each register the larger one of two words. */
function larger(a: number, b: number): number {
  if (a === b || b === 0) return a;
  let result = 0;
  for (let shift = 0; shift < REGISTER_BITS * REGISTERS_PER_WORD; shift += REGISTER_BITS) {
    result |= Math.max((a >>> shift) & REGISTER_MAX, (b >>> shift) & REGISTER_MAX) << shift;
  }
  return result;
}

/** Of registers that no value has reached. */
function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  let power = x;
  let y = 1;
  let z = x;
  for (let before = -1; z !== before; y += y) {
    power *= power;
    before = z;
    z += power * y;
  }
  return z;
}

/** Of registers that are as large as they can be. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let root = x;
  let y = 1;
  let z = 1 - x;
  for (let before = -1; z !== before; ) {
    root = Math.sqrt(root);
    before = z;
    y *= 0.5;
    z -= (1 - root) ** 2 * y;
  }
  return z / 3;
}
