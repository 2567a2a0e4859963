/** A packet filter of a real kernel, on trial: a host that it protects, and a target that is opened anew for each test. */
import { after, afterEach, before } from 'node:test';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import type { PacketTarget } from '#services/enforcer/targets/packets/packet-target.ts';
import { TwoHosts } from './two-hosts.ts';

export const BANNED = '198.51.100.1';
export const BANNED_V6 = '2001:db8::1';
export const OTHER = '198.51.100.2';

/** What every packet filter is opened with. */
export interface FilterOptions {
  readonly size?: number;
  readonly clock: Clock;
  readonly onRepair?: (what: string) => void;
}

export interface PacketFilter<Options extends FilterOptions> {
  open(hosts: TwoHosts, options: Partial<Options> & FilterOptions): Promise<PacketTarget>;
  /** Removes all that there is. */
  clear(hosts: TwoHosts): void;
  /** By what, that somebody may remove. */
  readonly removals: Readonly<Record<string, (hosts: TwoHosts) => void>>;
  /** Of the set of banned IPv4 addresses. */
  drop(hosts: TwoHosts, ...addresses: string[]): void;
  add(hosts: TwoHosts, address: string, timeoutSeconds?: number): void;
  /** Whether the ban of an address has an hour to go. */
  endsInAnHour(hosts: TwoHosts, address: string): boolean;
}

/** What is done again and again is done when a test says so. */
export class HandClock extends SystemClock {
  readonly repeated = new Map<number, () => void>();

  override every(ms: number, action: () => void) {
    this.repeated.set(ms, action);
    return { cancel: () => {} };
  }

  /** The most seldom of all. */
  compare(): void {
    this.repeated.get(Math.max(...this.repeated.keys()))!();
  }
}

export class FilterTrial<Options extends FilterOptions> {
  readonly filter: PacketFilter<Options>;
  /** What the target has told of. */
  repairs: string[] = [];
  #hosts: TwoHosts | undefined;
  #target: PacketTarget | undefined;

  /** Within a suite: it begins and ends with that. */
  constructor(filter: PacketFilter<Options>) {
    this.filter = filter;
    before(async () => {
      this.#hosts = await TwoHosts.create();
    });
    after(() => this.#hosts?.close());
    afterEach(async () => {
      await this.close();
      filter.clear(this.hosts);
    });
  }

  get hosts(): TwoHosts {
    if (!this.#hosts) throw new Error('there are no hosts yet');
    return this.#hosts;
  }

  async open(options: Partial<Options> = {}): Promise<PacketTarget> {
    this.repairs = [];
    const onRepair = (what: string) => this.repairs.push(what);
    const all = { clock: new SystemClock(), onRepair, ...options } as Partial<Options> & FilterOptions;
    this.#target = await this.filter.open(this.hosts, all);
    return this.#target;
  }

  async close(): Promise<void> {
    await this.#target?.close();
    this.#target = undefined;
  }

  /** Whether a client gets an answer. */
  answers(address: string): Promise<boolean> {
    return this.hosts.answers(address);
  }

  /** What the server got from each address while `action` ran, and what was sent. */
  async during(action: () => Promise<void>, ...addresses: string[]) {
    const { server, client } = this.hosts;
    await server.tell('counts');
    for (const address of addresses) await this.hosts.stream(address);
    await action();
    const sent = await client.tell('halt');
    await this.answers('192.0.2.99');
    return { sent, got: await server.tell('counts') };
  }
}
