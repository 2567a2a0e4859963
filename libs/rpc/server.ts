/** Answering gRPC calls: who calls, errors and traces in one place, so that handlers are plain functions. */
import type { Duplex } from 'node:stream';
import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerWritableStream,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { failureOf, linesOf, messageOf, WeirError } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import { TRACEPARENT } from '../telemetry/tracing.ts';
import type { Identity } from './authentication.ts';

export type { ServiceDefinition };

const MESSAGE_MAX = 4 * 1024 * 1024;

/** Pings find out whether the other side of a connection is still there. */
const KEEPALIVE = { 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 5000 };
/** A connection without a call is closed. */
const UNUSED_MS = 5 * 60_000;

export interface RpcOptions<Who> {
  readonly authentication: {
    /** @throws WeirError `unauthenticated`, `denied`; `path` and `authorization` as in Authentication */
    admit(path: string, authorization: string): Who;
  };
  readonly log: Log;
}

/** What a handler knows about its call. */
export type Caller<Who = Identity> = Who & {
  /** W3C context the caller sent; empty when it sent none. */
  readonly traceparent: string;
};

/** Makes handlers of grpc-js from plain functions. */
export class Rpc<Who extends object = Identity> {
  readonly #options: RpcOptions<Who>;

  constructor(options: RpcOptions<Who>) {
    this.#options = options;
  }

  /** One question, one answer. */
  call<Request, Reply>(
    handler: (request: Request, caller: Caller<Who>) => Promise<Reply> | Reply,
  ): handleUnaryCall<Request, Reply> {
    return (call, reply) => {
      (async () => handler(call.request, this.#admit(call)))().then(
        (value) => reply(null, value),
        (error) => reply(this.#toStatus(error)),
      );
    };
  }

  /** A call that tells many things, one after the other, until the caller goes away (`signal`). */
  stream<Request, Reply>(
    handler: (request: Request, send: (reply: Reply) => Promise<void>, signal: AbortSignal) => Promise<void>,
  ): handleServerStreamingCall<Request, Reply> {
    return (call) => {
      const gone = new AbortController();
      call.on('cancelled', () => gone.abort());
      call.on('error', () => gone.abort());
      call.on('close', () => gone.abort());
      (async () => {
        this.#admit(call);
        await handler(call.request, (reply) => sendSlowly(call, reply, gone.signal), gone.signal);
      })().then(
        () => call.end(),
        // Destroying the call would leave the caller without an end.
        (error) => call.emit('error', this.#toStatus(error)),
      );
    };
  }

  /** A call that changes many things: the caller sends them one after the other and is answered meanwhile. */
  exchange<Request, Reply>(
    handler: (
      requests: AsyncIterable<Request>,
      send: (reply: Reply) => Promise<void>,
      caller: Caller<Who>,
    ) => Promise<void>,
  ): handleBidiStreamingCall<Request, Reply> {
    return (call) => {
      const gone = new AbortController();
      for (const event of ['cancelled', 'error', 'close']) call.on(event, () => gone.abort());
      (async () => {
        const caller = this.#admit(call);
        // Destroying the call, as a loop does that ends early, would leave the caller without an end.
        const requests = call.iterator({ destroyOnReturn: false });
        await handler(requests, (reply) => sendSlowly(call, reply, gone.signal), caller);
      })().then(
        () => call.end(),
        (error) => {
          // That a caller goes away in the middle is no defect.
          if (!gone.signal.aborted) call.emit('error', this.#toStatus(error));
        },
      );
    };
  }

  /** @throws WeirError `unauthenticated`, `denied` */
  #admit(call: { readonly metadata: Metadata; getPath(): string }): Caller<Who> {
    const { metadata } = call;
    const identity = this.#options.authentication.admit(call.getPath(), first(metadata, 'authorization'));
    return { ...identity, traceparent: first(metadata, TRACEPARENT) };
  }

  #toStatus(error: unknown): Error & { code: status; details: string } {
    if (failureOf(error) === 'bug') logError(this.#options.log, error, 'call');
    const code = error instanceof WeirError ? error.consequence.grpc : status.INTERNAL;
    const details = linesOf(error);
    return Object.assign(new Error(details), { code, details });
  }
}

/** A service of a contract, and what answers its calls. */
export interface AnsweredService {
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
}

/** Calls on connections that somebody else lets in. */
export interface InjectedRpc {
  /** @param connection where HTTP/2 is spoken; over TLS it has been agreed on */
  enter(connection: Duplex): void;
  /** Ends all calls, as if their connections had been lost. */
  close(): void;
}

/** @param messageMax bytes of a message; a longer one ends its call */
export function injectRpc(services: readonly AnsweredService[], messageMax: number): InjectedRpc {
  const server = new Server({
    'grpc.max_receive_message_length': messageMax,
    'grpc.max_connection_idle_ms': UNUSED_MS,
    ...KEEPALIVE,
  });
  for (const { definition, handlers } of services) server.addService(definition, handlers);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    enter: (connection) => injector.injectConnection(connection),
    close: () => server.forceShutdown(),
  };
}

/** Serves on `address`, which the setting `setting` names. @throws WeirError `config` when the address can't be had */
export async function serveRpc(
  { address, setting }: { readonly address: string; readonly setting: string },
  services: readonly AnsweredService[],
): Promise<{ close(): Promise<void> }> {
  const server = new Server({ 'grpc.max_receive_message_length': MESSAGE_MAX, ...KEEPALIVE });
  for (const { definition, handlers } of services) server.addService(definition, handlers);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error) => {
      if (error)
        reject(new WeirError('config', `${setting}: can't listen on ${address}: ${messageOf(error)}`));
      else resolve();
    });
  });
  return {
    close: async () => {
      server.forceShutdown();
    },
  };
}

/** Sends a reply; resolves when the caller can take another one. */
async function sendSlowly<Request, Reply>(
  call: ServerWritableStream<Request, Reply> | ServerDuplexStream<Request, Reply>,
  reply: Reply,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted || call.write(reply)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      call.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    call.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

function first(metadata: Metadata, key: string): string {
  const [value] = metadata.get(key);
  return typeof value === 'string' ? value : '';
}
