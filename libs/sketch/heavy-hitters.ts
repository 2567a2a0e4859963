/**
 * The keys with the most events, in a bounded table (Metwally and others' Space-Saving): when it is full, a new key takes the
 * place of the one with the least and inherits its number, as it may have had as much.
 *
 * Of n events and k places, every key with more than n / k is there; what is told of a key is never too low, and too high by
 * its `error` at most, which is n / k at most.
 */
export interface HeavyHitter<K> {
  readonly key: K;
  /** At least as many as there were. */
  readonly count: number;
  /** `count` may be too high by so many. */
  readonly error: number;
}

interface Entry<K> {
  readonly key: K;
  count: number;
  error: number;
  /** Its place in the heap. */
  at: number;
}

export class HeavyHitters<K extends string | number> {
  readonly #places: number;
  readonly #entries = new Map<K, Entry<K>>();
  /** The least is first. */
  #heap: Entry<K>[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  /**
   * @param error `amount` may be too high by so much
   * @returns whether the key had no place before
   */
  add(key: K, amount: number, error = 0): boolean {
    const known = this.#entries.get(key);
    if (known) {
      known.count += amount;
      known.error += error;
      this.#sink(known);
      return false;
    }
    if (this.#heap.length < this.#places) this.#insert({ key, count: amount, error, at: 0 });
    else {
      const [least] = this.#heap;
      const entry = { key, count: least.count + amount, error: least.count + error, at: 0 };
      this.#entries.delete(least.key);
      this.#entries.set(key, entry);
      this.#heap[0] = entry;
      this.#sink(entry);
    }
    return true;
  }

  /** Adds what another one with as many places has seen of other events. */
  merge(other: HeavyHitters<K>): void {
    // A key that has no place may have had as much as the least that has one.
    const [mine, others] = [this.#missing, other.#missing];
    const merged = new Map<K, Entry<K>>();
    for (const { key, count, error } of this.#heap) {
      const also = other.#entries.get(key) ?? { count: others, error: others };
      merged.set(key, { key, count: count + also.count, error: error + also.error, at: 0 });
    }
    for (const { key, count, error } of other.#heap) {
      if (!merged.has(key)) merged.set(key, { key, count: count + mine, error: error + mine, at: 0 });
    }
    this.clear();
    for (const entry of [...merged.values()].sort(byCount).slice(0, this.#places)) this.#insert(entry);
  }

  /** Most first; equal ones by key. */
  top(count: number): HeavyHitter<K>[] {
    const top = [...this.#heap].sort(byCount).slice(0, count);
    return top.map(({ key, count, error }) => ({ key, count, error }));
  }

  clear(): void {
    this.#entries.clear();
    this.#heap = [];
  }

  get #missing(): number {
    return this.#heap.length < this.#places ? 0 : this.#heap[0].count;
  }

  #insert(entry: Entry<K>): void {
    this.#entries.set(entry.key, entry);
    const heap = this.#heap;
    let at = heap.length;
    for (let parent = (at - 1) >> 1; at > 0 && entry.count < heap[parent].count; parent = (at - 1) >> 1) {
      this.#put(heap[parent], at);
      at = parent;
    }
    this.#put(entry, at);
  }

  /** An entry has grown: it goes down in the heap. */
  #sink(entry: Entry<K>): void {
    const heap = this.#heap;
    let { at } = entry;
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1].count < heap[child].count) child++;
      if (heap[child].count >= entry.count) break;
      this.#put(heap[child], at);
      at = child;
    }
    this.#put(entry, at);
  }

  #put(entry: Entry<K>, at: number): void {
    this.#heap[at] = entry;
    entry.at = at;
  }
}

function byCount<K extends string | number>(a: Entry<K>, b: Entry<K>): number {
  return b.count - a.count || (a.key < b.key ? -1 : 1);
}
