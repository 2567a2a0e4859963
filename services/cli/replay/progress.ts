/** A line that tells how far a replay is, on a terminal only. */
import type { Clock } from '#libs/clock/clock.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import { barOf } from '../bar.ts';

const SHOW_EVERY_MS = 200;

export class ReplayProgress {
  readonly #bytes: number;
  readonly #output: NodeJS.WriteStream;
  readonly #clock: Clock;
  readonly #startMs: number;
  #doneBytes = 0;
  #nextMs = 0;
  #shown = false;

  constructor(bytes: number, output: NodeJS.WriteStream, clock: Clock) {
    this.#bytes = bytes;
    this.#output = output;
    this.#clock = clock;
    this.#startMs = clock.elapsed();
  }

  /** @param position bytes read of the present file */
  show(lines: number, malformed: number, position: number): void {
    const nowMs = this.#clock.elapsed();
    if (!this.#output.isTTY || nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + SHOW_EVERY_MS;
    this.#shown = true;
    const seconds = Math.max(0.001, (nowMs - this.#startMs) / 1000);
    const rate = `${Math.round(lines / seconds)} lines/s  ${malformed} malformed`;
    // How much is piped in nobody knows.
    if (this.#bytes === 0) {
      this.#output.write(`\r${lines} lines  ${rate}\x1b[K`);
      return;
    }
    const share = Math.min(1, (this.#doneBytes + position) / this.#bytes);
    const left = share > 0 ? formatDuration(Math.max(1000, ((1 - share) / share) * seconds * 1000)) : '…';
    this.#output.write(`\r${barOf(share)}  ${rate}  ${left} left\x1b[K`);
  }

  /** A file of so many bytes is done. */
  next(bytes: number): void {
    this.#doneBytes += bytes;
  }

  close(): void {
    if (this.#shown) this.#output.write('\r\x1b[K');
  }
}
