/** How many requests each decision has refused within the last minute, as far as enforcers tell. */
import type { Knocking } from '../ledger/extension.ts';

/** Decisions that are remembered; the one longest without a refusal gives way. */
export const DECISIONS_MAX = 20_000;
const WINDOW_MS = 60_000;
const BUCKET_MS = 5000;

/** So many more were refused, between these times. */
export interface Refusals {
  /** Of the decision. */
  readonly id: string;
  readonly refused: number;
  /** Unix ms: all came after the former, the latest at the latter. */
  readonly sinceMs: number;
  readonly lastSeenMs: number;
}

interface Knocks {
  lastSeenMs: number;
  /** By number of the bucket of time. */
  readonly buckets: Map<number, number>;
}

export class KnockCounts {
  /** By decision id, the latest at the end. */
  readonly #knocks = new Map<string, Knocks>();

  get size(): number {
    return this.#knocks.size;
  }

  /** What is known of the decision then. Requests count as of the earliest time at which they can have come. */
  add({ id, refused, sinceMs, lastSeenMs }: Refusals): Knocking {
    const knocks = this.#knocks.get(id) ?? { lastSeenMs, buckets: new Map<number, number>() };
    this.#knocks.delete(id);
    this.#knocks.set(id, knocks);
    const { buckets } = knocks;
    const bucket = Math.floor(Math.min(sinceMs, lastSeenMs) / BUCKET_MS);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + refused);
    knocks.lastSeenMs = Math.max(knocks.lastSeenMs, lastSeenMs);
    const oldest = (knocks.lastSeenMs - WINDOW_MS) / BUCKET_MS;
    for (const each of buckets.keys()) if (each < oldest) buckets.delete(each);
    if (this.#knocks.size > DECISIONS_MAX) {
      const [longest] = this.#knocks.keys();
      this.#knocks.delete(longest);
    }
    const counted = [...buckets.values()].reduce((sum, count) => sum + count, 0);
    return { id, refused: counted, lastSeenMs: knocks.lastSeenMs };
  }
}
