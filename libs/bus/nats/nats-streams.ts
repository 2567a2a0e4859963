import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { headers as makeHeaders, nanos } from '@nats-io/transport-node';
import type { Clock, Timer } from '../../clock/clock.ts';
import { failureOf, WeirError } from '../../errors/weir-error.ts';
import type {
  ConsumeOptions,
  Delivery,
  PublishAck,
  PublishOptions,
  StoredMessage,
  StreamSpec,
  StreamState,
  Streams,
} from '../streams.ts';
import type { Link } from './link.ts';
import { translate } from './nats-errors.ts';

const DEDUPE_WINDOW_MS = 120_000;
/** Messages the client asks for ahead of the reader. */
const READ_AHEAD = 16;
/** How often a reader looks whether its stream is still the one it began with. */
const VIGIL_MS = 10_000;
/**
 * The server gives a sign of life so often when there is nothing else to send. A reader without two of them begins anew:
 * its place was kept by a server that is gone, and the client would look for it there for half a minute and more.
 */
const SIGN_OF_LIFE_MS = 500;
/** How long the server keeps a reader's place after its connection is gone. */
const READER_IDLE_MS = 60_000;

export class NatsStreams implements Streams {
  readonly #js: JetStreamClient;
  readonly #jsm: JetStreamManager;
  readonly #link: Link;
  readonly #clock: Clock;

  constructor(js: JetStreamClient, jsm: JetStreamManager, link: Link, clock: Clock) {
    this.#link = link;
    this.#js = js;
    this.#jsm = jsm;
    this.#clock = clock;
  }

  ensure(spec: StreamSpec): Promise<StreamState> {
    return this.#link.run(`stream ${spec.name}`, async () => {
      const limits = { max_bytes: spec.maxBytes, num_replicas: spec.replicas };
      const found = await this.#state(spec.name).catch(orUndefined);
      if (!found) {
        await this.#jsm.streams.add({
          ...limits,
          name: spec.name,
          subjects: [...spec.subjects],
          storage: StorageType.File,
          retention: RetentionPolicy.Limits,
          discard: DiscardPolicy.New,
          duplicate_window: nanos(DEDUPE_WINDOW_MS),
          allow_direct: false,
        });
      } else if (found.maxBytes !== spec.maxBytes) {
        await this.#jsm.streams.update(spec.name, limits);
      }
      return this.#state(spec.name);
    });
  }

  state(stream: string): Promise<StreamState> {
    return this.#link.run(`stream ${stream}`, () => this.#state(stream));
  }

  async publish(subject: string, data: Uint8Array, options: PublishOptions = {}): Promise<PublishAck> {
    const headers = makeHeaders();
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    return this.#link.run(`publish to ${subject}`, async () => {
      const ack = await this.#js.publish(subject, data, {
        headers,
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
        ...(options.id === undefined ? {} : { msgID: options.id }),
      });
      return { sequence: ack.seq, duplicate: ack.duplicate };
    });
  }

  async *read(
    stream: string,
    fromSequence: number,
    signal: AbortSignal,
    subject?: string,
  ): AsyncGenerator<StoredMessage> {
    const { consumer, messages } = await this.#link.run(`read ${stream}`, async () => {
      const consumer = await this.#js.consumers.get(stream, {
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: Math.max(1, fromSequence),
        inactive_threshold: nanos(READER_IDLE_MS),
        ...(subject === undefined ? {} : { filter_subjects: subject }),
      });
      return {
        consumer,
        messages: await consumer.consume({ max_messages: READ_AHEAD, idle_heartbeat: SIGN_OF_LIFE_MS }),
      };
    });
    try {
      yield* this.#iterate(stream, messages, signal, stored, true);
    } finally {
      // The server would keep the reader's place for a while, and has room for so many only.
      if (this.#link.connected) void consumer.delete().catch(() => {});
    }
  }

  async *consume(
    stream: string,
    durable: string,
    { ackWaitMs, unackedMax, subject }: ConsumeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<Delivery> {
    const messages = await this.#link.run(`consume ${stream}`, async () => {
      // What a former reader was given would come again only after the wait, and more would be given to it. Whoever is
      // killed between these two loses the place: then everything that is stored comes again.
      const known = await this.#jsm.consumers.info(stream, durable).catch(orUndefined);
      if (known) await this.#jsm.consumers.delete(stream, durable);
      const done = known?.ack_floor.stream_seq ?? 0;
      await this.#jsm.consumers.add(stream, {
        durable_name: durable,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ackWaitMs),
        max_ack_pending: unackedMax,
        ...(done === 0
          ? { deliver_policy: DeliverPolicy.All }
          : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: done + 1 }),
        ...(subject === undefined ? {} : { filter_subject: subject }),
      });
      const consumer = await this.#js.consumers.get(stream, durable);
      return consumer.consume({
        max_messages: unackedMax,
        idle_heartbeat: SIGN_OF_LIFE_MS,
        abort_on_missing_resource: true,
      });
    });
    yield* this.#iterate(stream, messages, signal, delivered, false);
  }

  acknowledged(stream: string, durable: string): Promise<number> {
    return this.#link.run(`group ${durable}`, async () => {
      const { lastSequence } = await this.#state(stream);
      const info = await this.#jsm.consumers.info(stream, durable).catch(orUndefined);
      if (!info) return 0;
      // The server's own mark stands still while only messages of other subjects come.
      const idle = info.num_pending === 0 && info.num_ack_pending === 0;
      return idle ? Math.max(lastSequence, info.ack_floor.stream_seq) : info.ack_floor.stream_seq;
    });
  }

  purge(stream: string, what: { readonly before: number } | { readonly subject: string }): Promise<void> {
    return this.#link.run(`purge ${stream}`, async () => {
      await this.#jsm.streams.purge(
        stream,
        'before' in what ? { seq: what.before } : { filter: what.subject },
      );
    });
  }

  subjects(stream: string, filter: string): Promise<string[]> {
    return this.#link.run(`subjects of ${stream}`, async () => {
      const info = await this.#jsm.streams.info(stream, { subjects_filter: filter });
      return Object.keys(info.state.subjects ?? {});
    });
  }

  async #state(stream: string): Promise<StreamState> {
    const { created, state, config } = await this.#jsm.streams.info(stream);
    return {
      incarnation: String(created),
      // An empty stream reports 0 until its first message, and last + 1 after a purge.
      firstSequence: Math.max(state.first_seq, state.messages === 0 ? state.last_seq + 1 : 1),
      lastSequence: state.last_seq,
      bytes: state.bytes,
      maxBytes: config.max_bytes ?? -1,
    };
  }

  /**
   * Passes messages on until `signal` or the end of the connection. The client tries to heal its consumers by itself,
   * but waits for ever where the server has forgotten them, or where the stream was deleted or made again.
   * @param isRepeatable what was fetched and not passed on can be had again at once: so a reader that takes nothing for
   * long, for whom nothing is asked and the server is silent, may be ended too
   */
  async *#iterate<T>(
    stream: string,
    messages: ConsumerMessages,
    signal: AbortSignal,
    convert: (message: JsMsg) => T,
    isRepeatable: boolean,
  ): AsyncGenerator<T> {
    const { broken } = this.#link;
    const stop = () => messages.stop();
    const give = () => messages.stop(broken.reason);
    signal.addEventListener('abort', stop, { once: true });
    broken.addEventListener('abort', give, { once: true });
    if (signal.aborted) stop();
    let isWaiting = true;
    // Its own end may be the error that ends the messages, which is thrown where they are read.
    endWhenSilent(stream, messages, () => isWaiting || isRepeatable).catch(() => {});
    const vigil = this.#vigil(stream, (error) => messages.stop(error));
    try {
      for await (const message of messages) {
        if (signal.aborted) return;
        isWaiting = false;
        yield convert(message);
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

  /** Looks every now and then whether the stream is still there, and the same. */
  #vigil(stream: string, lost: (error: WeirError) => void): Timer {
    let begun: string | undefined;
    const look = () => {
      this.state(stream).then(
        ({ incarnation }) => {
          begun ??= incarnation;
          if (incarnation !== begun) lost(new WeirError('missing', `stream ${stream} was made again`));
        },
        (error) => {
          if (failureOf(error) === 'missing') lost(error as WeirError);
        },
      );
    };
    look();
    return this.#clock.every(VIGIL_MS, look);
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

function orUndefined(error: unknown): undefined {
  const translatedError = translate('', error);
  if (translatedError.failure !== 'missing') throw translatedError;
  return undefined;
}

function stored(message: JsMsg): StoredMessage {
  return {
    subject: message.subject,
    sequence: message.seq,
    storedMs: message.info.timestampNanos / 1e6,
    data: message.data,
    pending: message.info.pending,
    header: (name) => message.headers?.get(name) ?? '',
  };
}

function delivered(message: JsMsg): Delivery {
  return {
    ...stored(message),
    deliveries: message.info.deliveryCount,
    ack: () => message.ack(),
    redeliver: (afterMs) => message.nak(afterMs),
  };
}
