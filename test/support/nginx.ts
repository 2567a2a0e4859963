/** A real nginx for a test, protected by Weir: its own port and folder, reloaded, killed and restarted at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { NginxTargetOptions } from '#services/enforcer/targets/nginx/options.ts';
import { type Page, renderSnippets } from '#services/enforcer/targets/nginx/snippets.ts';
import { type NginxPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { endWithProcess } from './orphans.ts';

const LUA_DIR = resolve(import.meta.dirname, '../../services/enforcer/targets/nginx/lua');
/** A client at 127.0.0.1 may say by this header which address it has. */
const ADDRESS_HEADER = 'X-Test-Address';
const START_MS = 10_000;

export interface TestNginxOptions {
  readonly workers?: number;
  readonly dictionaryMb?: number;
  readonly pages?: Readonly<Record<string, Page>>;
  /** Dials there instead of at a socket of its own. */
  readonly socketPath?: string;
  /** More lines for http { } and server { }. */
  readonly http?: string;
  readonly server?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly path?: string;
  readonly method?: string;
  /** The client's address; 127.x.y.z is taken for real, others by way of a header. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where to, unless to the port of `listen`. */
  readonly host?: string;
  readonly port?: number;
  /** Over this connection pool; else over a connection of its own. */
  readonly agent?: Agent;
}

export class TestNginx {
  readonly port: number;
  readonly folder: string;
  /** For the target: the socket it opens and the directory of its snapshot. */
  readonly socketPath: string;
  readonly stateDir: string;
  readonly #part: NginxPart;
  #options: TestNginxOptions;
  #child: ChildProcess | undefined;
  #ended = () => {};

  private constructor(part: NginxPart, port: number, folder: string, options: TestNginxOptions) {
    this.#part = part;
    this.port = port;
    this.folder = folder;
    this.socketPath = options.socketPath ?? join(folder, 'weir.sock');
    this.stateDir = join(folder, 'state');
    this.#options = options;
  }

  /** Starts nginx; `/` answers "ok" by `return`, `/file` from a file. */
  static async start(options: TestNginxOptions = {}): Promise<TestNginx> {
    const nginx = await TestNginx.prepare(options);
    await nginx.restart();
    return nginx;
  }

  /** All but the start itself. */
  static async prepare(options: TestNginxOptions = {}): Promise<TestNginx> {
    const part = await nginxPart();
    const folder = mkdtempSync(join(tmpdir(), 'weir-nginx-'));
    for (const name of ['state', 'temp', 'html']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'html/file'), 'a file\n');
    return new TestNginx(part, await freePort(), folder, options);
  }

  /** Starts it again after `kill` or `quit`. */
  async restart(): Promise<void> {
    this.#configure();
    const log = openSync(join(this.folder, 'error.log'), 'a');
    const child = spawn(this.#part.binary, ['-p', this.folder, '-c', 'nginx.conf', '-e', 'stderr'], {
      stdio: ['ignore', log, log],
      detached: true,
      env: { ...process.env, ...(this.#part.libraryPath && { LD_LIBRARY_PATH: this.#part.libraryPath }) },
    });
    closeSync(log);
    this.#child = child;
    this.#ended = endWithProcess(() => signalGroup(child, 'SIGKILL'));
    await until(() => child.exitCode !== null || this.#isListening(), 'nginx to listen', START_MS);
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${this.errorLog()}`);
  }

  /** Reads the configuration again, with other options if given, and waits until the old workers are gone. */
  async reload(options?: TestNginxOptions): Promise<void> {
    const before = this.workers();
    this.requestReload(options);
    await until(() => {
      const now = this.workers();
      return now.length === (this.#options.workers ?? 2) && !now.some((pid) => before.includes(pid));
    }, 'the new workers');
  }

  /** Asks for a reload, which nginx does in its own time, or refuses. */
  requestReload(options?: TestNginxOptions): void {
    if (options) this.#options = options;
    this.#configure();
    this.#child!.kill('SIGHUP');
  }

  /** As a power cut does it: master and workers at once. */
  async kill(): Promise<void> {
    await this.#end((child) => signalGroup(child, 'SIGKILL'));
  }

  async quit(): Promise<void> {
    await this.#end((child) => child.kill('SIGTERM'));
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Process ids of the workers, the first one being number 0 until one was replaced. */
  workers(): number[] {
    const pid = this.#child?.pid;
    if (pid === undefined) return [];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  }

  accessLog(): string {
    return readFileSync(join(this.folder, 'access.log'), 'utf8');
  }

  errorLog(): string {
    return readFileSync(join(this.folder, 'error.log'), 'utf8');
  }

  ask(what: Ask = {}): Promise<Answer> {
    const {
      path = '/',
      method = 'GET',
      from = '127.0.0.1',
      agent,
      headers = {},
      host = '127.0.0.1',
      port = this.port,
    } = what;
    const real = /^127\.|^::1$/.test(from) && !agent;
    return new Promise((resolve, reject) => {
      const asking = request({
        host,
        port,
        path,
        method,
        agent: agent ?? false,
        headers: real ? headers : { ...headers, [ADDRESS_HEADER]: from },
        ...(real && { localAddress: from }),
      });
      asking.once('error', reject);
      asking.once('response', (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body }),
        );
      });
      asking.end();
    });
  }

  /** The id of the decision by which a client is refused; undefined when it is served. */
  async refusal(ask: Ask): Promise<string | undefined> {
    const { status, headers } = await this.ask(ask);
    const id = headers['weir-decision'];
    if ((id === undefined) !== (status === 200)) throw new Error(`status ${status} with decision ${id}`);
    return id as string | undefined;
  }

  #configure(): void {
    const { workers = 2, dictionaryMb, pages = {}, http = '', server = '' } = this.#options;
    const snippets = renderSnippets({
      luaDir: LUA_DIR,
      socketPath: this.socketPath,
      stateDir: this.stateDir,
      luaPackagePath: this.#part.luaPackagePath,
      pages,
      ...(dictionaryMb !== undefined && { dictionaryMb }),
    });
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const configuration = `load_module ${this.#part.modules.ndk};
load_module ${this.#part.modules.lua};
${process.getuid?.() === 0 ? 'user root root;' : ''}
daemon off;
worker_processes ${workers};
pid nginx.pid;
error_log stderr notice;
events { worker_connections 1024; }
http {
${temporary.map((name) => `${name}_temp_path temp/${name};`).join('\n')}
${snippets.http}
access_log access.log weir_combined;
set_real_ip_from 127.0.0.1;
real_ip_header ${ADDRESS_HEADER};
keepalive_requests 1000000;
${http}
server {
listen 127.0.0.1:${this.port};
${snippets.server}
${server}
location / { return 200 "ok\\n"; }
location /file { root html; }
}
}
`;
    writeFileSync(join(this.folder, 'nginx.conf'), configuration);
  }

  async #isListening(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }

  async #end(signal: (child: ChildProcess) => void): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    signal(child);
    await ended;
    this.#ended();
    this.#child = undefined;
    await until(async () => !(await this.#isListening()), 'the port to be free');
  }
}

/** Signals a program and those it has started. */
function signalGroup({ pid, exitCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

/** A target that feeds this nginx, once nginx has dialled. */
export async function openTarget(
  nginx: TestNginx,
  options: Partial<NginxTargetOptions> = {},
): Promise<NginxTarget> {
  const target = await NginxTarget.open({
    socketPath: nginx.socketPath,
    stateDir: nginx.stateDir,
    clock: new SystemClock(),
    random: systemRandom,
    ...options,
  });
  await until(() => target.status().instances > 0, 'nginx to dial');
  return target;
}

/** Waits for `condition`; tells what it waited for when that does not come. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 10_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
