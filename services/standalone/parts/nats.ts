/** nats-server: Debian's newest where it runs, else the one of the system's own release. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type PrivateApt, unstableSources } from './apt.ts';
import type { PackageRecord } from './manifest.ts';
import { download, privateApt, recordOf } from './packages.ts';
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

async function fetchFrom(apt: PrivateApt, suite: string, context: FetchContext): Promise<PackageRecord[]> {
  const downloads = await download(apt, suite, { what: 'nats-server', packages: ['nats-server'] }, context);
  await natsRecipe.check(context.root, context.signal);
  return downloads.map(recordOf);
}

async function tryOut(binary: string, signal?: AbortSignal): Promise<NatsPart> {
  const { stdout, stderr } = await run(binary, ['--version'], { timeoutMs: CHECK_MS, signal });
  const version = /v(\d+\.\d+\.\d+\S*)/.exec(stdout + stderr)?.[1];
  if (version === undefined) {
    throw new WeirError('unavailable', `${binary} --version prints no version`, { binary });
  }
  return { binary, version };
}
