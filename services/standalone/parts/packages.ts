/** Parts that are programs of the release's packages, with the libraries that this machine lacks for them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Download, PrivateApt, unpack } from './apt.ts';
import { fetchLibraries } from './libraries.ts';
import type { PackageRecord } from './manifest.ts';
import type { FetchContext } from './recipe.ts';

export interface Wanted {
  /** For people. */
  readonly what: string;
  readonly packages: readonly string[];
  /** What has to load, as paths below the root. */
  readonly programs: readonly string[];
}

/** Unpacks packages of this machine's release below the root. @returns what is there then */
export async function fetchPackages(context: FetchContext, wanted: Wanted): Promise<PackageRecord[]> {
  const apt = await privateApt(context, 'release');
  const downloads = await download(apt, 'the release', wanted, context);
  const files = wanted.programs.map((program) => join(context.root, program));
  downloads.push(...(await fetchLibraries(apt, downloads, files, context)));
  return downloads.map(recordOf);
}

/** Below the folder for whatever is needed on the way. @param sources other ones than the system's */
export async function privateApt(
  { work, signal }: FetchContext,
  name: string,
  sources?: string,
): Promise<PrivateApt> {
  const folder = join(work, name);
  await mkdir(folder);
  return await PrivateApt.create({ folder, signal, ...(sources === undefined ? {} : { sources }) });
}

/** Unpacks packages below the root. @param suite for people */
export async function download(
  apt: PrivateApt,
  suite: string,
  { what, packages }: Pick<Wanted, 'what' | 'packages'>,
  { root, say, signal }: FetchContext,
): Promise<Download[]> {
  say('index', `package index of ${suite}`);
  await apt.update();
  say('download', `${what} from ${suite}`);
  const downloads = await apt.download(packages);
  say('unpack', `${downloads.length} packages`);
  await unpack(downloads, root, signal);
  return downloads;
}

export function recordOf({ name, version, file, sha256 }: Download): PackageRecord {
  return { name, version, file, sha256 };
}
