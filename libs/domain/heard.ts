/** Key of the entry that was not heard for longest: the one to forget when a table of peers is full. */
export function longestUnheard(peers: ReadonlyMap<string, { readonly heardMs: number }>): string | undefined {
  let oldest: string | undefined;
  let oldestMs = Number.POSITIVE_INFINITY;
  for (const [name, { heardMs }] of peers) {
    if (heardMs >= oldestMs) continue;
    oldest = name;
    oldestMs = heardMs;
  }
  return oldest;
}
