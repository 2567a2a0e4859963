/** A TCP port with a door-keeper: lets in senders whose address is allowed, so many at once, over TLS where that is asked for. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { Mishap } from '../../mishap.ts';
import type { ListenAddress, TlsSettings } from './config.ts';
import { listenError } from './listen-error.ts';
import type { Peers } from './peers.ts';
import { TlsFiles } from './tls-files.ts';

const BACKLOG = 128;

export interface DoorOptions {
  readonly listen: ListenAddress;
  readonly peers: Peers;
  readonly connectionsMax: number;
  /** Undefined: it is spoken in the clear. */
  readonly tls: TlsSettings | undefined;
  /** What is spoken over TLS, as both sides agree on it; unless given, they need not. */
  readonly protocol?: string;
  readonly clock: Clock;
}

export class Door {
  /** Connections that were refused because there were too many. */
  readonly #crowding: Mishap;
  /** Connections that could not be taken, such as for want of file descriptors. */
  readonly #misses: Mishap;
  #lastMiss = '';
  readonly #options: DoorOptions;
  readonly #tls: TlsFiles | undefined;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(options: DoorOptions) {
    this.#options = options;
    const { tls, clock } = options;
    this.#tls = tls && new TlsFiles(tls, clock);
    this.#crowding = new Mishap(clock);
    this.#misses = new Mishap(clock);
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** The port, once it is open: another one than asked for if that was 0. */
  get port(): number {
    const address = this.#server?.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  /** Connections that were not let in. */
  get refused(): number {
    const { peers } = this.#options;
    return peers.refusals.count + this.#crowding.count + (this.#tls?.failures.count ?? 0);
  }

  get alarms(): string[] {
    const { peers, connectionsMax } = this.#options;
    const crowded = this.#crowding.alarm(
      (count, ago) =>
        `${count} connections refused because ${connectionsMax} are open, the last ${ago}: raise connections`,
    );
    const missed = this.#misses.alarm(
      (count, ago) => `${count} connections could not be taken, the last ${ago}: ${this.#lastMiss}`,
    );
    return [...peers.alarms, ...crowded, ...missed, ...(this.#tls?.alarms ?? [])];
  }

  /**
   * Begins to let in. `enter` is given sockets whose errors are taken care of, and which have shown a certificate if one is
   * asked for.
   * @throws WeirError `config` when the files of TLS can't be used, `unavailable` when the address can't be listened on
   */
  async open(enter: (socket: Socket) => void): Promise<void> {
    const secured = this.#tls?.serve(enter, this.#options.protocol);
    const pass = secured ? (socket: Socket) => secured.accept(socket) : enter;
    const server = createServer({ noDelay: true }, (socket) => this.#knock(socket, pass));
    this.#server = server;
    try {
      server.listen({ ...this.#options.listen, backlog: BACKLOG });
      await once(server, 'listening');
    } catch (error) {
      throw listenError(this.#options.listen, error);
    }
    // What goes wrong with one connection must not end the others: the next is let in all the same.
    server.on('error', (error) => {
      this.#misses.add();
      this.#lastMiss = messageOf(error);
    });
  }

  /** Closes the port and all connections. */
  async close(): Promise<void> {
    this.#tls?.close();
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  #knock(socket: Socket, enter: (socket: Socket) => void): void {
    const { peers, connectionsMax } = this.#options;
    // A connection that breaks is closed, and that is all.
    socket.on('error', () => {});
    if (!peers.admits(socket.remoteAddress)) {
      socket.destroy();
      return;
    }
    if (this.#sockets.size >= connectionsMax) {
      this.#crowding.add();
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    enter(socket);
  }
}
