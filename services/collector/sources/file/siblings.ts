/** The files beside a log that it may have been rotated to. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inodeOf } from './file-identity.ts';

export interface Sibling {
  readonly path: string;
  /** Device and inode, in hexadecimal. */
  readonly inode: string;
  readonly size: number;
  /** Last written, Unix ms. */
  readonly modifiedMs: number;
  /** Whether its name is one that rotation gives: `.1`, `-20261121`, `.2026-11-21`, `.old`. */
  readonly isRotated: boolean;
}

/** More are not looked at: a year of daily logs. */
const SIBLINGS_MAX = 400;
const ROTATED = /^[._-](\d[\d._:T-]*|old)$/;
const COMPRESSED = /\.(gz|bz2|xz|zst|lz4|Z)$/;

/** Whether a file of this name was compressed: nothing is written to it any more. */
export function isCompressed(path: string): boolean {
  return COMPRESSED.test(path);
}

/** Whether rotation gives this name to what was at `path`. */
export function isRotationOf(path: string, other: string): boolean {
  return other.startsWith(path) && ROTATED.test(other.slice(path.length));
}

/** The files in the folder of `path` whose names begin with its name, the one written last at the end. */
export async function siblingsOf(path: string): Promise<Sibling[]> {
  const folder = dirname(path);
  const name = basename(path);
  const siblings: Sibling[] = [];
  for (const other of await readdir(folder)) {
    if (!other.startsWith(name) || other === name || siblings.length === SIBLINGS_MAX) continue;
    const sibling = await siblingAt(join(folder, other), ROTATED.test(other.slice(name.length)));
    if (sibling) siblings.push(sibling);
  }
  return siblings.sort((a, b) => a.modifiedMs - b.modifiedMs);
}

async function siblingAt(path: string, isRotated: boolean): Promise<Sibling | undefined> {
  try {
    const stats = await stat(path, { bigint: true });
    if (!stats.isFile()) return undefined;
    const inode = inodeOf(stats);
    return { path, inode, size: Number(stats.size), modifiedMs: Number(stats.mtimeMs), isRotated };
  } catch {
    // It has been renamed or deleted since the folder was read.
    return undefined;
  }
}
