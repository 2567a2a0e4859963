/** The commands of docker and docker-compose, each bounded in time, for one stack. */
import { resolve } from 'node:path';
import { run } from '#services/standalone/parts/run.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

const COMMAND_MS = 30_000;

export interface ContainerState {
  readonly Id: string;
  readonly RestartCount: number;
  readonly Config: {
    readonly Labels: Readonly<Record<string, string>>;
    readonly Healthcheck?: { readonly Test?: readonly string[] };
  };
  readonly State: {
    readonly Running: boolean;
    readonly OOMKilled: boolean;
    readonly Pid: number;
    readonly Health?: { readonly Status: string };
  };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly Memory: number;
    readonly SecurityOpt: readonly string[] | null;
    readonly RestartPolicy: { readonly Name: string };
  };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, unknown>> };
}

export class Docker {
  readonly #compose: readonly string[];
  readonly #env: Readonly<Record<string, string>>;

  /** @param compose the command that brings stacks up, such as `docker-compose` or `docker compose` */
  constructor(compose: readonly string[], env: Readonly<Record<string, string>>) {
    this.#compose = compose;
    this.#env = env;
  }

  /** The same daemon with more in the environment, which compose.yaml reads. */
  with(env: Readonly<Record<string, string>>): Docker {
    return new Docker(this.#compose, { ...this.#env, ...env });
  }

  /** What `docker …` printed. @throws WeirError with its own words when it fails or takes too long */
  async run(args: readonly string[], timeoutMs = COMMAND_MS): Promise<string> {
    const { stdout } = await run('docker', args, { timeoutMs, env: this.#env, cwd: ROOT });
    return stdout.trim();
  }

  async compose(args: readonly string[], timeoutMs = COMMAND_MS): Promise<string> {
    const [program, ...before] = this.#compose;
    const options = { timeoutMs, env: this.#env, cwd: ROOT };
    const { stdout } = await run(program, [...before, ...args], options);
    return stdout.trim();
  }

  async hasImage(tag: string): Promise<boolean> {
    return (await this.run(['images', '--quiet', tag])) !== '';
  }

  async inspect(ids: readonly string[]): Promise<ContainerState[]> {
    return JSON.parse(await this.run(['inspect', ...ids])) as ContainerState[];
  }
}
