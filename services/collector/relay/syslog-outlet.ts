/**
 * Lines that are sent as records of RFC 5424 over one connection. Syslog has no acknowledgement: a batch counts as
 * delivered when the other side's kernel has all of it, where that can be known (Linux), else when this side's has.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls } from 'node:tls';
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { splitEndpoint } from '#libs/service/health.ts';
import type { ClientFiles } from './client-files.ts';
import type { SyslogDestination } from './config.ts';
import type { Delivery, Outlet, OutletCounts } from './outlet.ts';
import { SyslogRecords } from './syslog-records.ts';
import { distrust, TlsFailures } from './tls-failures.ts';
import { unacknowledgedIn } from './unacknowledged.ts';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LOOK_EVERY_MS = 10;

export interface SyslogOutletOptions extends SyslogDestination {
  readonly files: ClientFiles;
  readonly clock: Clock;
}

export class SyslogOutlet implements Outlet {
  /** Records of one connection arrive in their order. */
  readonly parallel = 1;
  readonly #options: SyslogOutletOptions;
  readonly #records: SyslogRecords;
  readonly #tlsFailures: TlsFailures;
  #socket: Socket | undefined;
  #idle: Timer | undefined;
  #connections = 0;

  constructor(options: SyslogOutletOptions) {
    this.#options = options;
    this.#records = new SyslogRecords({ ...options, host: hostname() });
    this.#tlsFailures = new TlsFailures(options.clock);
  }

  get counts(): OutletCounts {
    return { connections: this.#connections, tlsFailures: this.#tlsFailures.count };
  }

  get alarms(): string[] {
    return [...this.#tlsFailures.alarms, ...this.#options.files.alarms];
  }

  async deliver({ lines }: Delivery, signal: AbortSignal): Promise<void> {
    const { address, timeout, clock } = this.#options;
    const patience = new AbortController();
    const timer = clock.after(timeout, () => patience.abort());
    const either = AbortSignal.any([signal, patience.signal]);
    this.#idle?.cancel();
    try {
      this.#socket ??= await this.#connect(either);
      await this.#write(this.#socket, this.#records.of(lines, clock.now()), either);
    } catch (error) {
      this.#drop();
      if (failureOf(error) === 'config') throw error;
      const why = patience.signal.aborted ? `not taken within ${timeout / 1000} s` : messageOf(error);
      throw new WeirError('unavailable', `${address}: ${why}`);
    } finally {
      timer.cancel();
    }
    this.#idle = clock.after(this.#options.idle, () => this.#drop());
  }

  close(): void {
    this.#options.files.end();
    this.#idle?.cancel();
    this.#drop();
  }

  #drop(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #connect(signal: AbortSignal): Promise<Socket> {
    const { address, tls, files, probe } = this.#options;
    const { host, port } = splitEndpoint(address);
    const isNamed = !/^[\d.]+$|:/.test(host);
    const socket = tls
      ? connectTls({
          host,
          port,
          ...files.tls,
          minVersion: 'TLSv1.2',
          ...(isNamed ? { servername: host } : {}),
        })
      : connect({ host, port });
    if (tls) this.#tlsFailures.watch(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, probe);
    try {
      await once(socket, tls ? 'secureConnect' : 'connect', { signal });
    } catch (error) {
      socket.destroy();
      throw distrust(address, socket) ?? error;
    }
    this.#connections++;
    const gone = () => {
      if (this.#socket === socket) this.#drop();
    };
    // Whoever ends his side would not read what is still written.
    for (const event of ['error', 'end', 'close']) socket.on(event, gone);
    socket.resume();
    return socket;
  }

  async #write(socket: Socket, bytes: Buffer, signal: AbortSignal): Promise<void> {
    const gone = once(socket, 'close', { signal }).then(() => {
      throw new Error('the connection was closed');
    });
    const written = new Promise<void>((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    }).then(() => this.#untilAcknowledged(socket, signal));
    // Of the two that lose no one hears.
    gone.catch(() => {});
    written.catch(() => {});
    await Promise.race([gone, written]);
    if (socket !== this.#socket) throw new Error('the connection was closed');
  }

  async #untilAcknowledged({ localPort = 0, remotePort = 0 }: Socket, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const left = unacknowledgedIn(await readTables(), { localPort, remotePort });
      if (left === undefined || left === 0) return;
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
    throw signal.reason;
  }
}

async function readTables(): Promise<string[]> {
  const tables = await Promise.allSettled(TABLES.map((file) => readFile(file, 'latin1')));
  return tables.flatMap((table) => (table.status === 'fulfilled' ? [table.value] : []));
}
