/** Lines that are sent by syslog, by datagrams or connections. Who may send them is known by the address only, or by TLS. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { Mishap } from '../../mishap.ts';
import { droppedAlarm, HeldLines } from '../held-lines.ts';
import { allowedOf } from '../listening/config.ts';
import { Door } from '../listening/door.ts';
import { Peers } from '../listening/peers.ts';
import { PushedLines } from '../pushed-lines.ts';
import type { Source, SourceCounts, SourceSink } from '../source.ts';
import type { SyslogSettings } from './config.ts';
import { Connections } from './tcp.ts';
import { Datagrams } from './udp.ts';

export interface SyslogSourceOptions extends SyslogSettings {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Opens what the transport asks for. */
export function syslogSource(options: SyslogSourceOptions): Source & { readonly port: number } {
  const peers = new Peers(allowedOf(options), options.clock);
  return options.transport === 'udp' ? new UdpSource(options, peers) : new TcpSource(options, peers);
}

class UdpSource implements Source {
  readonly name: string;
  readonly lasts = true;
  readonly size = undefined;
  readonly #options: SyslogSourceOptions;
  readonly #peers: Peers;
  readonly #datagrams: Datagrams;
  readonly #dropped: Mishap;
  #lines: HeldLines | undefined;

  constructor(options: SyslogSourceOptions, peers: Peers) {
    this.name = options.name;
    this.#options = options;
    this.#peers = peers;
    this.#datagrams = new Datagrams({ ...options, peers });
    this.#dropped = new Mishap(options.clock);
  }

  get port(): number {
    return this.#datagrams.port;
  }

  get counts(): SourceCounts {
    return {
      refused: this.#peers.refusals.count,
      kernelDrops: this.#datagrams.drops.count,
      heldBytes: this.#lines?.bytes ?? 0,
    };
  }

  get alarms(): string[] {
    return [...droppedAlarm(this.#dropped), ...this.#datagrams.alarms, ...this.#peers.alarms];
  }

  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { clock, random, buffer } = this.#options;
    const failed = new AbortController();
    const lines = new HeldLines({
      lines: new PushedLines({ sink, clock, random }),
      limit: buffer,
      clock,
      dropped: this.#dropped,
      fail: (error) => failed.abort(error),
    });
    this.#lines = lines;
    try {
      await this.#datagrams.run(lines, AbortSignal.any([signal, failed.signal]));
      failed.signal.throwIfAborted();
    } finally {
      lines.end();
    }
  }
}

class TcpSource implements Source {
  readonly name: string;
  readonly lasts = true;
  readonly size = undefined;
  readonly #options: SyslogSourceOptions;
  readonly #door: Door;
  readonly #connections: Connections;

  constructor(options: SyslogSourceOptions, peers: Peers) {
    const { name, clock, connections: connectionsMax, idle: idleMs, tls } = options;
    this.name = name;
    this.#options = options;
    this.#door = new Door({ ...options, peers, connectionsMax, tls });
    this.#connections = new Connections({ door: this.#door, idleMs, clock });
  }

  get port(): number {
    return this.#door.port;
  }

  get counts(): SourceCounts {
    const { connections, refused } = this.#door;
    return { connections, refused, cutOff: this.#connections.cutOff.count };
  }

  get alarms(): string[] {
    const cutOff = this.#connections.cutOff.alarm(
      (count, ago) =>
        `${count} records were cut off when their connection ended, the last ${ago}: look at their sender, and raise idle if it is slow`,
    );
    return [...cutOff, ...this.#door.alarms];
  }

  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const lines = new PushedLines({ sink, ...this.#options });
    try {
      await this.#connections.run(lines, signal);
    } finally {
      lines.end();
    }
  }
}
