/** Who is blocked of each autonomous system, and in which of its networks. */
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import { formatAsn } from '#libs/domain/asn.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { formatPrefix, PREFIX_MENU, type Prefix, prefixOf } from '#libs/domain/prefix.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import type { Asns } from '../asn/asns.ts';
import { type Crowd, type Crowds, isOffender, lastSeenMs } from './crowd.ts';

interface Offender {
  readonly address: Uint32Array;
  /** Number of the system that it belongs to; undefined when nobody knows. */
  readonly system: number | undefined;
  /** What is to be blocked around it; undefined where that would be others', too. */
  readonly network: string | undefined;
  /** Unix ms: end of the block, and the last evidence for it. */
  readonly untilMs: number;
  readonly seenMs: number;
}

/** Who has an IPv6 address has its whole /64. */
const ONE_BITS_IPV6 = 64;

export class Systems implements Crowds {
  readonly #feed: LedgerFeed;
  readonly #asns: Asns;
  /** By the key of the ledger, whose limit bounds them. */
  readonly #offenders = new Map<string, Offender>();
  /** Their keys, by number of the system, and by network. */
  readonly #systems = new Map<number, Set<string>>();
  readonly #networks = new Map<string, Set<string>>();
  /** Ends of the blocks of each system, the last one first: of each offender one. As of the last change. */
  readonly #ends = new Map<number, readonly number[]>();
  #changed = new Set<string>();
  #version: number;

  constructor(feed: LedgerFeed, asns: Asns) {
    this.#feed = feed;
    this.#asns = asns;
    this.#version = asns.version;
  }

  /** Not the other networks of the same system: they would be too many each time. */
  changed(): ReadonlySet<string> {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) for (const key of [...this.#offenders.keys()]) this.#drop(key);
    if (this.#version !== this.#asns.version) this.#placeAnew();
    for (const { key, decision } of changes) this.#note(key, decision);
    this.#ends.clear();
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  all(): Iterable<string> {
    return this.#networks.keys();
  }

  /** So many of the system, any of them of the network. */
  crowd(network: string, over: number, nowMs: number, sinceMs: number): Crowd | undefined {
    const here = [...(this.#networks.get(network) ?? [])]
      .flatMap((key) => this.#offenders.get(key) ?? [])
      .filter(({ untilMs, seenMs }) => untilMs > nowMs && seenMs > sinceMs);
    const system = here[0]?.system;
    if (system === undefined) return undefined;
    const ends = this.#endsOf(system);
    if (ends.length < over || ends[over - 1] <= nowMs) return undefined;
    return {
      reason: `${ends.filter((end) => end > nowMs).length} of ${formatAsn(system)} are blocked`,
      untilMs: Math.min(ends[over - 1], Math.max(...here.map(({ untilMs }) => untilMs))),
      seenMs: Math.max(...here.map(({ seenMs }) => seenMs)),
    };
  }

  #endsOf(system: number): readonly number[] {
    const known = this.#ends.get(system);
    if (known) return known;
    const byOne = new Map<string, number>();
    for (const key of this.#systems.get(system) ?? []) {
      const { address, untilMs } = this.#offenders.get(key) ?? {};
      if (!address || untilMs === undefined) continue;
      const one = prefixOf(address, isIPv4(address) ? 128 : ONE_BITS_IPV6).address.join();
      byOne.set(one, Math.max(untilMs, byOne.get(one) ?? 0));
    }
    const ends = [...byOne.values()].sort((a, b) => b - a);
    this.#ends.set(system, ends);
    return ends;
  }

  #note(key: string, decision: Decision | undefined): void {
    const address = decision && isOffender(decision) ? addressOf(decision.value) : undefined;
    this.#drop(key);
    if (decision && address) this.#put(key, address, decision.untilMs, lastSeenMs(decision));
  }

  #put(key: string, address: Uint32Array, untilMs: number, seenMs: number): void {
    const origin = this.#asns.originOf(address);
    const system = origin.system?.number;
    const network = system === undefined ? undefined : blockable(origin.network, address);
    this.#offenders.set(key, { address, system, network, untilMs, seenMs });
    if (system !== undefined) join(this.#systems, system, key);
    if (network === undefined) return;
    join(this.#networks, network, key);
    this.#changed.add(network);
  }

  #drop(key: string): void {
    const { system, network } = this.#offenders.get(key) ?? {};
    this.#offenders.delete(key);
    if (system !== undefined) leave(this.#systems, system, key);
    if (network === undefined) return;
    leave(this.#networks, network, key);
    this.#changed.add(network);
  }

  /** By another database. */
  #placeAnew(): void {
    this.#version = this.#asns.version;
    for (const [key, { address, untilMs, seenMs }] of [...this.#offenders]) {
      this.#drop(key);
      this.#put(key, address, untilMs, seenMs);
    }
  }
}

/** The largest network around an address that targets know and that holds no addresses of others. */
function blockable(network: Prefix, address: Uint32Array): string | undefined {
  const menu: readonly number[] = isIPv4(address) ? PREFIX_MENU.v4 : PREFIX_MENU.v6;
  const fitting = menu.filter((bits) => bits >= network.bits && bits < 128);
  return fitting.length === 0 ? undefined : formatPrefix(prefixOf(address, Math.min(...fitting)));
}

function join<T>(groups: Map<T, Set<string>>, group: T, key: string): void {
  groups.set(group, (groups.get(group) ?? new Set<string>()).add(key));
}

function leave<T>(groups: Map<T, Set<string>>, group: T, key: string): void {
  const keys = groups.get(group);
  if (keys?.delete(key) && keys.size === 0) groups.delete(group);
}
