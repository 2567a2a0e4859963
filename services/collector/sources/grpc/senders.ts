/** Who sends now, each with a stream of its own, and what was wrong with those that were refused. */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { within } from '#libs/clock/within.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { Mishap } from '../../mishap.ts';
import type { EventSink, EventSourceSink } from '../source.ts';
import { readBatch } from './pushed-batch.ts';
import { type Reply, Sender } from './sender.ts';

/** How long a stream may be without a name. */
const OPENING_MS = 10_000;
const CAUGHT_UP_EVERY_MS = 1000;

export interface SendersOptions {
  readonly clock: Clock;
  /** Streams at once. */
  readonly max: number;
}

export class Senders {
  readonly #options: SendersOptions;
  readonly #refused: Mishap;
  #lastRefusal = '';
  readonly #crowded: Mishap;
  readonly #replaced: Mishap;
  #lastReplaced = '';
  readonly #open = new Map<string, Sender>();
  #streams = 0;
  #heldBytes = 0;
  #sink: EventSourceSink | undefined;
  /** Of who was connected last, while nobody is: the time of the source moves on by it. */
  #resting: EventSink | undefined;
  #timer: Timer | undefined;

  constructor(options: SendersOptions) {
    this.#options = options;
    const { clock } = options;
    this.#refused = new Mishap(clock);
    this.#crowded = new Mishap(clock);
    this.#replaced = new Mishap(clock);
  }

  /** Streams and batches that were refused. */
  get refused(): number {
    return this.#refused.count + this.#crowded.count;
  }

  /** Streams that are open. */
  get streams(): number {
    return this.#streams;
  }

  /** Bytes of batches that are being taken in. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  get alarms(): string[] {
    return [
      ...this.#refused.alarm(
        (count, ago) =>
          `${count} streams of senders ended for what they sent, the last ${ago}: ${this.#lastRefusal}`,
      ),
      ...this.#crowded.alarm(
        (count, ago) =>
          `${count} streams refused because ${this.#options.max} are open, the last ${ago}: raise connections`,
      ),
      ...this.#replaced.alarm(
        (count, ago) =>
          `${count} streams ended because their sender opened another, the last ${ago} (${this.#lastReplaced}): if it goes on, two have the same name, and lose events`,
      ),
    ];
  }

  /** Begins to pass on. */
  begin(sink: EventSourceSink): void {
    this.#sink = sink;
    const last = sink.known.at(-1);
    this.#resting = last && sink.begin(last.identity, last.position);
    this.#timer = this.#options.clock.every(CAUGHT_UP_EVERY_MS, () => {
      for (const sender of this.#open.values()) sender.caughtUp();
      this.#resting?.caughtUp();
    });
  }

  /** Ends all of them. */
  end(): void {
    this.#timer?.cancel();
    this.#sink = undefined;
    for (const sender of this.#open.values()) {
      sender.end(new WeirError('unavailable', 'the collector is stopping'));
      sender.sink.end();
    }
    this.#open.clear();
    this.#endResting();
  }

  /** Someone was refused before he sent anything. */
  refuse(error: WeirError): void {
    this.#refused.add();
    this.#lastRefusal = messageOf(error);
  }

  /**
   * One stream, from its opening to its end.
   * @throws WeirError why it is ended from here
   */
  async serve(requests: AsyncIterable<Uint8Array>, send: (reply: Reply) => Promise<void>): Promise<void> {
    const { max } = this.#options;
    if (this.#streams >= max) {
      this.#crowded.add();
      throw new WeirError('full', `${max} senders are connected`);
    }
    this.#streams++;
    try {
      await this.#serve(requests[Symbol.asyncIterator](), send);
    } catch (error) {
      if (error instanceof WeirError && failureOf(error) === 'invalid') this.refuse(error);
      throw error;
    } finally {
      this.#streams--;
    }
  }

  async #serve(requests: AsyncIterator<Uint8Array>, send: (reply: Reply) => Promise<void>): Promise<void> {
    const name = await this.#nameIn(requests);
    if (name === undefined) return;
    const sender = this.#begin(name, send);
    try {
      await Promise.race([this.#work(sender, requests), sender.over]);
    } finally {
      sender.end(new WeirError('unavailable', 'its stream has ended'));
      this.#leave(sender);
    }
  }

  #leave(sender: Sender): void {
    if (this.#open.get(sender.name) !== sender) return;
    this.#open.delete(sender.name);
    if (this.#open.size > 0) sender.sink.end();
    else this.#resting = sender.sink;
  }

  #endResting(): void {
    this.#resting?.end();
    this.#resting = undefined;
  }

  /** What the first message says; undefined when none comes. */
  async #nameIn(requests: AsyncIterator<Uint8Array>): Promise<string | undefined> {
    const first = await within(this.#options.clock, OPENING_MS, requests.next());
    const what = 'the first message of a stream names the sender in collector, and has no number and no rows';
    if (!first) throw new WeirError('invalid', what);
    if (first.done) return undefined;
    const { sender, number, events } = readBatch(first.value);
    if (sender === '' || number !== 0 || events.rows !== 0) throw new WeirError('invalid', what);
    return sender;
  }

  #begin(name: string, send: (reply: Reply) => Promise<void>): Sender {
    const sink = this.#sink;
    if (!sink) throw new WeirError('unavailable', 'the collector is stopping');
    const former = this.#open.get(name);
    if (former) {
      this.#replaced.add();
      this.#lastReplaced = name;
      former.end(new WeirError('conflict', `${name} has opened another stream`));
      former.sink.end();
    }
    this.#endResting();
    const low = sink.known.find(({ identity }) => identity === name)?.position ?? 0;
    const sender = new Sender({ name, sink: sink.begin(name, low), low, send });
    this.#open.set(name, sender);
    return sender;
  }

  async #work(sender: Sender, requests: AsyncIterator<Uint8Array>): Promise<void> {
    await sender.open();
    for (let next = await requests.next(); !next.done; next = await requests.next()) {
      const { length } = next.value;
      this.#heldBytes += length;
      try {
        await sender.take(readBatch(next.value));
      } finally {
        this.#heldBytes -= length;
      }
    }
    await sender.settle();
  }
}
