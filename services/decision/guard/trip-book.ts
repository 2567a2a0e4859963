/** The trips of a cluster: one record, which every replica of the decision service looks at, so that all stop the same. */
import type { KeyValue, KeyValueEntry } from '#libs/bus/key-value.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import { changeJson, fromJson } from '#libs/cluster/json-value.ts';
import type { Contribution } from '#libs/domain/decision.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { culpritOf, isStopped, type Trip } from './trip.ts';

const KEY = 'guard';
/** How soon a change made at another replica holds here. */
export const LOOK_EVERY_MS = 1000;

export interface TripBookOptions {
  readonly cluster: KeyValue;
  readonly clock: Clock;
  readonly log: Log;
}

export class TripBook {
  readonly #options: TripBookOptions;
  #trips: readonly Trip[] = [];
  #revision = 0;
  #looking: Repeated | undefined;

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
    const { clock, log } = this.#options;
    this.#looking = new Repeated({
      clock,
      everyMs: LOOK_EVERY_MS,
      work: () => this.#look(),
      onError: (error) => logError(log, error, 'looking for what the guard has stopped'),
    });
  }

  async end(): Promise<void> {
    await this.#looking?.stop();
  }

  /**
   * Changes the trips, and does it again when another was faster.
   * @param change undefined: all is as it should be
   * @throws WeirError `conflict`, `unavailable`
   */
  async change(change: (trips: readonly Trip[]) => readonly Trip[] | undefined): Promise<void> {
    const written = await changeJson(this.#options.cluster, KEY, (entry) => {
      const trips = change(tripsOf(entry));
      return trips && { trips };
    });
    if (written) this.#take(written.value.trips, written.revision);
  }

  /** Notes how far something has come, unless somebody has let it go meanwhile. */
  progress(trip: Trip, step: (trip: Trip) => Partial<Trip>): Promise<void> {
    const isSame = (each: Trip) => culpritOf(each) === culpritOf(trip) && each.atMs === trip.atMs;
    return this.change((trips) => {
      const found = trips.find((each) => isSame(each) && each.releasedMs === 0);
      return found && trips.map((each) => (each === found ? { ...found, ...step(found) } : each));
    });
  }

  async #look(): Promise<void> {
    const entry = await this.#options.cluster.get(KEY);
    if (entry) this.#take(tripsOf(entry), entry.revision);
  }

  /** Answers may overtake each other. */
  #take(trips: readonly Trip[], revision: number): void {
    if (revision <= this.#revision) return;
    this.#revision = revision;
    this.#trips = trips;
  }
}

function tripsOf(entry: KeyValueEntry | undefined): readonly Trip[] {
  return entry && !entry.deleted ? fromJson<{ trips: Trip[] }>(entry).trips : [];
}
