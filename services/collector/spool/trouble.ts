/** What is wrong with a disk, told to whoever has to mend it. */
import type { Disk } from '#libs/disk/disk.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** Whether a disk, or the share of it that this user may have, is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && FULL.includes((error as NodeJS.ErrnoException).code);
}

/** @returns WeirError `full`, or `unavailable` where the reason is another */
export function diskTrouble(folder: string, error: unknown): WeirError {
  return isFull(error)
    ? new WeirError(
        'full',
        `disk full: ${folder} can’t be written; free space there, or give stateDir a larger disk`,
      )
    : new WeirError('unavailable', `${folder} can’t be written: ${messageOf(error)}; look at the disk`);
}

/** Makes the folder of a spool, unless it is there. @throws WeirError `config`; `unavailable` while the disk is full */
export async function makeFolder(disk: Disk, folder: string): Promise<void> {
  try {
    await disk.makeFolder(folder);
  } catch (error) {
    if (isFull(error)) throw new WeirError('unavailable', diskTrouble(folder, error).message);
    throw new WeirError('config', `stateDir: can't make ${folder}: ${messageOf(error)}`);
  }
}
