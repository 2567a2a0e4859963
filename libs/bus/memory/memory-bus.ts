/**
 * The bus in memory: for replay, tests and simulation. It keeps the real one's promises and no more; `faults` makes
 * it break them in the ways the real one does.
 */
import type { Clock } from '../../clock/clock.ts';
import type { Announcements } from '../announcements.ts';
import type { Bus } from '../bus.ts';
import type { KeyValues } from '../key-value.ts';
import { subjectMatches } from '../subject.ts';
import { type MemoryFaults, requireUp } from './memory-faults.ts';
import { MemoryKeyValue } from './memory-key-value.ts';
import { DEDUPE_WINDOW_MS, MemoryStreams } from './memory-streams.ts';

export class MemoryBus implements Bus {
  readonly faults: MemoryFaults = { down: false, storedButTimedOut: () => false };
  readonly payloadMax = 1024 * 1024;
  readonly streams: MemoryStreams;
  readonly keyValues: KeyValues;
  readonly announcements: Announcements;
  readonly #buckets = new Map<string, MemoryKeyValue>();
  readonly #listeners = new Set<{ filter: string; handler: (subject: string, data: Uint8Array) => void }>();

  /** @param dedupeMs how long ids of messages are known again */
  constructor(clock: Clock, dedupeMs = DEDUPE_WINDOW_MS) {
    this.streams = new MemoryStreams(clock, this.faults, dedupeMs);
    this.keyValues = {
      open: async ({ bucket, maxBytes }) => {
        requireUp(this.faults);
        const known = this.#buckets.get(bucket) ?? new MemoryKeyValue(bucket, maxBytes, this.faults);
        this.#buckets.set(bucket, known);
        return known;
      },
    };
    this.announcements = {
      announce: (subject, data) => this.#announce(subject, data),
      listen: (filter, handler, signal) => this.#listen(filter, handler, signal),
    };
  }

  get connected(): boolean {
    return !this.faults.down;
  }

  async close(): Promise<void> {}

  #announce(subject: string, data: Uint8Array): void {
    if (this.faults.down) return;
    for (const { filter, handler } of this.#listeners) {
      if (subjectMatches(filter, subject)) handler(subject, Uint8Array.from(data));
    }
  }

  #listen(filter: string, handler: (subject: string, data: Uint8Array) => void, signal: AbortSignal): void {
    const listener = { filter, handler };
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }
}
