/** Tells the decision service what has been carried out, soon, and that the enforcer is there, now and then. */
import type { LedgerToken } from '#libs/ledger/replica.ts';
import type { ControlPlane } from '#libs/rpc/client.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { AppliedDecision } from './applier.ts';
import type { Hits } from './hits.ts';
import type { LedgerClock } from './ledger-clock.ts';

const HEARTBEAT_MS = 5000;
/** Reports that wait; older ones are left out when there are more. */
const WAITING_MAX = 10_000;
const BATCH_MAX = 1000;

export interface ReporterState {
  readonly token: LedgerToken | undefined;
  readonly held: number;
  readonly alarm: string;
}

export interface ReporterOptions {
  readonly plane: Pick<ControlPlane, 'reportApplied'>;
  readonly clock: LedgerClock;
  readonly log: Log;
  readonly enforcer: string;
  readonly target: string;
  readonly hits: Hits;
}

export class Reporter {
  readonly #options: ReporterOptions;
  #waiting: AppliedDecision[] = [];
  #wake = new AbortController();
  #failing = false;
  /** What is told each time. */
  state: () => ReporterState = () => ({ token: undefined, held: 0, alarm: '' });

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  add(applied: readonly AppliedDecision[]): void {
    if (applied.length === 0) return;
    this.#waiting.push(...applied);
    if (this.#waiting.length > WAITING_MAX) this.#waiting = this.#waiting.slice(-WAITING_MAX);
    this.#wake.abort();
  }

  /** Reports now, though there may be nothing to report but how things are. */
  soon(): void {
    this.#wake.abort();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    signal.addEventListener('abort', () => this.#wake.abort(), { once: true });
    while (!signal.aborted) {
      const delivered = await this.#report();
      if (signal.aborted) return;
      if (delivered && this.#waiting.length > 0) continue;
      this.#wake = new AbortController();
      await clock.sleep(HEARTBEAT_MS, this.#wake.signal);
    }
  }

  /** Returns whether the decision service has taken the report. */
  async #report(): Promise<boolean> {
    const { plane, clock, log, enforcer, target, hits } = this.#options;
    const { token, held, alarm } = this.state();
    const applied = this.#waiting.slice(0, BATCH_MAX);
    const refused = hits.news(BATCH_MAX);
    const sentMs = clock.elapsed();
    try {
      const { nowMs: serverMs } = await plane.reportApplied({
        enforcer,
        target,
        token: token ?? null,
        held,
        alarm,
        applied,
        hits: refused,
      });
      if (serverMs) clock.take({ sentMs, serverMs });
      hits.reported(refused);
      this.#waiting = this.#waiting.slice(applied.length);
      this.#failing = false;
      return true;
    } catch (error) {
      // While the decision service is away, one line is enough.
      if (!this.#failing) logError(log, error, 'reporting');
      this.#failing = true;
      hits.repeat();
      return false;
    }
  }
}
