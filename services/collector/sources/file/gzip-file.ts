/** A log that was compressed: it is read once, from its start. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { SourceSink } from '../source.ts';
import { passOnStream } from '../stream-lines.ts';
import { fingerprintOf, formatIdentity, HEAD_BYTES, inodeOf } from './file-identity.ts';

export class GzipFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #identity: string;
  /** Bytes of the file, compressed. */
  readonly size: number;
  #read: () => number = () => 0;

  private constructor(path: string, handle: FileHandle, identity: string, size: number) {
    this.#path = path;
    this.#handle = handle;
    this.#identity = identity;
    this.size = size;
  }

  static isOne(path: string): boolean {
    return path.endsWith('.gz');
  }

  /** @throws what the system says, such as ENOENT */
  static async open(path: string): Promise<GzipFile> {
    const handle = await open(path, 'r');
    try {
      const stats = await handle.stat({ bigint: true });
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const fingerprint = fingerprintOf(buffer.subarray(0, bytesRead));
      const identity = formatIdentity({ inode: inodeOf(stats), generation: 0, fingerprint });
      return new GzipFile(path, handle, identity, Number(stats.size));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes read of the file, compressed. */
  get done(): number {
    return this.#read();
  }

  /**
   * Passes on its lines, at their positions in what was compressed. What was taken over before is left out by the sink: to
   * get there everything before has to be unpacked anyway.
   * @throws WeirError `corrupt` when it is no gzip, or was cut short
   */
  async readAll(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const file = createReadStream('', { fd: this.#handle, start: 0, autoClose: false });
    this.#read = () => file.bytesRead;
    const unpacked = createGunzip();
    file.once('error', (error) => unpacked.destroy(error));
    const lines = sink.begin(this.#identity, 0);
    try {
      await passOnStream(file.pipe(unpacked), lines, sink.lineBytesMax, signal);
    } catch (error) {
      lines.end();
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || !code.startsWith('Z_')) throw error;
      throw new WeirError('corrupt', `${this.#path} is no gzip, or was cut short: ${messageOf(error)}`, {
        path: this.#path,
      });
    } finally {
      file.destroy();
      unpacked.destroy();
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
