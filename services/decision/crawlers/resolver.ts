/** The port to the names of addresses. */
import { promises as dns } from 'node:dns';

export interface Resolver {
  /** Names of an address; empty when it has none. @throws when nobody answers */
  namesOf(address: string): Promise<readonly string[]>;
  /** Addresses of a name, of either family; empty when it has none. @throws when nobody answers */
  addressesOf(name: string): Promise<readonly string[]>;
}

const TIMEOUT_MS = 2000;
const TRIES = 2;
/** There is none, which is an answer. */
const NONE: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the servers of the system, or these (`address:port`). */
export class DnsResolver implements Resolver {
  readonly #dns: dns.Resolver;

  constructor(servers?: readonly string[], timeoutMs = TIMEOUT_MS) {
    this.#dns = new dns.Resolver({ timeout: timeoutMs, tries: TRIES });
    if (servers) this.#dns.setServers([...servers]);
  }

  namesOf(address: string): Promise<readonly string[]> {
    return orNone(this.#dns.reverse(address));
  }

  async addressesOf(name: string): Promise<readonly string[]> {
    const answers = await Promise.all([orNone(this.#dns.resolve4(name)), orNone(this.#dns.resolve6(name))]);
    return answers.flat();
  }
}

async function orNone(answer: Promise<string[]>): Promise<readonly string[]> {
  try {
    return await answer;
  } catch (error) {
    if (NONE.has((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
