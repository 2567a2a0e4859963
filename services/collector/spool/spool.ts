/**
 * The spool: every batch is written here before it is sent, and stays until it is acknowledged. So a batch that was sent
 * once is sent again with the same bytes under the same number, whatever happens to the collector in between.
 *
 * Records are not synced one by one: they survive the end of the process, not that of the machine. A machine that was
 * started again without a clean end of the spool makes the collector take a new identity, so that no number is ever
 * used for two different batches.
 */
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Disk } from '#libs/disk/disk.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { Progress } from '../progress.ts';
import { type Checkpoint, newCollectorId, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { encodeRecord, type SpoolRecord } from './record.ts';
import { type Location, Segment } from './segment.ts';

const SEGMENT_BYTES = 16 * 1024 * 1024;
/** Between attempts to write to a disk that is full. */
const RETRY_MS = 500;
const COMPLAIN_EVERY = 20;
const SEGMENT_NAME = /^(\d{10})\.seg$/;

export interface SpoolOptions {
  readonly folder: string;
  readonly instance: string;
  readonly shardMapVersion: number;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A batch in the spool. */
export interface Spooled {
  readonly record: SpoolRecord['meta'];
  readonly location: Location;
  acknowledged: boolean;
}

interface Append {
  readonly record: SpoolRecord;
  readonly done: (spooled: Spooled) => void;
}

export class Spool {
  /** With everything that was ever written here. */
  readonly progress: Progress;
  readonly #folder: string;
  readonly #shardMapVersion: number;
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #log: Log;
  /** With what has been acknowledged, in the order it was written. */
  readonly #acknowledged: Progress;
  /** Not acknowledged, or behind one that is not; the oldest first. */
  readonly #waiting: Spooled[] = [];
  #collector: string;
  #segments: Segment[] = [];
  #appends: Append[] = [];
  #writing: Promise<void> | undefined;
  #checkpointing: Promise<void> | undefined;
  #changed = false;

  private constructor(options: SpoolOptions, checkpoint: Checkpoint) {
    this.#folder = options.folder;
    this.#shardMapVersion = options.shardMapVersion;
    this.#disk = options.disk;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#collector = checkpoint.collector;
    this.#acknowledged = checkpoint.progress;
    this.progress = checkpoint.progress.clone();
  }

  /** Opens the spool in a folder, which is made unless it is there. What has to be sent again is in `waiting`. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const { folder, instance, shardMapVersion, disk, random, log } = options;
    await makeFolder(disk, folder);
    const { bootId } = disk;
    const found = await readCheckpoint(disk, folder);
    const segments = await listSegments(disk, folder);
    const collector = found?.collector ?? newCollectorId(instance, random);
    const progress = found?.progress ?? new Progress(collector);
    const spool = new Spool(options, { collector, bootId, clean: false, shardMapVersion, progress });
    const sameMap = found === undefined || found.shardMapVersion === shardMapVersion;
    let whole = found === undefined || found.clean || found.bootId === bootId;
    if (sameMap) whole = (await spool.#recover(segments)) && whole;
    else {
      // Batches of another shard map are refused everywhere: their lines are read again instead.
      for (const each of [spool.progress, spool.#acknowledged]) each.reshard();
      for (const segment of segments) await segment.remove();
    }
    if (!whole || !sameMap) {
      spool.#collector = newCollectorId(instance, random);
      log.warn({ was: collector, now: spool.#collector }, 'numbers can’t be continued: new identity');
    }
    if (spool.progress.collector !== spool.#collector) spool.progress.renumber(spool.#collector);
    await spool.#begin((segments.at(-1)?.number ?? 0) + 1);
    await spool.checkpoint(false);
    return spool;
  }

  /** Identity under which batches are numbered. */
  get collector(): string {
    return this.#collector;
  }

  /** Batches that have been written and not acknowledged, the oldest first. */
  get waiting(): readonly Spooled[] {
    return this.#waiting;
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#segments.reduce((bytes, segment) => bytes + segment.bytes, 0);
  }

  /**
   * Writes a record, after all that were given before; resolves when it would survive the end of the process. Appends
   * that come together share a write. A disk that is full is tried again for as long as it takes.
   */
  append(record: SpoolRecord): Promise<Spooled> {
    this.progress.apply(record.meta);
    return new Promise((resolve) => {
      this.#appends.push({ record, done: resolve });
      this.#writing ??= this.#writeAppends();
    });
  }

  async read({ location }: Spooled): Promise<Uint8Array> {
    return (await location.segment.read(location)).batch;
  }

  /** The batch is stored elsewhere now. */
  acknowledge(spooled: Spooled): void {
    spooled.acknowledged = true;
    this.#changed = true;
    let count = 0;
    while (this.#waiting[count]?.acknowledged) this.#acknowledged.apply(this.#waiting[count++].record);
    if (count > 0) this.#waiting.splice(0, count);
  }

  /** Writes down what has been acknowledged, then removes the segments that hold nothing else. */
  async checkpoint(clean: boolean): Promise<void> {
    if (this.#checkpointing) await this.#checkpointing;
    this.#changed = false;
    // What is acknowledged from here on may not be in this checkpoint any more: its segment has to stay.
    const oldest = this.#waiting[0]?.location.segment.number ?? this.#segments.at(-1)?.number ?? 0;
    this.#checkpointing = writeCheckpoint(this.#disk, this.#folder, {
      collector: this.#collector,
      bootId: this.#disk.bootId,
      clean,
      shardMapVersion: this.#shardMapVersion,
      progress: this.#acknowledged,
    });
    try {
      await this.#checkpointing;
    } finally {
      this.#checkpointing = undefined;
    }
    const done = this.#segments.filter(({ number }) => number < oldest);
    this.#segments = this.#segments.filter(({ number }) => number >= oldest);
    for (const segment of done) await segment.remove();
  }

  /** Writes a checkpoint if anything was acknowledged since the last. For a timer. */
  async checkpointIfChanged(): Promise<void> {
    if (!this.#changed || this.#checkpointing) return;
    await this.checkpoint(false).catch((error) => logError(this.#log, error, 'checkpoint'));
  }

  /** Makes everything safe against the end of the machine, too. */
  async close(): Promise<void> {
    await this.#writing;
    for (const segment of this.#segments) await segment.sync();
    await this.checkpoint(true);
    for (const segment of this.#segments) await segment.close();
  }

  /** Returns whether everything is there that was ever written. */
  async #recover(segments: readonly Segment[]): Promise<boolean> {
    let whole = true;
    for (const segment of segments) {
      const { damaged, unfinished } = await segment.recover((record, location) => {
        this.progress.apply(record.meta);
        this.#waiting.push({ record: record.meta, location, acknowledged: false });
      });
      this.#segments.push(segment);
      // Only the record that was written last can have been left unfinished.
      if (!damaged && !(unfinished && segment !== segments.at(-1))) continue;
      whole = false;
      this.#log.error({ file: segment.file }, 'a segment of the spool is damaged: what follows is lost');
    }
    return whole;
  }

  async #begin(number: number): Promise<void> {
    const file = join(this.#folder, `${String(number).padStart(10, '0')}.seg`);
    const segment = new Segment(this.#disk, file, number);
    await segment.create();
    this.#segments.push(segment);
  }

  async #writeAppends(): Promise<void> {
    while (this.#appends.length > 0) {
      const appends = this.#appends;
      this.#appends = [];
      const locations = await this.#write(appends.map(({ record }) => encodeRecord(record)));
      appends.forEach(({ record, done }, i) => {
        const spooled: Spooled = { record: record.meta, location: locations[i], acknowledged: false };
        this.#waiting.push(spooled);
        done(spooled);
      });
    }
    this.#writing = undefined;
  }

  /** In order, so that no batch is ever in the spool without those before it. */
  async #write(records: readonly Buffer[]): Promise<Location[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        const present = this.#segments.at(-1);
        if (!present || present.bytes >= SEGMENT_BYTES) await this.#begin((present?.number ?? 0) + 1);
        return await (this.#segments.at(-1) as Segment).append(records);
      } catch (error) {
        const failure = new WeirError('full', `${this.#folder}: can't write the spool: ${messageOf(error)}`);
        if (attempt % COMPLAIN_EVERY === 0) logError(this.#log, failure, 'waiting for room');
        await this.#clock.sleep(RETRY_MS);
      }
    }
  }
}

async function makeFolder(disk: Disk, folder: string): Promise<void> {
  try {
    await disk.makeFolder(folder);
  } catch (error) {
    throw new WeirError('config', `collector.stateDir: can't make ${folder}: ${messageOf(error)}`);
  }
}

async function listSegments(disk: Disk, folder: string): Promise<Segment[]> {
  return (await disk.list(folder))
    .flatMap((name) => {
      const match = SEGMENT_NAME.exec(name);
      return match ? [new Segment(disk, join(folder, name), Number(match[1]))] : [];
    })
    .sort((a, b) => a.number - b.number);
}
