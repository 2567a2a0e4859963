/** Syslog by connections: a sender is not read on while no more lines can be taken in, so it has to wait. */
import type { Socket } from 'node:net';
import type { Clock } from '#libs/clock/clock.ts';
import { Mishap } from '../../mishap.ts';
import type { Door } from '../listening/door.ts';
import type { PushedLines } from '../pushed-lines.ts';
import { SyslogFrames } from './frames.ts';
import { addRecord } from './record-lines.ts';

const IDLE_LOOKS = 4;

export interface ConnectionsOptions {
  readonly door: Door;
  /** A connection is closed when nothing has come for so long, ms. */
  readonly idleMs: number;
  readonly clock: Clock;
}

interface Connection {
  readonly socket: Socket;
  heardMs: number;
  isWaiting: boolean;
}

export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #connections = new Set<Connection>();
  /** Records that were not whole when their connection ended. */
  readonly cutOff: Mishap;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.cutOff = new Mishap(options.clock);
  }

  /**
   * Receives until `signal` is aborted.
   * @throws WeirError `unavailable` when the address can't be listened on
   */
  async run(lines: PushedLines, signal: AbortSignal): Promise<void> {
    const { door, idleMs, clock } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const take = (socket: Socket) => this.#take(socket, lines, reject);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
    const timer = clock.every(idleMs / IDLE_LOOKS, () => this.#closeIdle());
    try {
      await door.open(take);
      await promise;
    } finally {
      timer.cancel();
      await door.close();
    }
  }

  #take(socket: Socket, lines: PushedLines, fail: (error: unknown) => void): void {
    const { clock } = this.#options;
    const connection = { socket, heardMs: clock.elapsed(), isWaiting: false };
    const frames = new SyslogFrames({
      record: (buffer, start, end) => addRecord(lines, buffer, start, end),
      cutOff: () => this.cutOff.add(),
    });
    const pass = (action: () => void) => {
      try {
        action();
        // Senders wait for each other: what one of them can't get rid of, none can.
        connection.isWaiting = true;
        socket.pause();
        lines.flush().then(() => {
          connection.isWaiting = false;
          connection.heardMs = clock.elapsed();
          socket.resume();
        }, fail);
      } catch (error) {
        fail(error);
      }
    };
    this.#connections.add(connection);
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#connections.delete(connection);
      frames.close();
    });
    socket.on('data', (chunk: Buffer) => pass(() => frames.push(chunk)));
    socket.once('end', () => pass(() => frames.finish()));
  }

  #closeIdle(): void {
    const { clock, idleMs } = this.#options;
    const sinceMs = clock.elapsed() - idleMs;
    for (const { socket, heardMs, isWaiting } of this.#connections) {
      if (!isWaiting && heardMs < sinceMs) socket.destroy();
    }
  }
}
