/** A line that tells how far an import is, on a terminal only. */
import { createLogUpdate } from 'log-update';
import type { Clock } from '#libs/clock/clock.ts';
import { barOf } from '../bar.ts';

const SHOW_EVERY_MS = 100;

export class ImportProgress {
  readonly #show: ReturnType<typeof createLogUpdate> | undefined;
  readonly #clock: Clock;
  readonly #startMs: number;
  #nextMs = 0;

  constructor(output: NodeJS.WriteStream, clock: Clock) {
    this.#show = output.isTTY ? createLogUpdate(output) : undefined;
    this.#clock = clock;
    this.#startMs = clock.elapsed();
  }

  show(done: number, of: number): void {
    const nowMs = this.#clock.elapsed();
    if (!this.#show || nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + SHOW_EVERY_MS;
    const rate = Math.round((1000 * done) / Math.max(1, nowMs - this.#startMs));
    this.#show(`${barOf(done / Math.max(1, of))}  ${done} of ${of}  ${rate}/s`);
  }

  /** Takes the line away. */
  close(): void {
    this.#show?.clear();
    this.#show?.done();
  }
}
