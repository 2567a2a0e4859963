/** Weir on one machine: nats-server, the four services and, if wanted, nginx, as processes that are kept running. */
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { CONSEQUENCES, WeirError } from '#libs/errors/weir-error.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import { readToken } from '#libs/rpc/tokens.ts';
import type { weir } from '#proto';
import type { NatsPart, NginxPart } from '../parts/parts.ts';
import { Child } from './child.ts';
import {
  KEY_SHARDS,
  type NginxConfigOptions,
  newNatsAccess,
  SHARDS,
  type WeirConfigOptions,
  writeNatsConfig,
  writeNginxConfig,
  writeWeirConfig,
} from './files.ts';
import { CHECKOUT, type Layout } from './layout.ts';
import { rememberChildren } from './leftovers.ts';
import { freePort, isListening } from './ports.ts';

export const SERVICES = ['collector', 'analyzer', 'decision', 'enforcer'] as const;
export type ServiceName = (typeof SERVICES)[number];
export type ChildName = ServiceName | 'nats' | 'nginx';

const READY_MS = 30_000;
const POLL_MS = 20;

export interface StackOptions {
  readonly layout: Layout;
  readonly nats: NatsPart;
  readonly config: Omit<WeirConfigOptions, 'nats' | 'decisionPort'>;
  readonly nginx?: Omit<NginxConfigOptions, 'part'> & { readonly part: NginxPart };
  /** Where the control plane listens; a free port when left out. */
  readonly decisionPort?: number;
  readonly clock: Clock;
  /** Called when a process has ended without being asked to. */
  readonly onEnded?: (name: string, code: number | null) => void;
}

export class Stack {
  readonly layout: Layout;
  readonly children: ReadonlyMap<ChildName, Child>;
  readonly controlPlane: ControlPlane;
  readonly #clock: Clock;

  private constructor(
    layout: Layout,
    children: ReadonlyMap<ChildName, Child>,
    controlPlane: ControlPlane,
    clock: Clock,
  ) {
    this.layout = layout;
    this.children = children;
    this.controlPlane = controlPlane;
    this.#clock = clock;
  }

  /** Starts everything and waits until it works together. @throws WeirError when it does not; then nothing is left running */
  static async start(options: StackOptions): Promise<Stack> {
    const children = new Map<ChildName, Child>();
    try {
      return await Stack.#start(options, children);
    } catch (error) {
      await endAll(children);
      throw error;
    }
  }

  static async #start(options: StackOptions, children: Map<ChildName, Child>): Promise<Stack> {
    const { layout, nats, config, nginx, clock, onEnded = () => {} } = options;
    const access = newNatsAccess(await freePort());
    const decisionPort = options.decisionPort ?? (await freePort());
    writeNatsConfig(layout, access);
    writeWeirConfig(layout, { ...config, nats: access, decisionPort });
    if (nginx) writeNginxConfig(layout, nginx);
    const add = (
      name: ChildName,
      command: string,
      args: string[],
      more: { cwd?: string; env?: Record<string, string> } = {},
    ) => {
      const child = new Child({
        name,
        command,
        args,
        ...more,
        logFile: join(layout.logs, `${name}.log`),
        clock,
        hopeless: [CONSEQUENCES.config.exit],
        onStarted: () => rememberChildren(layout, children.values()),
        onEnded: (ended, code) => onEnded(ended.name, code),
      });
      children.set(name, child);
      return child;
    };
    add('nats', nats.binary, ['-c', layout.natsConfig]).start();
    await waitFor(clock, 'nats-server', children, () => isListening(access.port));
    for (const name of SERVICES) {
      add(name, process.execPath, [
        resolve(CHECKOUT, `services/${name}/main.ts`),
        '--config',
        layout.config,
      ]).start();
    }
    const address = `127.0.0.1:${decisionPort}`;
    await waitFor(clock, 'the decision service', children, () => isListening(decisionPort));
    writeEndpoint(layout, address);
    if (nginx) {
      const { binary, libraryPath } = nginx.part;
      const env = libraryPath === '' ? {} : { LD_LIBRARY_PATH: libraryPath };
      add('nginx', binary, ['-p', layout.nginx, '-c', 'nginx.conf', '-e', 'stderr'], { env }).start();
      await waitFor(clock, 'nginx', children, () => isListening(nginx.port));
    }
    const token = readToken(layout.tokenFile);
    const plane = new ControlPlane([address], clock, () => token);
    const stack = new Stack(layout, children, plane, clock);
    const shards = (config.shards ?? SHARDS) + KEY_SHARDS;
    await waitFor(clock, 'all services', children, () => stack.#works(shards, nginx !== undefined));
    return stack;
  }

  child(name: ChildName): Child {
    const child = this.children.get(name);
    if (!child) throw new WeirError('missing', `there is no ${name} in this stack`);
    return child;
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    rmSync(this.layout.endpoint, { force: true });
    this.controlPlane.close();
    await endAll(this.children);
    rmSync(this.layout.children, { force: true });
  }

  /** What a service tells of itself; undefined when it was not heard. */
  async status(service: ServiceName): Promise<weir.v1.ServiceStatus.$Properties | undefined> {
    const { services } = await this.controlPlane.status();
    return services.find((status) => status.service === service);
  }

  async #works(shards: number, withNginx: boolean): Promise<boolean> {
    try {
      const { services } = await this.controlPlane.status();
      const owned = services.flatMap((status) => status.shards ?? []).length;
      const { enforcers } = await this.controlPlane.list({});
      const connected = enforcers.some(({ alarm }) => alarm === '');
      const heard = new Set(services.map(({ service }) => service));
      return owned === shards && SERVICES.every((name) => heard.has(name)) && (connected || !withNginx);
    } catch {
      return false;
    }
  }

  /** Waits for a condition. @throws WeirError that tells what was waited for */
  until(what: string, condition: () => Promise<boolean>, patienceMs = READY_MS): Promise<void> {
    return waitFor(this.#clock, what, this.children, condition, patienceMs);
  }
}

/** The sources of work first. */
async function endAll(children: ReadonlyMap<ChildName, Child>): Promise<void> {
  for (const name of [...SERVICES, 'nginx', 'nats'] as const) await children.get(name)?.stop();
}

/** Where the command line looks for the control plane. */
function writeEndpoint(layout: Layout, address: string): void {
  const endpoint = { address, tokenFile: layout.tokenFile, pid: process.pid };
  writeFileSync(layout.endpoint, `${JSON.stringify(endpoint)}\n`, { mode: 0o600 });
}

async function waitFor(
  clock: Clock,
  what: string,
  children: ReadonlyMap<string, Child>,
  condition: () => Promise<boolean>,
  patienceMs = READY_MS,
): Promise<void> {
  const end = clock.elapsed() + patienceMs;
  while (!(await condition())) {
    const dead = [...children.values()].find((child) => !child.running && child.starts > 2);
    if (dead || clock.elapsed() > end) {
      const logs = [...children.values()]
        .filter((child) => child === dead || dead === undefined)
        .map((child) => `--- ${child.logFile}\n${child.logTail}`);
      const reason = dead
        ? `${dead.name} ends again and again`
        : `${what} did not come up within ${patienceMs / 1000} s`;
      throw new WeirError('unavailable', `${reason}\n${logs.join('\n')}`);
    }
    await clock.sleep(POLL_MS);
  }
}
