/** Finds programs as a shell would. */
import { access, constants } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';

/**
 * Absolute path of a program on the PATH, or undefined. Beside each `bin` its `sbin` counts too: Debian installs
 * servers there and leaves it out of the PATH of everybody but root.
 */
export async function findProgram(name: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  const siblings = folders
    .filter((folder) => basename(folder) === 'bin')
    .map((folder) => join(dirname(folder), 'sbin'));
  for (const folder of [...folders, ...siblings]) {
    const file = join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
