/** Events that others have read, pushed in batches by gRPC: proto/weir/v1/ingest.proto. */
import { once } from 'node:events';
import type { Clock } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { ingestDefinition } from '#libs/rpc/ingest.ts';
import { type InjectedRpc, injectRpc, Rpc } from '#libs/rpc/server.ts';
import type { Log } from '#libs/telemetry/logging.ts';
import { allowedOfKnown } from '../listening/config.ts';
import { Door } from '../listening/door.ts';
import { Peers } from '../listening/peers.ts';
import { Tokens } from '../listening/tokens.ts';
import type { EventSourceSink, Source, SourceCounts } from '../source.ts';
import type { GrpcSettings } from './config.ts';
import { MESSAGE_BYTES_MAX } from './pushed-batch.ts';
import type { Reply } from './sender.ts';
import { Senders } from './senders.ts';

/** By its name for ALPN. */
const HTTP2 = 'h2';
/** Until senders have heard that the collector stops. */
const FAREWELL_MS = 100;

export interface GrpcSourceOptions extends GrpcSettings {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class GrpcSource implements Source {
  readonly name: string;
  readonly size = undefined;
  readonly #options: GrpcSourceOptions;
  readonly #door: Door;
  readonly #senders: Senders;
  #tokens: Tokens | undefined;

  constructor(options: GrpcSourceOptions) {
    const { name, clock, connections, tls } = options;
    this.name = name;
    this.#options = options;
    const peers = new Peers(allowedOfKnown(options), clock);
    this.#door = new Door({ ...options, peers, connectionsMax: connections, tls, protocol: HTTP2 });
    this.#senders = new Senders({ clock, max: connections });
  }

  /** Once it is open: another one than asked for if that was 0. */
  get port(): number {
    return this.#door.port;
  }

  get counts(): SourceCounts {
    const { refused, heldBytes } = this.#senders;
    return { connections: this.#door.connections, refused: this.#door.refused + refused, heldBytes };
  }

  get alarms(): string[] {
    return [...this.#senders.alarms, ...this.#door.alarms, ...(this.#tokens?.alarms ?? [])];
  }

  /** @throws WeirError `unavailable` when the address can't be listened on, `config` for its files */
  async run(sink: EventSourceSink, signal: AbortSignal): Promise<void> {
    const { clock, tokenFile } = this.#options;
    this.#tokens = tokenFile === undefined ? undefined : new Tokens(tokenFile, clock);
    const rpc = this.#answer();
    try {
      this.#senders.begin(sink);
      await this.#door.open((socket) => rpc.enter(socket));
      if (!signal.aborted) await once(signal, 'abort');
      const isHeard = this.#senders.streams > 0;
      this.#senders.end();
      if (isHeard) await clock.sleep(FAREWELL_MS);
    } finally {
      this.#senders.end();
      rpc.close();
      await this.#door.close();
      this.#tokens?.close();
    }
  }

  #answer(): InjectedRpc {
    const rpc = new Rpc({
      authentication: { admit: (_, authorization) => this.#admit(authorization) },
      log: this.#options.log,
    });
    const push = rpc.exchange<Uint8Array, Reply>((requests, send) => this.#senders.serve(requests, send));
    return injectRpc([{ definition: ingestDefinition, handlers: { push } }], MESSAGE_BYTES_MAX);
  }

  #admit(authorization: string): object {
    if (!this.#tokens || this.#tokens.admits(authorization)) return {};
    const error = new WeirError(
      'unauthenticated',
      'send a token of this source as authorization: Bearer TOKEN',
    );
    this.#senders.refuse(error);
    throw error;
  }
}
