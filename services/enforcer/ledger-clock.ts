/**
 * Time as the decision service has it, by which decisions end, on a host whose own clock may be wrong or jump.
 *
 * Each answer that says what time it was there bounds how far that clock is from the counter of this host, which never jumps:
 * it was read after the question left and before the answer came. What is believed is moved into those bounds, and no
 * further, so it is wrong by the shortest round trip at most and does not follow slow ones. Until the first answer it
 * is the host's time.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';

/** Less is no reason to give a target all rules again. */
const STEP_MS = 100;
const LOOK_MS = 250;
/** Of skew more is told to people. */
const SKEW_MAX_MS = 2000;

/** One exchange with the decision service. */
export interface Exchange {
  /** By `elapsed()`: before the question left. */
  readonly sentMs: number;
  /** What the other side said that the time was, Unix ms. */
  readonly serverMs: number;
}

export class LedgerClock implements Clock {
  readonly #host: Clock;
  readonly #timer: Timer;
  /** From `elapsed()` to Unix ms; undefined while nothing is known but the host's time. */
  #offsetMs: number | undefined;
  #aheadMs = 0;
  #steps = 0;
  /** The host's time is another than it was against that of the decision service: ends that were told by it are wrong. */
  onStep: () => void = () => {};

  constructor(host: Clock) {
    this.#host = host;
    this.#timer = host.every(LOOK_MS, () => this.#look());
  }

  /** Unix ms, as the decision service has it. */
  now(): number {
    return this.#offsetMs === undefined ? this.#host.now() : this.#host.elapsed() + this.#offsetMs;
  }

  /** How far the host is ahead of the decision service, ms; less than 0 when it is behind. Follows what is more than 100 ms. */
  get hostAheadMs(): number {
    return this.#aheadMs;
  }

  /** Times that the host's clock, or that of the decision service, has jumped, or was found to be wrong. */
  get steps(): number {
    return this.#steps;
  }

  /** What a person should see; empty when the clocks agree well enough. */
  get alarm(): string {
    const ahead = this.#aheadMs;
    if (Math.abs(ahead) <= SKEW_MAX_MS) return '';
    const [seconds, way] = [(Math.abs(ahead) / 1000).toFixed(1), ahead > 0 ? 'ahead of' : 'behind'];
    return `the clock of this host is ${seconds} s ${way} the decision service's: decisions end on time all the same, but see to NTP on both`;
  }

  /** An answer has just come. */
  take({ sentMs, serverMs }: Exchange): void {
    const receivedMs = this.#host.elapsed();
    const believedMs = this.#offsetMs ?? this.#host.now() - receivedMs;
    this.#offsetMs = Math.min(serverMs - sentMs, Math.max(serverMs - receivedMs, believedMs));
    this.#look();
  }

  close(): void {
    this.#timer.cancel();
  }

  elapsed(): number {
    return this.#host.elapsed();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#host.sleep(ms, signal);
  }

  yield(): Promise<void> {
    return this.#host.yield();
  }

  after(ms: number, action: () => void): Timer {
    return this.#host.after(ms, action);
  }

  every(ms: number, action: () => void): Timer {
    return this.#host.every(ms, action);
  }

  #look(): void {
    const aheadMs = Math.round(this.#host.now() - this.now());
    if (Math.abs(aheadMs - this.#aheadMs) <= STEP_MS) return;
    this.#aheadMs = aheadMs;
    this.#steps++;
    this.onStep();
  }
}
