/**
 * Lines that somebody sends: they come once, and can't be read again. So they have no place of their own that a later process
 * could go on from; they are counted, under an identity that is never used twice.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { LineSink, SourceSink } from './source.ts';

/** How often a source that is silent says that it is. */
const CAUGHT_UP_EVERY_MS = 1000;

export interface PushedLinesOptions {
  readonly sink: SourceSink;
  readonly clock: Clock;
  readonly random: Random;
}

export class PushedLines {
  readonly #sink: LineSink;
  readonly #timer: Timer;
  #count = 0;
  /** Lines that the last flush was of, and the flush that is going on. */
  #flushed = 0;
  #flushing: Promise<void> | undefined;

  constructor({ sink, clock, random }: PushedLinesOptions) {
    this.#sink = sink.begin(`sent-${random.hex(8)}`, 0);
    // Whatever has not come by now is written from now on.
    this.#timer = clock.every(CAUGHT_UP_EVERY_MS, () => this.#sink.caughtUp());
  }

  /** A line: the bytes from `start` up to `end`, its line end left out. They are only valid during the call. */
  add(buffer: Buffer, start: number, end: number): void {
    this.#sink.line(buffer, start, end, this.#count++);
  }

  /** Lines for which there was no room. */
  overrun(lines: number): void {
    this.#sink.overrun(lines);
  }

  /** No more lines are to be had at once. Resolves when more may come. Any number of senders wait together. */
  async flush(): Promise<void> {
    const count = this.#count;
    do {
      this.#flushing ??= this.#flush();
      await this.#flushing;
    } while (this.#flushed < count);
  }

  /**
   * Resolves when the lines that `adding` adds would survive the end of the process.
   * @throws WeirError `full` when lines were dropped meanwhile, these or others: they have to be sent again
   */
  async keep(adding: () => Promise<void>): Promise<void> {
    const before = this.#sink.dropped();
    await adding();
    await this.#sink.stored();
    if (this.#sink.dropped() !== before) throw new WeirError('full', 'the spool is full: lines were dropped');
  }

  end(): void {
    this.#timer.cancel();
    this.#sink.end();
  }

  async #flush(): Promise<void> {
    const count = this.#count;
    try {
      await this.#sink.flush(count);
    } finally {
      this.#flushed = count;
      this.#flushing = undefined;
    }
  }
}
