/** The segments of a spool, the oldest first: the last one of this process is written to, the others are only read. */
import { join } from 'node:path';
import type { Disk } from '#libs/disk/disk.ts';
import { type Location, Segment } from './segment.ts';

const SEGMENT_BYTES = 16 * 1024 * 1024;
/** Space comes free by the segment: so many should fit at least. */
const SEGMENTS_MIN = 8;
const SEGMENT_NAME = /^(\d{10})\.seg$/;

export class Segments {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #segmentBytes: number;
  #all: Segment[];
  /** Undefined until this process has written something. */
  #present: Segment | undefined;
  #lastNumber: number;

  private constructor(disk: Disk, folder: string, limit: number, all: Segment[]) {
    this.#disk = disk;
    this.#folder = folder;
    this.#segmentBytes = Math.min(SEGMENT_BYTES, limit / SEGMENTS_MIN);
    this.#all = all;
    this.#lastNumber = all.at(-1)?.number ?? 0;
  }

  /**
   * What earlier processes have left in a folder; still to be recovered.
   * @param limit bytes that all segments together should not exceed
   */
  static async find(disk: Disk, folder: string, limit: number): Promise<Segments> {
    const all = (await disk.list(folder)).flatMap((name) => {
      const match = SEGMENT_NAME.exec(name);
      return match ? [new Segment(disk, join(folder, name), Number(match[1]))] : [];
    });
    return new Segments(
      disk,
      folder,
      limit,
      all.sort((a, b) => a.number - b.number),
    );
  }

  get all(): readonly Segment[] {
    return this.#all;
  }

  /** Bytes of whole records. */
  get bytes(): number {
    return this.#all.reduce((bytes, segment) => bytes + segment.bytes, 0);
  }

  /** Bytes of the newest one. */
  get lastBytes(): number {
    return this.#all.at(-1)?.bytes ?? 0;
  }

  /** Writes records behind all others; of what fails nothing counts as written. */
  async append(records: readonly Buffer[]): Promise<Location[]> {
    const present =
      this.#present && this.#present.bytes < this.#segmentBytes ? this.#present : await this.begin();
    return present.append(records);
  }

  /** What is written from now on goes to a new one. */
  async begin(): Promise<Segment> {
    const number = this.#lastNumber + 1;
    const file = join(this.#folder, `${String(number).padStart(10, '0')}.seg`);
    const segment = new Segment(this.#disk, file, number);
    await segment.create();
    this.#lastNumber = number;
    this.#present = segment;
    this.#all.push(segment);
    return segment;
  }

  /** Those before a number. */
  before(number: number): Segment[] {
    return this.#all.filter((segment) => segment.number < number);
  }

  async remove(segments: readonly Segment[]): Promise<void> {
    this.#all = this.#all.filter((segment) => !segments.includes(segment));
    for (const segment of segments) await segment.remove();
  }

  async sync(): Promise<void> {
    for (const segment of this.#all) await segment.sync();
  }

  async close(): Promise<void> {
    for (const segment of this.#all) await segment.close();
  }
}
