/** ipset, and iptables of both kinds: the programs of the kernel's packet filter before nftables. */
import { access, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';
import { libraryPath } from './libraries.ts';
import { fetchPackages } from './packages.ts';
import { findProgram } from './programs.ts';
import type { Recipe } from './recipe.ts';
import { run } from './run.ts';

const CHECK_MS = 10_000;
const FOLDER = 'usr/sbin';
const PACKAGES = [
  ...['ipset', 'libipset13', 'libmnl0'],
  ...['iptables', 'libxtables12', 'libip4tc2', 'libip6tc2'],
  ...['libnftnl11', 'libnetfilter-conntrack3', 'libnfnetlink0'],
];
const PROGRAMS = ['ipset', 'xtables-legacy-multi', 'xtables-nft-multi'];

export interface IpsetPart {
  /** Absolute path of ipset. */
  readonly binary: string;
  /** Of ipset, such as `7.17`. */
  readonly version: string;
  /** With the folder of iptables-legacy and iptables-nft on the PATH, and where they find their libraries. */
  readonly env: Readonly<Record<string, string>>;
}

export const ipsetRecipe: Recipe<IpsetPart> = {
  name: 'ipset',
  remedy: 'sudo apt-get install ipset iptables',

  fetch: (context) =>
    fetchPackages(context, {
      what: 'ipset and iptables',
      packages: PACKAGES,
      programs: PROGRAMS.map((name) => join(FOLDER, name)),
    }),

  async check(root, signal) {
    const libraries = await libraryPath(root);
    const env = { LD_LIBRARY_PATH: libraries, XTABLES_LIBDIR: await pluginsIn(root) };
    return await tryOut(folderIn(root), env, signal);
  },

  async fromSystem() {
    for (const name of PROGRAMS) {
      const binary = await findProgram(name);
      if (binary === undefined) throw new WeirError('missing', `there is no ${name} on the PATH`);
    }
    return await tryOut(dirname((await findProgram('ipset'))!), {});
  },
};

function folderIn(root: string): string {
  return join(root, FOLDER);
}

/** Where iptables finds what it knows about matches and targets. */
async function pluginsIn(root: string): Promise<string> {
  for (const name of await readdir(join(root, 'usr/lib'))) {
    const folder = join(root, 'usr/lib', name, 'xtables');
    if (
      await access(folder).then(
        () => true,
        () => false,
      )
    )
      return folder;
  }
  throw new WeirError('missing', 'there are no plugins of iptables', { root });
}

/** Only their versions: whether the kernel lets them do anything is another question. */
async function tryOut(
  folder: string,
  libraries: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<IpsetPart> {
  const env = { ...libraries, PATH: `${folder}:${process.env.PATH}` };
  const binary = join(folder, 'ipset');
  const { stdout } = await run(binary, ['help'], { timeoutMs: CHECK_MS, env, signal });
  const version = /v(\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new WeirError('unavailable', `${binary} prints no version`, { binary });
  for (const kind of ['legacy', 'nft'])
    await run(`iptables-${kind}`, ['--version'], { timeoutMs: CHECK_MS, env, signal });
  return { binary, version, env };
}
