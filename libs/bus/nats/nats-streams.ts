import {
  AckPolicy,
  type Consumer,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamManager,
  type JsMsg,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from '@nats-io/jetstream';
import { headers as makeHeaders, nanos, nuid } from '@nats-io/transport-node';
import { failureOf } from '../../errors/weir-error.ts';
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
import { translate } from './nats-errors.ts';
import { follow, OrderedReader, type ReaderContext, SIGN_OF_LIFE_MS } from './ordered-reader.ts';

const DEDUPE_WINDOW_MS = 120_000;
/** Messages the client asks for ahead of the reader. */
const READ_AHEAD = 16;

/** One who reads for a group. */
interface GroupReader {
  /** What its consumer says of itself, by which it is known again. */
  readonly name: string;
  /** Everything up to this sequence was acknowledged when it began. */
  done: number;
}

export class NatsStreams implements Streams {
  readonly #context: ReaderContext;
  readonly #jsm: JetStreamManager;
  readonly #admin: JetStreamManager;
  /** Readers here whose server has fallen silent, by group: the next one goes on in their name. */
  readonly #interrupted = new Map<string, GroupReader>();

  /** @param admin for what takes servers longer */
  constructor(context: ReaderContext, jsm: JetStreamManager, admin: JetStreamManager) {
    this.#context = context;
    this.#jsm = jsm;
    this.#admin = admin;
  }

  ensure(spec: StreamSpec): Promise<StreamState> {
    return this.#context.link.run(`stream ${spec.name}`, async () => {
      const limits = { max_bytes: spec.maxBytes, num_replicas: spec.replicas };
      const found = await this.#state(spec.name).catch(orUndefined);
      // What the server that made it says counts: another one may not have heard of it yet.
      if (!found) {
        const made = await this.#admin.streams.add({
          ...limits,
          name: spec.name,
          subjects: [...spec.subjects],
          storage: StorageType.File,
          retention: RetentionPolicy.Limits,
          discard: spec.whenFull === 'drop-oldest' ? DiscardPolicy.Old : DiscardPolicy.New,
          duplicate_window: nanos(DEDUPE_WINDOW_MS),
          allow_direct: false,
        });
        return stateOf(made);
      }
      if (found.maxBytes === spec.maxBytes) return found;
      return stateOf(await this.#admin.streams.update(spec.name, limits));
    });
  }

  state(stream: string): Promise<StreamState> {
    return this.#context.link.run(`stream ${stream}`, () => this.#state(stream));
  }

  async publish(subject: string, data: Uint8Array, options: PublishOptions = {}): Promise<PublishAck> {
    const headers = makeHeaders();
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    return this.#context.link.run(`publish to ${subject}`, async () => {
      const ack = await this.#context.js.publish(subject, data, {
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
    const place = {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: Math.max(1, fromSequence),
      ...(subject === undefined ? {} : { filter_subjects: subject }),
    };
    const reader = await OrderedReader.open(this.#context, stream, place, READ_AHEAD);
    try {
      for await (const message of reader.messages(signal)) yield stored(message);
    } finally {
      reader.close();
    }
  }

  async *consume(
    stream: string,
    durable: string,
    options: ConsumeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<Delivery> {
    const reader = this.#interrupted.get(durable) ?? { name: nuid.next(), done: 0 };
    this.#interrupted.delete(durable);
    const { broken } = this.#context.link;
    try {
      const messages = await this.#context.link.run(`consume ${stream}`, async () => {
        const consumer = await this.#join(stream, durable, options, reader);
        return consumer.consume({
          max_messages: options.unackedMax,
          idle_heartbeat: SIGN_OF_LIFE_MS,
          abort_on_missing_resource: true,
        });
      });
      for await (const message of follow(this.#context, stream, messages, signal, false)) {
        yield delivered(message);
      }
    } catch (error) {
      // What was on its way over a connection is lost with it, and has to be given anew.
      if (failureOf(error) === 'unavailable' && !broken.aborted) this.#interrupted.set(durable, reader);
      throw error;
    }
  }

  /**
   * The group as a consumer of the client, taken over from any other reader. Its servers elect another leader when the
   * former is gone, which takes seconds: one that was made anew in the meantime could be given to the same server again.
   */
  async #join(
    stream: string,
    durable: string,
    { ackWaitMs, unackedMax, subject }: ConsumeOptions,
    reader: GroupReader,
  ): Promise<Consumer> {
    const { consumers } = this.#jsm;
    const known = await consumers.info(stream, durable).catch(orUndefined);
    if (known?.config.description === reader.name)
      return this.#context.js.consumers.getConsumerFromInfo(known);
    // What a former reader was given would come again only after the wait, and more would be given to it. Whoever is
    // killed between these two loses the place: then everything that is stored comes again.
    if (known) {
      reader.done = known.ack_floor.stream_seq;
      await consumers.delete(stream, durable);
    }
    const made = await consumers.add(stream, {
      durable_name: durable,
      description: reader.name,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ackWaitMs),
      max_ack_pending: unackedMax,
      ...(reader.done === 0
        ? { deliver_policy: DeliverPolicy.All }
        : { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: reader.done + 1 }),
      ...(subject === undefined ? {} : { filter_subject: subject }),
    });
    return this.#context.js.consumers.getConsumerFromInfo(made);
  }

  acknowledged(stream: string, durable: string): Promise<number> {
    return this.#context.link.run(`group ${durable}`, async () => {
      const { lastSequence } = await this.#state(stream);
      const info = await this.#jsm.consumers.info(stream, durable).catch(orUndefined);
      if (!info) return 0;
      // The server's own mark stands still while only messages of other subjects come.
      const idle = info.num_pending === 0 && info.num_ack_pending === 0;
      return idle ? Math.max(lastSequence, info.ack_floor.stream_seq) : info.ack_floor.stream_seq;
    });
  }

  purge(stream: string, what: { readonly before: number } | { readonly subject: string }): Promise<void> {
    return this.#context.link.run(`purge ${stream}`, async () => {
      await this.#admin.streams.purge(
        stream,
        'before' in what ? { seq: what.before } : { filter: what.subject },
      );
    });
  }

  subjects(stream: string, filter: string): Promise<string[]> {
    return this.#context.link.run(`subjects of ${stream}`, async () => {
      const info = await this.#jsm.streams.info(stream, { subjects_filter: filter });
      return Object.keys(info.state.subjects ?? {});
    });
  }

  async #state(stream: string): Promise<StreamState> {
    return stateOf(await this.#jsm.streams.info(stream));
  }
}

function stateOf({ created, state, config }: StreamInfo): StreamState {
  return {
    incarnation: String(created),
    // An empty stream reports 0 until its first message, and last + 1 after a purge.
    firstSequence: Math.max(state.first_seq, state.messages === 0 ? state.last_seq + 1 : 1),
    lastSequence: state.last_seq,
    bytes: state.bytes,
    maxBytes: config.max_bytes ?? -1,
  };
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
