/** The last texts that a session has met, by their numbers of 16 bits: a ring in a few words. */
import { EMPTY } from './texts.ts';

const TRAIL_MAX = 16;
/** Two numbers a word, the lower half first. */
export const TRAIL_WORDS = TRAIL_MAX / 2;

/**
 * Adds a number to the trail that begins at `from`.
 * @param met how many have been added before
 * @returns the one that makes room for it, EMPTY when none has to
 */
export function addToTrail(words: Uint32Array, from: number, met: number, number: number): number {
  const place = met % TRAIL_MAX;
  const at = from + (place >>> 1);
  const word = words[at];
  if ((place & 1) === 0) {
    words[at] = ((word & 0xffff0000) | number) >>> 0;
    return word & 0xffff;
  }
  words[at] = ((word & 0xffff) | (number << 16)) >>> 0;
  return word >>> 16;
}

/** The numbers, oldest first. */
export function trailOf(words: Uint32Array, from: number, met: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < TRAIL_MAX; i++) {
    const place = (met + i) % TRAIL_MAX;
    const word = words[from + (place >>> 1)];
    const number = (place & 1) === 0 ? word & 0xffff : word >>> 16;
    if (number !== EMPTY) found.push(number);
  }
  return found;
}
