/** One file that is being read: from where it was left, across truncations, to wherever it ends. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { LINE_BYTES_MAX } from '../../formats/format.ts';
import { LineSplitter } from '../line-splitter.ts';
import type { LineSink, SourceSink } from '../source.ts';
import {
  type FileIdentity,
  type Fingerprint,
  fingerprintOf,
  formatIdentity,
  HEAD_BYTES,
  inodeOf,
  matches,
  parseIdentity,
  settledBytes,
} from './file-identity.ts';

/** What was read before: an identity and the position of the next line. */
export interface KnownFile {
  readonly identity: FileIdentity;
  readonly position: number;
}

/** What a sink knows, as far as it is of files. */
export function knownFiles({ known }: SourceSink): KnownFile[] {
  return known.flatMap(({ identity: text, position }) => {
    const identity = parseIdentity(text);
    return identity ? [{ identity, position }] : [];
  });
}

/** Where reading of a file has begun, and why there. */
export type Beginning = 'start' | 'end' | 'resumed' | 'replaced';

/**
 * What a read has brought: a full chunk, with `more` behind it; the `last` there is for now; nothing; or the news
 * that the file has been emptied or written anew in place, so that it has to settle and begin again.
 */
export type Chunk = 'more' | 'last' | 'none' | 'truncated';

const LINE_FEED = 0x0a;

export class OpenFile {
  readonly path: string;
  /** Device and inode, in hexadecimal. */
  readonly inode: string;
  /** Of the file system, Unix ms: when the file was last changed in any way before it was opened. */
  readonly openedMs: number;
  readonly #handle: FileHandle;
  #size: number;
  #generation = 0;
  #isRestarted = false;
  /** The bytes that the fingerprint is of; empty until they are settled. */
  #head: Buffer = Buffer.alloc(0);
  #splitter = new LineSplitter(0, LINE_BYTES_MAX);
  #sink: LineSink | undefined;
  #identity = '';
  /** Up to where it has been read, complete lines or not. */
  #seen = 0;
  #modifiedMs = Number.NaN;

  private constructor(path: string, inode: string, openedMs: number, size: number, handle: FileHandle) {
    this.path = path;
    this.inode = inode;
    this.openedMs = openedMs;
    this.#size = size;
    this.#handle = handle;
  }

  /** @throws WeirError `config` when it is no regular file; otherwise what the system says, such as ENOENT. */
  static async open(path: string): Promise<OpenFile> {
    // Opening a named pipe would wait for a writer.
    if (!(await stat(path)).isFile()) {
      throw new WeirError('config', `${path} is no regular file; name a log file, not a folder or pipe`, {
        path,
      });
    }
    const handle = await open(path, 'r');
    try {
      const stats = await handle.stat({ bigint: true });
      return new OpenFile(path, inodeOf(stats), Number(stats.ctimeMs), Number(stats.size), handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes, as last looked at. */
  get size(): number {
    return Math.max(this.#size, this.#seen);
  }

  /** Bytes that have been read of it. */
  get done(): number {
    return this.#seen;
  }

  /** Empty until it has begun. */
  get identity(): string {
    return this.#identity;
  }

  get fingerprint(): Fingerprint | undefined {
    return this.#head.length > 0 ? fingerprintOf(this.#head) : undefined;
  }

  get hasBegun(): boolean {
    return this.#sink !== undefined;
  }

  /** Lines that begin before this have been passed on. */
  get position(): number {
    return this.#splitter.taken;
  }

  /**
   * Finds out what the file begins with, once its first line is complete or, if `isFinal`, with what there is.
   * @returns whether it has been found out.
   */
  async settle(isFinal = false): Promise<boolean> {
    if (this.#head.length > 0) return true;
    const head = await this.#readHead(HEAD_BYTES);
    const bytes = settledBytes(head);
    this.#head = head.subarray(0, bytes === 0 && isFinal ? head.length : bytes);
    return this.#head.length > 0;
  }

  /** What is known of this file, when it has settled: the same inode and the same beginning. */
  knownAmong(known: readonly KnownFile[]): KnownFile | undefined {
    return this.#before(known).findLast(({ identity }) => matches(identity.fingerprint, this.#head));
  }

  /**
   * Begins to read a file that has settled: where it was left, if it is known and has not become shorter.
   * @param from where to begin in a file that is not known; at its start when it has been emptied.
   */
  async begin(sink: SourceSink, known: readonly KnownFile[], from: 'start' | 'end'): Promise<Beginning> {
    const left = this.knownAmong(known);
    this.#size = (await this.#handle.stat()).size;
    if (left && left.position <= this.#size) {
      this.#generation = left.identity.generation;
      await this.#start(sink, left.position);
      return 'resumed';
    }
    const sameInode = this.#before(known);
    const generations = sameInode.map(({ identity }) => identity.generation + 1);
    this.#generation = Math.max(this.#generation, ...generations);
    const isEnd = from === 'end' && !this.#isRestarted;
    await this.#start(sink, isEnd ? await this.#lastLineEnd() : 0);
    return sameInode.length > 0 ? 'replaced' : isEnd ? 'end' : 'start';
  }

  /**
   * Reads a chunk and passes on its lines.
   * @param isChecked false spares the look at whether the file is still what it was.
   */
  async read(buffer: Buffer, isChecked = true): Promise<Chunk> {
    const sink = this.#sink;
    if (!sink) return 'none';
    const splitter = this.#splitter;
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, splitter.position);
    // After reading: lines of what came instead must not be taken for lines of what was.
    if (isChecked && !(await this.#isSame())) {
      this.#restart();
      return 'truncated';
    }
    const seen = splitter.position + bytesRead;
    if (seen <= this.#seen) return 'none';
    this.#seen = seen;
    splitter.push(buffer, bytesRead, sink);
    return bytesRead < buffer.length ? 'last' : 'more';
  }

  /** Whether nobody has written to the file since it was last asked and read to its end: costs less than a read. */
  async isUntouched(): Promise<boolean> {
    const { size, mtimeMs } = await this.#handle.stat();
    const isUntouched = size === this.#seen && mtimeMs === this.#modifiedMs;
    this.#modifiedMs = mtimeMs;
    return isUntouched;
  }

  /** Nothing more is to be had now. */
  caughtUp(): void {
    this.#sink?.caughtUp();
  }

  /**
   * Tells the sink how far it is, also when the reading ends: what has been passed on must not be read again.
   * Resolves when the sink takes more, or at once when `signal` is aborted.
   */
  async flush(signal: AbortSignal): Promise<void> {
    if (this.#sink) await unlessAborted(this.#sink.flush(this.#splitter.taken), signal);
  }

  /** Reads to the end, passes on what is left there without a line's end, and ends: nothing more will come. */
  async finish(buffer: Buffer, signal: AbortSignal, isChecked = true): Promise<void> {
    for (let chunk: Chunk = 'more'; chunk !== 'none'; await this.flush(signal)) {
      if (signal.aborted) return;
      chunk = await this.read(buffer, isChecked);
      if (chunk === 'truncated') return;
    }
    const sink = this.#sink;
    if (!sink) return;
    const { position } = this.#splitter;
    const { bytesRead } = await this.#handle.read(buffer, 0, this.#seen - position, position);
    this.#splitter.finish(buffer, bytesRead, sink);
    await this.flush(signal);
    if (!signal.aborted) this.end();
  }

  /** Tells the sink that nothing more will come. */
  end(): void {
    this.#sink?.end();
    this.#sink = undefined;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** What was known of the inode when it was opened. Once it has been emptied, that is of no use. */
  #before(known: readonly KnownFile[]): readonly KnownFile[] {
    return this.#isRestarted ? [] : known.filter(({ identity }) => identity.inode === this.inode);
  }

  async #start(sink: SourceSink, position: number): Promise<void> {
    this.#splitter = new LineSplitter(position, sink.lineBytesMax, await this.#isWithinLine(position));
    this.#seen = position;
    const { inode } = this;
    const fingerprint = fingerprintOf(this.#head);
    this.#identity = formatIdentity({ inode, generation: this.#generation, fingerprint });
    this.#sink = sink.begin(this.#identity, position);
  }

  #restart(): void {
    this.end();
    this.#isRestarted = true;
    this.#generation++;
    this.#head = Buffer.alloc(0);
    this.#splitter = new LineSplitter(0, LINE_BYTES_MAX);
    this.#seen = 0;
    this.#size = 0;
  }

  /** Whether the file begins as it did and is no shorter than what has been read of it. */
  async #isSame(): Promise<boolean> {
    const [{ size }, head] = await Promise.all([this.#handle.stat(), this.#readHead(this.#head.length)]);
    this.#size = size;
    return size >= this.#seen && head.equals(this.#head);
  }

  async #readHead(bytes: number): Promise<Buffer> {
    const head = Buffer.alloc(bytes);
    const { bytesRead } = await this.#handle.read(head, 0, bytes, 0);
    return head.subarray(0, bytesRead);
  }

  /** Whether the line that `position` is in began before: what is left of it is none, and may be what a client chose. */
  async #isWithinLine(position: number): Promise<boolean> {
    if (position === 0) return false;
    const { buffer, bytesRead } = await this.#handle.read(Buffer.alloc(1), 0, 1, position - 1);
    return bytesRead === 1 && buffer[0] !== LINE_FEED && buffer[0] !== 0;
  }

  /** Where the last complete line ends. Of a line that is too long, anywhere in it. */
  async #lastLineEnd(): Promise<number> {
    const bytes = Math.min(this.#size, LINE_BYTES_MAX + 1);
    const tail = Buffer.alloc(bytes);
    const { bytesRead } = await this.#handle.read(tail, 0, bytes, this.#size - bytes);
    return this.#size - bytes + tail.subarray(0, bytesRead).lastIndexOf(LINE_FEED) + 1;
  }
}

/** What an error means for a source of which this is the file. */
export function unreadable(path: string, error: unknown, isStarting: boolean): unknown {
  // What is no system call's comes from the sink, and is not about the file.
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    const failure = isStarting ? 'config' : 'unavailable';
    const advice = 'let the collector run as a member of the group that owns the log (often adm)';
    return new WeirError(failure, `${path} may not be read: ${advice}`, { path }, error);
  }
  if (code === 'ENOENT') return new WeirError('missing', `${path} does not exist`, { path }, error);
  return new WeirError('unavailable', `${path} can't be read: ${messageOf(error)}`, { path }, error);
}

/** Resolves with `promise`, or at once when `signal` is aborted. Leaves no listener behind. */
async function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
