/** One replica of the decision service, as a caller reaches it. */
import type { EventEmitter } from 'node:events';
import {
  Client,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import type { Clock } from '../clock/clock.ts';
import { type FailureClass, WeirError } from '../errors/weir-error.ts';
import { TRACEPARENT } from '../telemetry/tracing.ts';

/** A connection that is silent is asked for a sign of life, so that a lost one is noticed. */
const KEEPALIVE_MS = 3000;
const KEEPALIVE_TIMEOUT_MS = 3000;
const MESSAGE_MAX = 64 * 1024 * 1024;

const FAILURES: Readonly<Partial<Record<status, FailureClass>>> = {
  [status.INVALID_ARGUMENT]: 'invalid',
  [status.NOT_FOUND]: 'missing',
  [status.PERMISSION_DENIED]: 'denied',
  [status.UNAUTHENTICATED]: 'unauthenticated',
  [status.RESOURCE_EXHAUSTED]: 'full',
  [status.ABORTED]: 'conflict',
  [status.UNIMPLEMENTED]: 'invalid',
  [status.DATA_LOSS]: 'corrupt',
};

/** A call of the control plane; see definitions.ts. */
export interface Method<Reply> {
  readonly path: string;
  readonly requestSerialize: (message: object) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Reply;
}

export class Connection {
  readonly #address: string;
  readonly #clock: Clock;
  readonly #token: () => string | undefined;
  readonly #client: Client;

  constructor(address: string, clock: Clock, token: () => string | undefined) {
    this.#address = address;
    this.#clock = clock;
    this.#token = token;
    this.#client = new Client(address, credentials.createInsecure(), {
      'grpc.keepalive_time_ms': KEEPALIVE_MS,
      'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
      'grpc.keepalive_permit_without_calls': 1,
      'grpc.max_receive_message_length': MESSAGE_MAX,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 2000,
    });
  }

  /** @throws WeirError */
  call<Reply>(
    { path, requestSerialize, responseDeserialize }: Method<Reply>,
    request: object,
    timeoutMs: number,
    traceparent: string,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        this.#metadata(traceparent),
        { deadline: this.#clock.now() + timeoutMs },
        (error, reply) => {
          if (error) reject(this.#translate(error));
          else if (reply === undefined) reject(this.#unanswered('no reply'));
          else resolve(reply);
        },
      );
    });
  }

  /**
   * Sends requests one after the other, as the other side takes them, and yields what it answers meanwhile.
   * @throws WeirError also `unavailable` when no answer comes for `patienceMs`
   */
  async *exchange<Reply>(
    { path, requestSerialize, responseDeserialize }: Method<Reply>,
    requests: Iterable<object>,
    patienceMs: number,
  ): AsyncGenerator<Reply> {
    const stream = this.#client.makeBidiStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      this.#metadata(),
    );
    const giveUp = () => {
      stream.destroy(this.#unanswered(`no reply within ${patienceMs / 1000} s`));
    };
    let patience = this.#clock.after(patienceMs, giveUp);
    const sending = (async () => {
      for (const request of requests) {
        if (stream.destroyed) return;
        if (!stream.write(request)) await drained(stream);
      }
      stream.end();
    })();
    sending.catch(giveUp);
    try {
      for await (const reply of stream) {
        patience.cancel();
        yield reply as Reply;
        patience = this.#clock.after(patienceMs, giveUp);
      }
      await sending;
    } catch (error) {
      throw error instanceof WeirError ? error : this.#translate(error as ServiceError);
    } finally {
      patience.cancel();
      stream.cancel();
    }
  }

  /** Replies until `signal`. @throws WeirError when the stream breaks or ends */
  async *stream<Reply>(
    { path, requestSerialize, responseDeserialize }: Method<Reply>,
    request: object,
    signal: AbortSignal,
  ): AsyncGenerator<Reply> {
    const stream: ClientReadableStream<Reply> = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      this.#metadata(),
    );
    const cancel = () => stream.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      for await (const reply of stream) yield reply as Reply;
      if (!signal.aborted) throw this.#unanswered('the stream has ended');
    } catch (error) {
      if (!signal.aborted) throw error instanceof WeirError ? error : this.#translate(error as ServiceError);
    } finally {
      signal.removeEventListener('abort', cancel);
      stream.cancel();
    }
  }

  close(): void {
    this.#client.close();
  }

  #metadata(traceparent = ''): Metadata {
    const metadata = new Metadata();
    const token = this.#token();
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
    if (traceparent !== '') metadata.set(TRACEPARENT, traceparent);
    return metadata;
  }

  #translate(error: ServiceError): WeirError {
    const failure = FAILURES[error.code] ?? 'unavailable';
    if (failure === 'unavailable') return this.#unanswered(error.details || error.message, error);
    return new WeirError(failure, error.details, {}, error);
  }

  #unanswered(why: string, cause?: unknown): WeirError {
    return new WeirError(
      'unavailable',
      `the decision service at ${this.#address} does not answer: ${why}`,
      {},
      cause,
    );
  }
}

/** Resolves when more can be written, or nothing ever again. */
function drained(stream: EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error', 'end'];
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}
