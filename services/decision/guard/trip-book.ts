/** The trips of a cluster: one record, which every replica of the decision service looks at, so that all stop the same. */
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { fromJson, toJson } from '#libs/cluster/json-value.ts';
import type { Contribution } from '#libs/domain/decision.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { culpritOf, isStopped, type Trip } from './trip.ts';

const KEY = 'guard';
/** How soon a change made at another replica holds here. */
export const LOOK_EVERY_MS = 1000;
const ATTEMPTS_MAX = 20;

export interface TripBookOptions {
  readonly cluster: KeyValue;
  readonly clock: Clock;
  readonly log: Log;
}

export class TripBook {
  readonly #options: TripBookOptions;
  #trips: readonly Trip[] = [];
  #revision = 0;
  #looking: Timer | undefined;

  constructor(options: TripBookOptions) {
    this.#options = options;
  }

  /** The latest last. */
  get trips(): readonly Trip[] {
    return this.#trips;
  }

  /** Whether what a contribution says is only to be recorded. */
  readonly stops = (contribution: Contribution): boolean => isStopped(this.#trips, contribution);

  /** Takes up what holds, and follows it from now on. */
  async begin(): Promise<void> {
    await this.#look();
    this.#looking = this.#options.clock.every(LOOK_EVERY_MS, () => {
      this.#look().catch((error) =>
        logError(this.#options.log, error, 'looking for what the guard has stopped'),
      );
    });
  }

  end(): void {
    this.#looking?.cancel();
  }

  /**
   * Changes the trips, and does it again when another was faster.
   * @param change undefined: all is as it should be
   * @throws WeirError `conflict`, `unavailable`
   */
  async change(change: (trips: readonly Trip[]) => readonly Trip[] | undefined): Promise<void> {
    const { cluster } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const entry = await this.#look();
      const changed = change(this.#trips);
      if (!changed) return;
      try {
        const value = toJson({ trips: changed });
        this.#revision =
          entry && !entry.deleted
            ? await cluster.update(KEY, value, entry.revision)
            : await cluster.create(KEY, value);
        this.#trips = changed;
        return;
      } catch (error) {
        if (failureOf(error) !== 'conflict' || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  }

  /** Notes how far something has come, unless somebody has let it go meanwhile. */
  progress(trip: Trip, step: (trip: Trip) => Partial<Trip>): Promise<void> {
    const isSame = (each: Trip) => culpritOf(each) === culpritOf(trip) && each.atMs === trip.atMs;
    return this.change((trips) => {
      const found = trips.find((each) => isSame(each) && each.releasedMs === 0);
      return found && trips.map((each) => (each === found ? { ...found, ...step(found) } : each));
    });
  }

  async #look() {
    const entry = await this.#options.cluster.get(KEY);
    // Answers may overtake each other.
    if (entry && entry.revision > this.#revision) {
      this.#revision = entry.revision;
      this.#trips = entry.deleted ? [] : fromJson<{ trips: Trip[] }>(entry).trips;
    }
    return entry;
  }
}
