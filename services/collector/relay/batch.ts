/** Lines that are sent together, as they are on disk. */
import type { Spool, Spooled } from '../spool/spool.ts';

export interface Batch {
  /** The same in every process that sends these lines, and never that of others: visible ASCII. */
  readonly id: string;
  /** The records it is in, the oldest first. */
  readonly spooled: readonly Spooled[];
  /** Each with a line feed at its end; undefined: to be read from the disk. */
  readonly lines: Buffer | undefined;
}

export function batchId(collector: string, number: number): string {
  return `${collector}-${number}`;
}

/** What earlier processes have left: records that name the same batch belong together. The oldest first. */
export function batchesIn(waiting: readonly Spooled[]): Batch[] {
  const batches = new Map<string, Spooled[]>();
  for (const spooled of waiting) {
    if (spooled.acknowledged) continue;
    const { collector, number, batch = number } = spooled.record;
    const id = batchId(collector, batch);
    const records = batches.get(id);
    if (records) records.push(spooled);
    else batches.set(id, [spooled]);
  }
  return [...batches].map(([id, spooled]) => ({ id, spooled, lines: undefined }));
}

/** The lines of a batch. @throws WeirError `corrupt` */
export async function linesOf({ spooled, lines }: Batch, spool: Pick<Spool, 'read'>): Promise<Buffer> {
  if (lines) return lines;
  const parts: Uint8Array[] = [];
  for (const each of spooled) parts.push(await spool.read(each));
  return Buffer.concat(parts);
}
