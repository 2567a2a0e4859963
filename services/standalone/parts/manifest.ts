/** What a cached part is made of: the packages it came in, and every file with its size and sum. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';

const FORMAT = 1;
const MANIFEST_FILE = 'manifest.json';
/** Documentation: nothing runs it. */
const IGNORED = /^usr\/share\/(doc|man|lintian|bug)\//;

/** A Debian package, as apt verified it against the signed index. */
export interface PackageRecord {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  /** Of the .deb, in hex. */
  readonly sha256: string;
}

interface FileRecord {
  /** Relative to the part's root. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

interface Manifest {
  readonly format: number;
  readonly packages: readonly PackageRecord[];
  readonly files: readonly FileRecord[];
}

/** Folder that the packages of the part in `folder` are unpacked into. */
export function rootOf(folder: string): string {
  return join(folder, 'root');
}

/** Records what is in the part's root now. */
export async function writeManifest(folder: string, packages: readonly PackageRecord[]): Promise<void> {
  const root = rootOf(folder);
  const files: FileRecord[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file);
    if (!entry.isFile() || IGNORED.test(path)) continue;
    files.push({ path, size: (await stat(file)).size, sha256: await sha256Of(file) });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: Manifest = { format: FORMAT, packages, files };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`);
}

/**
 * Compares every file of the part with its record, by size and by sum. The sums are taken each time: all files of
 * a part hold less than 20 MB, which is hashed in 10 to 30 ms, once for each start of the program.
 *
 * @returns false when there is no part in the folder.
 * @throws WeirError `corrupt` when there is one that is damaged.
 */
export async function verifyManifest(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const manifest = parse(text, folder);
  for (const { path, size, sha256 } of manifest.files) {
    const file = join(rootOf(folder), path);
    const found = await stat(file).catch(() => undefined);
    if (found?.size !== size || (await sha256Of(file)) !== sha256) {
      throw new WeirError('corrupt', `${file} is not what was fetched`, { file });
    }
  }
  return true;
}

/** Sum of a file, in hex. */
export async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

function parse(text: string, folder: string): Manifest {
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.format === FORMAT && manifest.files.length > 0) return manifest;
  } catch {
    // Told below.
  }
  const file = join(folder, MANIFEST_FILE);
  throw new WeirError('corrupt', `${file} can't be read: remove it, the part is fetched again`, { file });
}
