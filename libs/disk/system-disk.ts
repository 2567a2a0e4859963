/** The disk of this machine. Files are readable by their owner only. */
import { readFileSync } from 'node:fs';
import {
  appendFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import type { Disk, DiskFile } from './disk.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

export class SystemDisk implements Disk {
  readonly bootId = readBootId();

  async makeFolder(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  }

  async list(folder: string): Promise<string[]> {
    return (await readdir(folder)).sort();
  }

  async open(file: string, which: 'new' | 'existing'): Promise<DiskFile> {
    return new SystemFile(await open(file, which === 'new' ? 'wx+' : 'r+', FILE_MODE));
  }

  async read(file: string): Promise<Buffer | undefined> {
    try {
      return await readFile(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async replace(file: string, content: string): Promise<void> {
    const temporary = `${file}.new`;
    try {
      const handle = await open(temporary, 'w', FILE_MODE);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      // On a full disk half a file would take what little room is left.
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async append(file: string, content: string): Promise<number> {
    await appendFile(file, content, { mode: FILE_MODE });
    return (await stat(file)).size;
  }

  async rename(file: string, to: string): Promise<void> {
    await rename(file, to);
  }

  async remove(file: string): Promise<void> {
    await rm(file, { force: true });
  }
}

class SystemFile implements DiskFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  async read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#handle.read(buffer, done, length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  truncate(length: number): Promise<void> {
    return this.#handle.truncate(length);
  }

  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
