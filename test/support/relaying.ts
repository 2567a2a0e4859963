/** A relay as a process of its own, with what a test says of sources and destinations. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { freePort } from '#services/standalone/stack/ports.ts';
import { ClusterProcess } from './cluster-process.ts';
import { until } from './nginx.ts';

const MAIN = resolve(import.meta.dirname, '../../services/collector/main.ts');

export class Relaying {
  readonly process: ClusterProcess;
  readonly folder: string;
  readonly #health: number;

  private constructor(folder: string, health: number) {
    this.folder = folder;
    this.#health = health;
    this.process = new ClusterProcess({
      name: 'relay',
      command: process.execPath,
      args: [MAIN, '--relay', '--config', join(folder, 'weir.yaml')],
      logFile: join(folder, 'relay.log'),
    });
  }

  /** Starts it in `folder`; it is ready when it resolves. */
  static async start(
    folder: string,
    relay: { readonly sources: readonly object[]; readonly destinations: readonly object[] } & object,
  ): Promise<Relaying> {
    const health = await freePort();
    mkdirSync(join(folder, 'state'), { recursive: true });
    const config = {
      telemetry: { health: `127.0.0.1:${health}` },
      relay: { stateDir: join(folder, 'state'), ...relay },
    };
    writeFileSync(join(folder, 'weir.yaml'), stringify(config));
    const relaying = new Relaying(folder, health);
    await relaying.restart();
    return relaying;
  }

  /** Starts it again after it was ended. */
  async restart(): Promise<void> {
    this.process.start();
    await until(async () => {
      if (this.process.hasFailed) throw new Error(this.process.logTail);
      return (await this.#get('/ready')) !== undefined;
    }, 'the relay to be ready');
  }

  /** Numbers by name and label, such as `weir_relay_lines{source="access"}`. */
  async numbers(): Promise<Record<string, number>> {
    const text = (await this.#get('/metrics')) ?? '';
    const pairs = text.split('\n').flatMap((line) => {
      const match = /^(weir_relay_\w+)\{[^}]*?(source|destination)="([^"]+)"[^}]*\} (\S+)/.exec(line);
      return match ? [[`${match[1].slice('weir_relay_'.length)} ${match[3]}`, Number(match[4])]] : [];
    });
    return Object.fromEntries(pairs);
  }

  async kill(): Promise<void> {
    this.process.signal('SIGKILL');
    await this.process.ended();
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }

  async #get(path: string): Promise<string | undefined> {
    const answer = await fetch(`http://127.0.0.1:${this.#health}${path}`).catch(() => undefined);
    return answer?.ok ? answer.text() : undefined;
  }
}
