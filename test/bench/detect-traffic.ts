/** Requests to measure detection with, the same for the same seed. */
import { type Random, seededRandom } from '#libs/clock/random.ts';
import type { TextField } from '#libs/domain/event.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import type { ShardMessage } from '#libs/scenario/pipeline.ts';
import { BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';

/**
 * `mixed`: what a shop and its API see, each client with its browser, and some attackers. `distinct`: what costs most: an attack in which no path, query
 * or agent comes twice.
 */
export const TRAFFIC = ['mixed', 'distinct'] as const;
export type TrafficKind = (typeof TRAFFIC)[number];

export const BATCH_ROWS = 500;
const START_MS = Date.UTC(2026, 0, 1);
const EVENTS_PER_MS = 20;

interface Request {
  readonly method?: string;
  readonly path: string;
  readonly query?: string;
  readonly status: number;
  readonly referer?: string;
  readonly agent: string;
}

export const hash = new SeededHash(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1));

/** Messages of a shard's stream. */
export class Requests {
  readonly #kind: TrafficKind;
  readonly #addresses: number;
  readonly #random = seededRandom(11);
  readonly #builder = new BatchBuilder(hash);
  readonly #run: SourceRun & { newestMs: number } = {
    name: 'bench',
    identity: 'bench',
    fields: 0,
    position: 0,
    newestMs: START_MS,
  };
  readonly #row = new EventRow();
  readonly #agents: readonly string[];
  #events = 0;
  #number = 0;

  constructor(kind: TrafficKind, addresses: number) {
    this.#kind = kind;
    this.#addresses = addresses;
    this.#agents = Array.from({ length: 40 }, (_, i) => browser(String(100 + i), i));
  }

  /** The next so many messages, a full batch each. */
  take(messages: number): ShardMessage[] {
    return Array.from({ length: messages }, () => {
      for (let row = 0; row < BATCH_ROWS; row++) this.#add();
      const number = ++this.#number;
      const header = { collector: 'bench', shard: 0, shardMapVersion: 1, traceparent: '' };
      const data = this.#builder.finish({ ...header, number, publishedMs: this.#nowMs });
      return { sequence: number, storedMs: this.#nowMs, traceparent: '', data };
    });
  }

  /** Event time, Unix ms. */
  get #nowMs(): number {
    return START_MS + this.#events / EVENTS_PER_MS;
  }

  #add(): void {
    const row = this.#row;
    const random = this.#random;
    // All addresses come once, and then by chance.
    const client = this.#events < this.#addresses ? this.#events : pick(random, this.#addresses);
    const agent = this.#agents[client % this.#agents.length];
    const request = this.#kind === 'mixed' ? mixed(random, agent) : distinct(random);
    row.clear();
    row.timeMs = this.#nowMs;
    row.address.set([0, 0, 0xffff, 0x0b00_0000 + client]);
    row.status = request.status;
    row.bytesSent = 200 + pick(random, 40_000);
    row.requestTimeUs = pick(random, 200_000);
    this.#set('host', 'shop.example');
    this.#set('method', request.method ?? 'GET');
    this.#set('protocol', 'HTTP/1.1');
    this.#set('path', request.path);
    this.#set('query', request.query ?? '');
    this.#set('referer', request.referer ?? '');
    this.#set('user_agent', request.agent);
    this.#run.newestMs = row.timeMs;
    this.#builder.add(row, this.#run, 0, row.timeMs);
    this.#events++;
  }

  #set(field: TextField, text: string): void {
    const bytes = Buffer.from(text);
    this.#row.setText(TEXT_INDEX[field], bytes, 0, bytes.length);
  }
}

function mixed(random: Random, agent: string): Request {
  const referer = `https://shop.example/products/${pick(random, 500)}`;
  const kind = random.next();
  if (kind < 0.5)
    return {
      path: `/assets/${pick(random, 300)}.${pickOf(random, ASSETS)}`,
      query: `v=${pick(random, 9)}`,
      status: 200,
      referer,
      agent,
    };
  if (kind < 0.72) return { path: `/products/${pick(random, 5000)}`, status: 200, referer, agent };
  if (kind < 0.82)
    return {
      path: '/search',
      query: `q=${word(random)}+${word(random)}&page=${pick(random, 9)}`,
      status: 200,
      referer,
      agent,
    };
  if (kind < 0.92)
    return { path: `/api/v1/${pickOf(random, RESOURCES)}/${pick(random, 9000)}`, status: 200, agent };
  if (kind < 0.96) return { path: `/old/${pick(random, 500)}`, status: 404, agent };
  if (kind < 0.975) return { method: 'POST', path: '/login', status: 302, referer, agent };
  if (kind < 0.985) return { method: 'POST', path: '/login', status: 401, referer, agent };
  return { ...attack(random), agent: kind < 0.99 ? 'sqlmap/1.8.2#stable (https://sqlmap.org)' : agent };
}

function distinct(random: Random): Request {
  const agent = browser(`${pick(random, 150)}.${pick(random, 9000)}.${pick(random, 9000)}`, pick(random, 3));
  const { path, query } = attack(random);
  const own = word(random) + word(random);
  const isScript = random.next() < 0.3;
  return {
    path: isScript ? `/${own}.php` : `${path}${own}`,
    query: query ? `${query}&x=${own}` : '',
    status: random.next() < 0.7 ? 404 : 200,
    agent,
  };
}

function attack(random: Random): Omit<Request, 'agent'> {
  const [path, query] = pickOf(random, ATTACKS);
  return { path, query, status: 404 };
}

const ASSETS = ['js', 'css', 'png', 'woff2', 'webp'];
const RESOURCES = ['users', 'orders', 'carts', 'reviews'];
const ATTACKS: readonly (readonly [path: string, query: string])[] = [
  ['/.env', ''],
  ['/wp-content/plugins/', ''],
  ['/index.php', 'id=1%27%20UNION%20SELECT%201,2,3--'],
  ['/download', 'file=..%2f..%2f..%2fetc%2fpasswd'],
  ['/search', 'q=%3Cscript%3Ealert(1)%3C/script%3E'],
  ['/cgi-bin/', ''],
  ['/admin/', ''],
  ['/api/v1/items/', 'callback=http://169.254.169.254/latest'],
  ['/blog/', 'page=2&sort=asc'],
];

/** Of the two lengths that browsers' agents have. */
function browser(version: string, kind: number): string {
  return kind % 2 === 0
    ? `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
    : `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
}

function word(random: Random): string {
  return Math.floor(36 ** 5 + random.next() * (36 ** 6 - 36 ** 5)).toString(36);
}

function pick(random: Random, count: number): number {
  return Math.floor(random.next() * count);
}

function pickOf<T>(random: Random, values: readonly T[]): T {
  return values[pick(random, values.length)];
}
