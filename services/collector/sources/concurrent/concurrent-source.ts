/** Logs of ModSecurity of which each has a file of its own, found by the index that names them. */
import { createHash } from 'node:crypto';
import { constants, type FileHandle, open, rm } from 'node:fs/promises';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { Mishap } from '../../mishap.ts';
import type { FileNotice } from '../file/file-notice.ts';
import { FileSource } from '../file/file-source.ts';
import type { LineSink, Source, SourceSink } from '../source.ts';
import type { ConcurrentSettings } from './config.ts';
import { entryOf, type IndexEntry } from './index-line.ts';

/** Files that are read at once. */
const FILES_AT_ONCE = 16;
/** A longer log is none that was written whole. */
const LOG_BYTES_MAX = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;

export interface ConcurrentSourceOptions extends ConcurrentSettings {
  readonly name: string;
  readonly clock: Clock;
  readonly onEvent?: (notice: FileNotice) => void;
}

export class ConcurrentSource implements Source {
  readonly name: string;
  readonly size = undefined;
  readonly #options: ConcurrentSourceOptions;
  readonly #index: FileSource;
  readonly #damaged: Mishap;
  #last = '';

  constructor(options: ConcurrentSourceOptions) {
    this.name = options.name;
    this.#options = options;
    this.#index = new FileSource({ ...options, follow: true });
    this.#damaged = new Mishap(options.clock);
  }

  get alarms(): string[] {
    const damaged = this.#damaged.alarm(
      (count, ago) =>
        `${count} logs of the index can't be read or are damaged, the last ${ago}: ${this.#last}`,
    );
    return [...this.#index.alarms, ...damaged];
  }

  /** @throws WeirError as FileSource does */
  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { folder, remove } = this.#options;
    await this.#index.run(
      {
        lineBytesMax: sink.lineBytesMax,
        known: sink.known,
        begin: (identity, position) =>
          new Logs({
            sink: sink.begin(identity, position),
            folder,
            removes: remove,
            onDamage: (what) => {
              this.#damaged.add();
              this.#last = what;
            },
          }),
      },
      signal,
    );
  }
}

interface LogsOptions {
  readonly sink: LineSink;
  readonly folder: string;
  readonly removes: boolean;
  readonly onDamage: (what: string) => void;
}

/** A line of the index, and where it begins. */
interface Named {
  readonly line: Buffer;
  readonly position: number;
  readonly entry: IndexEntry | undefined;
}

/** Passes on logs instead of the lines that name them; a line whose log can't be had is passed on itself. */
class Logs implements LineSink {
  readonly #options: LogsOptions;
  #named: Named[] = [];

  constructor(options: LogsOptions) {
    this.#options = options;
  }

  line(buffer: Buffer, start: number, end: number, position: number): void {
    const line = Buffer.from(buffer.subarray(start, end));
    this.#named.push({ line, position, entry: entryOf(line, this.#options.folder) });
  }

  overrun(lines: number): void {
    this.#options.sink.overrun(lines);
  }

  async flush(position: number): Promise<void> {
    const { sink } = this.#options;
    while (this.#named.length > 0) {
      const named = this.#named.splice(0, FILES_AT_ONCE);
      await this.#pass(named, this.#named[0]?.position ?? position);
    }
    await sink.flush(position);
  }

  stored(): Promise<void> {
    return this.#options.sink.stored();
  }

  dropped(): number {
    return this.#options.sink.dropped();
  }

  caughtUp(): void {
    this.#options.sink.caughtUp();
  }

  end(): void {
    this.#options.sink.end();
  }

  /** All of them at once: how far reading has come is told together with the lines. */
  async #pass(named: readonly Named[], next: number): Promise<void> {
    const { sink, removes } = this.#options;
    const logs = await Promise.all(
      named.map(({ line, entry }) => this.#logOf(entry).then((log) => log ?? line)),
    );
    const before = sink.dropped();
    named.forEach(({ position }, i) => {
      const log = logs[i];
      sink.line(log, 0, log.at(-1) === LINE_FEED ? log.length - 1 : log.length, position);
    });
    await sink.flush(next);
    if (!removes) return;
    await sink.stored();
    if (sink.dropped() !== before) return;
    await Promise.all(
      named.map(async ({ entry, line }, i) => {
        if (entry && logs[i] !== line) await rm(entry.path, { force: true });
      }),
    );
  }

  async #logOf(entry: IndexEntry | undefined): Promise<Buffer | undefined> {
    const { onDamage, folder } = this.#options;
    if (!entry) {
      onDamage(`a line names no log below ${folder}`);
      return undefined;
    }
    try {
      const log = await contentOf(entry.path);
      if (createHash('md5').update(log).digest('hex') === entry.md5) return log;
      onDamage(`${entry.path} is not what its checksum says`);
    } catch (error) {
      onDamage(messageOf(error));
    }
    return undefined;
  }
}

/** Never through a link: whoever may write into the folder must not have other files read. */
async function contentOf(path: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const { size } = await file.stat();
    if (size > LOG_BYTES_MAX) throw new Error(`${path} is longer than ${LOG_BYTES_MAX} bytes`);
    return await file.readFile();
  } finally {
    await file?.close();
  }
}
