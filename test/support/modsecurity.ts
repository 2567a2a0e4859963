/** A real nginx with ModSecurity, which posts its audit log by itself. */
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

export class ModSecurity {
  readonly #nginx: ChildProcess;
  readonly #port: number;
  readonly #folder: string;

  private constructor(nginx: ChildProcess, port: number, folder: string) {
    this.#nginx = nginx;
    this.#port = port;
    this.#folder = folder;
  }

  /**
   * @param receiver the URL that it posts to
   * @param certificates a folder that it takes for the system's: ModSecurity has no setting for that. Needs root
   */
  static async start(receiver: string, certificates?: string): Promise<ModSecurity> {
    const part = await modsecurityPart();
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'weir-modsecurity-'));
    for (const name of ['temp', 'html']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'html/page'), 'a page\n');
    writeFileSync(join(folder, 'nginx.conf'), configuration(modsecurityModule(part), port, receiver));
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
    const listens = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
      });
    await until(async () => nginx.exitCode !== null || (await listens()), 'nginx to listen');
    if (nginx.exitCode !== null) throw new Error(readFileSync(join(folder, 'output'), 'utf8'));
    return new ModSecurity(nginx, port, folder);
  }

  /** Sends a request as it is, byte by byte. @returns the first line of the answer */
  async ask(head: string): Promise<string> {
    const socket = connect(this.#port, '127.0.0.1');
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
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function configuration(module: string, port: number, receiver: string): string {
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
      SecAuditLogType HTTPS
      SecAuditLog "${receiver}"
      SecRule ARGS "@contains attack" "id:1001,phase:1,deny,status:406,log,msg:attack,severity:CRITICAL"
    ';
  }
}
`;
}
