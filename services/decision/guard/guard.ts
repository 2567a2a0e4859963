/**
 * Watches how many clients each scenario and each policy blocks. One that blocks too many is put into shadow mode, what it
 * has caused is taken back, and an alarm says so. Whoever owns the guard's partition acts; every step is noted in the trip
 * book and can be done twice, so the next owner finishes what one has begun.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Revocation } from '../ledger/revocation.ts';
import type { BlockCounts, Blocks } from './blocks.ts';
import { type Activity, type GuardSettings, tooMany } from './judgement.ts';
import type { GuardMetrics } from './metrics.ts';
import type { ModeSwitch } from './mode-switch.ts';
import { causeOf, culpritOf, isSpared, type Trip, withTrip } from './trip.ts';
import { LOOK_EVERY_MS, type TripBook } from './trip-book.ts';

const REVIEW_EVERY_MS = 1000;
/** How long somebody has to block too many: the numbers of clients are up to five seconds older than the blocks. */
const CONFIRM_MS = 5000;
/** Until then replicas may decide by what they knew before the trip. */
const SETTLE_MS = 3 * LOOK_EVERY_MS;
/** How often it is looked for that somebody has set a mode again. */
const MODES_EVERY_MS = 5000;

export interface GuardOptions {
  readonly settings: GuardSettings;
  readonly blocks: Blocks;
  readonly trips: TripBook;
  readonly modes: ModeSwitch;
  readonly revocation: Revocation;
  /** Undefined while no analyzer is heard: then nobody blocks too many. */
  readonly activity: () => Activity | undefined;
  /** Whether it is for this replica to act. */
  readonly owns: () => boolean;
  readonly metrics: GuardMetrics;
  readonly clock: Clock;
  readonly log: Log;
}

export class Guard {
  readonly #options: GuardOptions;
  readonly #reviewing: Repeated;
  /** Since when each blocks too many, ms of the monotonic clock. */
  #suspects = new Map<string, number>();
  #modesSeenMs = Number.NEGATIVE_INFINITY;

  constructor(options: GuardOptions) {
    this.#options = options;
    const { clock, log } = options;
    this.#reviewing = new Repeated({
      clock,
      everyMs: REVIEW_EVERY_MS,
      work: () => this.#review(),
      onError: (error) => logError(log, error, 'guarding against too many blocks'),
    });
  }

  stop(): Promise<void> {
    return this.#reviewing.stop();
  }

  async #review(): Promise<void> {
    const { blocks, trips, owns, clock } = this.#options;
    blocks.follow(clock.now());
    if (!owns()) {
      this.#suspects.clear();
      return;
    }
    for (const culprit of this.#convicted()) await this.#trip(culprit);
    const isLook = clock.elapsed() - this.#modesSeenMs >= MODES_EVERY_MS;
    if (isLook) this.#modesSeenMs = clock.elapsed();
    for (const trip of trips.trips) {
      if (trip.stops && trip.releasedMs === 0) await this.#stop(trip, isLook);
    }
  }

  /** Those who have blocked too many for long enough, and why. */
  #convicted(): { of: BlockCounts; why: string }[] {
    const { clock } = this.#options;
    const suspects = new Map<string, number>();
    const convicted = this.#excessive().filter(({ of }) => {
      const name = culpritOf(of.culprit);
      const sinceMs = this.#suspects.get(name) ?? clock.elapsed();
      suspects.set(name, sinceMs);
      return clock.elapsed() - sinceMs >= CONFIRM_MS;
    });
    this.#suspects = suspects;
    return convicted;
  }

  /** A policy is not blamed for what a scenario does that blocks too many itself, may do so, or is dealt with already. */
  #excessive(): { of: BlockCounts; why: string }[] {
    const { blocks, trips, settings, activity, clock } = this.#options;
    const now = activity();
    if (!now || blocks.size <= settings.atLeast) return [];
    const nowMs = clock.now();
    const judged = (counts: readonly BlockCounts[]) =>
      counts.map((of) => ({ of, why: tooMany(of, now, settings) })).filter(({ why }) => why !== '');
    const isExcepted = ({ culprit }: BlockCounts) => settings.except.includes(culprit.name);
    const spared = new Set(trips.trips.filter((trip) => isSpared(trip, nowMs)).map(culpritOf));
    const counts = blocks.counts().filter(({ culprit }) => culprit.kind === 'scenario');
    const scenarios = judged(counts);
    const explained = [...scenarios.map(({ of }) => of), ...counts.filter(isExcepted)];
    const without = new Set([...spared, ...explained.map(({ culprit }) => culpritOf(culprit))]);
    const policies = judged(blocks.counts(without).filter(({ culprit }) => culprit.kind === 'policy'));
    return [...scenarios, ...policies].filter(
      ({ of }) => !isExcepted(of) && !spared.has(culpritOf(of.culprit)),
    );
  }

  async #trip({ of, why }: { of: BlockCounts; why: string }): Promise<void> {
    const { trips, settings, metrics, clock, log } = this.#options;
    const { culprit } = of;
    const nowMs = clock.now();
    const trip: Trip = {
      ...culprit,
      atMs: nowMs,
      why,
      stops: settings.mode === 'enforce',
      // A version is wrong as such; a policy was right before.
      sinceMs: culprit.kind === 'scenario' ? 0 : nowMs - settings.within - CONFIRM_MS,
      settledMs: 0,
      isModeChanged: false,
      doneMs: 0,
      lifted: 0,
      releasedMs: 0,
      releasedBy: '',
    };
    await trips.change((all) =>
      all.some((each) => culpritOf(each) === culpritOf(trip) && isSpared(each, nowMs))
        ? undefined
        : withTrip(all, trip),
    );
    this.#suspects.delete(culpritOf(trip));
    metrics.trips.value++;
    log.error({ ...culprit, why, stops: trip.stops }, 'guard: it blocks too many');
  }

  /** The next steps of what has to be stopped. */
  async #stop(trip: Trip, isLook: boolean): Promise<void> {
    const { trips, modes, blocks, clock, log } = this.#options;
    const { kind, name, version } = trip;
    if (trip.settledMs === 0) {
      const isModeChanged = await modes.putInShadow(trip);
      await trips.progress(trip, () => ({ settledMs: clock.now(), isModeChanged }));
      log.warn({ kind, name, version, isModeChanged }, 'guard: it is in shadow mode');
    } else if (isLook && trip.isModeChanged && clock.now() - trip.settledMs >= MODES_EVERY_MS) {
      if (!(await modes.isInShadow(trip))) {
        await trips.progress(trip, () => ({ releasedMs: clock.now(), releasedBy: 'its mode was set again' }));
        log.info({ kind, name, version }, 'guard: somebody has set its mode again');
        return;
      }
    }
    if (trip.doneMs === 0 || blocks.isBlocking(trip)) await this.#takeBack(trip);
  }

  async #takeBack(trip: Trip): Promise<void> {
    const { trips, revocation, metrics, clock, log } = this.#options;
    const { kind, name, version, why, sinceMs, atMs } = trip;
    const isSettled = clock.now() - atMs >= SETTLE_MS;
    const by = { author: 'guard', reason: `${name} blocked too many: ${why}` };
    const { lifted, kept, left } = await revocation.run(causeOf(trip), by, sinceMs);
    metrics.lifted.value += lifted;
    const isDone = trip.doneMs === 0 && isSettled && lifted + kept + left === 0;
    if (lifted === 0 && !isDone) return;
    await trips.progress(trip, (known) => ({
      lifted: known.lifted + lifted,
      ...(isDone && { doneMs: clock.now() }),
    }));
    log.warn({ kind, name, version, lifted, kept, left, isDone }, 'guard: decisions are lifted');
  }
}
