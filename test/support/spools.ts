/** A spool in a folder, as it was and as a crash leaves it. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { SystemDisk } from '#libs/disk/system-disk.ts';
import type { RecordMeta, SourceProgress } from '#services/collector/progress.ts';
import { Spool, type Spooled, type SpoolOptions } from '#services/collector/spool/spool.ts';
import { quietLog } from './log.ts';

export function openSpool(folder: string, options: Partial<SpoolOptions> = {}): Promise<Spool> {
  return Spool.open({
    folder,
    instance: 'c',
    shardMapVersion: 1,
    limit: 1024 ** 3,
    shards: 4,
    disk: new SystemDisk(),
    clock: new SimulatedClock(),
    random: systemRandom,
    log: quietLog,
    ...options,
  });
}

export interface AppendOptions {
  readonly shard?: number;
  readonly sources?: readonly SourceProgress[];
  /** Bytes of the batch. */
  readonly size?: number;
}

/** Appends the next batch of a shard; its first bytes tell which one it is. */
export function append(
  spool: Spool,
  { shard = 0, sources = [], size = 0 }: AppendOptions = {},
): Promise<Spooled> {
  const number = spool.progress.number(shard) + 1;
  const meta: RecordMeta = { collector: spool.collector, shard, number, sources };
  const batch = Buffer.alloc(Math.max(size, 16));
  batch.write(textOf(meta));
  return spool.append({ meta, batch });
}

/** What the batch of a record begins with. */
export const textOf = ({ shard, number }: RecordMeta): string => `${shard}/${number}`;

/** What waits to be sent, in order: identity, shard and number, checked against the bytes. */
export async function waitingIn(spool: Spool): Promise<string[]> {
  return Promise.all(
    spool.waiting.map(async (spooled) => {
      const bytes = Buffer.from(await spool.read(spooled));
      const text = bytes.toString('latin1', 0, bytes.indexOf(0));
      if (text !== textOf(spooled.record)) throw new Error(`${text} is stored as ${textOf(spooled.record)}`);
      return `${spooled.record.collector} ${text}`;
    }),
  );
}

/** The folder as the end of the process leaves it, copied to `to`. */
export function crashed(folder: string, to: string): string {
  cpSync(folder, to, { recursive: true });
  return to;
}

export function segmentsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.seg'))
    .sort()
    .map((name) => join(folder, name));
}

/** Changes what the checkpoint says. */
export function editCheckpoint(folder: string, change: Readonly<Record<string, unknown>>): void {
  const file = join(folder, 'checkpoint.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
}
