/**
 * One sender at work. Its batches are numbered, and each of its events has a place that follows from that number: so the
 * progress of the collector tells, as for a file, which events of which shard have been taken over, and a batch that is
 * sent again counts once.
 */
import { WeirError } from '#libs/errors/weir-error.ts';
import { EventRow } from '#libs/wire/row.ts';
import type { weir } from '#proto';
import type { EventSink } from '../source.ts';
import { fillRow, type PushedBatch, ROWS_PER_NUMBER } from './pushed-batch.ts';

/** Batches beyond the acknowledged ones that a sender may send. */
export const CREDIT = 32;

export type Reply = weir.v1.IngestReply.$Properties;

export interface SenderOptions {
  readonly name: string;
  readonly sink: EventSink;
  /** Place up to which all has been taken over, as is known from before. */
  readonly low: number;
  readonly send: (reply: Reply) => Promise<void>;
}

export class Sender {
  readonly name: string;
  /** Rejects once the sender is over, with the reason. */
  readonly over: Promise<never>;
  /** Whoever ends the sender ends this, too, or goes on with it. */
  readonly sink: EventSink;
  readonly #fail: (why: unknown) => void;
  readonly #send: (reply: Reply) => Promise<void>;
  readonly #row = new EventRow();
  /** Number of the batch that came last. */
  #last: number | undefined;
  /** Batches up to these numbers have been passed on, and are known to be safe. */
  #taken: number;
  #acknowledged: number;
  #acknowledging: Promise<void> | undefined;
  #isOver = false;
  #onCredit = () => {};

  constructor({ name, sink, low, send }: SenderOptions) {
    this.name = name;
    this.sink = sink;
    this.#send = send;
    this.#taken = Math.floor(low / ROWS_PER_NUMBER);
    this.#acknowledged = this.#taken;
    const { promise, reject } = Promise.withResolvers<never>();
    this.over = promise;
    this.over.catch(() => {});
    this.#fail = reject;
  }

  /** Tells where to go on, once what is known from before is safe. */
  async open(): Promise<void> {
    await this.sink.stored();
    await this.#reply();
  }

  /**
   * Passes a batch on, all of it or nothing; resolves when the next one may come.
   * @throws WeirError `invalid` when it is not the one that is to come
   */
  async take(batch: PushedBatch): Promise<void> {
    const { number, events } = batch;
    this.#check(batch);
    // What was acknowledged before this collector forgot the sender is not sent any more.
    if (this.#last === undefined && number > this.#taken) {
      this.#taken = number - 1;
      this.#acknowledged = this.#taken;
    }
    this.#last = number;
    if (number <= this.#taken) return;
    while (!this.#isOver && number > this.#acknowledged + CREDIT) {
      await new Promise<void>((resolve) => {
        this.#onCredit = resolve;
      });
    }
    if (this.#isOver) return;
    const first = (number - 1) * ROWS_PER_NUMBER;
    for (let row = 0; row < events.rows; row++) {
      fillRow(events, row, this.#row);
      this.sink.event(this.#row, first + row);
    }
    this.#taken = number;
    await this.sink.flush(first + ROWS_PER_NUMBER);
    this.#acknowledging ??= this.#acknowledge().finally(() => {
      this.#acknowledging = undefined;
    });
  }

  /** Resolves when all that was taken is safe, and it has been told. */
  async settle(): Promise<void> {
    await this.#acknowledging;
  }

  /** All that is there has been read, as far as one can know: what comes from here on is written from here on. */
  caughtUp(): void {
    if (this.#acknowledged === this.#taken) this.sink.caughtUp();
  }

  /** Passes on nothing more. */
  end(why: WeirError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onCredit();
    this.#fail(why);
  }

  #check({ sender, number }: PushedBatch): void {
    if (sender !== '' && sender !== this.name)
      throw new WeirError('invalid', `a batch of ${sender} in the stream of ${this.name}`);
    const isNext = this.#last === undefined ? number > 0 : number === this.#last + 1;
    if (isNext) return;
    throw new WeirError(
      'invalid',
      `batch ${number} after ${this.#last ?? 0}: number them in order, from 1 on`,
    );
  }

  async #acknowledge(): Promise<void> {
    while (this.#acknowledged < this.#taken && !this.#isOver) {
      const taken = this.#taken;
      await this.sink.stored();
      if (this.#isOver) return;
      this.#acknowledged = taken;
      this.#onCredit();
      await this.#reply();
    }
  }

  #reply(): Promise<void> {
    return this.#send({ acknowledged: this.#acknowledged, credit: CREDIT });
  }
}
