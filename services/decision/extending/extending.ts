/**
 * Lets bans last longer while those who are banned keep asking, where a policy says so. All replicas hear what enforcers
 * refuse; the owner of the partition acts. Should two do so, the ledger takes the same from both.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import type { Contribution } from '#libs/domain/decision.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Counter } from '#libs/telemetry/metrics.ts';
import type { Tracing } from '#libs/telemetry/tracing.ts';
import { extend, type Knocking, type TermsOf } from '../ledger/extension.ts';
import { inParallel } from '../ledger/in-parallel.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PolicySet } from '../policies/policy-set.ts';
import { Bans } from './bans.ts';
import { KnockCounts, type Refusals } from './knocks.ts';

const REVIEW_EVERY_MS = 500;
/** Entries that are changed at the same time. */
const PARALLEL_MAX = 32;

export interface ExtendingOptions {
  readonly ledger: Ledger;
  readonly policies: () => Pick<PolicySet, 'version' | 'extend'>;
  /** Whether what a contribution says is only to be recorded. */
  readonly stops: (contribution: Contribution) => boolean;
  /** Whether this replica decides about somebody. */
  readonly owns: (subject: Subject) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracing: Tracing;
  /** Bans that were extended. */
  readonly extended: Counter;
}

export class Extending {
  readonly #options: ExtendingOptions;
  readonly #bans: Bans;
  readonly #counts = new KnockCounts();
  readonly #reviewing: Repeated;
  /** By key of the ledger, what has been heard since the last review. */
  readonly #due = new Map<string, Knocking>();

  constructor(options: ExtendingOptions) {
    this.#options = options;
    const { ledger, policies, clock, log } = options;
    this.#bans = new Bans(ledger.replica, policies);
    this.#reviewing = new Repeated({
      clock,
      everyMs: REVIEW_EVERY_MS,
      work: () => this.#review(),
      onError: (error) => logError(log, error, 'extending decisions'),
    });
  }

  /** Decisions of which refused requests are counted. */
  get knockedAt(): number {
    return this.#counts.size;
  }

  /** More were refused. */
  hear(refusals: readonly Refusals[]): void {
    if (refusals.length === 0) return;
    const { ledger, clock } = this.#options;
    this.#bans.follow();
    const nowMs = clock.now();
    for (const { id, refused, ...told } of refusals) {
      const key = this.#bans.keyOf(id);
      const entry = key === undefined ? undefined : ledger.get(key);
      if (key === undefined || entry?.id !== id) continue;
      // By a clock that is ahead nobody stays blocked for longer, and before a decision nothing was refused for it.
      const lastSeenMs = Math.min(told.lastSeenMs, nowMs);
      const sinceMs = Math.max(told.sinceMs, entry.createdMs);
      this.#due.set(key, this.#counts.add({ id, refused, sinceMs, lastSeenMs }));
    }
  }

  stop(): Promise<void> {
    return this.#reviewing.stop();
  }

  async #review(): Promise<void> {
    await inParallel([...this.#due], PARALLEL_MAX, async ([key, knocking]) => {
      await this.#extend(key, knocking);
      if (this.#due.get(key) === knocking) this.#due.delete(key);
    });
  }

  async #extend(key: string, knocking: Knocking): Promise<void> {
    const { ledger, clock, tracing, owns, extended } = this.#options;
    const entry = ledger.get(key);
    if (!entry || !owns(entry) || !extend(entry, knocking, this.#termsOf, clock.now())) return;
    const { scope, value, id, traceparent: parent } = entry;
    const span = tracing.span('extend', { parent });
    try {
      const decision = await ledger.change(key, (present) => {
        const longer = extend(present, knocking, this.#termsOf, clock.now());
        return longer && { ...longer, traceparent: span.traceparent || parent };
      });
      if (decision) extended.value++;
      span.set({
        'weir.scope': scope,
        'weir.value': value,
        'weir.decision': id,
        'weir.refused': knocking.refused,
        'weir.new': decision !== undefined,
      });
      span.end();
    } catch (error) {
      span.fail(error);
      throw error;
    }
  }

  readonly #termsOf: TermsOf = (contribution) => {
    const { policies, stops } = this.#options;
    return stops(contribution) ? undefined : policies().extend.get(contribution.policy);
  };
}
