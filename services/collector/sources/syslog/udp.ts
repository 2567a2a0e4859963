/** Syslog by datagrams: each is a record. They can't wait, neither in the network nor here. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import type { Clock } from '#libs/clock/clock.ts';
import { Mishap } from '../../mishap.ts';
import type { HeldLines } from '../held-lines.ts';
import type { ListenAddress } from '../listening/config.ts';
import { listenError } from '../listening/listen-error.ts';
import type { Peers } from '../listening/peers.ts';
import { dropsIn, tableOf } from './kernel-drops.ts';
import { addRecord } from './record-lines.ts';

const DROPS_EVERY_MS = 1000;
const RECEIVE_BUFFER_MIN = 64 * 1024;
/** Linux keeps as many bytes again for its own account, and tells both. */
const TOLD = platform() === 'linux' ? 2 : 1;

export interface DatagramsOptions {
  readonly listen: ListenAddress;
  /** Bytes that the kernel is asked to keep. */
  readonly receiveBuffer: number;
  readonly peers: Peers;
  readonly clock: Clock;
}

export class Datagrams {
  readonly #options: DatagramsOptions;
  /** Datagrams that the kernel dropped. */
  readonly drops: Mishap;
  /** Bytes that the kernel keeps; 0 until it was asked. */
  #kept = 0;
  #port = 0;

  constructor(options: DatagramsOptions) {
    this.#options = options;
    this.drops = new Mishap(options.clock);
  }

  /** The port, once it is open: another one than asked for if that was 0. */
  get port(): number {
    return this.#port;
  }

  get alarms(): string[] {
    const { receiveBuffer } = this.#options;
    const alarms = this.drops.alarm(
      (count, ago) =>
        `${count} datagrams dropped by the kernel, the last ${ago}: raise receiveBuffer, or send less to this collector`,
    );
    if (this.#kept > 0 && this.#kept < receiveBuffer) {
      alarms.push(
        `the kernel keeps ${Math.round(this.#kept / 1024)} KB of datagrams instead of ${Math.round(receiveBuffer / 1024)} KB, ` +
          `so bursts are lost: run sysctl -w net.core.rmem_max=${receiveBuffer} on the host and start again`,
      );
    }
    return alarms;
  }

  /**
   * Receives until `signal` is aborted.
   * @throws WeirError `unavailable` when the address can't be listened on
   */
  async run(lines: HeldLines, signal: AbortSignal): Promise<void> {
    const { listen, clock } = this.#options;
    const socket = createSocket({ type: listen.host.includes(':') ? 'udp6' : 'udp4' });
    try {
      socket.bind(listen.port, listen.host);
      await once(socket, 'listening', { signal });
    } catch (error) {
      socket.close();
      if (signal.aborted) return;
      throw listenError(listen, error);
    }
    this.#port = socket.address().port;
    this.#kept = enlarge(socket, this.#options.receiveBuffer);
    const drops = this.#watchDrops();
    const timer = clock.every(DROPS_EVERY_MS, () => void drops());
    try {
      await this.#receive(socket, lines, signal);
    } finally {
      timer.cancel();
      await drops();
      socket.close();
    }
  }

  /** Resolves when the signal is aborted, and rejects when a datagram could not be passed on. */
  #receive(socket: Socket, lines: HeldLines, signal: AbortSignal): Promise<void> {
    const { peers } = this.#options;
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
      socket.on('error', reject);
      socket.on('message', (datagram: Buffer, { address }: RemoteInfo) => {
        if (!peers.admits(address)) return;
        try {
          addRecord(lines, datagram, 0, datagram.length);
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** Looks for what the kernel has dropped since the last look. */
  #watchDrops(): () => Promise<void> {
    const bound = { ...this.#options.listen, port: this.#port };
    let seen = 0;
    return async () => {
      // Other systems than Linux don't tell.
      const table = await readFile(tableOf(bound), 'latin1').catch(() => '');
      const drops = dropsIn(table, bound) ?? seen;
      this.drops.add(drops - seen);
      seen = Math.max(seen, drops);
    };
  }
}

/** Asks for room in the kernel for so many bytes, or as many as it gives. @returns how many it gives */
function enlarge(socket: Socket, bytes: number): number {
  for (let size = bytes; size >= RECEIVE_BUFFER_MIN; size /= 2) {
    try {
      socket.setRecvBufferSize(Math.floor(size));
      break;
    } catch {
      // Linux cuts to what it allows, others refuse what is more.
    }
  }
  return socket.getRecvBufferSize() / TOLD;
}
