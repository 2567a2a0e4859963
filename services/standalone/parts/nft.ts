/** nft, the program that speaks to the kernel's packet filter. */
import { join } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';
import { libraryPath } from './libraries.ts';
import { fetchPackages } from './packages.ts';
import { findProgram } from './programs.ts';
import type { Recipe } from './recipe.ts';
import { run } from './run.ts';

const CHECK_MS = 10_000;
const BINARY = 'usr/sbin/nft';
const PACKAGES = ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0'];

export interface NftPart {
  /** Absolute path. */
  readonly binary: string;
  /** Such as `1.0.6`. */
  readonly version: string;
  /** Value for LD_LIBRARY_PATH, '' when the system's own libraries are used. */
  readonly libraryPath: string;
}

export const nftRecipe: Recipe<NftPart> = {
  name: 'nft',
  remedy: 'sudo apt-get install nftables',

  fetch: (context) => fetchPackages(context, { what: 'nft', packages: PACKAGES, programs: [BINARY] }),

  async check(root, signal) {
    return await tryOut(binaryIn(root), await libraryPath(root), signal);
  },

  async fromSystem() {
    const binary = await findProgram('nft');
    if (binary === undefined) throw new WeirError('missing', 'there is no nft on the PATH');
    return await tryOut(binary, '');
  },
};

function binaryIn(root: string): string {
  return join(root, BINARY);
}

/** Only its version: whether the kernel lets it do anything is another question. */
async function tryOut(binary: string, libraries: string, signal?: AbortSignal): Promise<NftPart> {
  const env: Record<string, string> = libraries === '' ? {} : { LD_LIBRARY_PATH: libraries };
  const { stdout } = await run(binary, ['--version'], { timeoutMs: CHECK_MS, env, signal });
  const version = /v(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1];
  if (version === undefined) throw new WeirError('unavailable', `${binary} prints no version`, { binary });
  return { binary, version, libraryPath: libraries };
}
