/**
 * Where many neighbours are blocked, one decision for all of their network joins them: the next address has no first try. It
 * ends by itself when fewer are blocked, and earlier when some are taken back. Likewise where many of an autonomous system
 * are: then for each of its networks of which one is.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import { type Contribution, type Decision, NO_FINDING } from '#libs/domain/decision.ts';
import { NO_STAGES } from '#libs/domain/detection.ts';
import { ledgerKey, type Subject } from '#libs/domain/scope.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Exemptions } from '../allowlist/exemptions.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { contribute, lift } from '../ledger/merge.ts';
import type { Widening as Threshold } from '../policies/policy-set.ts';
import type { Crowd, Crowds } from './crowd.ts';

/** The scenario name of what is decided about many at once. */
export const WIDENING = 'widening';

const REVIEW_EVERY_MS = 500;
/** Everything is looked at again, since partitions may have come from others. */
const REVIEW_ALL_EVERY_MS = 10_000;
/** Networks that are looked at before everything else gets a turn. */
const TURN = 1000;
/** The decision is not written anew for less. */
const LATER_MS = 30_000;

export interface WideningOptions {
  readonly ledger: Ledger;
  readonly neighbours: Crowds;
  readonly systems: Crowds;
  readonly exemptions: Exemptions;
  readonly thresholds: () => readonly Threshold[];
  /** Whether this replica decides about somebody. */
  readonly owns: (subject: Subject) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export class Widening {
  readonly #options: WideningOptions;
  readonly #reviewing: Repeated;
  #allReviewedMs = Number.NEGATIVE_INFINITY;
  #due = new Set<string>();

  constructor(options: WideningOptions) {
    this.#options = options;
    const { clock, log } = options;
    this.#reviewing = new Repeated({
      clock,
      everyMs: REVIEW_EVERY_MS,
      work: () => this.#review(),
      onError: (error) => logError(log, error, 'widening decisions'),
    });
  }

  stop(): Promise<void> {
    return this.#reviewing.stop();
  }

  async #review(): Promise<void> {
    const { neighbours, systems, clock } = this.#options;
    const isForAll = clock.elapsed() - this.#allReviewedMs >= REVIEW_ALL_EVERY_MS;
    if (isForAll) this.#allReviewedMs = clock.elapsed();
    for (const crowds of [neighbours, systems]) {
      for (const network of crowds.changed()) this.#due.add(network);
      if (isForAll) for (const network of crowds.all()) this.#due.add(network);
    }
    let looked = 0;
    for (const network of this.#due) {
      if (++looked % TURN === 0) await clock.yield();
      await this.#reviewNetwork(network);
      this.#due.delete(network);
    }
  }

  async #reviewNetwork(network: string): Promise<void> {
    const { ledger, exemptions, owns, clock } = this.#options;
    const subject: Subject = { scope: 'prefix', value: network };
    if (!owns(subject)) return;
    const key = ledgerKey(subject, false);
    const nowMs = clock.now();
    const entry = ledger.get(key);
    const isFree = exemptions.whyNot(subject) !== '';
    const crowd = isFree ? undefined : this.#crowdOf(network, nowMs, entry?.liftedMs ?? 0);
    if (isAsWanted(entry, crowd, nowMs)) return;
    await ledger.change(key, (present) =>
      crowd ? widened(present, subject, crowd, nowMs) : narrowed(present, subject, nowMs),
    );
  }

  /** The one that lasts longer, of neighbours and of others of the same system. */
  #crowdOf(network: string, nowMs: number, sinceMs: number): Crowd | undefined {
    const { neighbours, systems, thresholds } = this.#options;
    const crowdIn = (crowds: Crowds, isMeant: (threshold: Threshold) => boolean) => {
      const threshold = thresholds().find(isMeant);
      return threshold && crowds.crowd(network, threshold.over, nowMs, sinceMs);
    };
    const near = crowdIn(neighbours, ({ of }) => network.endsWith(of));
    const far = crowdIn(systems, ({ of }) => of === 'asn');
    return near && far ? (near.untilMs >= far.untilMs ? near : far) : (near ?? far);
  }
}

function wordOf(entry: Decision | undefined): Contribution | undefined {
  return entry?.contributions.find(({ scenario }) => scenario === WIDENING);
}

function isAsWanted(entry: Decision | undefined, crowd: Crowd | undefined, nowMs: number): boolean {
  const untilMs = entry?.state === 'active' ? (wordOf(entry)?.untilMs ?? 0) : 0;
  if (!crowd) return untilMs <= nowMs;
  const isLong = crowd.untilMs - untilMs < LATER_MS && untilMs > nowMs;
  return isLong && untilMs <= crowd.untilMs;
}

function widened(
  entry: Decision | undefined,
  subject: Subject,
  crowd: Crowd,
  nowMs: number,
): Decision | undefined {
  return contribute(entry, changeOf(entry, subject, crowd, nowMs), nowMs);
}

/** What others have found about the network stays. */
function narrowed(entry: Decision | undefined, subject: Subject, nowMs: number): Decision | undefined {
  if (!entry || entry.state === 'lifted') return undefined;
  const reason = 'fewer of it are blocked';
  const holdsAnyway = entry.contributions.some(
    (by) => by.scenario !== WIDENING && by.revokedMs === 0 && by.untilMs > nowMs,
  );
  if (!holdsAnyway) return lift(entry, { author: 'weir', reason }, nowMs);
  return contribute(entry, changeOf(entry, subject, { untilMs: nowMs, seenMs: nowMs, reason }, nowMs), nowMs);
}

function changeOf(
  entry: Decision | undefined,
  subject: Subject,
  { untilMs, seenMs, reason }: Crowd,
  nowMs: number,
) {
  const contribution: Contribution = {
    ...NO_FINDING,
    scenario: WIDENING,
    // The latest word counts, whoever said the one before by which clock.
    openedMs: Math.max(nowMs, (wordOf(entry)?.openedMs ?? 0) + 1),
    untilMs,
    lastSeenMs: seenMs,
    author: 'weir',
    reason,
    policy: WIDENING,
    remediation: 'block',
  };
  return { subject, statusCode: 403, contribution, protectedBy: '', traceparent: '', stages: NO_STAGES };
}
