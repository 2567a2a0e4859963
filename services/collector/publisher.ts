/**
 * Sends spooled batches, each with the same bytes and id until the stream has acknowledged it, for as long as it takes.
 *
 * The batches of one shard are stored in the order of their numbers, because what is found depends on the order in which
 * a client's requests are judged: each sets out when the one before it has been acknowledged. Shards do not wait for
 * each other.
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

/** Shards that have a batch on its way at the same time. */
const IN_FLIGHT_MAX = 256;
/** Batches that wait to be sent are kept in memory up to so many bytes; the others are read from the spool again. */
const HELD_BYTES_MAX = 32 * 1024 * 1024;
/** Attempts after which the stream is looked for, in case it is gone, and then after every so many more. */
const MISSING_AFTER = 3;
const MISSING_EVERY = 16;
/** An answer that is lost must not hold up its shard for long; a bus that is slower knows the batch when it comes again. */
const TIMEOUT_MS = 1000;

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
  /** By shard: what is on its way, and behind it what waits, the oldest first. */
  readonly #queues = new Map<number, Waiting[]>();
  /** Shards whose first batch could set out, but for too many others. */
  readonly #ready = new Set<number>();
  #backlog = 0;
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
    return this.#backlog;
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

  /** Whether the bus takes nothing for the time being. */
  get troubled(): boolean {
    return this.#troubled;
  }

  /** Batches of a shard that are on their way or wait for it. */
  inFlight(shard: number): number {
    return this.#queues.get(shard)?.length ?? 0;
  }

  /** Takes over a batch that has been spooled. */
  send(spooled: Spooled, bytes: Uint8Array, span: TraceSpan): void {
    const held = this.#heldBytes + bytes.length <= HELD_BYTES_MAX;
    if (held) this.#heldBytes += bytes.length;
    this.#enqueue({ spooled, bytes: held ? bytes : undefined, span });
  }

  /** Resolves when everything has been acknowledged. */
  async drained(): Promise<void> {
    if (this.backlog > 0) await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  close(): void {
    this.#abort.abort();
  }

  #enqueue(waiting: Waiting): void {
    const { shard } = waiting.spooled.record;
    const queue = this.#queues.get(shard);
    this.#backlog++;
    if (queue) queue.push(waiting);
    else {
      this.#queues.set(shard, [waiting]);
      this.#ready.add(shard);
      this.#pump();
    }
  }

  #pump(): void {
    for (const shard of this.#ready) {
      if (this.#inFlight >= IN_FLIGHT_MAX || this.#abort.signal.aborted) return;
      this.#ready.delete(shard);
      const [first] = this.#queues.get(shard) ?? [];
      if (!first) continue;
      this.#inFlight++;
      void this.#deliver(first);
    }
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
    this.#backlog--;
    const queue = this.#queues.get(shard);
    queue?.shift();
    if (queue?.length === 0) {
      this.#queues.delete(shard);
      onIdle(shard);
    } else this.#ready.add(shard);
    this.#pump();
    if (this.#backlog === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Resolves when the stream has it, or the publisher is closed. */
  async #publish({ record }: Spooled, bytes: Uint8Array, span: TraceSpan | undefined): Promise<void> {
    const { streams, clock, random, log, ensureStream } = this.#options;
    const { shard, number } = record;
    const traceparent = span?.traceparent ?? '';
    const options = {
      id: `${record.collector}-${shard}-${number}`,
      headers: traceparent === '' ? {} : { [TRACEPARENT]: traceparent },
      timeoutMs: TIMEOUT_MS,
    };
    const backoff = new Backoff(clock, random, { firstMs: 20, maxMs: 250 });
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
          // Beside the next attempts: the stream may be there, and only its leader lack.
          void ensureStream(shard).catch((missing) => logError(log, missing, `stream of shard ${shard}`));
        }
        await backoff.wait(this.#abort.signal);
        if (this.#abort.signal.aborted) return;
      }
    }
  }
}
