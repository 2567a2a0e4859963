/** A stack of compose.yaml that is up, under a project name and on ports of its own. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { messageOf } from '#libs/errors/weir-error.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { type ContainerState, type Docker, ROOT } from './docker.ts';
import { eventually } from './eventually.ts';
import type { Edge, Profile } from './profiles.ts';

const UP_MS = 240_000;
const HEALTHY_MS = 90_000;
const DOWN_MS = 120_000;
const HEALTH_POLL_MS = 500;

/** A protected nginx as a client on this machine reaches it. */
export interface Site extends Edge {
  readonly port: number;
}

/**
 * A copy of the configuration in which the guard is off: most clients here are attackers, and it would take who finds them
 * for a mistake.
 */
async function configuration({ name, config }: Profile): Promise<string> {
  const folder = join(ROOT, '.weir/compose', `config-${name}`);
  await cp(join(ROOT, config), folder, { recursive: true });
  const file = join(folder, 'weir.yaml');
  const document = parseDocument(await readFile(file, 'utf8'));
  document.setIn(['decision', 'guard', 'mode'], 'off');
  await writeFile(file, document.toString());
  return folder;
}

export class ComposeStack {
  readonly profile: Profile;
  readonly sites: readonly Site[];
  readonly jaegerPort: number;
  readonly docker: Docker;
  /** Ids of the containers by service. */
  readonly containers = new Map<string, string>();

  private constructor(profile: Profile, sites: readonly Site[], jaegerPort: number, docker: Docker) {
    this.profile = profile;
    this.sites = sites;
    this.jaegerPort = jaegerPort;
    this.docker = docker;
  }

  /** Nothing of it runs yet. */
  static async prepare(docker: Docker, profile: Profile): Promise<ComposeStack> {
    const sites: Site[] = [];
    for (const edge of profile.edges) sites.push({ ...edge, port: await freePort() });
    const jaegerPort = await freePort();
    const ports = sites.map(({ portVariable, port }) => [portVariable, String(port)]);
    const env = {
      COMPOSE_PROJECT_NAME: `weir-test-${profile.name}`,
      JAEGER_PORT: String(jaegerPort),
      WEIR_CONFIG: await configuration(profile),
      ...Object.fromEntries(ports),
    };
    return new ComposeStack(profile, sites, jaegerPort, docker.with(env));
  }

  /** Brings it up from nothing, and waits until all of it is healthy. @returns how long it took, in ms */
  async up(): Promise<number> {
    const startMs = performance.now();
    await this.down();
    await this.#compose(['up', '--detach', '--no-build'], UP_MS);
    const ids = (await this.#compose(['ps', '--quiet'])).split('\n');
    for (const { Id, Config } of await this.docker.inspect(ids)) {
      this.containers.set(Config.Labels['com.docker.compose.service'], Id);
    }
    await this.healthy();
    return Math.round(performance.now() - startMs);
  }

  /** Takes it away with all that it has stored. */
  async down(): Promise<void> {
    await this.#compose(['down', '--volumes', '--remove-orphans', '--timeout', '5'], DOWN_MS);
  }

  /**
   * Waits until a container that had a fault finds itself well, and all others are. Docker asks it every few seconds
   * only, and a nats-server takes half a minute until its copies are up to date.
   */
  async recovered(service: string): Promise<void> {
    const id = this.id(service);
    const [{ Config }] = await this.docker.inspect([id]);
    const [kind, ...command] = Config.Healthcheck?.Test ?? [];
    const missing = () => this.docker.run(['exec', id, ...command]).then(() => '', messageOf);
    if (kind === 'CMD') await eventually(`${service} to be well`, HEALTHY_MS, missing, HEALTH_POLL_MS);
    await this.healthy();
  }

  /** Waits until every container runs and, where it has a health check, is healthy. */
  async healthy(): Promise<void> {
    const missing = async () => {
      const states = await this.states();
      const unwell = [...states].filter(([, { State }]) => !isHealthy(State));
      return unwell
        .map(([name, { State }]) => `${name} is ${State.Health?.Status ?? 'not running'}`)
        .join(', ');
    };
    await eventually('healthy containers', HEALTHY_MS, missing, HEALTH_POLL_MS);
  }

  async states(): Promise<Map<string, ContainerState>> {
    const services = [...this.containers.keys()];
    const states = await this.docker.inspect([...this.containers.values()]);
    return new Map(services.map((service, i) => [service, states[i]]));
  }

  id(service: string): string {
    const id = this.containers.get(service);
    if (id === undefined) throw new Error(`there is no ${service} in this stack`);
    return id;
  }

  /** What a program of the `weir` image prints in a running container. */
  exec(service: string, args: readonly string[]): Promise<string> {
    return this.#compose(['exec', '-T', service, 'node', ...args]);
  }

  /** Keeps the end of what all containers wrote. @returns the file */
  async saveLogs(): Promise<string> {
    const file = join(ROOT, `.weir/compose-${this.profile.name}.log`);
    await writeFile(file, await this.#compose(['logs', '--no-color', '--timestamps', '--tail', '1000']));
    return file;
  }

  #compose(args: readonly string[], timeoutMs?: number): Promise<string> {
    return this.docker.compose([...this.profile.arguments, ...args], timeoutMs);
  }
}

const isHealthy = ({ Running, Health }: ContainerState['State']) =>
  Running && (Health === undefined || Health.Status === 'healthy');
