/** A line of the index that ModSecurity writes beside its logs when each has a file of its own. */
import { resolve, sep } from 'node:path';

export interface IndexEntry {
  /** Of the log, from the root. */
  readonly path: string;
  /** Of its content, in hex. */
  readonly md5: string;
}

/** Looked at from the end: what stands before is of clients, up to the Referer, and their quotes are not escaped. */
const END = / (\S+) 0 \d+(?:\.\d+)? md5:([0-9a-f]{32})$/;
/** No longer piece of a line is looked at. */
const END_BYTES_MAX = 4096;

/** @param folder below which the log has to be @returns undefined when it names none there */
export function entryOf(line: Buffer, folder: string): IndexEntry | undefined {
  const [, path, md5] = END.exec(line.toString('utf8', Math.max(0, line.length - END_BYTES_MAX))) ?? [];
  if (path === undefined || md5 === undefined) return undefined;
  const root = resolve(folder);
  const below = path.startsWith(root + sep) ? resolve(path) : resolve(root, `.${sep}${path}`);
  return below.startsWith(root + sep) ? { path: below, md5 } : undefined;
}
