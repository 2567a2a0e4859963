/** Calling the control plane. */
import {
  Client,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import type { weir } from '#proto';
import type { Clock } from '../clock/clock.ts';
import { type FailureClass, WeirError } from '../errors/weir-error.ts';
import { TRACEPARENT } from '../telemetry/tracing.ts';
import { decisionsDefinition, inspectorDefinition } from './definitions.ts';

const CALL_TIMEOUT_MS = 10_000;
/** A connection that is silent is asked for a sign of life, so that a lost one is noticed. */
const KEEPALIVE_MS = 10_000;
const KEEPALIVE_TIMEOUT_MS = 5000;
const MESSAGE_MAX = 64 * 1024 * 1024;

const FAILURES: Readonly<Partial<Record<status, FailureClass>>> = {
  [status.INVALID_ARGUMENT]: 'invalid',
  [status.NOT_FOUND]: 'missing',
  [status.PERMISSION_DENIED]: 'denied',
  [status.UNAUTHENTICATED]: 'denied',
  [status.RESOURCE_EXHAUSTED]: 'full',
  [status.ABORTED]: 'conflict',
  [status.UNIMPLEMENTED]: 'invalid',
};

type V1 = typeof weir.v1;
type Reply<K extends keyof V1> = V1[K] extends { decode(bytes: Uint8Array): infer T } ? T : never;

export class ControlPlane {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #token: () => string | undefined;
  readonly #address: string;

  /** @param token asked for at each call; without one, only calls that change nothing are allowed */
  constructor(address: string, clock: Clock, token: () => string | undefined = () => undefined) {
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

  list(request: weir.v1.ListDecisionsRequest.$Properties): Promise<Reply<'ListDecisionsReply'>> {
    return this.#call(decisionsDefinition.list, request);
  }

  add(request: weir.v1.AddDecisionRequest.$Properties): Promise<Reply<'AddDecisionReply'>> {
    return this.#call(decisionsDefinition.add, request);
  }

  delete(request: weir.v1.DeleteDecisionRequest.$Properties): Promise<Reply<'DeleteDecisionReply'>> {
    return this.#call(decisionsDefinition.delete, request);
  }

  reportApplied(
    request: weir.v1.ReportAppliedRequest.$Properties,
    traceparent = '',
  ): Promise<Reply<'ReportAppliedReply'>> {
    return this.#call(decisionsDefinition.reportApplied, request, traceparent);
  }

  status(): Promise<Reply<'StatusReply'>> {
    return this.#call(inspectorDefinition.status, {});
  }

  /**
   * What the ledger holds and how it changes, until `signal`.
   * @throws WeirError when the stream breaks
   */
  async *watch(
    request: weir.v1.WatchRequest.$Properties,
    signal: AbortSignal,
  ): AsyncGenerator<Reply<'WatchReply'>> {
    const { path, requestSerialize, responseDeserialize } = decisionsDefinition.watch;
    const stream: ClientReadableStream<Reply<'WatchReply'>> = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      this.#metadata(),
    );
    const cancel = () => stream.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      for await (const reply of stream) yield reply as Reply<'WatchReply'>;
    } catch (error) {
      if (!signal.aborted) throw this.#translate(error as ServiceError);
    } finally {
      signal.removeEventListener('abort', cancel);
      stream.cancel();
    }
  }

  close(): void {
    this.#client.close();
  }

  #call<Request extends object, Reply>(
    definition: {
      readonly path: string;
      readonly requestSerialize: (message: object) => Buffer;
      readonly responseDeserialize: (bytes: Buffer) => Reply;
    },
    request: Request,
    traceparent = '',
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        definition.path,
        definition.requestSerialize,
        definition.responseDeserialize,
        request,
        this.#metadata(traceparent),
        { deadline: this.#clock.now() + CALL_TIMEOUT_MS },
        (error, reply) => {
          if (error) reject(this.#translate(error));
          else if (reply === undefined) reject(new WeirError('unavailable', 'no reply'));
          else resolve(reply);
        },
      );
    });
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
    const message =
      failure === 'unavailable'
        ? `the decision service at ${this.#address} does not answer: ${error.details || error.message}`
        : error.details;
    return new WeirError(failure, message, {}, error);
  }
}
