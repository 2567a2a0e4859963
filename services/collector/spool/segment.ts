/** One file of the spool: records, one after the other. Deleted as a whole, once all of them have been sent. */
import type { Disk, DiskFile } from '#libs/disk/disk.ts';
import { decodeRecord, HEADER_BYTES, recordLength, type SpoolRecord } from './record.ts';

/** Where a record stands. */
export interface Location {
  readonly segment: Segment;
  readonly offset: number;
  readonly length: number;
}

export class Segment {
  readonly file: string;
  readonly number: number;
  readonly #disk: Disk;
  #handle: DiskFile | undefined;
  #bytes = 0;

  constructor(disk: Disk, file: string, number: number) {
    this.#disk = disk;
    this.file = file;
    this.number = number;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async create(): Promise<void> {
    this.#handle = await this.#disk.open(this.file, 'new');
  }

  /**
   * Opens what an earlier process left and passes on each whole record. What follows the last one is cut off.
   * @returns whether that was a record that was never finished, or something else: then batches may be missing that
   * were sent
   */
  async recover(
    onRecord: (record: SpoolRecord, location: Location) => void,
  ): Promise<{ damaged: boolean; unfinished: boolean }> {
    this.#handle = await this.#disk.open(this.file, 'existing');
    const size = await this.#handle.size();
    let damaged = false;
    while (this.#bytes + HEADER_BYTES <= size) {
      const length = recordLength(await this.#open.read(this.#bytes, HEADER_BYTES));
      if (length === undefined) damaged = true;
      if (length === undefined || this.#bytes + length > size) break;
      const record = tryDecode(await this.#open.read(this.#bytes, length));
      if (!record) {
        damaged = true;
        break;
      }
      onRecord(record, { segment: this, offset: this.#bytes, length });
      this.#bytes += length;
    }
    const cut = this.#bytes < size;
    if (cut) await this.#handle.truncate(this.#bytes);
    return { damaged, unfinished: cut && !damaged };
  }

  /** Writes records at the end, in one go: all of them, or none and throws. */
  async append(records: readonly Buffer[]): Promise<Location[]> {
    const from = this.#bytes;
    let offset = from;
    const locations = records.map((record) => {
      const location: Location = { segment: this, offset, length: record.length };
      offset += record.length;
      return location;
    });
    try {
      await this.#open.write(from, records.length === 1 ? records[0] : Buffer.concat(records));
    } catch (error) {
      // A beginning would take room that there is none of.
      await this.#open.truncate(from);
      throw error;
    }
    this.#bytes = offset;
    return locations;
  }

  /** @throws WeirError `corrupt` */
  async read({ offset, length }: Location): Promise<SpoolRecord> {
    return decodeRecord(await this.#open.read(offset, length));
  }

  async sync(): Promise<void> {
    await this.#open.sync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    await this.#disk.remove(this.file);
  }

  get #open(): DiskFile {
    if (!this.#handle) throw new Error(`${this.file} is closed`);
    return this.#handle;
  }
}

function tryDecode(record: Buffer): SpoolRecord | undefined {
  try {
    return decodeRecord(record);
  } catch {
    return undefined;
  }
}
