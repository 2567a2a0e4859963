/** Work on many things, of which only so many are in hand at a time. */

/** Once one has failed none is begun. @throws what the first failure threw, when nothing is in hand any more */
export async function inParallel<T>(
  items: readonly T[],
  max: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      try {
        await work(items[index], index);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(max, items.length) }, worker);
  for (const { status, ...ended } of await Promise.allSettled(workers)) {
    if (status === 'rejected') throw (ended as PromiseRejectedResult).reason;
  }
}
