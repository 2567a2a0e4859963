/**
 * Follows the file at a path, through rotation and truncation, until it is told to stop.
 *
 * Two loops share the work, so that a slow bus, which holds up the reading, can't make a rotation go unnoticed: this
 * one looks what is at the path and opens it, the other (open-files.ts) reads what is open.
 */
import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import type { SourceSink } from '../source.ts';
import { Bell } from './bell.ts';
import { inodeOf } from './file-identity.ts';
import type { FileNotice } from './file-notice.ts';
import { type KnownFile, OpenFile, unreadable } from './open-file.ts';
import { OpenFiles, POLL_MS } from './open-files.ts';
import { type Sibling, siblingsOf } from './siblings.ts';

/** A new file may belong to somebody else for a moment, until it is given to its owner. */
const DENIED_MS = 5000;
const MOVING_LOOKS_MAX = 5;
/** A log that is being rotated is missing for a moment; one that is missing for so long is gone. */
const GONE_MS = 10_000;

export interface TailOptions {
  readonly path: string;
  /** What was read of it before. */
  readonly known: readonly KnownFile[];
  /** Where to begin in a file when none was read before. */
  readonly from: 'start' | 'end';
  readonly clock: Clock;
  readonly notify: (notice: FileNotice) => void;
}

export class Tail {
  readonly #options: TailOptions;
  readonly #known: readonly KnownFile[];
  readonly #files: OpenFiles;
  readonly #bell: Bell;
  /** Aborted when the signal is, or when one of the loops fails. */
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** The file that was at the path last. */
  #atPath: OpenFile | undefined;
  #isMissing = false;
  #missingSince = 0;
  #folderWatcher: FSWatcher | undefined;
  #deniedSince = -1;

  constructor(options: TailOptions, sink: SourceSink, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#known = options.known;
    this.#bell = new Bell(options.clock);
    this.#files = new OpenFiles({
      sink,
      known: this.#known,
      clock: options.clock,
      notify: options.notify,
      onChange: () => this.#bell.ring(),
      signal: this.#stop.signal,
    });
  }

  /** Bytes of the file that has come last. */
  get size(): number | undefined {
    return this.#files.newest?.size;
  }

  /** What has been read so far. */
  get known(): readonly KnownFile[] {
    return this.#files.known;
  }

  /** Whether nothing is at the path any more, and nothing more has come of what was. */
  get isOver(): boolean {
    if (!this.#isMissing || !this.#files.areQuiet) return false;
    return this.#options.clock.elapsed() - this.#missingSince >= GONE_MS;
  }

  /** Whether this is a file that is being read, or was. */
  has(file: OpenFile): boolean {
    return this.#files.get(file.inode) !== undefined || file.knownAmong(this.known) !== undefined;
  }

  /** Ends the reading as if all had come to its end. */
  leave(): void {
    this.#stop.abort();
    this.#bell.ring();
    this.#files.ring();
  }

  /**
   * Resolves when the signal is aborted, or it was left.
   * @throws WeirError `config` when the path can't be read at the start, `unavailable` when it can't be later.
   */
  async run(): Promise<void> {
    const stop = () => this.leave();
    this.#signal.addEventListener('abort', stop, { once: true });
    if (this.#signal.aborted) stop();
    try {
      await this.#start();
      const loops = [this.#look(), this.#files.read()];
      for (const loop of loops) loop.catch(stop);
      await Promise.allSettled(loops);
      await Promise.all(loops);
    } finally {
      this.#signal.removeEventListener('abort', stop);
      this.#folderWatcher?.close();
      await this.#files.close(!this.#signal.aborted);
    }
  }

  /** What was being read and has been rotated in the meantime comes first, then what is at the path. */
  async #start(): Promise<void> {
    const { from } = this.#options;
    const current = await this.#open(true);
    const isFirst = this.#known.length === 0;
    if (!isFirst) await this.#addRotated(current?.inode);
    if (!current) return this.#miss();
    // What is written into a file that was empty has come after the start.
    this.#add(current, isFirst && (await current.settle()) ? from : 'start');
  }

  async #addRotated(current: string | undefined): Promise<void> {
    const last = this.#known.at(-1)?.identity.inode;
    const siblings = (await this.#siblings()).filter(({ inode }) => inode !== current);
    for (const sibling of siblings) {
      const file = this.#isKnown(sibling) ? await openSibling(sibling) : undefined;
      if (!file) continue;
      const left = file.knownAmong(this.#known);
      // The last one may still be written to, even if it has been read to its end.
      if (left && (left.position < file.size || file.inode === last)) this.#files.add(file, 'start', true);
      else await file.close();
    }
    if (last === undefined || last === current) return;
    const found = siblings.find(({ inode }) => inode === last);
    if (found) await this.#addMissed(found.modifiedMs, current);
    else
      this.#options.notify({
        kind: 'lost',
        path: this.#options.path,
        position: this.#known.at(-1)?.position ?? 0,
      });
  }

  #isKnown(sibling: Sibling): boolean {
    return this.#known.some(({ identity }) => identity.inode === sibling.inode);
  }

  /**
   * Opens what came to the path and was rotated again unseen: rotated files that were written to after `sinceMs`, when
   * the file before them was at the path, and that are neither known nor a copy of one that is.
   */
  async #addMissed(sinceMs: number, current: string | undefined): Promise<void> {
    // Names may move on while they are looked at, so that one is not met; then the look is taken again.
    for (let looks = 0; looks < MOVING_LOOKS_MAX; looks++) {
      const siblings = await this.#siblings();
      let isMoving = false;
      for (const sibling of siblings) {
        const { inode, isRotated, modifiedMs, path } = sibling;
        const isOld = !isRotated || modifiedMs < sinceMs || inode === current || this.#files.get(inode);
        if (isOld || this.#files.isFull) continue;
        const file = await openSibling(sibling);
        if (file && !this.#files.hasSeen(file)) {
          this.#options.notify({ kind: 'missed', path });
          this.#files.add(file, 'start', true);
        } else {
          isMoving ||= file === undefined;
          await file?.close();
        }
      }
      if (!isMoving && sameNames(siblings, await this.#siblings())) return;
    }
  }

  /** Looks again and again what is at the path. */
  async #look(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#lookOnce();
      } catch (error) {
        throw unreadable(this.#options.path, error, false);
      }
      await this.#bell.wait(POLL_MS);
    }
  }

  async #lookOnce(): Promise<void> {
    const { path, notify } = this.#options;
    const before = this.#atPath;
    const inode = await this.#inodeAtPath();
    if (inode === undefined) return this.#miss();
    if (inode === before?.inode) return this.#found();
    if (before && this.#files.setRotated(before, true)) {
      notify({ kind: 'rotated', path, identity: before.identity, position: before.position });
    }
    const back = this.#files.get(inode);
    if (back) {
      this.#files.setRotated(back, false);
      this.#atPath = back;
      return this.#found();
    }
    const file = this.#files.isFull ? undefined : await this.#open(false);
    if (!file) return;
    // It may be another one again.
    if (this.#files.get(file.inode)) return file.close();
    if (before) await this.#addMissed(before.openedMs, file.inode);
    this.#add(file, 'start');
  }

  #add(file: OpenFile, from: 'start' | 'end'): void {
    this.#atPath = file;
    this.#files.add(file, from, false);
    this.#found();
  }

  #found(): void {
    this.#isMissing = false;
    this.#folderWatcher?.close();
    this.#folderWatcher = undefined;
  }

  /** Nothing is at the path: its folder tells when something is. */
  #miss(): void {
    if (this.#isMissing) return;
    this.#isMissing = true;
    const { path, notify, clock } = this.#options;
    this.#missingSince = clock.elapsed();
    notify({ kind: 'missing', path });
    try {
      this.#folderWatcher = watch(dirname(path), { persistent: false }, () => this.#bell.ring());
      this.#folderWatcher.on('error', () => this.#folderWatcher?.close());
    } catch {
      // There may be no folder yet. Looking every now and then does as well.
    }
    // It may have come before the folder was watched.
    this.#bell.ring();
  }

  async #inodeAtPath(): Promise<string | undefined> {
    try {
      return inodeOf(await stat(this.#options.path, { bigint: true }));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Opens what is at the path. @returns undefined when nothing is, or it may not be read for the moment. */
  async #open(isStarting: boolean): Promise<OpenFile | undefined> {
    const { path, clock } = this.#options;
    try {
      const file = await OpenFile.open(path);
      this.#deniedSince = -1;
      return file;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      if (codeOf(error) !== 'EACCES' || isStarting) throw unreadable(path, error, isStarting);
      if (this.#deniedSince < 0) this.#deniedSince = clock.elapsed();
      if (clock.elapsed() - this.#deniedSince > DENIED_MS) throw error;
      return undefined;
    }
  }

  async #siblings(): Promise<Sibling[]> {
    try {
      return await siblingsOf(this.#options.path);
    } catch {
      // A folder that may be passed through but not listed. What is at the path is read all the same.
      return [];
    }
  }
}

/** Opens a file as a whole: undefined when it has no content, or another name by now, or is kept from the collector. */
async function openSibling({ path, inode }: Sibling): Promise<OpenFile | undefined> {
  let file: OpenFile | undefined;
  try {
    file = await OpenFile.open(path);
    if (file.inode === inode && (await file.settle(true))) return file;
  } catch {
    // What can't be read is left alone: the file at the path goes on all the same.
  }
  await file?.close();
  return undefined;
}

function sameNames(some: readonly Sibling[], others: readonly Sibling[]): boolean {
  const names = (siblings: readonly Sibling[]) =>
    siblings.map(({ path, inode }) => `${path} ${inode}`).sort();
  return names(some).join('\n') === names(others).join('\n');
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
