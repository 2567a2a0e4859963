/** The file that says what has been acknowledged: replaced as a whole, so that there always is a valid one. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { Progress, type ProgressJson } from '../progress.ts';

export interface Checkpoint {
  /** Present identity of the collector; what is not acknowledged yet may still have an earlier one. */
  readonly collector: string;
  /** Of the machine, when it was written: another one means that files may have lost their ends. */
  readonly bootId: string;
  /** The spool was closed in order after it. */
  readonly clean: boolean;
  /** Version of the shard map that the numbers belong to. */
  readonly shardMapVersion: number;
  readonly progress: Progress;
}

const FILE = 'checkpoint.json';

/** A new identity. */
export function newCollectorId(instance: string): string {
  return `${instance}-${randomBytes(4).toString('hex')}`;
}

/** @throws WeirError `corrupt` when the file can't be understood */
export function readCheckpoint(folder: string): Checkpoint | undefined {
  const file = join(folder, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const json = JSON.parse(text) as Omit<Checkpoint, 'progress'> & { progress: ProgressJson };
    return { ...json, progress: Progress.fromJson(json.progress) };
  } catch (error) {
    throw new WeirError('corrupt', `${file}: ${messageOf(error)}; move it away to begin anew`);
  }
}

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const file = join(folder, FILE);
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify({ ...checkpoint, progress: checkpoint.progress.toJson() }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** Changes whenever the machine is started; empty where that can't be known. */
export function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
