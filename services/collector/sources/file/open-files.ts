/** The files that a tail has open, and the reading of them: the oldest first, until told to stop. */
import { type FSWatcher, watch } from 'node:fs';
import type { Clock } from '#libs/clock/clock.ts';
import type { SourceSink } from '../source.ts';
import { Bell } from './bell.ts';
import { parseIdentity } from './file-identity.ts';
import type { FileNotice } from './file-notice.ts';
import { type KnownFile, type OpenFile, unreadable } from './open-file.ts';

/** Waking by the kernel does not work everywhere, so files are looked at this often in any case. */
export const POLL_MS = 100;
/** Files open at once. More rotated ones wait in their folder. */
export const FILES_MAX = 32;

/** Reading rests this long after it has read, so that a burst of lines is not read one by one. */
const GATHER_MS = 1;
/** A rotated file ends when nothing came for so long and at so many looks: servers close it late. */
const LINGER_MS = 5000;
const IDLE_LOOKS_MIN = 2;
const BUFFER_BYTES = 256 * 1024;
/** Lines of the greatest length that are read at once, at least. */
const LONG_LINES = 2;
const KNOWN_MAX = 64;

export interface OpenFilesOptions {
  readonly sink: SourceSink;
  readonly known: readonly KnownFile[];
  readonly clock: Clock;
  readonly notify: (notice: FileNotice) => void;
  /** Called when the kernel has told of a change and there was nothing to read: so it was to the name. */
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

/** A file and its place in the order of rotation. */
interface Entry {
  readonly file: OpenFile;
  readonly from: 'start' | 'end';
  readonly watcher: FSWatcher | undefined;
  isRotated: boolean;
  /** Since when nothing has come, on the clock's `elapsed`, and at how many looks. */
  idleSince: number;
  idleLooks: number;
}

export class OpenFiles {
  readonly #options: OpenFilesOptions;
  /** What was read before, and what has ended since: it may come back. */
  readonly #known: KnownFile[];
  readonly #bell: Bell;
  readonly #buffer: Buffer;
  /** Oldest first. */
  #entries: Entry[] = [];
  #isUnwatched = false;

  constructor(options: OpenFilesOptions) {
    this.#options = options;
    this.#bell = new Bell(options.clock);
    this.#known = [...options.known];
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(BUFFER_BYTES, LONG_LINES * options.sink.lineBytesMax));
  }

  get isFull(): boolean {
    return this.#entries.length >= FILES_MAX;
  }

  /** The file that has come last. */
  get newest(): OpenFile | undefined {
    return this.#entries.at(-1)?.file;
  }

  /** What has been read so far: what was known before, and what has ended or been begun since. */
  get known(): readonly KnownFile[] {
    const open = this.#entries.flatMap(({ file }) => knownOf(file));
    return [...this.#known, ...open];
  }

  /** Whether nothing has come of any of the files for as long as a rotated one may still be written to. */
  get areQuiet(): boolean {
    return this.#entries.every((entry) => this.#isQuiet(entry));
  }

  get(inode: string): OpenFile | undefined {
    return this.#entries.find(({ file }) => file.inode === inode)?.file;
  }

  /** Whether a file that begins like this one is read or has been: then this may be a copy. */
  hasSeen({ fingerprint }: OpenFile): boolean {
    const seen = [
      ...this.#entries.map(({ file }) => file.fingerprint),
      ...this.#known.map(({ identity }) => identity.fingerprint),
    ];
    return seen.some((other) => other?.digest === fingerprint?.digest && other?.bytes === fingerprint?.bytes);
  }

  /** @param from where to begin if it is not known. */
  add(file: OpenFile, from: 'start' | 'end', isRotated: boolean): void {
    const idleSince = this.#options.clock.elapsed();
    const watcher = this.#watch(file.path);
    this.#entries.push({ file, from, watcher, isRotated, idleSince, idleLooks: 0 });
    this.#bell.ring();
  }

  /** A file that is no longer at the path ends when nothing comes any more. @returns whether this is news. */
  setRotated(file: OpenFile, isRotated: boolean): boolean {
    const entry = this.#entries.find((other) => other.file === file);
    if (!entry || entry.isRotated === isRotated) return false;
    entry.isRotated = isRotated;
    entry.idleSince = this.#options.clock.elapsed();
    entry.idleLooks = 0;
    return true;
  }

  /** Wakes the reading. */
  ring(): void {
    this.#bell.ring();
  }

  /** Reads until the signal is aborted. @throws WeirError `unavailable` when a file can't be read any more. */
  async read(): Promise<void> {
    const { clock, signal, onChange } = this.#options;
    let wasRung = false;
    while (!signal.aborted) {
      let hasCome = false;
      for (const entry of [...this.#entries]) {
        if (await this.#readEntry(entry, wasRung)) hasCome = true;
        else if (this.#isOver(entry)) await this.#finish(entry);
        if (signal.aborted) return;
      }
      if (hasCome) await clock.sleep(GATHER_MS, signal);
      else if (wasRung) onChange();
      wasRung = await this.#bell.wait(POLL_MS);
    }
  }

  /** @param isEnding whether what was begun is to be ended: not when the program stops, and goes on later. */
  async close(isEnding: boolean): Promise<void> {
    const entries = this.#entries;
    this.#entries = [];
    for (const { file, watcher } of entries) {
      if (isEnding) file.end();
      this.#remember(file);
      watcher?.close();
      await file.close();
    }
  }

  /** @returns whether anything has come. */
  async #readEntry(entry: Entry, wasRung: boolean): Promise<boolean> {
    const { file } = entry;
    try {
      if (!file.hasBegun && !(await this.#begin(entry, false))) return this.#idle(entry);
      if (!wasRung && (await file.isUntouched())) return this.#idle(entry);
      let chunk = await file.read(this.#buffer);
      if (chunk === 'none') return this.#idle(entry);
      entry.idleSince = this.#options.clock.elapsed();
      entry.idleLooks = 0;
      for (; chunk !== 'none'; chunk = await file.read(this.#buffer)) {
        if (chunk === 'truncated') this.#tell('truncated', entry);
        else await file.flush(this.#options.signal);
        if (chunk !== 'more' || this.#options.signal.aborted) break;
      }
      return true;
    } catch (error) {
      throw unreadable(file.path, error, false);
    }
  }

  #idle(entry: Entry): false {
    entry.idleLooks++;
    entry.file.caughtUp();
    return false;
  }

  async #begin(entry: Entry, isFinal: boolean): Promise<boolean> {
    const { file, from } = entry;
    if (!(await file.settle(isFinal))) return false;
    const beginning = await file.begin(this.#options.sink, this.#known, from);
    if (beginning === 'replaced') this.#tell('truncated', entry);
    this.#tell(beginning === 'resumed' ? 'resumed' : 'begun', entry);
    return true;
  }

  #isOver(entry: Entry): boolean {
    return entry.isRotated && this.#isQuiet(entry);
  }

  #isQuiet({ idleSince, idleLooks }: Entry): boolean {
    return idleLooks >= IDLE_LOOKS_MIN && this.#options.clock.elapsed() - idleSince >= LINGER_MS;
  }

  async #finish(entry: Entry): Promise<void> {
    const { file, watcher } = entry;
    try {
      if (file.hasBegun || (await this.#begin(entry, true))) {
        await file.finish(this.#buffer, this.#options.signal);
      }
    } catch (error) {
      throw unreadable(file.path, error, false);
    }
    if (this.#options.signal.aborted) return;
    this.#entries = this.#entries.filter((other) => other !== entry);
    watcher?.close();
    this.#remember(file);
    this.#tell('ended', entry);
    await file.close();
  }

  #remember(file: OpenFile): void {
    this.#known.push(...knownOf(file));
    if (this.#known.length > KNOWN_MAX) this.#known.shift();
  }

  /** Follows the file itself: its watcher stays with it when it is renamed. */
  #watch(path: string): FSWatcher | undefined {
    try {
      const watcher = watch(path, { persistent: false }, (change) => {
        this.#bell.ring();
        if (change === 'rename') this.#options.onChange();
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      if (!this.#isUnwatched) this.#options.notify({ kind: 'unwatched', path });
      this.#isUnwatched = true;
      return undefined;
    }
  }

  #tell(kind: FileNotice['kind'], { file }: Entry): void {
    const { path, identity, position } = file;
    this.#options.notify({ kind, path, ...(identity === '' ? {} : { identity, position }) });
  }
}

function knownOf({ identity: text, position }: OpenFile): KnownFile[] {
  const identity = parseIdentity(text);
  return identity ? [{ identity, position }] : [];
}
