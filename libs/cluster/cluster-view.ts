/**
 * What the cluster's bucket says now: the latest entry of each key, kept up to date by one watch that is begun anew
 * whenever it breaks.
 */
import { CURRENT, type KeyValue, type KeyValueEntry } from '../bus/key-value.ts';
import { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import type { Log } from '../telemetry/logging.ts';
import { logError } from '../telemetry/logging.ts';

export interface SeenEntry extends KeyValueEntry {
  /** When this revision was first seen here, ms of the monotonic clock. */
  readonly seenMs: number;
}

export class ClusterView {
  readonly #entries = new Map<string, SeenEntry>();
  readonly #listeners = new Set<(entry: SeenEntry) => void>();
  #current = false;

  /** Whether everything there is has been seen. */
  get current(): boolean {
    return this.#current;
  }

  get(key: string): SeenEntry | undefined {
    const entry = this.#entries.get(key);
    return entry?.deleted ? undefined : entry;
  }

  /** Entries whose key begins with `prefix`, without the deleted ones. */
  *under(prefix: string): Iterable<SeenEntry> {
    for (const entry of this.#entries.values()) {
      if (!entry.deleted && entry.key.startsWith(prefix)) yield entry;
    }
  }

  /** Calls `listener` for every entry that is seen from now on. */
  onChange(listener: (entry: SeenEntry) => void): void {
    this.#listeners.add(listener);
  }

  /** Watches until `signal`. */
  async run(cluster: KeyValue, clock: Clock, random: Random, log: Log, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff(clock, random, { firstMs: 50, maxMs: 2000 });
    while (!signal.aborted) {
      try {
        for await (const entry of cluster.watch(signal)) {
          backoff.reset();
          if (entry === CURRENT) this.#current = true;
          else this.#see(entry, clock.elapsed());
        }
      } catch (error) {
        logError(log, error, 'watching the cluster');
      }
      if (!signal.aborted) await backoff.wait(signal);
    }
  }

  #see(entry: KeyValueEntry, seenMs: number): void {
    const known = this.#entries.get(entry.key);
    if (known && known.revision >= entry.revision) return;
    const seen = { ...entry, seenMs };
    this.#entries.set(entry.key, seen);
    for (const listener of this.#listeners) listener(seen);
  }
}
