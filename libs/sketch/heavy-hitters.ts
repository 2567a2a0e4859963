/**
 * The keys with the most events, in a bounded table (Metwally and others' Space-Saving): when it is full, a new key takes the
 * place of the one with the least and inherits its number, as it may have had as much.
 *
 * Of n events and k places, every key with more than n / k is there; what is told of a key is never too low, and too high by
 * its `error` at most, which is n / k at most.
 */
export interface HeavyHitter {
  readonly key: string;
  /** At least as many as there were. */
  readonly count: number;
  /** `count` may be too high by so many. */
  readonly error: number;
}

interface Entry {
  readonly key: string;
  count: number;
  error: number;
  /** Its place in the heap. */
  at: number;
}

export class HeavyHitters {
  readonly #places: number;
  readonly #entries = new Map<string, Entry>();
  /** The least is first. */
  #heap: Entry[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  add(key: string, amount: number): void {
    const known = this.#entries.get(key);
    if (known) {
      known.count += amount;
      this.#sink(known);
    } else if (this.#heap.length < this.#places) this.#insert({ key, count: amount, error: 0, at: 0 });
    else {
      const [least] = this.#heap;
      const entry = { key, count: least.count + amount, error: least.count, at: 0 };
      this.#entries.delete(least.key);
      this.#entries.set(key, entry);
      this.#heap[0] = entry;
      this.#sink(entry);
    }
  }

  /** Adds what another one with as many places has seen of other events. */
  merge(other: HeavyHitters): void {
    // A key that has no place may have had as much as the least that has one.
    const [mine, others] = [this.#missing, other.#missing];
    const merged = new Map<string, Entry>();
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
  top(count: number): HeavyHitter[] {
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

  #insert(entry: Entry): void {
    this.#entries.set(entry.key, entry);
    const heap = this.#heap;
    let at = heap.length;
    for (let parent = (at - 1) >> 1; at > 0 && isLess(entry, heap[parent]); parent = (at - 1) >> 1) {
      this.#put(heap[parent], at);
      at = parent;
    }
    this.#put(entry, at);
  }

  /** An entry has grown: it goes down in the heap. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let { at } = entry;
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isLess(heap[child + 1], heap[child])) child++;
      if (!isLess(heap[child], entry)) break;
      this.#put(heap[child], at);
      at = child;
    }
    this.#put(entry, at);
  }

  #put(entry: Entry, at: number): void {
    this.#heap[at] = entry;
    entry.at = at;
  }
}

function isLess(a: Entry, b: Entry): boolean {
  return byCount(a, b) > 0;
}

function byCount(a: Entry, b: Entry): number {
  return b.count - a.count || (a.key < b.key ? -1 : 1);
}
