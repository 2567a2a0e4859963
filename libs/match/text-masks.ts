/**
 * Which predicates each distinct value of a text column passes, as bits: all of them in one pass over the value's bytes.
 * Only predicates whose literals are in a value are then asked about it, and those that have none.
 */
import type { Batch } from '../wire/batch.ts';
import { TextColumn } from '../wire/text-column.ts';
import { Automaton, BEYOND, ENCODED, STATES_MAX, type Wanted } from './automaton.ts';
import { decoded } from './fields.ts';
import { type CacheCounts, MaskCache } from './mask-cache.ts';
import { lowestBit } from './row-set.ts';
import type { TextPredicate } from './text-predicate.ts';

export class TextMasks {
  readonly #column: number;
  readonly #predicates: readonly TextPredicate[];
  /** Words of a mask. */
  readonly words: number;
  readonly #automaton: Automaton;
  /** Predicates without literals. */
  readonly #always: readonly number[];
  /** Those about texts as they are, and those about decoded ones. */
  readonly #raw: Uint32Array;
  readonly #decoded: Uint32Array;
  readonly #hasDecoded: boolean;
  /** Of the empty text, in which no literal can be found. */
  readonly #ofEmpty: Uint32Array;
  /** What is found in the value in hand: what is sure, then what may be. */
  readonly #found: Uint32Array;
  readonly #foundDecoded: Uint32Array;
  readonly #cache: MaskCache;
  #masks = new Uint32Array(0);
  readonly #any: Uint32Array;
  #batch: Batch | undefined;

  /** @param column of a batch's texts; @param counts of values that came before */
  constructor(column: number, predicates: readonly TextPredicate[], counts: CacheCounts) {
    this.#column = column;
    this.#predicates = predicates;
    this.words = Math.ceil(predicates.length / 32);
    const { wanted, always } = sharedOut(predicates);
    this.#automaton = new Automaton(wanted, predicates.length);
    this.#always = always;
    this.#raw = maskOf(predicates.map(({ isDecoded }) => !isDecoded));
    this.#decoded = maskOf(predicates.map(({ isDecoded }) => isDecoded));
    this.#hasDecoded = predicates.some(({ isDecoded }) => isDecoded);
    const empty = TextColumn.empty(0);
    this.#ofEmpty = maskOf(predicates.map((predicate) => predicate.test(empty, 0)));
    this.#found = new Uint32Array(2 * this.words);
    this.#foundDecoded = new Uint32Array(2 * this.words);
    this.#any = new Uint32Array(this.words);
    this.#cache = new MaskCache(this.words, counts);
  }

  /** A mask of so many words for each value of the batch. Good until the next batch. */
  of(batch: Batch): Uint32Array {
    if (this.#batch !== batch) {
      this.#fill(batch.texts[this.#column]);
      this.#batch = batch;
    }
    return this.#masks;
  }

  /** Whether any value of the batch passes a predicate. */
  isPassed(batch: Batch, predicate: number): boolean {
    this.of(batch);
    return ((this.#any[predicate >>> 5] >>> (predicate & 31)) & 1) !== 0;
  }

  index(batch: Batch): Uint16Array {
    return batch.texts[this.#column].index;
  }

  #fill(column: TextColumn): void {
    const { words } = this;
    const length = column.values * words;
    if (this.#masks.length < length) this.#masks = new Uint32Array(2 * length);
    const masks = this.#masks;
    const isCached = this.#cache.begin(column.data);
    this.#any.fill(0);
    for (let value = 0; value < column.values; value++) {
      const start = column.start(value);
      const end = column.end(value);
      const at = value * words;
      if (start === end) masks.set(this.#ofEmpty, at);
      else if (!isCached || !this.#cache.read(start, end, masks, at)) {
        const passes = this.#test(column, value);
        for (let word = 0; word < words; word++) masks[at + word] = passes[word];
        if (isCached) this.#cache.keep(start, end, masks, at);
      }
      for (let word = 0; word < words; word++) this.#any[word] |= masks[at + word];
    }
  }

  /** Mask of a value, in the first words of what is returned. */
  #test(column: TextColumn, value: number): Uint32Array {
    this.#scan(column, value);
    this.#ask(column, value);
    return this.#found;
  }

  /** Looks for the literals of all predicates. */
  #scan(column: TextColumn, value: number): void {
    const found = this.#found;
    for (let word = 0; word < found.length; word++) found[word] = 0;
    const rest = this.#automaton.scanBytes(column.data, column.start(value), column.end(value), found);
    if (rest === 0 || (rest === ENCODED && !this.#hasDecoded)) return;
    if ((rest & BEYOND) !== 0) this.#automaton.scanText(column.text(value), found);
    // What the text is decoded to has to be looked through by itself.
    const other = this.#foundDecoded.fill(0);
    this.#automaton.scanText(column.derived(value, decoded), other);
    for (let word = 0; word < found.length; word++) {
      const at = word % this.words;
      found[word] = (found[word] & this.#raw[at]) | (other[word] & this.#decoded[at]);
    }
    if ((rest & BEYOND) === 0) return;
    // A character beyond ASCII may have been taken for a letter that it is not.
    for (let word = 0; word < this.words; word++) {
      found[this.words + word] |= found[word];
      found[word] = 0;
    }
  }

  /** Asks the predicates that may pass. */
  #ask(column: TextColumn, value: number): void {
    const { words } = this;
    const found = this.#found;
    for (let word = 0; word < words; word++) {
      for (let open = found[words + word] & ~found[word]; open !== 0; open &= open - 1) {
        const bit = lowestBit(open);
        if (this.#predicates[32 * word + bit].test(column, value)) found[word] |= 1 << bit;
      }
    }
    for (const predicate of this.#always) {
      if (this.#predicates[predicate].test(column, value)) found[predicate >>> 5] |= 1 << (predicate & 31);
    }
  }
}

/** What the automaton looks for, and the predicates for which it looks for nothing. */
function sharedOut(predicates: readonly TextPredicate[]) {
  const wanted: Wanted[] = [];
  const always: number[] = [];
  let states = 0;
  for (const [bit, { literals }] of predicates.entries()) {
    const length = literals?.reduce((sum, { literal }) => sum + literal.length, 0) ?? 0;
    if (literals === undefined || states + length > STATES_MAX) {
      always.push(bit);
      continue;
    }
    states += length;
    wanted.push(...literals.map(({ literal, isSure }) => ({ literal, isSure, bit })));
  }
  return { wanted, always };
}

function maskOf(bits: readonly boolean[]): Uint32Array {
  const mask = new Uint32Array(Math.ceil(bits.length / 32));
  bits.forEach((isSet, bit) => {
    if (isSet) mask[bit >>> 5] |= 1 << (bit & 31);
  });
  return mask;
}
