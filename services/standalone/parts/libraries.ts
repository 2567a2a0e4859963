/** Shared libraries that an unpacked program needs and that neither the system nor the unpacked folder has. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Download, dependenciesOf, type PrivateApt, unpack } from './apt.ts';
import type { FetchContext } from './recipe.ts';
import { run } from './run.ts';

const LDD_MS = 10_000;
const ROUNDS = 3;
/** These belong to the system's loader: a copy beside it breaks programs. */
const NEVER = /^(libc6|libc-bin|libgcc|libstdc)/;

/** Folders below `root` with shared libraries, as a value for LD_LIBRARY_PATH. */
export async function libraryPath(root: string): Promise<string> {
  const folders: string[] = [];
  for (const base of [join(root, 'usr/lib'), join(root, 'lib')]) {
    for (const name of await list(base)) {
      const folder = join(base, name);
      if ((await list(folder)).some((file) => /^lib.+\.so\b/.test(file))) folders.push(folder);
    }
  }
  return folders.join(':');
}

/**
 * Fetches what the loader does not find on this machine for `files`; a small system has no libpcre, for instance.
 * @param downloads the packages that are unpacked already
 */
export async function fetchLibraries(
  apt: PrivateApt,
  downloads: readonly Download[],
  files: readonly string[],
  { root, say, signal }: FetchContext,
): Promise<Download[]> {
  const added: Download[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const missing = await missingLibraries(files, await libraryPath(root), signal);
    if (missing.length === 0) break;
    const present = [...downloads, ...added];
    const lists = await Promise.all(present.map((download) => dependenciesOf(download, signal)));
    const dependencies = lists.flat().filter((name) => !present.some((other) => other.name === name));
    const names = packagesFor(missing, dependencies);
    if (names.length === 0) break;
    say('download', `${names.join(', ')} for ${missing.join(', ')}`);
    const libraries = await apt.download(names);
    await unpack(libraries, root, signal);
    added.push(...libraries);
  }
  return added;
}

/** Names such as `libpcre.so.3` that the loader does not find for any of `files`. */
export async function missingLibraries(
  files: readonly string[],
  libraries: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const options = { timeoutMs: LDD_MS, env: { LD_LIBRARY_PATH: libraries }, signal };
  const { stdout } = await run('ldd', files, options);
  return [...new Set([...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]))];
}

/**
 * Which of the packages that `dependencies` names to fetch for the missing libraries: those that are called after
 * one by Debian's rule (libpcre.so.3 is in libpcre3), else all libraries, as some packages hold several.
 */
export function packagesFor(missing: readonly string[], dependencies: readonly string[]): string[] {
  const candidates = [...new Set(dependencies)].filter(
    (name) => (name.startsWith('lib') || name === 'zlib1g') && !NEVER.test(name),
  );
  const names = missing.map(packageName);
  const named = candidates.filter((name) => names.includes(name.replace(/t64$/, '')));
  return named.length > 0 ? named : candidates;
}

function packageName(library: string): string {
  const [, name, version] = /^(.+?)\.so\.?(\d*)/.exec(library) ?? [undefined, library, ''];
  const joint = /\d$/.test(name) && version !== '' ? '-' : '';
  return `${name}${joint}${version}`.toLowerCase().replaceAll('_', '-');
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
