/**
 * The spool: every batch is written here before it is sent, and stays until it is acknowledged. So a batch that was sent
 * once is sent again with the same bytes under the same number, whatever happens to the collector in between.
 *
 * Records are not synced one by one: they survive the end of the process, not that of the machine. A machine that was
 * started again without a clean end of the spool makes the collector take a new identity, so that no number is ever
 * used for two different batches.
 *
 * A disk that can't be written is tried again for as long as it takes; meanwhile what is in the spool is sent, and
 * deleted, as ever.
 */
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Disk } from '#libs/disk/disk.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { Progress, type RecordMeta } from '../progress.ts';
import { type Checkpoint, newCollectorId, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { encodeRecord, type SpoolRecord } from './record.ts';
import { Reserve } from './reserve.ts';
import type { Location } from './segment.ts';
import { Segments } from './segments.ts';
import { diskTrouble, isFull, makeFolder } from './trouble.ts';

/** Between attempts to write to a disk that is full. */
const RETRY_MS = 500;
/** Attempts for each line in the log. */
const COMPLAIN_EVERY = 120;

export interface SpoolOptions {
  readonly folder: string;
  readonly instance: string;
  readonly shardMapVersion: number;
  /** Bytes that it should not exceed; it is for others to see to that. */
  readonly limit: number;
  /** Range shards of the map. */
  readonly shards: number;
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
  readonly #shards: number;
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #segments: Segments;
  readonly #reserve: Reserve;
  /** With what has been acknowledged, in the order it was written. */
  readonly #acknowledged: Progress;
  /** With what was dropped while all before it had been written. */
  readonly #skipped: Progress;
  /** The same, while something before it is still being written. */
  #skipping: Progress;
  /** Not acknowledged, or behind one that is not; the oldest first. */
  readonly #waiting: Spooled[] = [];
  #collector: string;
  #appends: Append[] = [];
  #writing: Promise<void> | undefined;
  #checkpointing: Promise<void> | undefined;
  #changed = false;
  /** The checkpoint has the present identity: only then may anything be numbered under it. */
  #established = false;
  readonly #closing = new AbortController();
  #writeTrouble = '';
  #checkpointTrouble = '';

  private constructor(options: SpoolOptions, checkpoint: Checkpoint, segments: Segments) {
    this.#folder = options.folder;
    this.#shardMapVersion = options.shardMapVersion;
    this.#shards = options.shards;
    this.#disk = options.disk;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#segments = segments;
    this.#reserve = new Reserve(options.disk, options.folder);
    this.#collector = checkpoint.collector;
    this.#acknowledged = checkpoint.progress;
    this.#skipped = checkpoint.skipped;
    this.#skipping = new Progress(checkpoint.collector);
    this.progress = checkpoint.progress.clone();
  }

  /** Opens the spool in a folder, which is made unless it is there. What has to be sent again is in `waiting`. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const { folder, instance, shardMapVersion, limit, disk, random, log } = options;
    await makeFolder(disk, folder);
    const { bootId } = disk;
    const found = await readCheckpoint(disk, folder);
    const segments = await Segments.find(disk, folder, limit);
    const collector = found?.collector ?? newCollectorId(instance, random);
    const progress = found?.progress ?? new Progress(collector);
    const skipped = found?.skipped ?? new Progress(collector);
    const { shards } = options;
    const checkpoint = { collector, bootId, clean: false, shardMapVersion, shards, progress, skipped };
    const spool = new Spool(options, checkpoint, segments);
    const sameMap = found === undefined || found.shardMapVersion === shardMapVersion;
    let whole = found === undefined || found.clean || found.bootId === bootId;
    if (sameMap) whole = (await spool.#recover()) && whole;
    else {
      // Batches of another shard map are refused everywhere: their lines are read again instead.
      for (const each of [spool.progress, spool.#acknowledged]) each.reshard(found.shards);
      await segments.remove(segments.all);
    }
    // What was dropped lies behind what was spooled: where that is to be read again, so is this.
    if (whole && sameMap) spool.progress.skipAll(skipped);
    else skipped.forgetAll();
    if (!whole || !sameMap) {
      spool.#collector = newCollectorId(instance, random);
      log.warn({ was: collector, now: spool.#collector }, 'numbers can’t be continued: new identity');
    }
    if (spool.progress.collector !== spool.#collector) spool.progress.renumber(spool.#collector);
    try {
      await spool.checkpoint(false);
    } catch (error) {
      // What is in the spool can be sent all the same, which makes room.
      if (!isFull(error)) throw new WeirError('config', diskTrouble(folder, error).message);
      spool.#noteCheckpoint(error);
    }
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
    return this.#segments.bytes;
  }

  /** Whether what is given is not being written, because the disk can't be. */
  get stuck(): boolean {
    return this.#writeTrouble !== '';
  }

  /** What is wrong with the disk, and what to do about it; empty while it takes what it is given. */
  get trouble(): string {
    return this.#writeTrouble || this.#checkpointTrouble;
  }

  /**
   * Writes a record, after all that were given before; resolves when it would survive the end of the process. Appends
   * that come together share a write. A disk that is full is tried again until the spool is closed; what could not be
   * written until then is read again by the next process.
   */
  append(record: SpoolRecord): Promise<Spooled> {
    this.progress.apply(record.meta);
    return new Promise((resolve) => {
      this.#appends.push({ record, done: resolve });
      this.#writing ??= this.#writeAppends();
    });
  }

  /**
   * Notes lines that are dropped: no batch will have them, and they are not read again once the next checkpoint has been
   * written. `meta` has the shard's last number, for none is used.
   */
  skip(meta: RecordMeta): void {
    this.progress.skip(meta);
    (this.#writing ? this.#skipping : this.#skipped).skip(meta);
    this.#changed = true;
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
    while (this.#checkpointing) await this.#checkpointing.catch(() => {});
    this.#checkpointing = this.#checkpoint(clean);
    try {
      await this.#checkpointing;
      this.#checkpointTrouble = '';
    } catch (error) {
      this.#changed = true;
      throw error;
    } finally {
      this.#checkpointing = undefined;
    }
  }

  /** Writes a checkpoint if anything was acknowledged or dropped since the last. For a timer. */
  async checkpointIfChanged(): Promise<void> {
    if (!this.#changed || this.#checkpointing) return;
    await this.checkpoint(false).catch((error) => this.#noteCheckpoint(error));
  }

  /** Makes everything safe against the end of the machine, too, as far as the disk allows. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#writing;
    try {
      await this.#segments.sync();
      await this.checkpoint(true);
    } catch (error) {
      this.#noteCheckpoint(error);
    }
    await this.#segments.close();
  }

  async #checkpoint(clean: boolean): Promise<void> {
    this.#changed = false;
    // What is acknowledged from here on may not be in this checkpoint any more: its segment has to stay.
    const oldest = this.#waiting[0]?.location.segment.number ?? this.#segments.all.at(-1)?.number ?? 0;
    const done = this.#segments.before(oldest);
    const write = () =>
      writeCheckpoint(this.#disk, this.#folder, {
        collector: this.#collector,
        bootId: this.#disk.bootId,
        clean,
        shardMapVersion: this.#shardMapVersion,
        shards: this.#shards,
        progress: this.#acknowledged,
        skipped: this.#skipped,
      });
    const bytes = await write().catch(async (error) => {
      if (!isFull(error) || done.length === 0) throw error;
      await this.#reserve.release();
      return write();
    });
    this.#established = true;
    await this.#segments.remove(done);
    await this.#reserve.hold(bytes);
  }

  /** Returns whether everything is there that was ever written. */
  async #recover(): Promise<boolean> {
    let whole = true;
    const segments = this.#segments.all;
    for (const segment of segments) {
      const { damaged, unfinished } = await segment.recover((record, location) => {
        const { meta } = record;
        this.progress.apply(meta);
        // It is only there because others of its segment are.
        if (this.#isAcknowledged(meta)) return;
        this.#waiting.push({ record: meta, location, acknowledged: false });
      });
      // Only the record that was written last can have been left unfinished.
      if (!damaged && !(unfinished && segment !== segments.at(-1))) continue;
      whole = false;
      this.#log.error({ file: segment.file }, 'a segment of the spool is damaged: what follows is lost');
    }
    return whole;
  }

  /** Whether the checkpoint says so. */
  #isAcknowledged({ collector, shard, number }: RecordMeta): boolean {
    return collector === this.#acknowledged.collector && number <= this.#acknowledged.number(shard);
  }

  /** In order, so that no batch is ever in the spool without those before it. */
  async #writeAppends(): Promise<void> {
    for (let attempt = 0; this.#appends.length > 0; ) {
      // On a disk that is nearly full there may be room for one where there is none for all.
      const appends = this.#appends.slice(0, this.stuck ? 1 : this.#appends.length);
      const locations = await this.#write(appends, attempt);
      if (locations) {
        this.#appends.splice(0, appends.length);
        appends.forEach(({ record, done }, i) => {
          const spooled: Spooled = { record: record.meta, location: locations[i], acknowledged: false };
          this.#waiting.push(spooled);
          done(spooled);
        });
      } else {
        if (this.#closing.signal.aborted) return;
        attempt++;
        await this.#clear();
        await this.#clock.sleep(RETRY_MS, this.#closing.signal);
      }
    }
    if (this.stuck) this.#log.info({ folder: this.#folder }, 'the spool is written again');
    this.#writeTrouble = '';
    this.#skipped.skipAll(this.#skipping);
    this.#skipping = new Progress(this.#collector);
    this.#writing = undefined;
  }

  /** Returns nothing when the disk can't be written. */
  async #write(appends: readonly Append[], attempt: number): Promise<Location[] | undefined> {
    try {
      if (!this.#established) await this.checkpoint(false);
      return await this.#segments.append(appends.map(({ record }) => encodeRecord(record)));
    } catch (error) {
      const trouble = diskTrouble(this.#folder, error);
      this.#writeTrouble = trouble.message;
      if (attempt % COMPLAIN_EVERY === 0) logError(this.#log, trouble, 'waiting for room in the spool');
      return undefined;
    }
  }

  /** A segment that holds only what has been sent is in the way of its successors. */
  async #clear(): Promise<void> {
    if (this.#waiting.length > 0 || this.#segments.lastBytes === 0) return;
    try {
      // Even a new file without content may need room.
      await this.#reserve.release();
      await this.#segments.begin();
      await this.checkpoint(false);
    } catch (error) {
      this.#noteCheckpoint(error);
    }
  }

  #noteCheckpoint(error: unknown): void {
    const trouble = diskTrouble(this.#folder, error);
    if (this.#checkpointTrouble === '') logError(this.#log, trouble, 'checkpoint');
    this.#checkpointTrouble = trouble.message;
  }
}
