/** One file of the spool: records, one after the other. Deleted as a whole, once all of them have been sent. */
import { type FileHandle, open, rm } from 'node:fs/promises';
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
  #handle: FileHandle | undefined;
  #bytes = 0;

  constructor(file: string, number: number) {
    this.file = file;
    this.number = number;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async create(): Promise<void> {
    this.#handle = await open(this.file, 'wx+', 0o600);
  }

  /**
   * Opens what an earlier process left and passes on each whole record. What follows the last one is cut off.
   * @returns whether that was a record that was never finished, or something else: then batches may be missing that
   * were sent
   */
  async recover(
    onRecord: (record: SpoolRecord, location: Location) => void,
  ): Promise<{ damaged: boolean; unfinished: boolean }> {
    this.#handle = await open(this.file, 'r+');
    const { size } = await this.#handle.stat();
    let damaged = false;
    while (this.#bytes + HEADER_BYTES <= size) {
      const length = recordLength(await this.#readAt(this.#bytes, HEADER_BYTES));
      if (length === undefined) damaged = true;
      if (length === undefined || this.#bytes + length > size) break;
      const record = tryDecode(await this.#readAt(this.#bytes, length));
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

  /** Writes records at the end, in one go. */
  async append(records: readonly Buffer[]): Promise<Location[]> {
    const from = this.#bytes;
    let offset = from;
    const locations = records.map((record) => {
      const location: Location = { segment: this, offset, length: record.length };
      offset += record.length;
      return location;
    });
    await this.#writeAll(records, from);
    this.#bytes = offset;
    return locations;
  }

  /** @throws WeirError `corrupt` */
  async read({ offset, length }: Location): Promise<SpoolRecord> {
    return decodeRecord(await this.#readAt(offset, length));
  }

  async sync(): Promise<void> {
    await this.#open.datasync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }

  get #open(): FileHandle {
    if (!this.#handle) throw new Error(`${this.file} is closed`);
    return this.#handle;
  }

  async #readAt(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#open.read(buffer, done, length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  }

  async #writeAll(records: readonly Buffer[], position: number): Promise<void> {
    let rest = records.length === 1 ? records[0] : Buffer.concat(records);
    let at = position;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#open.write(rest, 0, rest.length, at);
      at += bytesWritten;
      rest = rest.subarray(bytesWritten);
    }
  }
}

function tryDecode(record: Buffer): SpoolRecord | undefined {
  try {
    return decodeRecord(record);
  } catch {
    return undefined;
  }
}
