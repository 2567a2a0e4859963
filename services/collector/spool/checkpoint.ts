/** The file that says what has been acknowledged: replaced as a whole, so that there always is a valid one. */
import { join } from 'node:path';
import type { Random } from '#libs/clock/random.ts';
import type { Disk } from '#libs/disk/disk.ts';
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
  /** Range shards of that map; checkpoints of earlier Weirs do not say. */
  readonly shards?: number | undefined;
  readonly progress: Progress;
  /** Lines that were dropped: in no batch, and not to be read again. Holds only while the spool is whole. */
  readonly skipped: Progress;
}

const FILE = 'checkpoint.json';

/** A new identity. */
export function newCollectorId(instance: string, random: Random): string {
  return `${instance}-${random.hex(4)}`;
}

/** @throws WeirError `corrupt` when the file can't be understood */
export async function readCheckpoint(disk: Disk, folder: string): Promise<Checkpoint | undefined> {
  const file = join(folder, FILE);
  const content = await disk.read(file);
  if (!content) return undefined;
  try {
    const json = JSON.parse(content.toString('utf8')) as Omit<Checkpoint, 'progress' | 'skipped'> & {
      progress: ProgressJson;
      skipped?: ProgressJson;
    };
    const skipped = json.skipped ? Progress.fromJson(json.skipped) : new Progress(json.collector);
    return { ...json, progress: Progress.fromJson(json.progress), skipped };
  } catch (error) {
    throw new WeirError('corrupt', `${file}: ${messageOf(error)}; move it away to begin anew`);
  }
}

/** Returns its size, bytes. */
export async function writeCheckpoint(disk: Disk, folder: string, checkpoint: Checkpoint): Promise<number> {
  const { progress, skipped } = checkpoint;
  const json = { ...checkpoint, progress: progress.toJson(), skipped: skipped.toJson() };
  const text = JSON.stringify(json);
  await disk.replace(join(folder, FILE), text);
  return Buffer.byteLength(text);
}
