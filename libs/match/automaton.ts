/**
 * Looks for many literals in a text at once (Aho and Corasick), without regard to case: one step a byte, however many
 * literals there are. START and END stand for the ends of the text.
 */
import { END, FOLDED, START } from './required-literals.ts';

export interface Wanted {
  readonly literal: string;
  /** What it is wanted for: a bit of the result. */
  readonly bit: number;
  /** Whether to find it is all there is to it. */
  readonly isSure: boolean;
}

/** What a text has in it besides literals: characters that decoding changes, and others than ASCII. */
export const ENCODED = 1;
export const BEYOND = 2;

/** States are numbered in 16 bits: 8 MB at most. */
export const STATES_MAX = 0xffff;

const OTHER = 0;
/** Characters that decoding changes have the classes from here on, and behind them those beyond ASCII one for all. */
const CHANGED = ['%', '+', '\\'];

export class Automaton {
  readonly #words: number;
  /** Class of a byte. */
  readonly #classes = new Uint8Array(256).fill(OTHER);
  readonly #start: number;
  readonly #end: number;
  readonly #encoded: number;
  readonly #beyond: number;
  /** A row of the table has so many places, as a power of two. */
  readonly #shift: number;
  readonly #table: Uint16Array;
  /** States from here on have found something: for each, the words of what is sure, then of what may be. */
  readonly #firstFinding: number;
  readonly #findings: Uint32Array;

  /** @param bits of the result; @throws RangeError for more than STATES_MAX characters in all */
  constructor(wanted: readonly Wanted[], bits: number) {
    this.#words = Math.ceil(bits / 32);
    const plain = new Set(wanted.flatMap(({ literal }) => [...literal]));
    for (const each of [START, END, ...CHANGED]) plain.delete(each);
    const classOf = new Map([...plain, START, END, ...CHANGED].map((character, i) => [character, i + 1]));
    this.#start = classOf.get(START) as number;
    this.#end = classOf.get(END) as number;
    this.#encoded = this.#end + 1;
    this.#beyond = classOf.size + 1;
    this.#shift = 32 - Math.clz32(this.#beyond);
    for (const [character, number] of classOf) {
      const code = character.charCodeAt(0);
      if (code > 0x7f) continue;
      this.#classes[code] = number;
      this.#classes[character.toUpperCase().charCodeAt(0)] = number;
    }
    this.#classes.fill(this.#beyond, 0x80);
    const trie = new Trie(1 << this.#shift, 2 * this.#words);
    for (const { literal, bit, isSure } of wanted) {
      const path = Array.from(literal, (character) => classOf.get(character) as number);
      trie.add(path, bit + (isSure ? 0 : 32 * this.#words));
    }
    const { table, findings, firstFinding } = trie.close();
    this.#table = table;
    this.#findings = findings;
    this.#firstFinding = firstFinding;
  }

  /**
   * Looks through UTF-8 from `from` up to `to`. Characters beyond ASCII are not looked at: they are reported.
   * @param found the words of what is sure, then of what may be; added to
   * @returns what else is in it
   */
  scanBytes(data: Uint8Array, from: number, to: number, found: Uint32Array): number {
    const classes = this.#classes;
    const table = this.#table;
    const shift = this.#shift;
    const first = this.#firstFinding;
    const encoded = this.#encoded;
    const beyond = this.#beyond;
    let state = table[this.#start];
    let rest = 0;
    for (let i = from; i < to; i++) {
      const kind = classes[data[i]];
      if (kind >= encoded) rest |= kind === beyond ? BEYOND : ENCODED;
      state = table[(state << shift) | kind];
      if (state >= first) this.#find(state, found);
    }
    state = table[(state << shift) | this.#end];
    if (state >= first) this.#find(state, found);
    return rest;
  }

  /** The same for a text of any characters. */
  scanText(text: string, found: Uint32Array): void {
    const classes = this.#classes;
    const table = this.#table;
    const shift = this.#shift;
    let state = table[this.#start];
    for (let i = 0; i <= text.length; i++) {
      const code = text.charCodeAt(i);
      const kind = i === text.length ? this.#end : code < 0x80 ? classes[code] : this.#classOf(code);
      state = table[(state << shift) | kind];
      if (state >= this.#firstFinding) this.#find(state, found);
    }
  }

  #classOf(code: number): number {
    const folded = FOLDED.get(code);
    return folded ? this.#classes[folded.charCodeAt(0)] : this.#beyond;
  }

  #find(state: number, found: Uint32Array): void {
    const words = 2 * this.#words;
    const from = (state - this.#firstFinding) * words;
    for (let word = 0; word < words; word++) found[word] |= this.#findings[from + word];
  }
}

/** The literals as a tree, which `close` makes a machine that never looks back. */
class Trie {
  readonly #width: number;
  readonly #words: number;
  /** For each state and class the next state; 0 is the root, and as a child none. */
  readonly #next: Uint16Array[];
  readonly #findings: Uint32Array[];

  constructor(width: number, words: number) {
    this.#width = width;
    this.#words = words;
    this.#next = [new Uint16Array(width)];
    this.#findings = [new Uint32Array(words)];
  }

  add(path: readonly number[], bit: number): void {
    let state = 0;
    for (const kind of path) {
      if (this.#next[state][kind] === 0) {
        if (this.#next.length > STATES_MAX) throw new RangeError('too many literals');
        this.#next[state][kind] = this.#next.length;
        this.#next.push(new Uint16Array(this.#width));
        this.#findings.push(new Uint32Array(this.#words));
      }
      state = this.#next[state][kind];
    }
    this.#findings[state][bit >>> 5] |= 1 << (bit & 31);
  }

  close(): { readonly table: Uint16Array; readonly findings: Uint32Array; readonly firstFinding: number } {
    const order = this.#link();
    // The root comes first, what has found something last, and shallow states, which are met most, close together.
    const isFinding = (state: number) => this.#findings[state].some((word) => word !== 0);
    const sorted = [...order.filter((state) => !isFinding(state)), ...order.filter(isFinding)];
    const firstFinding = order.length - order.filter(isFinding).length;
    const place = new Uint16Array(order.length);
    sorted.forEach((state, at) => {
      place[state] = at;
    });
    const table = new Uint16Array(order.length * this.#width);
    const findings = new Uint32Array((order.length - firstFinding) * this.#words);
    sorted.forEach((state, at) => {
      table.set(
        this.#next[state].map((next) => place[next]),
        at * this.#width,
      );
      if (at >= firstFinding) findings.set(this.#findings[state], (at - firstFinding) * this.#words);
    });
    return { table, findings, firstFinding };
  }

  /** Gives each state its successor for every class, and what its suffixes find; returns the states by depth. */
  #link(): number[] {
    const suffix = new Uint16Array(this.#next.length);
    const order = [0];
    for (const state of order) {
      const behind = suffix[state];
      this.#findings[behind].forEach((word, i) => {
        this.#findings[state][i] |= word;
      });
      for (let kind = 0; kind < this.#width; kind++) {
        const child = this.#next[state][kind];
        const other = state === 0 ? 0 : this.#next[behind][kind];
        if (child === 0) this.#next[state][kind] = other;
        else {
          suffix[child] = other;
          order.push(child);
        }
      }
    }
    return order;
  }
}
