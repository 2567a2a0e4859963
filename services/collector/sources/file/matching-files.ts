/** All files whose paths match a pattern, each of them followed as if it were the only one. */
import { glob, stat } from 'node:fs/promises';
import type { Clock } from '#libs/clock/clock.ts';
import { failureOf, messageOf } from '#libs/errors/weir-error.ts';
import type { SourceSink } from '../source.ts';
import { inodeOf } from './file-identity.ts';
import type { FileNotice } from './file-notice.ts';
import { type KnownFile, knownFiles, OpenFile } from './open-file.ts';
import { isCompressed, isRotationOf, siblingsOf } from './siblings.ts';
import { Tail } from './tail.ts';

const LOOK_EVERY_MS = 1000;
/** What was read of files that are gone: they may come back under another name. */
const KNOWN_MAX = 256;

export interface MatchingFilesOptions {
  /** With `*` and `?`. */
  readonly path: string;
  /** Where to begin in files that are there when none was read before. Those that come later are read from their start. */
  readonly from: 'start' | 'end';
  readonly filesMax: number;
  readonly clock: Clock;
  readonly notify: (notice: FileNotice) => void;
}

/** Whether a path stands for more than one file. */
export function isPattern(path: string): boolean {
  return path.includes('*') || path.includes('?');
}

export class MatchingFiles {
  readonly #options: MatchingFilesOptions;
  readonly #sink: SourceSink;
  readonly #signal: AbortSignal;
  /** Aborted when lines of one of the files can't be passed on. */
  readonly #failing = new AbortController();
  readonly #tails = new Map<string, Tail>();
  readonly #running = new Set<Promise<void>>();
  /** By path: why a file is not read. */
  readonly #troubles = new Map<string, string>();
  #known: KnownFile[];
  #matches = 0;

  constructor(options: MatchingFilesOptions, sink: SourceSink, signal: AbortSignal) {
    this.#options = options;
    this.#sink = sink;
    this.#signal = signal;
    this.#known = knownFiles(sink);
  }

  get size(): undefined {
    return undefined;
  }

  get alarms(): string[] {
    const { filesMax, path } = this.#options;
    const [trouble] = this.#troubles.values();
    const alarms = trouble === undefined ? [] : [`${this.#troubles.size} files are not read: ${trouble}`];
    if (this.#matches > filesMax)
      alarms.push(`${this.#matches} files match ${path}, of which ${filesMax} are read: raise files`);
    return alarms;
  }

  /** Resolves when the signal is aborted. @throws whatever keeps lines from being passed on */
  async run(): Promise<void> {
    try {
      await this.#begin();
      await this.#repeat(AbortSignal.any([this.#signal, this.#failing.signal]));
    } finally {
      // What failed is begun again, so nobody may go on reading.
      if (!this.#signal.aborted) for (const tail of this.#tails.values()) tail.leave();
      await Promise.all(this.#running);
    }
  }

  async #begin(): Promise<void> {
    const { from } = this.#options;
    const { owners, paths } = await ownersOf(await this.#list());
    const isFirst = this.#known.length === 0;
    for (const path of paths) {
      const known = this.#known.filter(({ identity }) => owners.get(identity.inode) === path);
      this.#follow(path, known, isFirst ? from : 'start');
    }
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#options.clock.sleep(LOOK_EVERY_MS, signal);
      if (!signal.aborted) await this.#look();
    }
    this.#failing.signal.throwIfAborted();
  }

  async #look(): Promise<void> {
    for (const tail of this.#tails.values()) if (tail.isOver) tail.leave();
    const paths = await this.#list();
    for (const path of this.#troubles.keys()) if (!paths.includes(path)) this.#troubles.delete(path);
    for (const path of paths) {
      if (this.#tails.size >= this.#options.filesMax) return;
      if (this.#tails.has(path)) continue;
      const known = await this.#newAt(path);
      if (known && !this.#signal.aborted) this.#follow(path, known, 'start');
    }
  }

  /** Paths of logs, the oldest names first. What was rotated is read by whoever reads what it was rotated from. */
  async #list(): Promise<string[]> {
    const paths: string[] = [];
    for await (const path of glob(this.#options.path)) if (!isCompressed(path)) paths.push(path);
    const logs = withoutRotated(paths.sort());
    this.#matches = logs.length;
    return logs;
  }

  /** What was read of the file that has come to a path; undefined when it is one that is read, or can't be told yet. */
  async #newAt(path: string): Promise<readonly KnownFile[] | undefined> {
    let file: OpenFile | undefined;
    try {
      file = await OpenFile.open(path);
      const opened = file;
      // Its first line tells which file it is, whatever inode it has.
      if (!(await file.settle()) && file.size > 0) return undefined;
      if ([...this.#tails.values()].some((tail) => tail.has(opened))) return undefined;
      const left = file.knownAmong(this.#known);
      return left ? [left] : [];
    } catch (error) {
      if (isGone(error)) return undefined;
      this.#troubles.set(path, messageOf(error));
      return undefined;
    } finally {
      await file?.close();
    }
  }

  #follow(path: string, known: readonly KnownFile[], from: 'start' | 'end'): void {
    const { filesMax, clock, notify } = this.#options;
    if (this.#tails.size >= filesMax) return;
    const tail = new Tail({ path, known, from, clock, notify }, this.#sink, this.#signal);
    this.#tails.set(path, tail);
    this.#troubles.delete(path);
    const running = this.#run(path, tail);
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
  }

  /** One that can't be read keeps nobody from reading the others; it is tried again at the next look. */
  async #run(path: string, tail: Tail): Promise<void> {
    try {
      await tail.run();
    } catch (error) {
      if (failureOf(error) === 'bug') this.#failing.abort(error);
      this.#troubles.set(path, messageOf(error));
    }
    this.#tails.delete(path);
    this.#known = [...this.#known, ...tail.known].slice(-KNOWN_MAX);
  }
}

/** Of sorted paths those that are not what another one was rotated to. */
function withoutRotated(paths: readonly string[]): string[] {
  const logs: string[] = [];
  /** Logs that the next path begins like: only these can have been rotated to it. */
  let alike: string[] = [];
  for (const path of paths) {
    alike = alike.filter((log) => path.startsWith(log));
    if (alike.some((log) => isRotationOf(log, path))) continue;
    alike.push(path);
    logs.push(path);
  }
  return logs;
}

/**
 * Which path each inode belongs to: the one it is at, else the one it was rotated from. Where names begin alike, that is
 * the longest. And the paths without those that lead to the same file as another.
 */
async function ownersOf(paths: readonly string[]) {
  const owners = new Map<string, string>();
  for (const path of [...paths].sort((a, b) => a.length - b.length)) {
    for (const { inode } of await siblingsOf(path).catch(() => [])) owners.set(inode, path);
  }
  const inodes = new Set<string>();
  const distinct: string[] = [];
  for (const path of paths) {
    const inode = await inodeAt(path);
    if (inode !== undefined && inodes.has(inode)) continue;
    distinct.push(path);
    if (inode === undefined) continue;
    inodes.add(inode);
    owners.set(inode, path);
  }
  return { owners, paths: distinct };
}

/** Undefined when it is gone again, or not to be looked at: that is told of when it is to be read. */
async function inodeAt(path: string): Promise<string | undefined> {
  try {
    return inodeOf(await stat(path, { bigint: true }));
  } catch {
    return undefined;
  }
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
