/** An nginx with ModSecurity, of one worker, that logs each request in one way or another. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modsecurityModule } from '#services/standalone/parts/modsecurity.ts';
import { modsecurityPart } from '#services/standalone/parts/parts.ts';
import { freePort, isListening } from '#services/standalone/stack/ports.ts';
import { ClusterProcess } from '../../support/cluster-process.ts';
import { until } from '../../support/nginx.ts';
import { endWithProcess } from '../../support/orphans.ts';
import { cpuSecondsOf } from '../stack.ts';

/** Where the libcurl that ModSecurity is built with finds whom it believes; nothing else can tell it. */
const AUTHORITIES = '/etc/ssl/certs';
/** Puts a folder in place of another, for one program only. */
const INSTEAD = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
const STATUS_MS = 60_000;

export interface WafOptions {
  /** Its own, there already. */
  readonly folder: string;
  /** Lines of ModSecurity's configuration; undefined: ModSecurity is off. */
  readonly rules: readonly string[] | undefined;
  /** A folder with the authorities that it believes, for it alone; needs root. */
  readonly authorities?: string | undefined;
}

export class Waf implements AsyncDisposable {
  readonly port: number;
  readonly #statusPort: number;
  readonly #process: ClusterProcess;
  readonly #worker: number;
  readonly #ended: () => void;
  /** How often it was asked for its status, which it counts as well. */
  #looks = 0;

  private constructor(process: ClusterProcess, port: number, statusPort: number) {
    this.#process = process;
    this.port = port;
    this.#statusPort = statusPort;
    this.#worker = workerOf(process);
    // It goes on without its master.
    this.#ended = endWithProcess(() => kill(this.#worker));
  }

  static async start({ folder, rules, authorities }: WafOptions): Promise<Waf> {
    const part = await modsecurityPart();
    const [port, statusPort] = [await freePort(), await freePort()];
    for (const name of ['temp', 'html']) mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, 'html/page'),
      `<!doctype html><title>Shop</title>${'<p>Shoes</p>'.repeat(20)}\n`,
    );
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, configuration({ module: modsecurityModule(part), port, statusPort, rules }));
    const command = [part.binary, '-p', folder, '-c', file, '-e', 'stderr'];
    const [program, ...args] =
      authorities === undefined
        ? command
        : ['unshare', '-m', 'sh', '-c', INSTEAD, 'sh', authorities, AUTHORITIES, ...command];
    const process = new ClusterProcess({
      name: 'nginx',
      command: program,
      args,
      logFile: join(folder, 'nginx.log'),
      env: part.libraryPath === '' ? {} : { LD_LIBRARY_PATH: part.libraryPath },
    });
    process.start();
    await until(async () => process.hasFailed || (await isListening(port)), 'nginx to listen');
    if (process.hasFailed) throw new Error(process.logTail);
    // It listens before it has a worker.
    await until(() => workerOf(process) > 0, 'its worker');
    return new Waf(process, port, statusPort);
  }

  /** CPU seconds of its worker. */
  get cpuSeconds(): number {
    return cpuSecondsOf(this.#worker);
  }

  /** Requests that it was sent so far, each of which it logs: more than were answered when connections were cut. */
  async requests(): Promise<number> {
    this.#looks++;
    const signal = AbortSignal.timeout(STATUS_MS);
    const answer = await fetch(`http://127.0.0.1:${this.#statusPort}/`, { signal });
    const [, requests] = /^ \d+ \d+ (\d+)/m.exec(await answer.text()) ?? [];
    return Number(requests) - this.#looks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.stop();
    this.#ended();
  }
}

function workerOf({ pid = 0 }: ClusterProcess): number {
  return Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

interface Configuration {
  readonly module: string;
  readonly port: number;
  readonly statusPort: number;
  readonly rules: readonly string[] | undefined;
}

function configuration({ module, port, statusPort, rules }: Configuration): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const modsecurity = rules
    ? `modsecurity on;\n    modsecurity_rules '\n${rules.map((rule) => `      ${rule}\n`).join('')}    ';`
    : 'modsecurity off;';
  return `load_module "${module}";
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid nginx.pid;
worker_processes 1;
events {}
http {
  access_log off;
  default_type text/html;
  keepalive_requests 1000000000;
${temporary.map((name) => `  ${name}_temp_path temp/${name};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    root html;
    ${modsecurity}
  }
  server {
    listen 127.0.0.1:${statusPort};
    location / { stub_status; }
  }
}
`;
}
