/** A disk in memory that forgets what was not synced when its machine ends, and can be slow or full. */
import { basename, dirname } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Disk, DiskFile } from '#libs/disk/disk.ts';

interface Content {
  bytes: Buffer;
  /** What is there after the end of the machine. */
  synced: Buffer;
}

/** What stays when processes come and go. */
export class Platter {
  readonly files = new Map<string, Content>();
  boots = 1;
  /** Bytes that all files together can have. */
  capacity = Number.POSITIVE_INFINITY;
  /** Each operation takes up to so long, ms. */
  delayMs = 0;

  /** Bytes that all files have. */
  get used(): number {
    let used = 0;
    for (const { bytes } of this.files.values()) used += bytes.length;
    return used;
  }

  /** As the end of a process leaves it: what that process still does happens elsewhere. */
  copy(): Platter {
    const copy = new Platter();
    for (const [file, { bytes, synced }] of this.files) {
      copy.files.set(file, { bytes: Buffer.from(bytes), synced: Buffer.from(synced) });
    }
    Object.assign(copy, { boots: this.boots, capacity: this.capacity, delayMs: this.delayMs });
    return copy;
  }

  /** The machine ends without warning: of what was not synced any beginning may be there. */
  powerCut(random: Random): void {
    this.boots++;
    for (const content of this.files.values()) {
      const { bytes, synced } = content;
      const kept = synced.length + Math.floor(random.next() * (bytes.length - synced.length + 1));
      content.bytes = Buffer.from(bytes.subarray(0, Math.max(kept, Math.min(synced.length, bytes.length))));
      content.synced = content.bytes;
    }
  }
}

/** The disk as one process sees it. */
export class SimulatedDisk implements Disk {
  readonly bootId: string;
  readonly #platter: Platter;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(platter: Platter, clock: Clock, random: Random) {
    this.#platter = platter;
    this.#clock = clock;
    this.#random = random;
    this.bootId = `boot-${platter.boots}`;
  }

  async makeFolder(): Promise<void> {}

  async list(folder: string): Promise<string[]> {
    await this.work();
    return [...this.#platter.files.keys()]
      .filter((file) => dirname(file) === folder)
      .map((file) => basename(file))
      .sort();
  }

  async open(file: string, which: 'new' | 'existing'): Promise<DiskFile> {
    await this.work();
    const known = this.#platter.files.get(file);
    if (which === 'new' && known) throw codeError('EEXIST', file);
    if (which === 'existing' && !known) throw codeError('ENOENT', file);
    if (which === 'new') this.requireRoom(1);
    const content = known ?? { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) };
    this.#platter.files.set(file, content);
    return new SimulatedFile(this, content);
  }

  async read(file: string): Promise<Buffer | undefined> {
    await this.work();
    const content = this.#platter.files.get(file);
    return content && Buffer.from(content.bytes);
  }

  async replace(file: string, text: string): Promise<void> {
    await this.work();
    const bytes = Buffer.from(text);
    // The old content goes only when the new one is there.
    this.requireRoom(bytes.length);
    this.#platter.files.set(file, { bytes, synced: bytes });
  }

  async append(file: string, text: string): Promise<number> {
    await this.work();
    this.requireRoom(Buffer.byteLength(text));
    const content = this.#platter.files.get(file) ?? { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) };
    content.bytes = Buffer.concat([content.bytes, Buffer.from(text)]);
    this.#platter.files.set(file, content);
    return content.bytes.length;
  }

  async rename(file: string, to: string): Promise<void> {
    await this.work();
    const content = this.#platter.files.get(file);
    if (!content) throw codeError('ENOENT', file);
    this.#platter.files.delete(file);
    this.#platter.files.set(to, content);
  }

  async remove(file: string): Promise<void> {
    await this.work();
    this.#platter.files.delete(file);
  }

  /** An operation takes its time. */
  async work(): Promise<void> {
    const { delayMs } = this.#platter;
    if (delayMs > 0) await this.#clock.sleep(this.#random.next() * delayMs);
  }

  /** Bytes that can be added. */
  get room(): number {
    return Math.max(0, this.#platter.capacity - this.#platter.used);
  }

  requireRoom(bytes: number): void {
    if (bytes > this.room) throw codeError('ENOSPC', 'no space left on device');
  }
}

class SimulatedFile implements DiskFile {
  readonly #disk: SimulatedDisk;
  readonly #content: Content;

  constructor(disk: SimulatedDisk, content: Content) {
    this.#disk = disk;
    this.#content = content;
  }

  async size(): Promise<number> {
    return this.#content.bytes.length;
  }

  async read(position: number, length: number): Promise<Buffer> {
    await this.#disk.work();
    return Buffer.from(this.#content.bytes.subarray(position, position + length));
  }

  async write(position: number, bytes: Uint8Array): Promise<void> {
    await this.#disk.work();
    const content = this.#content;
    const added = Math.max(0, position + bytes.length - content.bytes.length);
    // A disk that fills up takes the beginning.
    const written = bytes.subarray(0, bytes.length - Math.max(0, added - this.#disk.room));
    const rest = content.bytes.subarray(position + written.length);
    content.bytes = Buffer.concat([content.bytes.subarray(0, position), written, rest]);
    this.#disk.requireRoom(bytes.length - written.length);
  }

  async truncate(length: number): Promise<void> {
    this.#content.bytes = Buffer.from(this.#content.bytes.subarray(0, length));
  }

  async sync(): Promise<void> {
    await this.#disk.work();
    this.#content.synced = this.#content.bytes;
  }

  async close(): Promise<void> {}
}

function codeError(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}
