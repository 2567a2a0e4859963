/**
 * The value of a variable, as one number: a whole number stands for itself, a text for a fraction between 0 and 1 made from
 * its hash, and NaN for nothing. So all values have one size; texts can be told apart, and count as 0 where a number is
 * asked for.
 */
import type { SeededHash } from '../domain/hash.ts';

export const UNSET = Number.NaN;

/** Numbers as ModSecurity writes them; any other text is a text. 15 digits are always exact. */
const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;

const words = new Uint32Array(2);

export function encoded(text: string, hash: SeededHash): number {
  if (WHOLE.test(text)) return Number(text);
  const bytes = Buffer.from(text);
  hash.bytes64(bytes, 0, bytes.length, words, 0);
  // 52 bits and a half: neither 0 nor 1, whatever the hash is.
  return (words[0] * 2 ** 20 + (words[1] >>> 12) + 0.5) / 2 ** 52;
}

/** The value as a number: of a text, 0. */
export function numberOf(value: number): number {
  return Math.trunc(value);
}

/** The sum, which stays where whole numbers are exact. */
export function sum(value: number, more: number): number {
  const exact = Number.MAX_SAFE_INTEGER;
  return Math.max(-exact, Math.min(exact, numberOf(value) + numberOf(more)));
}
