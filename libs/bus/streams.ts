/** The port to durable, ordered streams of messages: JetStream, or its equal in memory. */

export interface StreamSpec {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly maxBytes: number;
  /** When full, publishing fails with `full` and nothing stored is dropped (`refuse`, the default), or the oldest make room. */
  readonly whenFull?: 'refuse' | 'drop-oldest';
  /** Copies on different servers. */
  readonly replicas: number;
}

export interface StreamState {
  /** Changes when the stream is deleted and made again: sequences mean nothing across it. */
  readonly incarnation: string;
  /** Of an empty stream: one more than `lastSequence`. */
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly bytes: number;
  readonly maxBytes: number;
}

export interface PublishOptions {
  /** Messages with the same id within the stream's dedupe window are stored once. */
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface PublishAck {
  readonly sequence: number;
  readonly duplicate: boolean;
}

export interface StoredMessage {
  readonly subject: string;
  /** From 1, growing by one with each message of the stream. */
  readonly sequence: number;
  /** When the stream stored it, Unix ms. */
  readonly storedMs: number;
  readonly data: Uint8Array;
  /** Messages that were waiting behind this one when it was delivered. */
  readonly pending: number;
  /** Value of a header, or the empty string. */
  header(name: string): string;
}

export interface Delivery extends StoredMessage {
  /** How often it has been delivered, from 1. */
  readonly deliveries: number;
  /** Done: not delivered again. Resolves when the server has it, as far as that can be known. */
  ack(): void;
  /** Not done: delivered again after `afterMs`. */
  redeliver(afterMs: number): void;
}

export interface ConsumeOptions {
  readonly ackWaitMs: number;
  readonly unackedMax: number;
  /** Messages of this subject only; all when left out. */
  readonly subject?: string;
}

export interface Streams {
  /**
   * Makes the stream unless it is there, and adjusts its limits.
   * @throws WeirError `unavailable`
   */
  ensure(spec: StreamSpec): Promise<StreamState>;

  /** @throws WeirError `missing`, `unavailable` */
  state(stream: string): Promise<StreamState>;

  /**
   * Stores a message. After `unavailable` it may have been stored all the same.
   * @throws WeirError `unavailable` (also when no stream takes the subject), `full`, `invalid` (too large)
   */
  publish(subject: string, data: Uint8Array, options?: PublishOptions): Promise<PublishAck>;

  /**
   * All messages from `fromSequence` on, in order, and then those to come, until `signal` is aborted. A sequence
   * that is missing at the start or in between is skipped: the caller compares sequences. The reader is slowed to
   * the pace of whoever iterates.
   * @throws WeirError `missing` when the stream is gone or was made again; `unavailable` when the connection was lost:
   * the caller reads again from where it was.
   */
  read(
    stream: string,
    fromSequence: number,
    signal: AbortSignal,
    subject?: string,
  ): AsyncIterable<StoredMessage>;

  /**
   * The messages that group `durable` has not acknowledged yet. At most `unackedMax` are out at a time; one that is not
   * acknowledged within `ackWaitMs` comes again. A group has one reader: a later one takes it over from where
   * everything had been acknowledged, at once, and the former one gets no more.
   * @throws WeirError `missing`, `unavailable` as `read`; `unavailable` also for a reader that was taken over from
   */
  consume(
    stream: string,
    durable: string,
    options: ConsumeOptions,
    signal: AbortSignal,
  ): AsyncIterable<Delivery>;

  /**
   * Up to this sequence group `durable` has nothing to do any more: every message has been acknowledged or is of
   * another subject. 0 when there is no such group. May be lower than it could be, never higher.
   */
  acknowledged(stream: string, durable: string): Promise<number>;

  /** Removes the messages before a sequence, or those of one subject. */
  purge(stream: string, what: { readonly before: number } | { readonly subject: string }): Promise<void>;

  /** Subjects that hold messages, by a filter with wildcards. */
  subjects(stream: string, filter: string): Promise<string[]>;
}
