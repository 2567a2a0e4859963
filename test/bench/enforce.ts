/**
 * CPU time that Weir adds to a request of nginx with 100,000 bans, by what is in use. Each nginx has a server that Weir
 * protects and one that it does not; short rounds of requests go to all of them in turn, so that whatever else the
 * machine does befalls all alike. The time is that of the worker, as the kernel counts it.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { ruleOn } from '../support/rule.ts';

export interface EnforceResult {
  readonly bans: number;
  readonly requests_a_round: number;
  readonly rounds: number;
  /** CPU us a request without Weir, the least of all rounds. */
  readonly without_us: number;
  /**
   * CPU us a request more than without, the least of all rounds each: what others do on the machine only ever adds, by
   * taking caches and the other half of a core.
   */
  readonly added_us: Readonly<Record<Use, number>>;
  /** The same as medians over the rounds. */
  readonly median_without_us: number;
  readonly median_added_us: Readonly<Record<Use, number>>;
  /** Of the fuller dictionary for addresses, of 32 MB. */
  readonly free_mb: number;
}

/** What is in use besides single addresses. */
const USES = {
  single_addresses: [],
  three_lengths_and_agent: [
    ...wide(500, (i) => ruleOn(`172.16.${i & 255}.0/24`)),
    ...wide(50, (i) => ruleOn(`172.${32 + i}.0.0/16`)),
    ruleOn('bad-robot/1.0', { scope: 'agent' }),
  ],
  three_lengths_and_host_path: [
    ...wide(500, (i) => ruleOn(`172.16.${i & 255}.0/24`)),
    ...wide(50, (i) => ruleOn(`172.${32 + i}.0.0/16`)),
    ruleOn('bench /login', { scope: 'host+path' }),
  ],
} satisfies Readonly<Record<string, readonly Rule[]>>;
type Use = keyof typeof USES;
const uses = Object.keys(USES) as Use[];

const CONNECTIONS = 8;
/** Requests that are sent at once on a connection. */
const DEPTH = 16;
/** Different clients, none of which is banned. */
const CLIENTS = 8192;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

interface Side {
  readonly nginx: TestNginx;
  readonly target: NginxTarget;
  readonly bare: number;
}

export async function benchEnforce(options: {
  bans: number;
  requests: number;
  rounds: number;
}): Promise<EnforceResult> {
  const { bans, requests, rounds } = options;
  const sides = new Map<Use, Side>();
  const without = new Map<Use, number[]>(uses.map((use) => [use, []]));
  const withWeir = new Map<Use, number[]>(uses.map((use) => [use, []]));
  try {
    for (const use of uses) sides.set(use, await prepare(use, bans));
    for (let round = -1; round < rounds; round++) {
      for (const [use, { nginx, bare }] of sides) {
        const times = [await cpuUs(nginx, bare, requests), await cpuUs(nginx, nginx.port, requests)];
        // The first round warms up.
        if (round < 0) continue;
        without.get(use)!.push(times[0]);
        withWeir.get(use)!.push(times[1]);
      }
    }
    const freeBytes = Math.min(...[...sides.values()].map(({ target }) => target.numbers().freeBytes));
    const each = (added: (use: Use) => number) =>
      Object.fromEntries(uses.map((use) => [use, rounded(added(use))])) as Record<Use, number>;
    const least = (times: readonly number[]) => Math.min(...times);
    return {
      bans,
      requests_a_round: requests,
      rounds,
      without_us: rounded(least([...without.values()].flat())),
      added_us: each((use) => least(withWeir.get(use)!) - least(without.get(use)!)),
      median_without_us: rounded(median([...without.values()].flat())),
      median_added_us: each((use) =>
        median(withWeir.get(use)!.map((time, i) => time - without.get(use)![i])),
      ),
      free_mb: Math.round(freeBytes / 2 ** 20),
    };
  } finally {
    for (const { nginx, target } of sides.values()) {
      await target.close();
      await nginx.stop();
    }
  }
}

async function prepare(use: Use, bans: number): Promise<Side> {
  const bare = await freePort();
  const nginx = await TestNginx.start({
    workers: 1,
    http: `server { listen 127.0.0.1:${bare}; access_log off; location / { return 200 "ok\\n"; } }`,
    server: 'access_log off;',
  });
  const target = await openTarget(nginx);
  const singles = Array.from({ length: bans }, (_, i) =>
    ruleOn(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`),
  );
  await target.reset([...singles, ...USES[use]]);
  return { nginx, target, bare };
}

function wide(count: number, rule: (i: number) => Rule): Rule[] {
  return Array.from({ length: count }, (_, i) => rule(i));
}

/** CPU time of the worker in us a request, over so many requests. */
async function cpuUs(nginx: TestNginx, port: number, requests: number): Promise<number> {
  const [worker] = nginx.workers();
  const answerBytes = await answerSize(port);
  const beforeNs = cpuNs(worker);
  const each = Math.ceil(requests / CONNECTIONS / DEPTH);
  const loads = Array.from({ length: CONNECTIONS }, (_, i) => load(port, i, each, answerBytes));
  await Promise.all(loads);
  return (cpuNs(worker) - beforeNs) / 1000 / (each * CONNECTIONS * DEPTH);
}

function cpuNs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]);
}

function request(client: number): string {
  const address = `203.${client >> 8}.${client & 255}.${(client * 37) & 255}`;
  return `GET /index.html HTTP/1.1\r\nHost: bench\r\nUser-Agent: ${AGENT}\r\nX-Test-Address: ${address}\r\n\r\n`;
}

/** Sends `batches` of requests, each when the one before is answered. All answers are of the same size. */
function load(port: number, connection: number, batches: number, answerBytes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1');
    const texts = Array.from({ length: CLIENTS / CONNECTIONS / DEPTH }, (_, batch) =>
      Array.from({ length: DEPTH }, (_, i) => request((batch * DEPTH + i) * CONNECTIONS + connection)).join(
        '',
      ),
    );
    let sent = 0;
    let received = 0;
    const next = () => {
      if (sent < batches) socket.write(texts[sent++ % texts.length]);
      else socket.end(resolve);
    };
    socket.on('error', reject);
    socket.on('connect', next);
    socket.on('data', (bytes) => {
      received += bytes.length;
      const expected = sent * DEPTH * answerBytes;
      if (received === expected) next();
      else if (received > expected) reject(new Error('an answer is longer than that of a served request'));
    });
  });
}

function answerSize(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request(0)));
    socket.on('error', reject);
    socket.once('data', (bytes) => {
      socket.destroy();
      if (String(bytes).startsWith('HTTP/1.1 200 ')) resolve(bytes.length);
      else reject(new Error(`not served: ${bytes}`));
    });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(us: number): number {
  return Math.round(us * 100) / 100;
}
