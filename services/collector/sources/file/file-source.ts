/** Lines of a file: one that grows and is rotated, or one that is read once. */
import { glob, stat } from 'node:fs/promises';
import type { Clock } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Source, SourceSink } from '../source.ts';
import { FILES_DEFAULT } from './config.ts';
import type { FileNotice } from './file-notice.ts';
import { GzipFile } from './gzip-file.ts';
import { isPattern, MatchingFiles } from './matching-files.ts';
import { knownFiles, OpenFile, unreadable } from './open-file.ts';
import { Tail } from './tail.ts';

/** What is read at once of a file that is read once. */
const BUFFER_BYTES = 1024 * 1024;

export interface FileSourceOptions {
  readonly name: string;
  /** With `*` or `?`: all that match. */
  readonly path: string;
  /** Files that are read at once when several match. */
  readonly filesMax?: number;
  /** Where to begin when the source was never read. What comes by rotation is read from its start in any case. */
  readonly from: 'start' | 'end';
  /** False: ends at the end of the file, whose last line need not be complete. */
  readonly follow: boolean;
  readonly clock: Clock;
  readonly onEvent?: (notice: FileNotice) => void;
}

/**
 * Reads what a server logs to a file. An identity is `<device>-<inode>-<generation>-<fingerprint>`, so a file that was
 * renamed is the same, and one that was emptied is another.
 *
 * Out of reach are rotated files that were compressed before they were read, and what is cut off a file by
 * `copytruncate` between the copying and the cutting.
 */
export class FileSource implements Source {
  readonly name: string;
  readonly #options: FileSourceOptions;
  #reading:
    | { readonly size: number | undefined; readonly done?: number; readonly alarms?: readonly string[] }
    | undefined;

  constructor(options: FileSourceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Bytes of the file that was begun last, read or not; undefined where several are. */
  get size(): number | undefined {
    return this.#reading?.size;
  }

  /** Bytes that have been read of a file that is read once. */
  get done(): number | undefined {
    return this.#reading?.done;
  }

  get alarms(): readonly string[] {
    return this.#reading?.alarms ?? [];
  }

  /**
   * @throws WeirError `missing` or `config` when there is no file, or none that may be read; `unavailable` when it
   * can't be read any more.
   */
  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { path, from, follow, filesMax = FILES_DEFAULT, clock, onEvent } = this.#options;
    if (!follow) return this.#readOnce(sink, signal);
    const options = { path, from, clock, notify: (notice: FileNotice) => onEvent?.(notice) };
    const reading = isPattern(path)
      ? new MatchingFiles({ ...options, filesMax }, sink, signal)
      : new Tail({ ...options, known: knownFiles(sink) }, sink, signal);
    this.#reading = reading;
    await reading.run();
  }

  async #readOnce(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { path } = this.#options;
    const paths = isPattern(path) ? await oldestFirst(path) : [path];
    for (const each of paths) {
      if (signal.aborted) return;
      if (GzipFile.isOne(each)) await this.#readCompressed(each, sink, signal);
      else await this.#readPlain(each, sink, signal);
    }
  }

  async #readPlain(path: string, sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { from, onEvent } = this.#options;
    const known = knownFiles(sink);
    let file: OpenFile | undefined;
    try {
      file = await OpenFile.open(path);
      this.#reading = file;
      if (!(await file.settle(true))) return;
      const beginning = await file.begin(sink, known, known.length > 0 ? 'start' : from);
      const { identity, position } = file;
      onEvent?.({ kind: beginning === 'resumed' ? 'resumed' : 'begun', path, identity, position });
      await file.finish(Buffer.allocUnsafeSlow(BUFFER_BYTES + sink.lineBytesMax), signal, false);
    } catch (error) {
      file?.end();
      throw unreadable(path, error, true);
    } finally {
      await file?.close();
    }
  }

  async #readCompressed(path: string, sink: SourceSink, signal: AbortSignal): Promise<void> {
    let file: GzipFile | undefined;
    try {
      file = await GzipFile.open(path);
      this.#reading = file;
      this.#options.onEvent?.({ kind: 'begun', path });
      await file.readAll(sink, signal);
    } catch (error) {
      throw unreadable(path, error, true);
    } finally {
      await file?.close();
    }
  }
}

/** What matches, in the order in which it was written. @throws WeirError `missing` when nothing does */
async function oldestFirst(pattern: string): Promise<string[]> {
  const found: { readonly path: string; readonly modifiedMs: number }[] = [];
  for await (const path of glob(pattern)) {
    const stats = await stat(path);
    if (stats.isFile()) found.push({ path, modifiedMs: stats.mtimeMs });
  }
  if (found.length === 0) throw new WeirError('missing', `no file matches ${pattern}`, { path: pattern });
  return found.sort((a, b) => a.modifiedMs - b.modifiedMs).map(({ path }) => path);
}
