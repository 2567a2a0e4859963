/** The clients of the protected sites: attackers, and others from the same networks who do no harm. */
import { Agent, request } from 'node:http';
import { LOG4SHELL } from '../support/stack.ts';
import { eventually } from './eventually.ts';
import type { Site } from './stack.ts';

const ANSWER_MS = 3000;
/** A client that asks faster would be an attacker. */
const ASK_AGAIN_MS = 100;
/** Each from a network of its own, so that they are spread over the shards. */
const ATTACKERS = 12;
const REMEMBERED = 24;

export interface Asked {
  readonly path?: string;
  readonly agent?: string;
}

export class Traffic {
  /** Addresses that must be refused from now on. */
  readonly #banned: string[] = [];
  #attackers = 0;

  /** How many were banned in all. */
  get banned(): number {
    return this.#banned.length;
  }

  /** Addresses that nobody had before, out of the networks that are set apart for benchmarks. */
  newAttackers(count = ATTACKERS): string[] {
    return Array.from({ length: count }, () => {
      const n = this.#attackers++;
      return `198.18.${n % 256}.${1 + Math.floor(n / 256)}`;
    });
  }

  /** One request each, of a kind that is banned at once; again where there was no answer. */
  async attack(site: Site, addresses: readonly string[], limitMs: number): Promise<void> {
    let open = addresses;
    const missing = async () => {
      const answers = await Promise.all(open.map((address) => ask(site, address, { agent: LOG4SHELL })));
      open = open.filter((_, i) => answers[i] === 0);
      return open.length === 0 ? '' : `${site.nginx} does not answer`;
    };
    await eventually('answers to an attack', limitMs, missing, ASK_AGAIN_MS);
  }

  /** Waits until every site refuses every address. @returns how long it took, in ms */
  async refused(sites: readonly Site[], addresses: readonly string[], limitMs: number): Promise<number> {
    let open = sites.flatMap((site) => addresses.map((address) => ({ site, address })));
    const missing = async () => {
      const answers = await Promise.all(open.map(({ site, address }) => ask(site, address)));
      open = open.filter((_, i) => answers[i] !== 403);
      return open.map(({ site, address }) => `${site.nginx} lets ${address} in`).join(', ');
    };
    return await eventually('refusals', limitMs, missing, ASK_AGAIN_MS);
  }

  /** @throws Error when a site refuses all of these addresses: then it works as if nothing were missing */
  async requireLoss(site: Site, addresses: readonly string[]): Promise<void> {
    const answers = await Promise.all(addresses.map((address) => ask(site, address)));
    if (answers.every((status) => status === 403))
      throw new Error(`${site.nginx} works without what it needs`);
  }

  /** These are refused at every site, and must be from now on. */
  remember(addresses: readonly string[]): void {
    this.#banned.push(...addresses);
  }

  /**
   * What is not as it should be at a site now: banned clients are answered 403, their neighbours 200.
   * @param silent whether it may give no answer at all
   */
  async wrong(site: Site, silent = false): Promise<string[]> {
    const banned = [...new Set([...this.#banned.slice(0, REMEMBERED), ...this.#banned.slice(-REMEMBERED)])];
    const innocent = Array.from({ length: ATTACKERS }, (_, i) => `198.18.${i}.250`);
    const expected = [
      ...banned.map((address) => [address, 403] as const),
      ...innocent.map((address) => [address, 200] as const),
    ];
    const answers = await Promise.all(expected.map(([address]) => ask(site, address)));
    return expected.flatMap(([address, status], i) =>
      answers[i] === status || (silent && answers[i] === 0)
        ? []
        : [`${site.nginx} answered ${address} with ${answers[i]} in place of ${status}`],
    );
  }
}

/** The status of the answer to one client; 0 when there was none. */
export function ask(
  site: Site,
  address: string,
  { path = '/', agent = 'Mozilla/5.0' }: Asked = {},
): Promise<number> {
  return new Promise((resolve) => {
    const asking = request({
      host: '127.0.0.1',
      port: site.port,
      path,
      agent: new Agent(),
      headers: { host: 'shop.example', 'user-agent': agent, 'x-forwarded-for': address },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    asking.once('error', () => resolve(0));
    asking.once('response', (response) => {
      response.resume();
      response.once('error', () => resolve(0));
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    asking.end();
  });
}
