/**
 * Two hosts on one machine: network namespaces with a cable between them. One is protected by nft, the other is all
 * clients: it has the addresses for documentation (198.51.100.0/24 and the like), 10.0.0.0/8 and 2001:db8::/32.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { ipsetPart, nftPart } from '#services/standalone/parts/parts.ts';
import { endWithProcess } from './orphans.ts';
import type { Orders } from './peer.ts';

const SERVER = { v4: '192.168.203.1', v6: 'fd00:5ec::1' };
/** Of the client, and never refused. */
const NEUTRAL = { v4: '192.168.203.2', v6: 'fd00:5ec::2' };
const CLIENTS = [
  '10.0.0.0/8',
  '198.51.0.0/16',
  '198.52.0.0/16',
  '203.0.112.0/23',
  '192.0.2.0/24',
  '2001:db8::/32',
];

/** @throws when there is no nft, no ip, or no right to make network namespaces. */
export async function requireNamespaces(): Promise<void> {
  await Promise.all([nftPart(), ipsetPart()]);
  if (process.getuid?.() !== 0) throw new Error('only root can make network namespaces');
  const name = uniqueName();
  run(['ip', 'netns', 'add', name]);
  run(['ip', 'netns', 'del', name]);
}

export class TwoHosts {
  /** Runs nft on the protected host. */
  readonly nft: readonly string[];
  /** Runs ipset and iptables there, when they follow. */
  readonly through: readonly string[];
  readonly server: Peer;
  readonly client: Peer;
  #port = 0;
  readonly #names: readonly [server: string, client: string];
  readonly #closed: () => void;

  private constructor(names: readonly [string, string], nft: readonly string[], through: readonly string[]) {
    this.#names = names;
    this.nft = ['ip', 'netns', 'exec', names[0], ...nft];
    this.through = ['ip', 'netns', 'exec', names[0], ...through];
    this.server = new Peer(names[0]);
    this.client = new Peer(names[1]);
    this.#closed = endWithProcess(() => this.#remove());
  }

  static async create(): Promise<TwoHosts> {
    const { binary, libraryPath } = await nftPart();
    const { env } = await ipsetPart();
    const name = uniqueName();
    const [server, client] = [`${name}s`, `${name}c`];
    try {
      cable(server, client);
    } catch (error) {
      for (const each of [server, client]) spawnSync('ip', ['netns', 'del', each]);
      throw error;
    }
    const hosts = new TwoHosts(
      [server, client],
      ['env', `LD_LIBRARY_PATH=${libraryPath}`, binary],
      ['env', ...Object.entries(env).map(([key, value]) => `${key}=${value}`)],
    );
    hosts.#port = await hosts.server.tell('serve');
    return hosts;
  }

  /** Puts a program `nft` into a folder that works on the protected host; the PATH by which another program finds it. */
  installNft(folder: string): string {
    writeFileSync(join(folder, 'nft'), `#!/bin/sh\nexec ${this.nft.join(' ')} "$@"\n`, { mode: 0o755 });
    return `${folder}:${process.env.PATH}`;
  }

  /** nft with these words, as a person at the protected host would run it; what it printed. */
  runNft(...args: string[]): string {
    return run([...this.nft, ...args]);
  }

  /** The same with a script. */
  runScript(script: string): void {
    run([...this.nft, '-f', '-'], script);
  }

  /** A program such as ipset at the protected host; what it printed. */
  run(...command: string[]): string {
    return run([...this.through, ...command]);
  }

  /** The same with something on its standard input. */
  feed(input: string, ...command: string[]): void {
    run([...this.through, ...command], input);
  }

  /** Whether a client with this address gets an answer. */
  async answers(address: string): Promise<boolean> {
    const { from, to, neutral } = route(address);
    return await this.client.tell('ask', from, neutral, to, this.#port);
  }

  /** Has a client send a datagram a millisecond. */
  async stream(address: string): Promise<void> {
    const { from, to } = route(address);
    await this.client.tell('stream', from, to, this.#port);
  }

  async connect(address: string): Promise<void> {
    const { from, to } = route(address);
    await this.client.tell('connect', from, to, this.#port);
  }

  close(): void {
    this.#closed();
    this.#remove();
  }

  #remove(): void {
    for (const peer of [this.server, this.client]) peer.kill();
    for (const name of this.#names) spawnSync('ip', ['netns', 'del', name]);
  }
}

/** A process in a namespace. */
export class Peer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #id = 0;

  constructor(namespace: string) {
    const args = ['netns', 'exec', namespace, process.execPath, join(import.meta.dirname, 'peer.ts')];
    this.#child = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.unref();
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      const { id, answer, error } = JSON.parse(line) as { id: number; answer: unknown; error?: string };
      const { resolve, reject } = this.#waiting.get(id)!;
      this.#waiting.delete(id);
      if (error === undefined) resolve(answer);
      else reject(new Error(error));
    });
    this.#child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the peer ended'));
      this.#waiting.clear();
    });
  }

  tell<Order extends keyof Orders>(
    order: Order,
    ...args: Parameters<Orders[Order]>
  ): ReturnType<Orders[Order]> {
    const id = ++this.#id;
    this.#child.stdin!.write(`${JSON.stringify({ id, order, args })}\n`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    }) as ReturnType<Orders[Order]>;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

function cable(server: string, client: string): void {
  run(['ip', 'netns', 'add', server]);
  run(['ip', 'netns', 'add', client]);
  run(['ip', '-n', server, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', client]);
  for (const [host, own, other] of [
    [server, SERVER, NEUTRAL],
    [client, NEUTRAL, SERVER],
  ] as const) {
    const ip = (...args: string[]) => run(['ip', '-n', host, ...args]);
    ip('link', 'set', 'lo', 'up');
    ip('addr', 'add', `${own.v4}/24`, 'dev', 'eth0');
    // Without looking whether somebody else has the address, which takes a second.
    ip('addr', 'add', `${own.v6}/64`, 'dev', 'eth0', 'nodad');
    ip('link', 'set', 'eth0', 'up');
    ip('route', 'add', 'default', 'via', other.v4);
    ip('-6', 'route', 'add', 'default', 'via', other.v6);
  }
  for (const prefix of CLIENTS) run(['ip', '-n', client, 'route', 'add', 'local', prefix, 'dev', 'lo']);
  // A client may speak under any of its addresses, none of which an interface has.
  const bind = ['ipv4', 'ipv6'].map((family) => `echo 1 > /proc/sys/net/${family}/ip_nonlocal_bind`);
  run(['ip', 'netns', 'exec', client, 'sh', '-c', bind.join(' && ')]);
}

/** Addresses by which a client reaches the server; an IPv4 address in its IPv6 form is one all the same. */
function route(address: string): { readonly from: string; readonly to: string; readonly neutral: string } {
  const words = addressOf(address)!;
  const family = isIPv4(words) ? 'v4' : 'v6';
  return { from: formatAddress(words), to: SERVER[family], neutral: NEUTRAL[family] };
}

function uniqueName(): string {
  return `weir${process.pid}${randomBytes(3).toString('hex')}`;
}

function run([program, ...args]: readonly string[], input = ''): string {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 27,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')}: ${stderr.slice(0, 300)}`);
  return stdout;
}
