/** Streams of keys of which few are frequent and very many are rare, as clients and paths are. */
import { seededRandom } from '#libs/clock/random.ts';

/** So many keys, 0 to `keys` - 1; the n-th of them is drawn in proportion to 1 / n^skew; 0 draws all alike. */
export function zipf(seed: number, events: number, keys: number, skew: number): number[] {
  const random = seededRandom(seed);
  const sums = new Float64Array(keys);
  let sum = 0;
  for (let key = 0; key < keys; key++) {
    sum += 1 / (key + 1) ** skew;
    sums[key] = sum;
  }
  return Array.from({ length: events }, () => {
    const drawn = random.next() * sum;
    let low = 0;
    let high = keys - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** How often each key is there. */
export function tally(keys: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
