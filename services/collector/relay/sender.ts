/** Sends the batches of one destination, each until the destination has it, for as long as that takes. */
import { Backoff } from '#libs/clock/backoff.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { Mishap } from '../mishap.ts';
import type { Spool } from '../spool/spool.ts';
import { type Batch, linesOf } from './batch.ts';
import type { Outlet } from './outlet.ts';

/** Batches that wait are kept in memory up to so many bytes; the others are read from the disk again. */
const HELD_BYTES_MAX = 16 * 1024 * 1024;
const BACKOFF = { firstMs: 200, maxMs: 5000 };
const LINE_FEED = 0x0a;

export interface SenderOptions {
  readonly destination: string;
  readonly spool: Pick<Spool, 'read' | 'acknowledge'>;
  readonly outlet: Outlet;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Is told of a line that the destination refuses for good. */
  readonly onRefused: (line: Buffer, reason: string) => void;
}

export class Sender {
  /** Lines that the destination has refused for good. */
  readonly refused: Mishap;
  readonly #options: SenderOptions;
  readonly #closing = new AbortController();
  readonly #waiting: Batch[] = [];
  #heldBytes = 0;
  #inFlight = 0;
  #batches = 0;
  #bytes = 0;
  #retries = 0;
  #trouble = '';
  #drained: (() => void)[] = [];

  constructor(options: SenderOptions) {
    this.#options = options;
    this.refused = new Mishap(options.clock);
  }

  /** Batches that are on their way or wait for it. */
  get backlog(): number {
    return this.#waiting.length + this.#inFlight;
  }

  /** Batches, and bytes of their lines, that the destination has. */
  get delivered(): { readonly batches: number; readonly bytes: number } {
    return { batches: this.#batches, bytes: this.#bytes };
  }

  /** Attempts that failed so far. */
  get retries(): number {
    return this.#retries;
  }

  /** Why the destination takes nothing for the time being; empty while it does. */
  get trouble(): string {
    return this.#trouble;
  }

  get troubled(): boolean {
    return this.#trouble !== '';
  }

  /** Takes over a batch that is on disk. */
  send(batch: Batch): void {
    const bytes = batch.lines?.length ?? 0;
    const isHeld = this.#heldBytes + bytes <= HELD_BYTES_MAX;
    if (isHeld) this.#heldBytes += bytes;
    this.#waiting.push(isHeld ? batch : { ...batch, lines: undefined });
    this.#pump();
  }

  /** Resolves when everything has been delivered. */
  async drained(): Promise<void> {
    if (this.backlog > 0) await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  close(): void {
    this.#closing.abort();
    this.#options.outlet.close();
  }

  #pump(): void {
    while (this.#inFlight < this.#options.outlet.parallel && !this.#closing.signal.aborted) {
      const batch = this.#waiting.shift();
      if (!batch) return;
      this.#inFlight++;
      void this.#deliver(batch);
    }
  }

  async #deliver(batch: Batch): Promise<void> {
    const { spool, log, destination } = this.#options;
    const { signal } = this.#closing;
    try {
      const lines = await linesOf(batch, spool);
      await this.#untilTaken(batch.id, lines);
      if (signal.aborted) return;
      this.#batches++;
      this.#bytes += lines.length;
    } catch (error) {
      // Only damage on the disk gets here: the batch can never be delivered.
      logError(log, error, `batch ${batch.id} for ${destination} is lost`);
    }
    for (const spooled of batch.spooled) spool.acknowledge(spooled);
    this.#heldBytes -= batch.lines?.length ?? 0;
    this.#inFlight--;
    this.#pump();
    if (this.backlog === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Resolves when the destination has the lines, or the sender is closed. Of what it refuses the rest is sent. */
  async #untilTaken(id: string, lines: Buffer): Promise<void> {
    const { outlet, clock, random, log, destination } = this.#options;
    const { signal } = this.#closing;
    const backoff = new Backoff(clock, random, BACKOFF);
    while (!signal.aborted) {
      try {
        await outlet.deliver({ id, lines }, signal);
        if (this.#trouble !== '') log.info({ destination, backlog: this.backlog }, 'sending works again');
        this.#trouble = '';
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (failureOf(error) === 'invalid') return this.#inHalves(id, lines, messageOf(error));
        this.#retries++;
        if (this.#trouble === '') logError(log, error, `${destination}: trying again until it works`);
        this.#trouble = messageOf(error);
        await (laterMs(error) === undefined
          ? backoff.wait(signal)
          : clock.sleep(laterMs(error) ?? 0, signal));
      }
    }
  }

  /** One line alone that is refused is put aside; of several it may be any. */
  async #inHalves(id: string, lines: Buffer, reason: string): Promise<void> {
    const middle = middleOf(lines);
    if (middle === lines.length) {
      this.refused.add();
      this.#options.onRefused(lines.subarray(0, -1), reason);
      return;
    }
    await this.#untilTaken(`${id}.0`, lines.subarray(0, middle));
    await this.#untilTaken(`${id}.1`, lines.subarray(middle));
  }
}

/** How much later the other side wants to be asked again, ms. */
function laterMs(error: unknown): number | undefined {
  const later = error instanceof WeirError ? error.where.retryAfterMs : undefined;
  return typeof later === 'number' ? later : undefined;
}

/** Where the line that the middle falls into ends; or begins, if it is the last and not the only one. */
function middleOf(lines: Buffer): number {
  const behind = lines.indexOf(LINE_FEED, lines.length >> 1) + 1;
  if (behind < lines.length) return behind;
  const before = lines.lastIndexOf(LINE_FEED, lines.length - 2) + 1;
  return before > 0 ? before : lines.length;
}
