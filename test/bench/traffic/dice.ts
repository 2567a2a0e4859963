/** Chance from a seed, with the distributions that traffic is made of. */
import { type Random, seededRandom } from '#libs/clock/random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

export class Dice {
  readonly #seed: number;
  readonly #random: Random;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#random = seededRandom(seed);
  }

  /** Dice of their own for whoever has this name: what others throw changes nothing for them. */
  fork(name: string): Dice {
    let mixed = FNV_OFFSET ^ this.#seed;
    for (let i = 0; i < name.length; i++) mixed = Math.imul(mixed ^ name.charCodeAt(i), FNV_PRIME);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return new Dice(mixed ^ (mixed >>> 13));
  }

  /** A whole number from 0 up to, and without, `count`. */
  below(count: number): number {
    return Math.floor(this.#random.next() * count);
  }

  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  between(min: number, max: number): number {
    return min + this.#random.next() * (max - min);
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  /** So many different ones of a list, in any order; all of them when it is shorter. */
  some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) {
      const at = this.below(rest.length);
      taken.push(rest[at]);
      rest[at] = rest[rest.length - 1];
      rest.pop();
    }
    return taken;
  }

  /** How long people take over something: log-normal, `spread` being the deviation of the logarithm. */
  around(median: number, spread = 0.8): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.next()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.#random.next()));
  }

  /** How long something takes that happens at any moment with the same chance: exponential. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.#random.next());
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.below(16).toString(16);
    return text;
  }

  word(letters: number): string {
    let text = '';
    while (text.length < letters) text += LETTERS[this.below(LETTERS.length)];
    return text;
  }
}
