/**
 * How much room a ledger has, and what goes when that becomes scarce: what has ended is forgotten the sooner the fuller it is,
 * and at last those in force that matter least give way. All replicas come to the same from the same ledger.
 */
import { type Decision, isEnforceable, MANUAL, REMEDIATIONS } from '#libs/domain/decision.ts';
import { WIDENING } from '../widening/widening.ts';

/** Shares of the limit: up to the first all is remembered as long as is configured, from the second on nothing that has ended. */
const NEARLY_FULL = 0.8;
const ONLY_IN_FORCE = 0.9;
/** Up to here there is room for what is new: beyond it, what is in force gives way. */
const FULL = 0.95;
/** Of those in force that may give way so many leave room at most: where people fill the ledger, findings are not lost for it. */
const GIVING_WAY = 0.1;
/** However full it is: until then everybody has heard of it, and clocks may differ. */
const REMEMBERED_MIN_MS = 60_000;

const EASY = { everyMs: 60_000, removedMax: 1000 } as const;
/** What the bus is asked for at most: a thousand entries a second. */
const HARD = { everyMs: 5000, removedMax: 5000 } as const;

export interface Fill {
  readonly entries: number;
  readonly entriesMax: number;
  /** As they are stored, and what is left of those that were swept. */
  readonly bytes: number;
  readonly bytesMax: number;
}

/** What is done so that there is room. */
export interface Pressure {
  /** From one sweep to the next. */
  readonly everyMs: number;
  /** Entries that a sweep removes at most. */
  readonly removedMax: number;
  /** For which share of its time is remembered what has ended: from 1, as is configured, to 0. */
  readonly remembered: number;
  /** Entries by which it is too full. */
  readonly excess: number;
  /** Entries for which there is room. */
  readonly free: number;
}

/** Of the limit that is nearest. */
function fullnessOf({ entries, entriesMax, bytes, bytesMax }: Fill): number {
  return Math.max(entries / entriesMax, bytes / bytesMax);
}

export function pressureOf(fill: Fill): Pressure {
  const fullness = fullnessOf(fill);
  if (fullness <= NEARLY_FULL) return { ...EASY, remembered: 1, excess: 0, free: 0 };
  const { entries } = fill;
  return {
    ...HARD,
    remembered: Math.max(0, (ONLY_IN_FORCE - fullness) / (ONLY_IN_FORCE - NEARLY_FULL)),
    excess: fullness <= FULL ? 0 : entries - Math.floor((entries * FULL) / fullness),
    free: Math.max(0, Math.floor(entries / fullness) - entries),
  };
}

/**
 * How many entries a sweep removes.
 * @param spent entries that are of no use any more
 * @param weak entries in force that may give way
 */
export function removedBy({ removedMax, excess, free }: Pressure, spent: number, weak: number): number {
  const givingWay = Math.min(excess, Math.floor(GIVING_WAY * weak) - free);
  return Math.min(removedMax, Math.max(spent, givingWay));
}

export function roomAlarms(fill: Fill): string[] {
  const { entries, entriesMax, bytes, bytesMax } = fill;
  const fullness = fullnessOf(fill);
  if (fullness <= NEARLY_FULL) return [];
  const percent = Math.floor(100 * fullness);
  const isOfBytes = bytes / bytesMax > entries / entriesMax;
  const mb = (count: number) => Math.ceil(count / 2 ** 20);
  const what = isOfBytes ? `${mb(bytes)} of ${mb(bytesMax)} MB` : `${entries} of ${entriesMax} entries`;
  const effect =
    fullness > FULL - 0.01
      ? 'decisions in force that end soonest give way to new ones'
      : 'what has ended is forgotten sooner';
  const advice = isOfBytes
    ? 'let decisions or their requests (decision.personalData.evidence) be kept for less long'
    : 'raise decision.limits.entries';
  return [`the ledger is ${percent} % full (${what}), so ${effect}: ${advice}`];
}

/**
 * From when on an entry is of no use any more, Unix ms: it ended, and no stored detection about it can come again. What was taken
 * back is remembered for as long as one of the detections behind it could bring it into force again, whatever `remembered` is;
 * a ban for as long as it makes the next one longer.
 * @param remembered the share of that time that is left to what has ended
 */
export function spentMs(entry: Decision, retentionMs: number, remembered: number): number {
  const { state, contributions, updatedMs } = entry;
  const isLifted = state === 'lifted';
  const couldLastMs = contributions
    .filter(({ scenario, revokedMs }) => scenario !== MANUAL && (isLifted || revokedMs > 0))
    .map(({ untilMs }) => untilMs);
  const endedMs = Math.max(isLifted ? entry.liftedMs : entry.untilMs, ...couldLastMs, updatedMs);
  const isTakenBack = isLifted || couldLastMs.length > 0;
  if (isTakenBack) return endedMs + Math.max(retentionMs, isLifted ? 0 : memoryMs(entry));
  const keptMs = Math.max(retentionMs, memoryMs(entry));
  return endedMs + Math.max(keptMs * remembered, Math.min(keptMs, REMEMBERED_MIN_MS));
}

/**
 * In which order those in force give way: what is only recorded first, then by remediation, the strongest last, then by end.
 * @returns undefined for what never does: what is allowed, what a person said, what is about many at once, what was taken back
 */
export function worthOf(entry: Decision): number | undefined {
  const { state, remediation, contributions, untilMs } = entry;
  if (state !== 'active' || remediation === 'allow') return undefined;
  const isKept = contributions.some(
    ({ scenario, revokedMs }) => scenario === MANUAL || scenario === WIDENING || revokedMs > 0,
  );
  if (isKept) return undefined;
  const rank = isEnforceable(entry) ? REMEDIATIONS.length - REMEDIATIONS.indexOf(remediation) : 1;
  return rank * STEP + untilMs;
}

/** More than any time in Unix ms, and so few that sums are exact. */
const STEP = 2 ** 48;

function memoryMs({ forgetMs, strikes }: Decision): number {
  return forgetMs * (strikes + 1);
}
