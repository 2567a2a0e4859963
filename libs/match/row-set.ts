/** A set of rows of a batch as bits: bit `row & 31` of word `row >>> 5`. Bits beyond the last row are 0. */
export type RowSet = Uint32Array;

export function wordsOf(rows: number): number {
  return (rows + 31) >>> 5;
}

export function hasRow(set: RowSet, row: number): boolean {
  return ((set[row >>> 5] >>> (row & 31)) & 1) !== 0;
}

/** The first row of the set from `from` on; -1 when there is none among the first `words` words. */
export function nextRow(set: RowSet, words: number, from: number): number {
  let word = from >>> 5;
  if (word >= words) return -1;
  let bits = set[word] & (-1 << (from & 31));
  while (bits === 0) {
    if (++word === words) return -1;
    bits = set[word];
  }
  return (word << 5) + lowestBit(bits);
}

/** Number of the lowest bit that is set. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** Which of the bits of the last word of so many rows are rows. */
export function lastWord(rows: number): number {
  return (rows & 31) === 0 ? -1 : (1 << (rows & 31)) - 1;
}
