/**
 * The name that was probably meant: the one fewest edits away, if that is close enough to be a slip.
 * @param editsMax of a slip
 */
export function nearest(
  wrong: string,
  names: readonly string[],
  editsMax = Math.max(2, Math.floor(wrong.length / 3)),
): string | undefined {
  let best: string | undefined;
  let bestDistance = editsMax + 1;
  for (const name of names) {
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
