import { WeirError } from '../../errors/weir-error.ts';
import { CURRENT, type KeyValue, type KeyValueEntry } from '../key-value.ts';
import { Queue } from '../queue.ts';
import { type MemoryFaults, requireUp } from './memory-faults.ts';

const NO_VALUE = new Uint8Array(0);

export class MemoryKeyValue implements KeyValue {
  readonly bucket: string;
  readonly #maxBytes: number;
  readonly #faults: MemoryFaults;
  readonly #entries = new Map<string, KeyValueEntry>();
  readonly #watchers = new Set<Queue<KeyValueEntry | typeof CURRENT>>();
  #revision = 0;
  #bytes = 0;

  constructor(bucket: string, maxBytes: number, faults: MemoryFaults) {
    this.bucket = bucket;
    this.#maxBytes = maxBytes;
    this.#faults = faults;
  }

  async incarnation(): Promise<string> {
    requireUp(this.#faults);
    return `memory-${this.bucket}`;
  }

  async get(key: string): Promise<KeyValueEntry | undefined> {
    requireUp(this.#faults);
    return this.#entries.get(key);
  }

  async create(key: string, value: Uint8Array): Promise<number> {
    requireUp(this.#faults);
    const entry = this.#entries.get(key);
    if (entry && !entry.deleted) throw new WeirError('conflict', `${this.bucket}: ${key} exists`);
    return this.#put(key, value);
  }

  async update(key: string, value: Uint8Array, revision: number): Promise<number> {
    requireUp(this.#faults);
    this.#require(key, revision);
    return this.#put(key, value);
  }

  async delete(key: string, revision: number): Promise<void> {
    requireUp(this.#faults);
    this.#require(key, revision);
    this.#put(key, undefined);
  }

  async forget(key: string, revision: number): Promise<void> {
    requireUp(this.#faults);
    const entry = this.#entries.get(key);
    if (!entry || entry.revision > revision) return;
    this.#bytes -= entry.value.length;
    this.#entries.delete(key);
  }

  async *watch(signal: AbortSignal): AsyncGenerator<KeyValueEntry | typeof CURRENT> {
    requireUp(this.#faults);
    const queue = new Queue<KeyValueEntry | typeof CURRENT>();
    for (const entry of [...this.#entries.values()].sort((a, b) => a.revision - b.revision))
      queue.push(entry);
    queue.push(CURRENT);
    this.#watchers.add(queue);
    const stop = () => queue.close();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      yield* queue;
    } finally {
      this.#watchers.delete(queue);
      signal.removeEventListener('abort', stop);
    }
  }

  #require(key: string, revision: number): void {
    const found = this.#entries.get(key)?.revision;
    if (found !== revision) {
      throw new WeirError('conflict', `${this.bucket}: ${key} is at revision ${found ?? 0}, not ${revision}`);
    }
  }

  #put(key: string, value: Uint8Array | undefined): number {
    const before = this.#entries.get(key)?.value.length ?? 0;
    const bytes = this.#bytes - before + (value?.length ?? 0);
    if (bytes > this.#maxBytes) throw new WeirError('full', `${this.bucket} is full`);
    this.#bytes = bytes;
    const entry: KeyValueEntry = {
      key,
      value: value ? Uint8Array.from(value) : NO_VALUE,
      revision: ++this.#revision,
      deleted: value === undefined,
    };
    this.#entries.set(key, entry);
    for (const watcher of this.#watchers) watcher.push(entry);
    if (this.#faults.storedButTimedOut(key)) throw new WeirError('unavailable', 'timed out');
    return entry.revision;
  }
}
