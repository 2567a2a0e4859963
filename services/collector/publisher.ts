/**
 * Sends spooled batches: oldest first, at most so many at a time, each with the same bytes and id until the stream has
 * acknowledged it, for as long as it takes.
 */
import type { Streams } from '#libs/bus/streams.ts';
import { Backoff } from '#libs/clock/backoff.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { eventSubject } from '#libs/cluster/names.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { TRACEPARENT, type TraceSpan } from '#libs/telemetry/tracing.ts';
import type { Spool, Spooled } from './spool/spool.ts';

/** No more than the window in which readers know repetitions by their numbers. */
const IN_FLIGHT_MAX = 256;
/** Batches that wait to be sent are kept in memory up to so many bytes; the others are read from the spool again. */
const HELD_BYTES_MAX = 32 * 1024 * 1024;
/** Attempts after which the stream is looked for, in case it is gone, and then after every so many more. */
const MISSING_AFTER = 3;
const MISSING_EVERY = 16;

export interface PublisherOptions {
  readonly spool: Spool;
  readonly streams: Streams;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Makes a shard's stream again. */
  readonly ensureStream: (shard: number) => Promise<unknown>;
  /** Called when nothing of a shard is in flight any more. */
  readonly onIdle: (shard: number) => void;
}

interface Waiting {
  readonly spooled: Spooled;
  /** Undefined: to be read from the spool. */
  readonly bytes: Uint8Array | undefined;
  readonly span: TraceSpan | undefined;
}

export class Publisher {
  readonly #options: PublisherOptions;
  readonly #abort = new AbortController();
  readonly #inFlightOf = new Map<number, number>();
  /** Numbers on their way, of each identity and shard, the oldest first. */
  readonly #numbersOf = new Map<string, Set<number>>();
  #queue: Waiting[] = [];
  #next = 0;
  #heldBytes = 0;
  #inFlight = 0;
  #retries = 0;
  #acknowledged = 0;
  #lost = 0;
  #troubled = false;
  #drained: (() => void)[] = [];

  constructor(options: PublisherOptions) {
    this.#options = options;
    for (const spooled of options.spool.waiting)
      this.#enqueue({ spooled, bytes: undefined, span: undefined });
  }

  /** Batches that are on their way or wait for it. */
  get backlog(): number {
    return this.#inFlight + this.#queue.length - this.#next;
  }

  /** Batches that a stream has stored. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Batches that can never be stored. */
  get lost(): number {
    return this.#lost;
  }

  /** Attempts that failed so far. */
  get retries(): number {
    return this.#retries;
  }

  /** Batches of a shard that are on their way or wait for it. */
  inFlight(shard: number): number {
    return this.#inFlightOf.get(shard) ?? 0;
  }

  /** Takes over a batch that has been spooled. */
  send(spooled: Spooled, bytes: Uint8Array, span: TraceSpan): void {
    const held = this.#heldBytes + bytes.length <= HELD_BYTES_MAX;
    if (held) this.#heldBytes += bytes.length;
    this.#enqueue({ spooled, bytes: held ? bytes : undefined, span });
  }

  /** Resolves when everything has been acknowledged, or after `ms`. */
  async drain(ms: number): Promise<void> {
    if (this.backlog === 0) return;
    await new Promise<void>((resolve) => {
      const timer = this.#options.clock.after(ms, resolve);
      this.#drained.push(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  close(): void {
    this.#abort.abort();
  }

  #enqueue(waiting: Waiting): void {
    const { shard } = waiting.spooled.record;
    this.#inFlightOf.set(shard, this.inFlight(shard) + 1);
    this.#queue.push(waiting);
    this.#pump();
  }

  #pump(): void {
    while (this.#inFlight < IN_FLIGHT_MAX && this.#next < this.#queue.length && !this.#abort.signal.aborted) {
      const waiting = this.#queue[this.#next];
      if (!this.#setOut(waiting.spooled)) return;
      this.#next++;
      if (this.#next > 1024) {
        this.#queue = this.#queue.slice(this.#next);
        this.#next = 0;
      }
      this.#inFlight++;
      void this.#deliver(waiting);
    }
  }

  /**
   * Takes note that a batch is on its way. Returns false when it has to wait: a reader gives up a number once one is
   * there that is too far ahead, so none may overtake another by so much.
   */
  #setOut({ record }: Spooled): boolean {
    const sender = senderOf(record);
    const numbers = this.#numbersOf.get(sender) ?? new Set();
    const [oldest = record.number] = numbers;
    if (record.number >= oldest + IN_FLIGHT_MAX) return false;
    this.#numbersOf.set(sender, numbers.add(record.number));
    return true;
  }

  async #deliver({ spooled, bytes, span }: Waiting): Promise<void> {
    const { spool, log, onIdle } = this.#options;
    const { shard } = spooled.record;
    try {
      await this.#publish(spooled, bytes ?? (await spool.read(spooled)), span);
      if (this.#abort.signal.aborted) return;
      span?.end();
      spool.acknowledge(spooled);
      this.#acknowledged++;
    } catch (error) {
      // Only damage and refusal for good get here: the batch can never be delivered.
      logError(log, error, `batch ${spooled.record.number} of shard ${shard} is lost`);
      span?.fail(error);
      spool.acknowledge(spooled);
      this.#lost++;
    }
    if (bytes) this.#heldBytes -= bytes.length;
    this.#inFlight--;
    this.#numbersOf.get(senderOf(spooled.record))?.delete(spooled.record.number);
    const left = this.inFlight(shard) - 1;
    this.#inFlightOf.set(shard, left);
    if (left === 0) onIdle(shard);
    this.#pump();
    if (this.backlog === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Resolves when the stream has it, or the publisher is closed. */
  async #publish({ record }: Spooled, bytes: Uint8Array, span: TraceSpan | undefined): Promise<void> {
    const { streams, clock, random, log, ensureStream } = this.#options;
    const { shard, number } = record;
    const traceparent = span?.traceparent ?? '';
    const options = {
      id: `${senderOf(record)}-${number}`,
      headers: traceparent === '' ? {} : { [TRACEPARENT]: traceparent },
    };
    const backoff = new Backoff(clock, random, { firstMs: 20, maxMs: 500 });
    for (;;) {
      try {
        await streams.publish(eventSubject(shard), bytes, options);
        if (this.#troubled) log.info({ backlog: this.backlog }, 'publishing works again');
        this.#troubled = false;
        return;
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        if (failureOf(error) === 'invalid') throw error;
        this.#retries++;
        if (!this.#troubled) logError(log, error, 'publishing: trying again until it works');
        this.#troubled = true;
        if (backoff.attempt % MISSING_EVERY === MISSING_AFTER) {
          await ensureStream(shard).catch((missing) => logError(log, missing, `stream of shard ${shard}`));
        }
        await backoff.wait(this.#abort.signal);
        if (this.#abort.signal.aborted) return;
      }
    }
  }
}

function senderOf({ collector, shard }: Spooled['record']): string {
  return `${collector}-${shard}`;
}
