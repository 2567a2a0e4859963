/**
 * Appends lines to a log at a steady rate: ordinary visitors, and attackers of four kinds whose requests are spread over
 * seconds, so that a detection depends on what was remembered before a shard changed its owner.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Clock } from '#libs/clock/clock.ts';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import type { Cluster } from './cluster.ts';
import { LOG4SHELL, weirLine } from './stack.ts';

const TICK_MS = 5;
const VISITORS = 40_000;
/** Of public addresses. */
const FIRST_NETWORK = 41;

export interface LoadOptions {
  readonly file: string;
  /** Lines a second. What a pause of this process left out is made up for afterwards. */
  readonly rate: number;
  /** A new attacker comes so often. */
  readonly attackEveryMs: number;
  /** Login attackers share one page: half a minute later a key shard finds that, too. Else each has its own host. */
  readonly withKeys: boolean;
  /** First number of all addresses: two loads share none. */
  readonly network: number;
  readonly seed: number;
  readonly clock: Clock;
}

interface Attack {
  readonly ip: string;
  readonly kind: Kind;
  step: number;
  nextMs: number;
}

interface Kind {
  readonly steps: number;
  readonly everyMs: number;
  line(ip: string, step: number, timeMs: number, host: string): string;
}

/** Each makes one detection. The slow ones take as long as a failover. */
const KINDS: readonly Kind[] = [
  {
    steps: 8,
    everyMs: 400,
    line: (ip, _, timeMs, host) => weirLine({ timeMs, ip, host, method: 'POST', uri: '/login', status: 401 }),
  },
  {
    steps: 5,
    everyMs: 600,
    line: (ip, step, timeMs) => weirLine({ timeMs, ip, uri: `/backup/${step}/.env`, status: 404 }),
  },
  { steps: 1, everyMs: 0, line: (ip, _, timeMs) => weirLine({ timeMs, ip, agent: LOG4SHELL }) },
  {
    steps: 155,
    everyMs: 20,
    line: (ip, step, timeMs) => weirLine({ timeMs, ip, uri: `/search?page=${step}` }),
  },
];

/** One load for each collector, which they share the rate of. */
export function startLoads(
  cluster: Cluster,
  { rate, attackEveryMs, withKeys }: Pick<LoadOptions, 'rate' | 'attackEveryMs' | 'withKeys'>,
): LoadWriter[] {
  const { clock } = cluster;
  const { logs } = cluster.plan;
  return logs.map((file, i) => {
    const own = { file, withKeys, rate: rate / logs.length, attackEveryMs: attackEveryMs * logs.length };
    const load = new LoadWriter({ ...own, network: FIRST_NETWORK + i, seed: 1 + i, clock });
    load.start();
    cluster.atEnd(() => load.stop());
    return load;
  });
}

export class LoadWriter {
  readonly file: string;
  readonly #options: LoadOptions;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  #attacks: Attack[] = [];
  #attackers = 0;
  #lines = 0;
  #running: Promise<void> | undefined;

  constructor(options: LoadOptions) {
    this.file = options.file;
    this.#options = options;
    this.#random = seededRandom(options.seed);
  }

  /** Lines written. */
  get lines(): number {
    return this.#lines;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { file, rate, clock, attackEveryMs } = this.#options;
    const { signal } = this.#stopping;
    const handle = openSync(file, 'a');
    const startMs = clock.elapsed();
    let attackMs = startMs;
    while (!signal.aborted) {
      const nowMs = clock.elapsed();
      const lines: string[] = [];
      for (; attackMs <= nowMs; attackMs += attackEveryMs) this.#attack(attackMs);
      this.#step(nowMs, lines);
      const due = Math.floor(((nowMs - startMs) * rate) / 1000) - this.#lines;
      while (lines.length < due) lines.push(this.#visit());
      if (lines.length > 0) writeSync(handle, `${lines.join('\n')}\n`);
      this.#lines += lines.length;
      await clock.sleep(TICK_MS, signal);
    }
    closeSync(handle);
  }

  /** A page, or what belongs to one: who never takes that is no browser. */
  #visit(): string {
    const visitor = Math.floor(this.#random.next() * VISITORS);
    const ip = `${this.#options.network}.${visitor >>> 8}.${visitor & 255}.${1 + (visitor % 250)}`;
    const t = (this.#options.clock.now() / 1000).toFixed(3);
    const page = Math.floor(this.#random.next() * 5000);
    const uri = page % 2 === 0 ? `/products/${page}` : `/assets/${page}.css`;
    return `{"v":1,"t":${t},"ip":"${ip}","h":"shop.example","m":"GET","u":"${uri}","p":"HTTP/1.1","s":200,"b":5120,"rt":0.002,"ua":"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0","rf":"https://shop.example/","weir":""}`;
  }

  #attack(nowMs: number): void {
    const n = this.#attackers++;
    const ip = `${this.#options.network}.${200 + (n >>> 12)}.${(n >>> 4) & 255}.${1 + (n & 15)}`;
    this.#attacks.push({ ip, kind: KINDS[n % KINDS.length], step: 0, nextMs: nowMs });
  }

  #step(nowMs: number, lines: string[]): void {
    const { clock, network, withKeys } = this.#options;
    const timeMs = clock.now();
    for (const attack of this.#attacks) {
      const { ip, kind } = attack;
      const host = withKeys ? `shop-${network}.example` : `${ip}.example`;
      while (attack.nextMs <= nowMs && attack.step < kind.steps) {
        lines.push(kind.line(ip, attack.step++, timeMs, host));
        attack.nextMs += kind.everyMs;
      }
    }
    this.#attacks = this.#attacks.filter(({ step, kind }) => step < kind.steps);
  }
}
