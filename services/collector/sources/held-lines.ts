/**
 * Lines of a sender that can't wait: while no more can be taken in they are held, up to so many bytes, and beyond that
 * they are dropped and counted.
 */
import type { Clock } from '#libs/clock/clock.ts';
import type { Mishap } from '../mishap.ts';
import type { PushedLines } from './pushed-lines.ts';

/** What a held line costs beside its bytes. */
const LINE_OVERHEAD = 100;
/** Held lines that are passed on at once. */
const LINES_AT_ONCE = 512;

export interface HeldLinesOptions {
  readonly lines: PushedLines;
  /** Bytes that may be held. */
  readonly limit: number;
  readonly clock: Clock;
  /** Lines that were dropped; outlives this. */
  readonly dropped: Mishap;
  /** Called when lines can't be passed on. */
  readonly fail: (error: unknown) => void;
}

export class HeldLines {
  readonly #options: HeldLinesOptions;
  #held: Buffer[] = [];
  #next = 0;
  #bytes = 0;
  #isWaiting = false;
  #isFlushing = false;

  constructor(options: HeldLinesOptions) {
    this.#options = options;
  }

  /** Bytes that are held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A line: the bytes from `start` up to `end`. They need only be valid during the call. */
  add(buffer: Buffer, start: number, end: number): void {
    const { lines, limit, dropped } = this.#options;
    if (!this.#isWaiting) {
      lines.add(buffer, start, end);
      this.#flushSoon();
      return;
    }
    const bytes = end - start + LINE_OVERHEAD;
    if (this.#bytes + bytes > limit) {
      dropped.add();
      lines.overrun(1);
      return;
    }
    this.#held.push(Buffer.from(buffer.subarray(start, end)));
    this.#bytes += bytes;
  }

  /** Passes on what is held, room or not, and ends: nothing more will come. */
  end(): void {
    this.#pass(Number.POSITIVE_INFINITY);
    this.#options.lines.end();
  }

  /** All that is there at once is one chunk: a datagram alone would be a batch. */
  #flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    void this.#flush().catch(this.#options.fail);
  }

  async #flush(): Promise<void> {
    const { clock, lines } = this.#options;
    await clock.yield();
    this.#isFlushing = false;
    this.#isWaiting = true;
    try {
      do {
        this.#pass(LINES_AT_ONCE);
        await lines.flush();
      } while (this.#bytes > 0);
    } finally {
      this.#isWaiting = false;
    }
  }

  #pass(count: number): void {
    const end = Math.min(this.#held.length, this.#next + count);
    for (; this.#next < end; this.#next++) {
      const line = this.#held[this.#next];
      this.#bytes -= line.length + LINE_OVERHEAD;
      this.#options.lines.add(line, 0, line.length);
    }
    if (this.#next < this.#held.length) return;
    this.#held = [];
    this.#next = 0;
  }
}

/** What people are told of lines for which there was no room. */
export function droppedAlarm(dropped: Mishap): string[] {
  return dropped.alarm(
    (count, ago) =>
      `${count} lines dropped because no more could be taken in, the last ${ago}: look at the bus, or raise buffer`,
  );
}
