/** Who is blocked in each network that one decision could cover: addresses of a /24 or /64, and /64 networks of a /48. */
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { formatPrefix, prefixOf } from '#libs/domain/prefix.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import { type Crowd, type Crowds, isOffender, lastSeenMs } from './crowd.ts';

interface Offender {
  /** Unix ms: end of the block, and the last evidence for it. */
  readonly untilMs: number;
  readonly seenMs: number;
}

interface Place {
  readonly range: string;
  /** Undefined for IPv4. */
  readonly site: string | undefined;
}

/** In 128-bit terms. */
const RANGE_BITS = { ipv4: 120, ipv6: 64 } as const;
const SITE_BITS = 48;

export class Neighbours implements Crowds {
  readonly #feed: LedgerFeed;
  /** By the text of the /24 or /64, by the key of the ledger. The ledger's limit bounds them. */
  readonly #ranges = new Map<string, Map<string, Offender>>();
  /** The /64 networks of each /48. */
  readonly #sites = new Map<string, Set<string>>();
  /** Where each key of the ledger is. */
  readonly #places = new Map<string, Place>();
  #changed = new Set<string>();

  constructor(feed: LedgerFeed) {
    this.#feed = feed;
  }

  changed(): ReadonlySet<string> {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) {
      this.#ranges.clear();
      this.#sites.clear();
      this.#places.clear();
    }
    for (const { key, decision } of changes) this.#note(key, decision);
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  all(): ReadonlySet<string> {
    return new Set([...this.#ranges.keys(), ...this.#sites.keys()]);
  }

  crowd(network: string, over: number, nowMs: number, sinceMs: number): Crowd | undefined {
    const blocked = (range: string) =>
      [...(this.#ranges.get(range)?.values() ?? [])].filter(
        ({ untilMs, seenMs }) => untilMs > nowMs && seenMs > sinceMs,
      );
    const site = this.#sites.get(network);
    const offenders = site ? [...site].flatMap((range) => lastOf(blocked(range)) ?? []) : blocked(network);
    if (offenders.length < over) return undefined;
    const ends = offenders.map(({ untilMs }) => untilMs).sort((a, b) => b - a);
    return {
      reason: `${offenders.length} of it are blocked`,
      untilMs: ends[over - 1],
      seenMs: Math.max(...offenders.map(({ seenMs }) => seenMs)),
    };
  }

  #note(key: string, decision: Decision | undefined): void {
    if (decision && isOffender(decision)) this.#put(key, decision);
    else this.#drop(key);
  }

  #put(key: string, decision: Decision): void {
    const { value, untilMs } = decision;
    const place = this.#places.get(key) ?? placeOf(value);
    if (!place) return;
    const { range, site } = place;
    this.#places.set(key, place);
    const offenders = this.#ranges.get(range) ?? new Map<string, Offender>();
    this.#ranges.set(range, offenders.set(key, { untilMs, seenMs: lastSeenMs(decision) }));
    if (site !== undefined) this.#sites.set(site, (this.#sites.get(site) ?? new Set<string>()).add(range));
    this.#isChanged(place);
  }

  #drop(key: string): void {
    const place = this.#places.get(key);
    if (!place) return;
    const { range, site } = place;
    this.#places.delete(key);
    this.#isChanged(place);
    const offenders = this.#ranges.get(range);
    offenders?.delete(key);
    if (offenders?.size !== 0) return;
    this.#ranges.delete(range);
    const ranges = site === undefined ? undefined : this.#sites.get(site);
    if (site !== undefined && ranges?.delete(range) && ranges.size === 0) this.#sites.delete(site);
  }

  #isChanged({ range, site }: Place): void {
    this.#changed.add(range);
    if (site !== undefined) this.#changed.add(site);
  }
}

function placeOf(value: string): Place | undefined {
  const address = addressOf(value);
  if (!address) return undefined;
  const within = (bits: number) => formatPrefix(prefixOf(address, bits));
  return isIPv4(address)
    ? { range: within(RANGE_BITS.ipv4), site: undefined }
    : { range: within(RANGE_BITS.ipv6), site: within(SITE_BITS) };
}

/** The one that is blocked longest stands for its network. */
function lastOf(offenders: readonly Offender[]): Offender | undefined {
  return offenders.reduce<Offender | undefined>(
    (last, each) => (last && last.untilMs >= each.untilMs ? last : each),
    undefined,
  );
}
