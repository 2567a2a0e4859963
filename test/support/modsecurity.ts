/** A real nginx with ModSecurity, which logs each request to where a test wants it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modsecurityModule } from '#services/standalone/parts/modsecurity.ts';
import { modsecurityPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { until } from './nginx.ts';

export interface TestModSecurityOptions {
  /** SecAuditLogType and what belongs to it. @param folder of this nginx, which its workers may write to */
  readonly auditLog: (folder: string) => string;
  /** A folder that it takes for the system's authorities: ModSecurity has no setting for that. Needs root. */
  readonly certificates?: string;
}

export class TestModSecurity {
  readonly folder: string;
  readonly port: number;
  readonly #nginx: ChildProcess;

  private constructor(folder: string, port: number, nginx: ChildProcess) {
    this.folder = folder;
    this.port = port;
    this.#nginx = nginx;
  }

  /** `/page` answers 200, and whatever has `attack` among its arguments 406, by rule 1001. */
  static async start({ auditLog, certificates }: TestModSecurityOptions): Promise<TestModSecurity> {
    const part = await modsecurityPart();
    const folder = mkdtempSync(join(tmpdir(), 'weir-modsecurity-'));
    const port = await freePort();
    for (const name of ['temp', 'html']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'html/page'), 'a page\n');
    writeFileSync(join(folder, 'nginx.conf'), configuration(modsecurityModule(part), port, auditLog(folder)));
    const log = openSync(join(folder, 'output'), 'a');
    const mounted = `mount --bind ${certificates} /etc/ssl/certs && exec "$@"`;
    const [command, ...args] = [
      ...(certificates === undefined ? [] : ['unshare', '-m', 'sh', '-c', mounted, 'sh']),
      ...[part.binary, '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
    ];
    const nginx = spawn(command, args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...(part.libraryPath && { LD_LIBRARY_PATH: part.libraryPath }) },
    });
    closeSync(log);
    await until(async () => nginx.exitCode !== null || (await listens(port)), 'nginx to listen');
    if (nginx.exitCode !== null) throw new Error(readFileSync(join(folder, 'output'), 'utf8'));
    return new TestModSecurity(folder, port, nginx);
  }

  /** Sends a request as it is, byte by byte. @returns the first line of the answer */
  async ask(head: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.end(Buffer.from(`${head}\r\nConnection: close\r\n\r\n`, 'latin1'));
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    return answer.split('\r\n')[0];
  }

  async stop(): Promise<void> {
    if (this.#nginx.exitCode === null) {
      const ended = once(this.#nginx, 'exit');
      this.#nginx.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function configuration(module: string, port: number, auditLog: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `load_module "${module}";
daemon off;
user root;
pid nginx.pid;
worker_processes 1;
events {}
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path temp/${name};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    root html;
    modsecurity on;
    modsecurity_rules '
      SecRuleEngine On
      SecAuditEngine On
      SecAuditLogParts ABFHZ
      SecAuditLogFormat JSON
      ${auditLog}
      SecRule ARGS "@contains attack" "id:1001,phase:1,deny,status:406,log,msg:attack,severity:CRITICAL"
    ';
  }
}
`;
}

/** Has it post each log to `receiver`, a URL, as it does by itself. */
export function postedTo(receiver: string): TestModSecurityOptions['auditLog'] {
  return () => `SecAuditLogType HTTPS
      SecAuditLog "${receiver}"`;
}
