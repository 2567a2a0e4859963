/** Keeps room in the ledger, from time to time, and the more often the less there is. */
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { DecisionMetrics } from '../metrics.ts';
import type { Ledger } from './ledger.ts';
import { pressureOf } from './room.ts';
import type { SweepOptions } from './sweeper.ts';

/** How soon it is seen that there is little room. */
const LOOK_EVERY_MS = 1000;

export interface SweepingOptions extends SweepOptions {
  readonly ledger: Ledger;
  readonly metrics: Pick<DecisionMetrics, 'swept' | 'gaveWay'>;
  readonly clock: Clock;
  readonly log: Log;
}

export class Sweeping {
  readonly #options: SweepingOptions;
  readonly #turns: Repeated;
  #sweptMs: number;

  constructor(options: SweepingOptions) {
    const { clock, log } = options;
    this.#options = options;
    this.#sweptMs = clock.elapsed();
    this.#turns = new Repeated({
      clock,
      everyMs: LOOK_EVERY_MS,
      work: () => this.#turn(),
      onError: (error) => logError(log, error, 'sweeping the ledger'),
    });
  }

  stop(): Promise<void> {
    return this.#turns.stop();
  }

  async #turn(): Promise<void> {
    const { ledger, metrics, clock } = this.#options;
    const nowMs = clock.elapsed();
    if (!ledger.current || nowMs - this.#sweptMs < pressureOf(ledger.fill).everyMs) return;
    this.#sweptMs = nowMs;
    const { ended, gaveWay } = await ledger.sweep(this.#options);
    metrics.swept.value += ended;
    metrics.gaveWay.value += gaveWay;
  }
}
