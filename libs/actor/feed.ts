/** Reads the stream of a shard ahead, into a mailbox that makes it wait when it is full. */
import type { StoredMessage } from '../bus/streams.ts';
import { logError } from '../telemetry/logging.ts';
import { Mailbox } from './mailbox.ts';
import { readOn, type StreamReaderOptions } from './stream-reader.ts';

export class Feed {
  readonly #options: StreamReaderOptions;
  readonly #mailbox: Mailbox<StoredMessage>;
  readonly #reading = new AbortController();
  #stored = 0;
  #ended: Promise<void> | undefined;

  /** @param waitingMax messages that may wait in the mailbox */
  constructor(options: StreamReaderOptions, waitingMax: number) {
    this.#options = options;
    this.#mailbox = new Mailbox(waitingMax);
  }

  /** Last sequence that is known to be stored. */
  get stored(): number {
    return this.#stored;
  }

  get waiting(): number {
    return this.#mailbox.length;
  }

  get closed(): boolean {
    return this.#mailbox.closed;
  }

  /** Aborted when nothing is read any more. */
  get signal(): AbortSignal {
    return this.#reading.signal;
  }

  /**
   * Begins to read; `onFailed` is told that it can't be read on, and closes the feed.
   * @param stored last sequence of the stream
   */
  begin(from: number, stored: number, onFailed: () => void): void {
    this.#stored = stored;
    this.#ended = this.#read(from).catch((error) => {
      logError(this.#options.log, error, `reading shard ${this.#options.shard}`);
      onFailed();
    });
  }

  /** The next message; undefined once the feed is closed, whatever waits. */
  take(): Promise<StoredMessage | undefined> {
    return this.#mailbox.take();
  }

  /** From now on there is nothing to take. */
  close(): void {
    this.#reading.abort();
    this.#mailbox.close();
  }

  /** Resolves when nothing is being read any more; only after `close`. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  async #read(from: number): Promise<void> {
    for await (const message of readOn(this.#options, from, this.#reading.signal)) {
      this.#stored = Math.max(this.#stored, message.sequence + message.pending);
      await this.#mailbox.put(message);
    }
  }
}
