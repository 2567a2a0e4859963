/**
 * Room on the disk that is kept for the checkpoint. What has been sent may only be deleted once a checkpoint says so: a
 * disk that the spool itself has filled would otherwise stay full for ever.
 */
import { join } from 'node:path';
import type { Disk } from '#libs/disk/disk.ts';

const BYTES_MIN = 64 * 1024;

export class Reserve {
  readonly #disk: Disk;
  readonly #file: string;
  #bytes = 0;

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#file = join(folder, 'reserve');
  }

  /** Takes room for twice a checkpoint of so many bytes, if there is that much and it is not held yet. */
  async hold(checkpointBytes: number): Promise<void> {
    const bytes = Math.max(BYTES_MIN, 2 ** Math.ceil(Math.log2(2 * checkpointBytes)));
    if (this.#bytes >= bytes) return;
    try {
      await this.#disk.replace(this.#file, '.'.repeat(bytes));
      this.#bytes = bytes;
    } catch {
      // There is no room, or the disk fails: those who have something to write will tell.
    }
  }

  async release(): Promise<void> {
    this.#bytes = 0;
    await this.#disk.remove(this.#file);
  }
}
