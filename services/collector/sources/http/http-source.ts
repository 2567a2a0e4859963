/** Lines that are sent by HTTP, in batches: by log shippers, collectors of OpenTelemetry, ModSecurity, and other collectors. */
import { createServer, type Server } from 'node:http';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { Mishap } from '../../mishap.ts';
import { allowedOfKnown } from '../listening/config.ts';
import { Door } from '../listening/door.ts';
import { Peers } from '../listening/peers.ts';
import { Tokens } from '../listening/tokens.ts';
import { PushedLines } from '../pushed-lines.ts';
import type { Source, SourceCounts, SourceSink } from '../source.ts';
import type { HttpSettings } from './config.ts';
import { Envelope } from './envelope.ts';
import { IdempotencyKeys } from './idempotency-keys.ts';
import { Receiver } from './receiver.ts';

/** A connection on which nothing goes on in the middle of a request is closed. */
const SILENCE_MS = 60_000;
const HEADER_BYTES_MAX = 16 * 1024;

export interface HttpSourceOptions extends HttpSettings {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
}

export class HttpSource implements Source {
  readonly name: string;
  readonly size = undefined;
  readonly #options: HttpSourceOptions;
  readonly #door: Door;
  readonly #keys = new IdempotencyKeys();
  readonly #refused: Mishap;
  readonly #crowded: Mishap;
  #tokens: Tokens | undefined;
  #receiver: Receiver | undefined;

  constructor(options: HttpSourceOptions) {
    const { name, clock, connections: connectionsMax, tls } = options;
    this.name = name;
    this.#options = options;
    const peers = new Peers(allowedOfKnown(options), clock);
    this.#door = new Door({ ...options, peers, connectionsMax, tls });
    this.#refused = new Mishap(clock);
    this.#crowded = new Mishap(clock);
  }

  /** Once it is open: another one than asked for if that was 0. */
  get port(): number {
    return this.#door.port;
  }

  get counts(): SourceCounts {
    return {
      connections: this.#door.connections,
      refused: this.#door.refused + this.#refused.count + this.#crowded.count,
      heldBytes: this.#receiver?.bytes ?? 0,
      repeatedRequests: this.#keys.repeats,
    };
  }

  get alarms(): string[] {
    return [
      ...this.#refused.alarm(
        (count, ago) => `${count} requests refused, the last ${ago}: their senders were told why`,
      ),
      ...this.#crowded.alarm(
        (count, ago) => `${count} requests to be sent again for want of room, the last ${ago}`,
      ),
      ...this.#door.alarms,
      ...(this.#tokens?.alarms ?? []),
    ];
  }

  /** @throws WeirError `unavailable` when the address can't be listened on, `config` for its files */
  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const {
      clock,
      random,
      tokenFile,
      line,
      body: bodyMax,
      buffer: bytesMax,
      patience: patienceMs,
    } = this.#options;
    this.#tokens = tokenFile === undefined ? undefined : new Tokens(tokenFile, clock);
    const lines = new PushedLines({ sink, clock, random });
    this.#receiver = new Receiver({
      lines,
      tokens: this.#tokens,
      envelope: line === undefined ? undefined : new Envelope(line),
      ...{ bodyMax, bytesMax, patienceMs, clock },
      ...{ keys: this.#keys, refused: this.#refused, crowded: this.#crowded },
    });
    try {
      await this.#serve(this.#receiver, signal);
    } finally {
      this.#tokens?.close();
      lines.end();
    }
  }

  async #serve(receiver: Receiver, signal: AbortSignal): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
    const server = this.#server(receiver);
    try {
      await this.#door.open((socket) => void server.emit('connection', socket));
      await stopped;
      await receiver.close();
    } finally {
      await this.#door.close();
    }
  }

  /** It never listens: sockets come through the door. */
  #server(receiver: Receiver): Server {
    const server = createServer({
      keepAliveTimeout: this.#options.idle,
      maxHeaderSize: HEADER_BYTES_MAX,
    });
    server.on('request', (request, response) => receiver.take(request, response));
    // Who asks first whether to send a body is told before he does.
    server.on('checkContinue', (request, response) => receiver.take(request, response));
    server.on('clientError', (_, socket) => socket.destroy());
    // Timeouts of requests only hold where the server listens itself.
    server.timeout = SILENCE_MS;
    return server;
  }
}
