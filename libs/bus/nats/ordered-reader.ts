/**
 * Readers of streams. The client tries to heal its consumers by itself, but waits for a minute where their server is cut
 * off, and for ever where the server has forgotten them, or where the stream was deleted or made again. So these end
 * with an error instead, and whoever reads begins anew.
 */
import type {
  Consumer,
  ConsumerMessages,
  JetStreamClient,
  JsMsg,
  OrderedConsumerOptions,
} from '@nats-io/jetstream';
import type { Clock, Timer } from '../../clock/clock.ts';
import { failureOf, WeirError } from '../../errors/weir-error.ts';
import type { Link } from './link.ts';
import { translate } from './nats-errors.ts';

/** How often a reader looks whether its stream is still the one it began with. */
const VIGIL_MS = 10_000;
/** The server gives a sign of life so often when there is nothing else to send. Without two of them a reader ends. */
export const SIGN_OF_LIFE_MS = 500;
/** How long the server keeps a reader's place after its connection is gone. */
const READER_IDLE_MS = 60_000;

export interface ReaderContext {
  readonly js: JetStreamClient;
  readonly link: Link;
  readonly clock: Clock;
  /** Changes when a stream is deleted and made again. */
  readonly incarnationOf: (stream: string) => Promise<string>;
  /** Rejects soon when the stream has no leader. */
  readonly isLed: (stream: string) => Promise<void>;
}

/** Reads in order, without acknowledging. Its place is kept by one server only, in memory. */
export class OrderedReader {
  readonly #stream: string;
  readonly #context: ReaderContext;
  readonly #consumer: Consumer;
  readonly #messages: ConsumerMessages;
  /** Messages that were there when it was opened. */
  readonly pending: number;

  private constructor(
    stream: string,
    context: ReaderContext,
    consumer: Consumer,
    messages: ConsumerMessages,
    pending: number,
  ) {
    this.#stream = stream;
    this.#context = context;
    this.#consumer = consumer;
    this.#messages = messages;
    this.pending = pending;
  }

  /**
   * @param aheadMax messages that are asked for before they are taken
   * @throws WeirError `missing`, `unavailable`
   */
  static open(
    context: ReaderContext,
    stream: string,
    place: Pick<Partial<OrderedConsumerOptions>, 'deliver_policy' | 'opt_start_seq' | 'filter_subjects'>,
    aheadMax: number,
  ): Promise<OrderedReader> {
    return context.link.run(`read ${stream}`, async () => {
      // To open one takes long on a busy server. Asked first, the end of an election is not missed by that long.
      await context.isLed(stream);
      const consumer = await context.js.consumers.get(stream, {
        ...place,
        inactive_threshold: READER_IDLE_MS,
      });
      const { num_pending: pending } = await consumer.info(true);
      const messages = await consumer.consume({ max_messages: aheadMax, idle_heartbeat: SIGN_OF_LIFE_MS });
      return new OrderedReader(stream, context, consumer, messages, pending);
    });
  }

  /** @throws WeirError as `follow` */
  messages(signal: AbortSignal): AsyncGenerator<JsMsg> {
    return follow(this.#context, this.#stream, this.#messages, signal, true);
  }

  close(): void {
    this.#messages.stop();
    // The server would keep the reader's place for a while, and has room for so many only.
    if (this.#context.link.connected) void this.#consumer.delete().catch(() => {});
  }
}

/**
 * Passes messages on until `signal`, or the end of the connection, of the server or of the stream.
 * @param isRepeatable what was fetched and not passed on can be had again at once: so a reader that takes nothing for
 * long, for whom nothing is asked and the server is silent, may be ended too
 * @throws WeirError `unavailable`, or `missing` when the stream is gone or was made again
 */
export async function* follow(
  context: ReaderContext,
  stream: string,
  messages: ConsumerMessages,
  signal: AbortSignal,
  isRepeatable: boolean,
): AsyncGenerator<JsMsg> {
  const { broken } = context.link;
  const stop = () => messages.stop();
  const give = () => messages.stop(broken.reason);
  signal.addEventListener('abort', stop, { once: true });
  broken.addEventListener('abort', give, { once: true });
  if (signal.aborted) stop();
  let isWaiting = true;
  // Its own end may be the error that ends the messages, which is thrown where they are read.
  endWhenSilent(stream, messages, () => isWaiting || isRepeatable).catch(() => {});
  const vigil = keepVigil(context, stream, (error) => messages.stop(error));
  try {
    for await (const message of messages) {
      if (signal.aborted) return;
      isWaiting = false;
      yield message;
      isWaiting = true;
    }
  } catch (error) {
    throw translate(`read ${stream}`, error);
  } finally {
    vigil.cancel();
    signal.removeEventListener('abort', stop);
    broken.removeEventListener('abort', give);
    messages.stop();
  }
}

/** Ends a reader whose server gives no sign of life, if it may be ended. */
async function endWhenSilent(
  stream: string,
  messages: ConsumerMessages,
  mayEnd: () => boolean,
): Promise<void> {
  for await (const { type } of messages.status()) {
    if (type === 'heartbeats_missed' && mayEnd())
      messages.stop(new WeirError('unavailable', `no sign of life from ${stream}`));
  }
}

/** Looks every now and then whether the stream is still there, and the same. */
function keepVigil(
  { clock, incarnationOf }: ReaderContext,
  stream: string,
  lost: (error: WeirError) => void,
): Timer {
  let begun: string | undefined;
  const look = () => {
    incarnationOf(stream).then(
      (incarnation) => {
        begun ??= incarnation;
        if (incarnation !== begun) lost(new WeirError('missing', `stream ${stream} was made again`));
      },
      (error) => {
        if (failureOf(error) === 'missing') lost(error as WeirError);
      },
    );
  };
  look();
  return clock.every(VIGIL_MS, look);
}
