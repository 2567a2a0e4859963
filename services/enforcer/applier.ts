/** Gives changes to the target, in order, several at once when they come faster than it takes them. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { LedgerChange } from '#libs/ledger/replica.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Tracing } from '#libs/telemetry/tracing.ts';
import type { Rules } from './rules.ts';
import type { Applied, Target } from './targets/target.ts';

/** Changes given to the target at once. */
const BATCH_MAX = 2000;
/** More changes than this that wait are replaced by a reset: it is cheaper, and the queue stays bounded. */
const WAITING_MAX = 50_000;
const RETRY_MS = 500;
/** Decisions of so long before the start may never have been carried out: they are reported, older ones are not. */
const NEWS_MS = 30_000;

/** A decision that has just been carried out. */
export interface AppliedDecision {
  readonly id: string;
  /** Unix ms. */
  readonly appliedMs: number;
  readonly ingestedMs: number;
}

export interface ApplierOptions {
  readonly target: Target;
  readonly rules: Rules;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracing: Tracing;
  readonly enforcer: string;
  /** Everything that is to be enforced. */
  readonly entries: () => Iterable<LedgerChange>;
  readonly onApplied: (applied: readonly AppliedDecision[]) => void;
  /** The target holds everything now. */
  readonly onReset: () => void;
}

interface Waiting {
  readonly change: LedgerChange;
  /** Unix ms at which it arrived here. */
  readonly receivedMs: number;
}

/** A decision that the target is given. */
interface Put {
  readonly key: string;
  readonly revision: number;
  readonly decision: Decision;
  readonly receivedMs: number;
}

export class Applier {
  readonly #options: ApplierOptions;
  /** By key, in the order they came: of each only the latest. */
  readonly #waiting = new Map<string, Waiting>();
  /** By key, the revision that the target holds: what a reset brings beyond these is news. */
  #carriedOut = new Map<string, number>();
  /** By `elapsed()`: what time it was may only be known later. */
  readonly #startMs: number;
  #reset = false;
  #tidying = false;
  #wake: () => void = () => {};

  constructor(options: ApplierOptions) {
    this.#options = options;
    this.#startMs = options.clock.elapsed();
  }

  /** Everything may be different. */
  reset(): void {
    this.#reset = true;
    this.#waiting.clear();
    this.#wake();
  }

  add(change: LedgerChange): void {
    if (this.#reset) return;
    if (this.#waiting.size >= WAITING_MAX) {
      this.reset();
      return;
    }
    this.#waiting.delete(change.key);
    this.#waiting.set(change.key, { change, receivedMs: this.#options.clock.now() });
    this.#wake();
  }

  /** Lets the target forget what wider rules do as well, when there is nothing else to do. */
  tidy(): void {
    this.#tidying = this.#options.rules.isUntidy;
    if (this.#tidying) this.#wake();
  }

  /** Works until `signal`. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log, target } = this.#options;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    while (!signal.aborted) {
      const isIdle = !this.#reset && this.#waiting.size === 0;
      if (isIdle && !this.#tidying) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      try {
        if (this.#reset) await this.#resetTarget();
        else if (isIdle) await this.#tidySome();
        else await this.#applySome();
      } catch (error) {
        logError(log, error, `target ${target.name}`);
        this.reset();
        await clock.sleep(RETRY_MS, signal);
      }
    }
  }

  async #resetTarget(): Promise<void> {
    const { target, rules, clock, log, entries } = this.#options;
    this.#reset = false;
    const receivedMs = clock.now();
    const given = [...entries()];
    const all = rules.all(given, receivedMs);
    const applied = await target.reset(all);
    log.info({ rules: all.length, instances: applied.instances }, 'target reset to the ledger');
    const puts = given.flatMap(({ key, revision, decision }) =>
      decision && rules.isCarriedOut(key) ? [{ key, revision, decision, receivedMs }] : [],
    );
    const newsSinceMs = clock.now() - (clock.elapsed() - this.#startMs) - NEWS_MS;
    const news = puts.filter(
      ({ key, revision, decision }) =>
        decision.updatedMs >= newsSinceMs && this.#carriedOut.get(key) !== revision,
    );
    this.#carriedOut = new Map();
    if (applied.instances > 0) for (const { key, revision } of puts) this.#carriedOut.set(key, revision);
    this.#tell(news, applied);
    this.#options.onReset();
  }

  async #applySome(): Promise<void> {
    const { target, rules, clock } = this.#options;
    const taken: Waiting[] = [];
    for (const [key, waiting] of this.#waiting) {
      this.#waiting.delete(key);
      taken.push(waiting);
      if (taken.length === BATCH_MAX) break;
    }
    const nowMs = clock.now();
    const puts: Put[] = [];
    const changes = taken.flatMap(({ change: { key, revision, decision }, receivedMs }) => {
      const forTarget = rules.change({ key, revision, decision }, nowMs);
      if (rules.isCarriedOut(key) && decision) puts.push({ key, revision, decision, receivedMs });
      else this.#carriedOut.delete(key);
      return forTarget;
    });
    if (changes.length === 0 && puts.length === 0) return;
    // What a wider rule does already is carried out now.
    const { instances } = target.status();
    const applied = changes.length > 0 ? await target.apply(changes) : { atMs: nowMs, instances };
    if (applied.instances > 0) for (const { key, revision } of puts) this.#carriedOut.set(key, revision);
    this.#tell(puts, applied);
  }

  /** A target that lacks something may lack the very rule that others are to be left out for. */
  async #tidySome(): Promise<void> {
    const { target, rules, clock } = this.#options;
    const { alarm, instances } = target.status();
    if (alarm !== '' || instances === 0) {
      this.#tidying = false;
      return;
    }
    const changes = rules.tidy(clock.now());
    this.#tidying = rules.isUntidy;
    if (changes.length > 0) await target.apply(changes);
    else await clock.yield();
  }

  /** Traces what was carried out, and reports it where somebody was there to do it. */
  #tell(puts: readonly Put[], applied: Applied): void {
    for (const { decision, receivedMs } of puts) this.#trace(decision, receivedMs, applied);
    if (applied.instances === 0 || puts.length === 0) return;
    this.#options.onApplied(
      puts.map(({ decision: { id, stages } }) => ({
        id,
        appliedMs: applied.atMs,
        ingestedMs: stages.ingestedMs,
      })),
    );
  }

  /** The last span of a ban's trace. */
  #trace(decision: Decision, receivedMs: number, applied: Applied): void {
    const { tracing, target, enforcer } = this.#options;
    const { stages } = decision;
    const span = tracing.span('enforce', {
      parent: decision.traceparent,
      startMs: receivedMs,
      attributes: {
        'weir.enforcer': enforcer,
        'weir.target': target.name,
        'weir.instances': applied.instances,
        'weir.decision': decision.id,
        'weir.scope': decision.scope,
        'weir.value': decision.value,
        'weir.scenario': decision.contributions.at(-1)?.scenario ?? '',
        'weir.stage.event_ms': stages.eventMs,
        'weir.stage.ingested_ms': stages.ingestedMs,
        'weir.stage.published_ms': stages.publishedMs,
        'weir.stage.stored_ms': stages.storedMs,
        'weir.stage.detected_ms': stages.detectedMs,
        'weir.stage.decided_ms': stages.decidedMs,
        'weir.stage.received_ms': receivedMs,
        'weir.stage.applied_ms': applied.atMs,
        ...(stages.ingestedMs > 0 ? { 'weir.line_to_ban_ms': applied.atMs - stages.ingestedMs } : {}),
      },
    });
    span.end(applied.atMs);
  }
}
