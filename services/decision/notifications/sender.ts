/**
 * One channel at work: what people want to know over it is grouped, and sent one message at a time. While a message is
 * tried again, all that comes waits in its group; so there is no other queue.
 */
import { Backoff } from '#libs/clock/backoff.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Counter } from '#libs/telemetry/metrics.ts';
import type { Channel } from './channel.ts';
import { type Digest, Grouping, type GroupingOptions } from './grouping.ts';
import { clean, type Message } from './message.ts';
import type { Notice } from './notice.ts';

const ATTEMPT_MS = 10_000;
/** A message that could not be sent for so long is given up: it may be what the other side chokes on. */
const GIVE_UP_MS = 3_600_000;
/** A caller who tries a channel waits no longer; less than one who calls replicas in turn. */
const TEST_MS = 3500;
/** For what waits when the service ends. */
const GOODBYE_MS = 5000;
const BACKOFF = { firstMs: 1000, maxMs: 60_000 };

/** Per channel: messages, attempts that failed, and notices that nobody is told. */
export interface SenderMetrics {
  readonly sent: Counter;
  readonly failed: Counter;
  readonly dropped: Counter;
}

export interface SenderOptions extends GroupingOptions {
  readonly name: string;
  readonly channel: Channel;
  /** What is told over this channel. */
  readonly wants: (notice: Notice) => boolean;
  readonly metrics: SenderMetrics;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export class Sender {
  readonly #options: SenderOptions;
  readonly #grouping: Grouping;
  readonly #stopping = new AbortController();
  /** The time for what was begun is over, too. */
  readonly #leaving = new AbortController();
  #sending: Promise<void> | undefined;
  /** Notices in the message that is being sent. */
  #inHand = 0;
  #failing: { readonly sinceMs: number; readonly why: string } | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#grouping = new Grouping(options, options.clock.elapsed());
  }

  get name(): string {
    return this.#options.name;
  }

  /** Notices that wait, those included that are being sent. */
  get waiting(): number {
    return this.#grouping.waiting + this.#inHand;
  }

  /** Since when nothing has got through, ms, and why; undefined while the last attempt went well. */
  get failing(): { readonly forMs: number; readonly why: string } | undefined {
    if (!this.#failing) return undefined;
    const { sinceMs, why } = this.#failing;
    return { forMs: this.#options.clock.elapsed() - sinceMs, why };
  }

  add(notices: readonly Notice[]): void {
    for (const notice of notices) if (this.#options.wants(notice)) this.#grouping.add(notice);
  }

  /** Begins with the next message, if one may go now and none is on its way. */
  pump(): void {
    if (this.#sending || this.#stopping.signal.aborted) return;
    const digest = this.#grouping.take(this.#options.clock.elapsed());
    if (!digest) return;
    this.#inHand = digest.count;
    this.#sending = this.#deliver(this.#messageOf(digest)).finally(() => {
      this.#inHand = 0;
      this.#sending = undefined;
    });
  }

  /** Sends one message now, once. @throws WeirError when it was not taken */
  async test(digest: Digest): Promise<void> {
    await this.#attempt({ ...this.#messageOf(digest), isTest: true }, TEST_MS);
  }

  /** Sends what waits, each message once, as long as that goes well and quickly. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const timer = this.#options.clock.after(GOODBYE_MS, () => this.#leaving.abort());
    await this.#sending;
    for (const digest of this.#grouping.drain()) {
      try {
        if (this.#failing) throw new WeirError('unavailable', 'the service ends');
        await this.#attempt(this.#messageOf(digest), ATTEMPT_MS);
      } catch (error) {
        this.#drop(digest, error);
      }
    }
    timer.cancel();
  }

  #messageOf(digest: Digest): Message {
    const { clock, random, name } = this.#options;
    return { ...digest, id: random.hex(8), atMs: clock.now(), channel: name, isTest: false };
  }

  async #deliver(message: Message): Promise<void> {
    const { clock, random, log, name } = this.#options;
    const { signal } = this.#stopping;
    const backoff = new Backoff(clock, random, BACKOFF);
    const giveUpMs = clock.elapsed() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.#attempt(message, ATTEMPT_MS);
        return;
      } catch (error) {
        const isHopeless = failureOf(error) !== 'unavailable' || clock.elapsed() >= giveUpMs;
        if (isHopeless || signal.aborted) {
          this.#drop(message, error);
          return;
        }
        if (backoff.attempt === 0) logError(log, error, `channel ${name}: trying again`);
        const askedMs = error instanceof WeirError ? Number(error.where.retryAfterMs ?? 0) : 0;
        await Promise.all([backoff.wait(signal), clock.sleep(askedMs, signal)]);
      }
    }
  }

  async #attempt(message: Message, limitMs: number): Promise<void> {
    const { channel, clock, metrics } = this.#options;
    const late = new AbortController();
    const timer = clock.after(limitMs, () => late.abort());
    try {
      await channel.send(message, AbortSignal.any([late.signal, this.#leaving.signal]));
      metrics.sent.value++;
      this.#failing = undefined;
    } catch (error) {
      metrics.failed.value++;
      const why = clean(messageOf(error));
      this.#failing = { sinceMs: this.#failing?.sinceMs ?? clock.elapsed(), why };
      throw error;
    } finally {
      timer.cancel();
    }
  }

  #drop({ count }: Digest, error: unknown): void {
    const { metrics, log, name } = this.#options;
    metrics.dropped.value += count;
    logError(log, error, `channel ${name}: ${count} notices are told to nobody`);
  }
}
