/**
 * The ledger: one entry for each (scope, value), in the store, changed by compare-and-swap, and known in full here
 * because this process watches the store.
 */
import type { KeyValue, KeyValueEntry } from '#libs/bus/key-value.ts';
import { CURRENT } from '#libs/bus/key-value.ts';
import { Backoff } from '#libs/clock/backoff.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { isRedactedKey } from '#libs/domain/scope.ts';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { LedgerReplica } from '#libs/ledger/replica.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { decodeDecision, encodeDecision } from '#libs/wire/decision.ts';
import type { Fill } from './room.ts';
import { FLOOR_KEY, floorOf, Sweeper, type SweepOptions, type Swept } from './sweeper.ts';

/** Attempts to change an entry that others change too. */
const ATTEMPTS_MAX = 20;
/** What the store takes for each entry beside its key and its value. */
const OVERHEAD_BYTES = 105;

export interface LedgerOptions {
  readonly store: KeyValue;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Entries at most, spent ones included. */
  readonly entriesMax: number;
  /** Of the store. */
  readonly bytesMax: number;
  /** Under which key the redacted form of an entry is. */
  readonly redactedKeyOf: (key: string) => string;
}

export class Ledger {
  readonly replica = new LedgerReplica();
  readonly #options: LedgerOptions;
  /** Own writes that the watch has not brought yet. */
  readonly #written = new Map<string, { revision: number; decision: Decision | undefined }>();
  /** Changes of one key are made one after the other. */
  readonly #locks = new Map<string, Promise<unknown>>();
  readonly #sweeper: Sweeper;
  #current = false;
  /** Whether any entry has ever been redacted: finding what is left of one takes a digest of its key. */
  #hasRedacted = false;
  /** When the watch was lost, ms of the monotonic clock. */
  #lostMs: number;

  constructor(options: LedgerOptions) {
    const { store, clock } = options;
    this.#options = options;
    this.#lostMs = clock.elapsed();
    this.#sweeper = new Sweeper({ replica: this.replica, store, clock, fill: () => this.fill });
  }

  /** How full it is. */
  get fill(): Fill {
    const { entriesMax, bytesMax } = this.#options;
    const { count: entries, bytes } = this.replica;
    return { entries, entriesMax, bytes, bytesMax };
  }

  /** Whether everything in the store is known, and every change will be. */
  get current(): boolean {
    return this.#current;
  }

  /** For how long changes may have been missed, ms. */
  get staleMs(): number {
    return this.#current ? 0 : this.#options.clock.elapsed() - this.#lostMs;
  }

  /** The entry of a key as it is now, own writes included. */
  get(key: string): Decision | undefined {
    return this.#latest(key).decision;
  }

  /** All entries as they are now, own writes included. */
  *entries(): Iterable<{ readonly key: string; readonly decision: Decision }> {
    for (const { key } of this.replica.entries()) {
      const { decision } = this.#latest(key);
      if (decision) yield { key, decision };
    }
    for (const [key, { decision }] of this.#written) {
      if (decision && !this.replica.get(key)?.decision) yield { key, decision };
    }
  }

  /** All entries as they are stored. @throws WeirError `unavailable` */
  async *stored(signal: AbortSignal): AsyncGenerator<{ readonly key: string; readonly value: Uint8Array }> {
    for await (const entry of this.#options.store.watch(signal)) {
      if (entry === CURRENT) return;
      if (entry.key !== FLOOR_KEY && !entry.deleted) yield entry;
    }
  }

  /** Follows the store until `signal`. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, clock, random, log } = this.#options;
    const backoff = new Backoff(clock, random, { firstMs: 100, maxMs: 2000 });
    while (!signal.aborted) {
      try {
        await this.#prepare(await store.incarnation());
        for await (const entry of store.watch(signal)) {
          backoff.reset();
          if (entry === CURRENT) {
            this.#current = true;
            this.replica.wake();
          } else this.#see(entry);
        }
      } catch (error) {
        logError(log, error, 'watching the ledger');
      }
      if (this.#current) this.#lostMs = clock.elapsed();
      this.#current = false;
      if (!signal.aborted) await backoff.wait(signal);
    }
  }

  /**
   * After a lost connection everything is told again, and what is not newer is left out. Another store begins anew, and
   * so does one that has meanwhile forgotten something that is not known here to have been swept.
   */
  async #prepare(incarnation: string): Promise<void> {
    const { token } = this.replica;
    const floor = await this.#options.store.get(FLOOR_KEY);
    if (incarnation === token.incarnation && (!floor || floorOf(floor) <= token.revision)) return;
    this.replica.reset(incarnation);
    this.#written.clear();
  }

  /**
   * Changes an entry: `next` makes the new one from the present one, or tells that nothing changes by undefined; it may
   * be called more than once. One that has been redacted goes on from what is left of it.
   * @param encode how it is stored
   * @returns the new entry, or undefined when nothing changed
   * @throws WeirError `full`, `unavailable`, `conflict`
   */
  change(
    key: string,
    next: (entry: Decision | undefined) => Decision | undefined,
    encode: (decision: Decision) => Uint8Array = encodeDecision,
  ): Promise<Decision | undefined> {
    return this.#locked(key, async () => {
      for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        const { revision, decision: present } = this.#latest(key);
        const decision = next(present ?? this.#redactedOf(key));
        if (!decision) return undefined;
        if (!present && this.replica.count >= this.#options.entriesMax) {
          throw new WeirError('full', `the ledger has ${this.replica.count} entries, its limit`);
        }
        if (await this.#write(key, decision, encode(decision), revision)) return decision;
      }
      throw new WeirError('conflict', `${key} is changed by others all the time`);
    });
  }

  /**
   * Puts what is left of an entry under another key and removes the entry. Interrupted in between, it is done again and
   * comes to the same.
   * @param redacted undefined: it stays as it is
   * @returns whether it was moved: not, when somebody else was faster
   * @throws WeirError `unavailable`
   */
  redact(key: string, redacted: (entry: Decision) => Decision | undefined): Promise<boolean> {
    return this.#locked(key, async () => {
      const { revision, decision } = this.#latest(key);
      const left = decision && redacted(decision);
      if (!left) return false;
      const to = this.#options.redactedKeyOf(key);
      if (!(await this.#write(to, left, encodeDecision(left), this.#latest(to).revision))) return false;
      try {
        await this.#options.store.delete(key, revision);
      } catch (error) {
        if (failureOf(error) !== 'conflict') throw error;
        return false;
      }
      return true;
    });
  }

  /** Makes room. @throws WeirError `unavailable` */
  sweep(options: SweepOptions): Promise<Swept> {
    return this.#sweeper.sweep(options);
  }

  #see(entry: KeyValueEntry): void {
    const { log } = this.#options;
    if (entry.key === FLOOR_KEY) {
      this.replica.raiseFloor(floorOf(entry));
      this.replica.advance(entry.revision);
      return;
    }
    if ((this.#written.get(entry.key)?.revision ?? 0) <= entry.revision) this.#written.delete(entry.key);
    try {
      const decision = entry.deleted ? undefined : decodeDecision(entry.value);
      this.#hasRedacted ||= isRedactedKey(entry.key);
      const { key, revision, value } = entry;
      this.replica.apply({ key, revision, decision, bytes: key.length + value.length + OVERHEAD_BYTES });
      this.#sweeper.saw(key, !decision);
    } catch (error) {
      logError(log, error, `entry ${entry.key} of the ledger`);
    }
  }

  #redactedOf(key: string): Decision | undefined {
    if (!this.#hasRedacted) return undefined;
    return this.#latest(this.#options.redactedKeyOf(key)).decision;
  }

  #latest(key: string): { revision: number; decision: Decision | undefined } {
    const seen = this.replica.get(key);
    const written = this.#written.get(key);
    if (written && written.revision > (seen?.revision ?? 0)) return written;
    return seen ?? { revision: 0, decision: undefined };
  }

  /** Returns false when somebody else was faster; then what is known has been brought up to date. */
  async #write(key: string, decision: Decision, value: Uint8Array, revision: number): Promise<boolean> {
    const { store } = this.#options;
    try {
      const written =
        revision === 0 || !this.#latest(key).decision
          ? await store.create(key, value)
          : await store.update(key, value, revision);
      this.#written.set(key, { revision: written, decision });
      this.#hasRedacted ||= isRedactedKey(key);
      return true;
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
    }
    const entry = await store.get(key);
    if (entry) {
      const found = entry.deleted ? undefined : decodeDecision(entry.value);
      this.#written.set(key, { revision: entry.revision, decision: found });
    }
    return false;
  }

  async #locked<T>(key: string, action: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(key);
    const mine = (async () => {
      await before?.catch(() => {});
      return action();
    })();
    this.#locks.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#locks.get(key) === mine) this.#locks.delete(key);
    }
  }
}
