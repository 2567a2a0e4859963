/** The bus over NATS. Only this folder imports the client. */
import { readFileSync } from 'node:fs';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { connect, credsAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import type { Clock } from '../../clock/clock.ts';
import type { Announcements } from '../announcements.ts';
import type { Bus } from '../bus.ts';
import type { KeyValues } from '../key-value.ts';
import { Link } from './link.ts';
import { NatsKeyValue } from './nats-key-value.ts';
import { NatsStreams } from './nats-streams.ts';
import type { ReaderContext } from './ordered-reader.ts';

export interface NatsOptions {
  /** `host:port` of one server or more. */
  readonly servers: readonly string[];
  /** Shown in the server's list of connections. */
  readonly name: string;
  readonly user?: string;
  readonly password?: string;
  /** Path of a credentials file. */
  readonly credentials?: string;
  /** False: fails when no server answers now. Else it waits for one. */
  readonly wait?: boolean;
}

/** What the connection tells about itself, for the log. */
export type ConnectionEvent = 'disconnected' | 'reconnected' | 'slow';

const RECONNECT_WAIT_MS = 100;
/** A server that was cut off says nothing: it is left for another after three pings without an answer. */
const PING_INTERVAL_MS = 1000;
const PINGS_UNANSWERED_MAX = 2;
/** One that can't be reached says nothing either: then it is the next one's turn. */
const DIAL_TIMEOUT_MS = 2000;
/** For answers to what is done all the time: one that got lost with a leader is asked for again soon. */
const ANSWER_TIMEOUT_MS = 2000;
/** For a question that every leader answers at once: whether there is one. */
const LEADER_TIMEOUT_MS = 300;
/** Making and emptying streams takes servers longer. */
const ADMIN_TIMEOUT_MS = 5000;

export class NatsBus implements Bus {
  readonly streams: NatsStreams;
  readonly keyValues: KeyValues;
  readonly announcements: Announcements;
  readonly #connection: NatsConnection;
  readonly #link: Link;

  private constructor(connection: NatsConnection, link: Link, streams: NatsStreams, keyValues: KeyValues) {
    this.#connection = connection;
    this.#link = link;
    this.streams = streams;
    this.keyValues = keyValues;
    this.announcements = {
      announce: (subject, data) => {
        if (link.connected && !connection.isClosed()) connection.publish(subject, data);
      },
      listen: (filter, handler, signal) => {
        const subscription = connection.subscribe(filter, {
          callback: (error, message) => {
            if (!error) handler(message.subject, message.data);
          },
        });
        signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
      },
    };
  }

  /** Connects once the server answers; from then on the connection heals itself for as long as it takes. */
  static async connect(
    options: NatsOptions,
    clock: Clock,
    onEvent: (event: ConnectionEvent) => void = () => {},
  ): Promise<NatsBus> {
    const connection = await connect({
      servers: [...options.servers],
      name: options.name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_WAIT_MS,
      reconnectJitter: RECONNECT_WAIT_MS,
      timeout: DIAL_TIMEOUT_MS,
      pingInterval: PING_INTERVAL_MS,
      maxPingOut: PINGS_UNANSWERED_MAX,
      waitOnFirstConnect: options.wait ?? true,
      // A stack trace for each request costs more than the request.
      noAsyncTraces: true,
      ...(options.user === undefined ? {} : { user: options.user, pass: options.password ?? '' }),
      ...(options.credentials === undefined
        ? {}
        : { authenticator: credsAuthenticator(readFileSync(options.credentials)) }),
    });
    const link = new Link();
    const js = jetstream(connection, { timeout: ANSWER_TIMEOUT_MS });
    const answer = { timeout: ANSWER_TIMEOUT_MS, checkAPI: false };
    const jsm = await link.run('JetStream', () => jetstreamManager(connection, answer));
    const admin = await jetstreamManager(connection, { ...answer, timeout: ADMIN_TIMEOUT_MS });
    const impatient = await jetstreamManager(connection, { ...answer, timeout: LEADER_TIMEOUT_MS });
    const kvm = new Kvm(js);
    const incarnationOf = (stream: string) =>
      link.run(`stream ${stream}`, async () => String((await jsm.streams.info(stream)).created));
    const isLed = async (stream: string) => {
      await impatient.streams.info(stream);
    };
    const context: ReaderContext = { js, link, clock, incarnationOf, isLed };
    const keyValues: KeyValues = {
      open: ({ bucket, maxBytes, replicas }) =>
        link.run(`bucket ${bucket}`, async () => {
          const kv = await kvm.create(bucket, {
            history: 1,
            max_bytes: maxBytes,
            replicas,
            allow_direct: false,
          });
          return new NatsKeyValue(bucket, kv, jsm, context);
        }),
    };
    const bus = new NatsBus(connection, link, new NatsStreams(context, jsm, admin), keyValues);
    void bus.#follow(onEvent);
    return bus;
  }

  get payloadMax(): number {
    return this.#connection.info?.max_payload ?? 1024 * 1024;
  }

  get connected(): boolean {
    return this.#link.connected;
  }

  async close(): Promise<void> {
    if (this.#connection.isClosed()) return;
    if (this.#link.connected) await this.#connection.drain().catch(() => this.#connection.close());
    else await this.#connection.close();
  }

  async #follow(onEvent: (event: ConnectionEvent) => void): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type === 'disconnect') {
        this.#link.lost();
        onEvent('disconnected');
      } else if (status.type === 'reconnect') {
        this.#link.restored();
        onEvent('reconnected');
      } else if (status.type === 'slowConsumer') onEvent('slow');
    }
  }
}
