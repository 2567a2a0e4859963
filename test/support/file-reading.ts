/** A folder with a log in it, and the readings of that log: what a file source passes on, and what a restart knows. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '#libs/clock/system.ts';
import { LINE_BYTES_MAX } from '#services/collector/formats/format.ts';
import type { FileNotice } from '#services/collector/sources/file/file-notice.ts';
import { FileSource, type FileSourceOptions } from '#services/collector/sources/file/file-source.ts';
import type { LineSink, SourceSink } from '#services/collector/sources/source.ts';

export interface Known {
  identity: string;
  position: number;
}

/** Keeps what a source passes on, as the collector does: the position of each identity counts when it is flushed. */
export class Recorder implements SourceSink {
  readonly lineBytesMax = LINE_BYTES_MAX;
  readonly known: Known[];
  readonly lines: string[] = [];
  readonly positions: number[] = [];
  /** Of lines that are too long, where they begin and what came of them. */
  readonly tooLong: { position: number; text: string }[] = [];
  readonly began: Known[] = [];
  readonly ended: string[] = [];
  /** What a restart would know. */
  readonly progress = new Map<string, number>();
  /** Resolved before anything more is taken. */
  hold: Promise<void> = Promise.resolve();
  onLine: (line: string) => void = () => {};

  constructor(known: Known[] = []) {
    this.known = known;
    for (const { identity, position } of known) this.progress.set(identity, position);
  }

  get next(): Known[] {
    return [...this.progress].map(([identity, position]) => ({ identity, position }));
  }

  /** How often the source has found nothing more. */
  caughtUp = 0;

  begin(identity: string, position: number): LineSink {
    this.began.push({ identity, position });
    this.progress.delete(identity);
    this.progress.set(identity, position);
    return {
      line: (buffer, start, end, at) => {
        const line = buffer.toString('latin1', start, end);
        if (end - start > LINE_BYTES_MAX) {
          this.tooLong.push({ position: at, text: line });
          return;
        }
        this.lines.push(line);
        this.positions.push(at);
        this.onLine(line);
      },
      flush: async (at) => {
        assert.ok(at >= (this.progress.get(identity) ?? 0), 'a position goes forward');
        await this.hold;
        this.progress.set(identity, at);
      },
      overrun: () => assert.fail('a file can wait'),
      stored: async () => {},
      dropped: () => 0,
      caughtUp: () => void this.caughtUp++,
      end: () => void this.ended.push(identity),
    };
  }
}

export class Reading {
  readonly sink: Recorder;
  readonly source: FileSource;
  readonly notices: FileNotice[] = [];
  readonly done: Promise<void>;
  readonly #stopping = new AbortController();

  constructor(options: Partial<FileSourceOptions> & { path: string }, known: Known[]) {
    this.sink = new Recorder(known);
    const onEvent = (notice: FileNotice) => void this.notices.push(notice);
    const defaults = { name: 'test', from: 'start', follow: true, clock: new SystemClock() } as const;
    this.source = new FileSource({ ...defaults, onEvent, ...options });
    this.done = this.source.run(this.sink, this.#stopping.signal);
    this.done.catch(() => {});
  }

  get kinds(): string[] {
    return this.notices.map(({ kind }) => kind);
  }

  async stop(): Promise<Known[]> {
    this.#stopping.abort();
    await this.done.catch(() => {});
    return this.sink.next;
  }
}

/** A new folder for each test of a file. The readings of a test end with it. */
export class LogFolder {
  folder = '';
  path = '';
  readonly #root = mkdtempSync(join(tmpdir(), 'weir-file-source-'));
  #folders = 0;
  #running: Reading[] = [];

  constructor() {
    after(() => rmSync(this.#root, { recursive: true, force: true }));
    beforeEach(() => {
      this.folder = join(this.#root, String(this.#folders++));
      this.path = join(this.folder, 'access.log');
      mkdirSync(this.folder);
    });
    afterEach(async () => {
      for (const reading of this.#running) await reading.stop();
      this.#running = [];
    });
  }

  /** Begins to read the log. */
  read(options: Partial<FileSourceOptions> = {}, known: Known[] = []): Reading {
    const reading = new Reading({ path: this.path, ...options }, known);
    this.#running.push(reading);
    return reading;
  }
}

export async function until(what: () => boolean, ms = 5000): Promise<void> {
  const end = performance.now() + ms;
  while (!what()) {
    assert.ok(performance.now() < end, `waited too long until ${what}`);
    await sleep(5);
  }
}

export const untilLines = (reading: Reading, count: number, ms?: number) =>
  until(() => reading.sink.lines.length >= count, ms);

/** Long enough for a line that should not come. */
export const quiet = () => sleep(250);

export function numbered(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, i) => `line ${from + i}\n`).join('');
}

export function assertNumbered(lines: readonly string[], count: number): void {
  const expected = Array.from({ length: count }, (_, i) => `line ${i}`);
  assert.deepEqual(lines, expected);
}
