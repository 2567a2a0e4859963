/** Removes from the ledger what is of no use any more, and, when it is full, what matters least. */
import type { KeyValue, KeyValueEntry } from '#libs/bus/key-value.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { changeJson } from '#libs/cluster/json-value.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import type { LedgerChange, LedgerReplica } from '#libs/ledger/replica.ts';
import { inParallel } from './in-parallel.ts';
import { type Fill, type Pressure, pressureOf, removedBy, spentMs, worthOf } from './room.ts';

/** Key under which the store remembers up to where swept entries have been forgotten. */
export const FLOOR_KEY = 'floor';
/** How long a swept entry leaves a mark, so that an enforcer that was away hears of it. */
const MARK_KEPT_MS = 24 * 3600_000;
/** Of the ledger's limit as many marks are kept; the oldest go then, when they have been there for as long as a stale reader may be. */
const MARKS_SHARE = 0.2;
const MARK_KEPT_MIN_MS = 5 * 60_000;
/** Entries that are removed, and marks that are forgotten, at the same time. */
const PARALLEL_MAX = 16;
/** Entries that are looked at before everything else gets a turn. */
const TURN = 10_000;
/** As many times what is removed at most are compared at once. */
const SPREAD = 5;

export interface SweeperOptions {
  readonly replica: LedgerReplica;
  readonly store: KeyValue;
  readonly clock: Clock;
  readonly fill: () => Fill;
}

export interface SweepOptions {
  /** How long what has ended is remembered, ms, while there is room. */
  readonly retentionMs: number;
  /** Whether this replica decides about somebody: others remove what is theirs. */
  readonly owns: (subject: Subject) => boolean;
}

/** Entries that were removed here. */
export interface Swept {
  /** Those that had ended, and were of no use any more. */
  readonly ended: number;
  /** Those in force that gave way. */
  readonly gaveWay: number;
}

interface Candidate {
  readonly entry: LedgerChange & { readonly decision: Decision };
  /** The lowest goes first. */
  readonly worth: number;
  readonly isSpent: boolean;
}

export class Sweeper {
  readonly #options: SweeperOptions;
  /** When swept entries were seen to be so, ms of the monotonic clock, the first ones first. */
  readonly #sweptAtMs = new Map<string, number>();

  constructor(options: SweeperOptions) {
    this.#options = options;
  }

  /** The store has told of an entry. */
  saw(key: string, isSwept: boolean): void {
    this.#sweptAtMs.delete(key);
    if (isSwept) this.#sweptAtMs.set(key, this.#options.clock.elapsed());
  }

  /** @throws WeirError `unavailable` */
  async sweep({ retentionMs, owns }: SweepOptions): Promise<Swept> {
    const { store, fill } = this.#options;
    const pressure = pressureOf(fill());
    const counts = { ended: 0, gaveWay: 0 };
    const going = await this.#going(pressure, retentionMs);
    const mine = going.filter(({ entry }) => owns(entry.decision));
    await inParallel(mine, PARALLEL_MAX, async ({ entry: { key, revision }, isSpent }) => {
      try {
        await store.delete(key, revision);
        counts[isSpent ? 'ended' : 'gaveWay']++;
      } catch (error) {
        if (failureOf(error) !== 'conflict') throw error;
      }
    });
    await this.#forgetMarks(pressure);
    return counts;
  }

  /** What all replicas together have to remove now. */
  async #going(pressure: Pressure, retentionMs: number): Promise<Candidate[]> {
    const { replica, clock } = this.#options;
    const { removedMax, remembered, excess } = pressure;
    const nowMs = clock.now();
    let candidates: Candidate[] = [];
    const counts = { looked: 0, spent: 0, weak: 0 };
    let bound = Number.POSITIVE_INFINITY;
    for (const entry of replica.entries()) {
      if (++counts.looked % TURN === 0) await clock.yield();
      const spentAtMs = spentMs(entry.decision, retentionMs, remembered);
      const isSpent = spentAtMs < nowMs;
      const worth = isSpent ? spentAtMs : excess > 0 ? worthOf(entry.decision) : undefined;
      if (worth === undefined) continue;
      counts[isSpent ? 'spent' : 'weak']++;
      if (worth > bound) continue;
      candidates.push({ entry, worth, isSpent });
      if (candidates.length < SPREAD * removedMax) continue;
      candidates = lowest(candidates, removedMax);
      bound = candidates[removedMax - 1].worth;
    }
    return lowest(candidates, removedBy(pressure, counts.spent, counts.weak));
  }

  /** Removes the marks of what was swept a day ago, or sooner where they are many. */
  async #forgetMarks({ removedMax }: Pressure): Promise<void> {
    const { store, replica } = this.#options;
    const old = this.#oldMarks(2 * removedMax);
    if (old.length === 0) return;
    await this.#raiseFloor(Math.max(...old.map(({ revision }) => revision)));
    await inParallel(old, PARALLEL_MAX, async ({ key, revision }) => {
      // Only what was swept: in the meantime somebody may have made an entry again.
      await store.forget(key, revision);
      replica.forget(key);
      this.#sweptAtMs.delete(key);
    });
  }

  #oldMarks(max: number): LedgerChange[] {
    const { replica, clock, fill } = this.#options;
    const nowMs = clock.elapsed();
    const old: LedgerChange[] = [];
    let tooMany = this.#sweptAtMs.size - MARKS_SHARE * fill().entriesMax;
    for (const [key, atMs] of this.#sweptAtMs) {
      if (old.length >= max || nowMs - atMs <= (tooMany-- > 0 ? MARK_KEPT_MIN_MS : MARK_KEPT_MS)) break;
      const mark = replica.get(key);
      if (mark && !mark.decision) old.push(mark);
      else this.#sweptAtMs.delete(key);
    }
    return old;
  }

  /** Written before anything is forgotten: a reader that is behind it must take a full snapshot. It never sinks. */
  async #raiseFloor(revision: number): Promise<void> {
    const { store, replica } = this.#options;
    await changeJson(store, FLOOR_KEY, (entry) =>
      entry && floorOf(entry) >= revision ? undefined : revision,
    );
    replica.raiseFloor(revision);
  }
}

export function floorOf({ value }: KeyValueEntry): number {
  return Number(Buffer.from(value).toString());
}

/**
 * So many of the lowest worth, and of the same worth those that were changed first; in this order, unless these are all. Numbers are
 * sorted, not entries: that is much faster.
 */
function lowest(candidates: readonly Candidate[], count: number): Candidate[] {
  if (count >= candidates.length) return [...candidates];
  if (count === 0) return [];
  const limit = Float64Array.from(candidates, ({ worth }) => worth).sort()[count - 1];
  return candidates
    .filter(({ worth }) => worth <= limit)
    .sort(byWorth)
    .slice(0, count);
}

function byWorth(a: Candidate, b: Candidate): number {
  return a.worth - b.worth || a.entry.revision - b.entry.revision;
}
