/** A scenario's version or a policy that has blocked too many: what the guard does about it, step by step, as it is stored. */
import type { Contribution } from '#libs/domain/decision.ts';
import { type Cause, isBy } from '../ledger/revoke.ts';

export interface Trip {
  readonly kind: 'scenario' | 'policy';
  readonly name: string;
  /** Empty for a policy. */
  readonly version: string;
  /** Unix ms, as all times; 0 for what has not happened. */
  readonly atMs: number;
  readonly why: string;
  /** Whether it is stopped; else there is only an alarm. */
  readonly stops: boolean;
  /** Only what began from then on is taken back. */
  readonly sinceMs: number;
  /** When its mode was seen to, and whether it was the guard who changed it. */
  readonly settledMs: number;
  readonly isModeChanged: boolean;
  /** When all that it caused had been taken back, and how many entries that lifted. */
  readonly doneMs: number;
  readonly lifted: number;
  /** When it was let go, and by whom. */
  readonly releasedMs: number;
  readonly releasedBy: string;
}

/** What has been let go is left alone for so long. */
const LEFT_ALONE_MS = 3_600_000;
/** What nobody has looked at for so long is an alarm no more, where nothing was stopped. */
const ALARM_MS = 3_600_000;
const TRIPS_MAX = 100;

/** Who has blocked somebody, as told apart by the guard: `scenario NAME VERSION`, `policy NAME`. */
export function culpritOf({ kind, name, version }: Pick<Trip, 'kind' | 'name' | 'version'>): string {
  return kind === 'scenario' ? `scenario ${name} ${version}` : `policy ${name}`;
}

export function causeOf({ kind, name, version }: Pick<Trip, 'kind' | 'name' | 'version'>): Cause {
  return kind === 'scenario' ? { scenario: name, version } : { policy: name };
}

/** Whether it is to be stopped, or told of, still. */
export function isOpen({ releasedMs, stops, atMs }: Trip, nowMs: number): boolean {
  return releasedMs === 0 && (stops || nowMs - atMs < ALARM_MS);
}

/** Whether it is not to be judged now: it is known, or was let go just now. */
export function isSpared(trip: Trip, nowMs: number): boolean {
  return isOpen(trip, nowMs) || nowMs - trip.releasedMs < LEFT_ALONE_MS;
}

/** Whether what a contribution says is only to be recorded. */
export function isStopped(trips: readonly Trip[], contribution: Contribution): boolean {
  return trips.some((trip) => trip.stops && trip.releasedMs === 0 && isBy(causeOf(trip), contribution));
}

/** With one more: one about the same is replaced, and of too many those go that were let go, the oldest first. */
export function withTrip(trips: readonly Trip[], trip: Trip): Trip[] {
  const others = trips.filter((each) => culpritOf(each) !== culpritOf(trip));
  const places = TRIPS_MAX - 1 - others.filter(({ releasedMs }) => releasedMs === 0).length;
  const released = others.filter(({ releasedMs }) => releasedMs > 0);
  const kept = new Set(places > 0 ? released.slice(-places) : []);
  return [...others.filter((each) => each.releasedMs === 0 || kept.has(each)), trip].slice(-TRIPS_MAX);
}

/** For people, in `weir status`. */
export function alarmOf(trip: Trip): string {
  const { kind, name, version, why, stops, lifted, doneMs } = trip;
  const what = kind === 'scenario' ? `scenario ${name} version ${version}` : `policy ${name}`;
  if (!stops) return `guard: ${what} blocks ${why}`;
  const sofar =
    doneMs > 0 ? `${lifted} decisions of it are lifted` : `${lifted} decisions of it are lifted so far`;
  const group = kind === 'scenario' ? 'scenarios' : 'policies';
  return `guard: ${what} is in shadow mode: it blocked ${why}; ${sofar}. weir ${group} mode ${name} enforce, or weir guard release ${name}`;
}
