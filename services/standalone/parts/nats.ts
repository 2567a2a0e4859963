/** nats-server: Debian's newest where it runs, else the one of the system's own release. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { PrivateApt, unpack, unstableSources } from './apt.ts';
import type { PackageRecord } from './manifest.ts';
import { findProgram } from './programs.ts';
import type { FetchContext, Recipe } from './recipe.ts';
import { run } from './run.ts';

const CHECK_MS = 10_000;

export interface NatsPart {
  /** Absolute path. */
  readonly binary: string;
  /** Such as `2.11.4`. */
  readonly version: string;
}

export const natsRecipe: Recipe<NatsPart> = {
  name: 'nats',
  remedy: 'sudo apt-get install nats-server',

  async fetch(context) {
    const release = await privateApt(context, 'release');
    try {
      const unstable = await privateApt(context, 'unstable', await unstableSources(release));
      return await fetchFrom(unstable, 'unstable', context);
    } catch (error) {
      // Not there, not reachable, or built for a newer C library: the release's own runs anyway.
      context.signal.throwIfAborted();
      context.say('index', `no nats-server from unstable: ${messageOf(error)}`);
      await rm(context.root, { recursive: true, force: true });
      return await fetchFrom(release, 'the release', context);
    }
  },

  async check(root, signal) {
    return await tryOut(join(root, 'usr/sbin/nats-server'), signal);
  },

  async fromSystem() {
    const binary = await findProgram('nats-server');
    if (binary === undefined) throw new WeirError('missing', 'there is no nats-server on the PATH');
    return await tryOut(binary);
  },
};

async function privateApt(context: FetchContext, name: string, sources?: string): Promise<PrivateApt> {
  const folder = join(context.work, name);
  await mkdir(folder);
  const { signal } = context;
  return await PrivateApt.create({ folder, signal, ...(sources === undefined ? {} : { sources }) });
}

async function fetchFrom(apt: PrivateApt, suite: string, context: FetchContext): Promise<PackageRecord[]> {
  const { root, say, signal } = context;
  say('index', `package index of ${suite}`);
  await apt.update();
  say('download', `nats-server from ${suite}`);
  const downloads = await apt.download(['nats-server']);
  say('unpack', `nats-server ${downloads[0]?.version}`);
  await unpack(downloads, root, signal);
  await natsRecipe.check(root, signal);
  return downloads.map(({ name, version, file, sha256 }) => ({ name, version, file, sha256 }));
}

async function tryOut(binary: string, signal?: AbortSignal): Promise<NatsPart> {
  const { stdout, stderr } = await run(binary, ['--version'], { timeoutMs: CHECK_MS, signal });
  const version = /v(\d+\.\d+\.\d+\S*)/.exec(stdout + stderr)?.[1];
  if (version === undefined) {
    throw new WeirError('unavailable', `${binary} --version prints no version`, { binary });
  }
  return { binary, version };
}
