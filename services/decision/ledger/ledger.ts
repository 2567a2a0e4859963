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
import { isSpent } from './merge.ts';

/** Attempts to change an entry that others change too. */
const ATTEMPTS_MAX = 20;
/** Key under which the store remembers up to where swept entries have been forgotten. */
const FLOOR_KEY = 'floor';
/** How long a swept entry leaves a mark, so that an enforcer that was away hears of it. */
const MARK_KEPT_MS = 24 * 3600_000;
/** Entries that one sweep removes at most. */
const SWEEP_MAX = 1000;

export interface LedgerOptions {
  readonly store: KeyValue;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Entries at most, spent ones included. */
  readonly entriesMax: number;
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
  /** When swept entries were first seen to be so, ms of the monotonic clock. */
  readonly #sweptAtMs = new Map<string, number>();
  #current = false;
  /** Whether any entry has ever been redacted: finding what is left of one takes a digest of its key. */
  #hasRedacted = false;
  /** When the watch was lost, ms of the monotonic clock. */
  #lostMs: number;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#lostMs = options.clock.elapsed();
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
        const { revision, decision: entry = this.#redactedOf(key) } = this.#latest(key);
        const decision = next(entry);
        if (!decision) return undefined;
        if (revision === 0 && this.replica.count >= this.#options.entriesMax) {
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

  /**
   * Removes entries that ended so long ago that nothing can refer to them.
   * @returns how many
   */
  async sweep(retentionMs: number): Promise<number> {
    const { store, clock } = this.#options;
    const nowMs = clock.now();
    let swept = 0;
    for (const { key, revision, decision } of [...this.replica.entries()]) {
      if (swept >= SWEEP_MAX) break;
      if (!isSpent(decision, retentionMs, nowMs)) continue;
      await store.delete(key, revision).then(
        () => swept++,
        (error) => {
          if (failureOf(error) !== 'conflict') throw error;
        },
      );
    }
    await this.#forgetSwept();
    return swept;
  }

  /** Removes the marks of what was swept a day ago. */
  async #forgetSwept(): Promise<void> {
    const { store, clock } = this.#options;
    const oldMs = clock.elapsed() - MARK_KEPT_MS;
    const old = [...this.replica.swept()].filter(
      ({ key }) => (this.#sweptAtMs.get(key) ?? clock.elapsed()) < oldMs,
    );
    if (old.length === 0) return;
    await this.#raiseFloor(Math.max(...old.map(({ revision }) => revision)));
    for (const { key, revision } of old) {
      // Only what was swept: in the meantime somebody may have made an entry again.
      await store.forget(key, revision);
      this.replica.forget(key);
      this.#sweptAtMs.delete(key);
    }
  }

  /** Written before anything is forgotten: a reader that is behind it must take a full snapshot. It never sinks. */
  async #raiseFloor(revision: number): Promise<void> {
    const { store } = this.#options;
    const value = Buffer.from(String(revision));
    const entry = await store.get(FLOOR_KEY);
    if (!entry || entry.deleted) await store.create(FLOOR_KEY, value);
    else if (floorOf(entry) < revision) await store.update(FLOOR_KEY, value, entry.revision);
    this.replica.raiseFloor(revision);
  }

  #see(entry: KeyValueEntry): void {
    const { log, clock } = this.#options;
    if (entry.key === FLOOR_KEY) {
      this.replica.raiseFloor(floorOf(entry));
      this.replica.advance(entry.revision);
      return;
    }
    if ((this.#written.get(entry.key)?.revision ?? 0) <= entry.revision) this.#written.delete(entry.key);
    try {
      const decision = entry.deleted ? undefined : decodeDecision(entry.value);
      this.#hasRedacted ||= isRedactedKey(entry.key);
      this.replica.apply({ key: entry.key, revision: entry.revision, decision });
      if (!decision) this.#sweptAtMs.set(entry.key, clock.elapsed());
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

function floorOf({ value }: KeyValueEntry): number {
  return Number(Buffer.from(value).toString());
}
