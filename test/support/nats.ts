/** A real nats-server for a test: its own port, its own folder, killed and restarted at will. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { endWithProcess } from './orphans.ts';

export class TestNats {
  readonly port: number;
  readonly #binary: string;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(binary: string, port: number, folder: string) {
    this.#binary = binary;
    this.port = port;
    this.#folder = folder;
  }

  static async start(): Promise<TestNats> {
    const { binary } = await natsPart();
    const nats = new TestNats(binary, await freePort(), mkdtempSync(join(tmpdir(), 'weir-nats-')));
    await nats.restart();
    return nats;
  }

  get server(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Starts the server again, with what it has stored. */
  async restart(): Promise<void> {
    const config = join(this.#folder, 'nats.conf');
    writeFileSync(
      config,
      `listen: "127.0.0.1:${this.port}"\njetstream { store_dir: "${this.#folder}/data", max_file_store: 4GB }\n`,
    );
    const child = spawn(this.#binary, ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    child.once(
      'exit',
      endWithProcess(() => child.kill('SIGKILL')),
    );
    await new Promise<void>((resolve, reject) => {
      let log = '';
      child.stderr.on('data', (chunk) => {
        log += chunk;
        if (log.includes('Server is ready')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}: ${log}`)));
    });
  }

  /** As a power cut does it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
