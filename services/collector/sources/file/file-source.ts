/** Lines of a file: one that grows and is rotated, or one that is read once. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Source, SourceSink } from '../source.ts';
import type { FileNotice } from './file-notice.ts';
import { knownFiles, OpenFile, unreadable } from './open-file.ts';
import { Tail } from './tail.ts';

/** What is read at once of a file that is read once. */
const BUFFER_BYTES = 1024 * 1024;

export interface FileSourceOptions {
  readonly name: string;
  readonly path: string;
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
  #reading: { readonly size: number | undefined } | undefined;

  constructor(options: FileSourceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Bytes of the file that was begun last, read or not. */
  get size(): number | undefined {
    return this.#reading?.size;
  }

  /**
   * @throws WeirError `missing` or `config` when there is no file, or none that may be read; `unavailable` when it
   * can't be read any more.
   */
  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { path, from, follow, clock, onEvent } = this.#options;
    if (!follow) return this.#readOnce(sink, signal);
    const tail = new Tail({ path, from, clock, notify: (notice) => onEvent?.(notice) }, sink, signal);
    this.#reading = tail;
    await tail.run();
  }

  async #readOnce(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { path, from, onEvent } = this.#options;
    const known = knownFiles(sink);
    let file: OpenFile | undefined;
    try {
      file = await OpenFile.open(path);
      this.#reading = file;
      if (!(await file.settle(true))) return;
      const beginning = await file.begin(sink, known, known.length > 0 ? 'start' : from);
      const { identity, position } = file;
      onEvent?.({ kind: beginning === 'resumed' ? 'resumed' : 'begun', path, identity, position });
      await file.finish(Buffer.allocUnsafeSlow(BUFFER_BYTES), signal, false);
    } catch (error) {
      file?.end();
      throw unreadable(path, error, true);
    } finally {
      await file?.close();
    }
  }
}
