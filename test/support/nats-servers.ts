/** Three nats-servers of one cluster. One that is halted keeps its connections and says nothing, as if it were cut off. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { names, natsConfig } from './cluster-files.ts';
import { ClusterProcess } from './cluster-process.ts';
import { until } from './until.ts';

const COUNT = 3;
const START_MS = 20_000;

interface Server {
  /** `host:port` */
  readonly address: string;
  readonly logFile: string;
  readonly process: ClusterProcess;
}

export class NatsServers {
  readonly #folder = mkdtempSync(join(tmpdir(), 'weir-nats-'));
  readonly #servers = new Map<string, Server>();

  static async start(): Promise<NatsServers> {
    const all = new NatsServers();
    try {
      await all.#plan();
      for (const { process } of all.#servers.values()) process.start();
      await until(() => all.first !== '', 'a leader of the servers', START_MS);
      return all;
    } catch (error) {
      await all.stop();
      throw error;
    }
  }

  get names(): string[] {
    return [...this.#servers.keys()];
  }

  /** Name of the one that leads the others; empty before it is elected. */
  get first(): string {
    const elected = (file: string) => readFileSync(file, 'utf8').includes('Self is new JetStream cluster');
    return this.names.find((name) => elected(this.#server(name).logFile)) ?? '';
  }

  addressOf(name: string): string {
    return this.#server(name).address;
  }

  halt(name: string): void {
    this.#server(name).process.signal('SIGSTOP');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map(({ process }) => process.stop()));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #plan(): Promise<void> {
    const { binary, version } = await natsPart();
    const ports = await Promise.all(Array.from({ length: COUNT }, () => freePort()));
    const routes = await Promise.all(Array.from({ length: COUNT }, () => freePort()));
    for (const [i, name] of names('nats', COUNT).entries()) {
      const folder = join(this.#folder, name);
      mkdirSync(folder);
      const config = join(folder, 'nats.conf');
      const logFile = join(folder, 'log');
      writeFileSync(config, natsConfig(name, folder, ports[i], routes[i], routes, version));
      writeFileSync(logFile, '');
      const process = new ClusterProcess({ name, command: binary, args: ['-c', config], logFile });
      this.#servers.set(name, { address: `127.0.0.1:${ports[i]}`, logFile, process });
    }
  }

  #server(name: string): Server {
    const server = this.#servers.get(name);
    if (!server) throw new Error(`there is no ${name}`);
    return server;
  }
}
