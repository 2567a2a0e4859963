/**
 * Crawlers that have been found doing what attackers do, as they go through whole sites, are let through once their name has
 * been confirmed. Anybody can call himself one: so the address must have a name in the crawler's zone, and that name the
 * address. It is looked up when one has been blocked, beside the work, so that nothing waits for a name server.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { type Crawler, claimedCrawler, isNameOf } from './crawler.ts';
import type { Resolver } from './resolver.ts';

/** Look-ups that wait, and that are under way; more claims are left alone until they come again. */
const WAITING_MAX = 1000;
const PARALLEL_MAX = 8;
/** Addresses of which the answer is known. */
const KNOWN_MAX = 20_000;
const KNOWN_MS = 12 * 3_600_000;
/** That a name server did not answer is no answer. */
const AGAIN_MS = 60_000;

export interface CrawlersOptions {
  readonly crawlers: readonly Crawler[];
  readonly resolver: Resolver;
  /** An address has been confirmed to be one. */
  readonly onConfirmed: (address: string, crawler: Crawler, name: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Claim {
  readonly address: string;
  readonly crawler: Crawler;
}

export class Crawlers {
  readonly #options: CrawlersOptions;
  readonly #waiting: Claim[] = [];
  /** By address, until when nothing has to be asked, ms of the monotonic clock; the oldest first. */
  readonly #known = new Map<string, number>();
  #running = 0;
  #confirmed = 0;
  #left = 0;
  #isClosed = false;

  constructor(options: CrawlersOptions) {
    this.#options = options;
  }

  /** Look-ups that wait or are under way, addresses confirmed, and claims that were left alone. */
  get numbers(): { readonly waiting: number; readonly confirmed: number; readonly left: number } {
    return { waiting: this.#waiting.length + this.#running, confirmed: this.#confirmed, left: this.#left };
  }

  /** Looks into what a client that was found out claims to be. */
  consider(address: string, userAgent: string): void {
    const { crawlers, clock } = this.#options;
    const crawler = claimedCrawler(userAgent, crawlers);
    if (!crawler || this.#isClosed || (this.#known.get(address) ?? 0) > clock.elapsed()) return;
    if (this.#waiting.length >= WAITING_MAX) {
      this.#left++;
      return;
    }
    this.#remember(address, KNOWN_MS);
    this.#waiting.push({ address, crawler });
    this.#next();
  }

  /** Asks no more. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
  }

  #next(): void {
    if (this.#running >= PARALLEL_MAX) return;
    const claim = this.#waiting.shift();
    if (!claim) return;
    this.#running++;
    void this.#check(claim).finally(() => {
      this.#running--;
      this.#next();
    });
  }

  async #check({ address, crawler }: Claim): Promise<void> {
    const { log, onConfirmed } = this.#options;
    try {
      const name = await this.#confirmedName(address, crawler);
      if (name === undefined || this.#isClosed) return;
      this.#confirmed++;
      await onConfirmed(address, crawler, name);
    } catch (error) {
      logError(log, error, `looking up ${address}, which says it is ${crawler.name}`);
      this.#remember(address, AGAIN_MS);
    }
  }

  async #confirmedName(address: string, crawler: Crawler): Promise<string | undefined> {
    const { resolver } = this.#options;
    for (const name of await resolver.namesOf(address)) {
      if (!isNameOf(crawler, name)) continue;
      const addresses = (await resolver.addressesOf(name)).map(canonical);
      if (addresses.includes(canonical(address))) return name;
    }
    return undefined;
  }

  #remember(address: string, ms: number): void {
    this.#known.delete(address);
    this.#known.set(address, this.#options.clock.elapsed() + ms);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KNOWN_MAX) break;
      this.#known.delete(oldest);
    }
  }
}

function canonical(text: string): string {
  const address = addressOf(text);
  return address ? formatAddress(address) : text;
}
