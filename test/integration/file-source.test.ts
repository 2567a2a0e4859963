/** A file source on real files: whatever is done to them, each line comes once. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { FileSource, type FileSourceOptions } from '#services/collector/sources/file.ts';
import type { FileNotice } from '#services/collector/sources/file-notice.ts';
import { LINE_BYTES_MAX } from '#services/collector/sources/line-splitter.ts';
import type { LineSink, SourceSink } from '#services/collector/sources/source.ts';

const root = mkdtempSync(join(tmpdir(), 'weir-file-source-'));
after(() => rmSync(root, { recursive: true, force: true }));

let folder = '';
let path = '';
let folders = 0;
let running: Reading[] = [];
beforeEach(() => {
  folder = join(root, String(folders++));
  path = join(folder, 'access.log');
  mkdirSync(folder);
});
afterEach(async () => {
  for (const reading of running) await reading.stop();
  running = [];
});

interface Known {
  identity: string;
  position: number;
}

/** Keeps what a source passes on, as the collector does: the position of each identity counts when it is flushed. */
class Recorder implements SourceSink {
  readonly known: Known[];
  readonly lines: string[] = [];
  readonly positions: number[] = [];
  readonly tooLong: { position: number; bytes: number }[] = [];
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

  begin(identity: string, position: number): LineSink {
    this.began.push({ identity, position });
    this.progress.delete(identity);
    this.progress.set(identity, position);
    return {
      line: (buffer, start, end, at) => {
        const line = buffer.toString('latin1', start, end);
        this.lines.push(line);
        this.positions.push(at);
        this.onLine(line);
      },
      tooLong: (at, bytes) => void this.tooLong.push({ position: at, bytes }),
      flush: async (at) => {
        assert.ok(at >= (this.progress.get(identity) ?? 0), 'a position goes forward');
        await this.hold;
        this.progress.set(identity, at);
      },
      end: () => void this.ended.push(identity),
    };
  }
}

class Reading {
  readonly sink: Recorder;
  readonly source: FileSource;
  readonly notices: FileNotice[] = [];
  readonly done: Promise<void>;
  readonly #stopping = new AbortController();

  constructor(options: Partial<FileSourceOptions> = {}, known: Known[] = []) {
    this.sink = new Recorder(known);
    const onEvent = (notice: FileNotice) => void this.notices.push(notice);
    const defaults = { name: 'test', path, from: 'start', follow: true, clock: new SystemClock() } as const;
    this.source = new FileSource({ ...defaults, onEvent, ...options });
    this.done = this.source.run(this.sink, this.#stopping.signal);
    this.done.catch(() => {});
    running.push(this);
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

async function until(what: () => boolean, ms = 5000): Promise<void> {
  const end = performance.now() + ms;
  while (!what()) {
    assert.ok(performance.now() < end, `waited too long until ${what}`);
    await sleep(5);
  }
}

const untilLines = (reading: Reading, count: number, ms?: number) =>
  until(() => reading.sink.lines.length >= count, ms);

/** Long enough for a line that should not come. */
const quiet = () => sleep(250);

function numbered(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, i) => `line ${from + i}\n`).join('');
}

function assertNumbered(lines: readonly string[], count: number): void {
  const expected = Array.from({ length: count }, (_, i) => `line ${i}`);
  assert.deepEqual(lines, expected);
}

describe('a file that grows', () => {
  it('is read from its start, and on as lines come', async () => {
    writeFileSync(path, numbered(0, 3));
    const reading = new Reading();
    await untilLines(reading, 3);
    appendFileSync(path, numbered(3, 5));
    appendFileSync(path, 'line 5\r\n');
    await untilLines(reading, 6);
    assertNumbered(reading.sink.lines, 6);
    assert.deepEqual(reading.sink.positions, [0, 7, 14, 21, 28, 35]);
    assert.equal(reading.source.size, statSync(path).size);
    assert.match(reading.sink.began[0].identity, /^[0-9a-f]+-[0-9a-f]+-0-7x[0-9a-f]{16}$/);
    assert.deepEqual(await reading.stop(), [{ identity: reading.sink.began[0].identity, position: 43 }]);
    assert.deepEqual(reading.sink.ended, []);
  });

  it('is read soon after it was written', async () => {
    writeFileSync(path, 'first\n');
    const reading = new Reading();
    await untilLines(reading, 1);
    const delays: number[] = [];
    for (let i = 0; i < 40; i++) {
      await sleep(7);
      const writtenAt = performance.now();
      appendFileSync(path, `line ${i}\n`);
      await new Promise<void>((resolve) => {
        reading.sink.onLine = () => resolve();
      });
      delays.push(performance.now() - writtenAt);
    }
    const median = delays.sort((a, b) => a - b)[20];
    // About 1 ms on an idle machine; the margin is for a busy one.
    assert.ok(median < 20, `the median is ${median} ms`);
  });

  it('gives a line when it is complete', async () => {
    const reading = new Reading();
    writeFileSync(path, 'li');
    await quiet();
    assert.equal(reading.sink.began.length, 0);
    appendFileSync(path, 'ne 0');
    await quiet();
    appendFileSync(path, '\nline 1\nli');
    await untilLines(reading, 2);
    for (const part of ['n', 'e', ' ', '2']) {
      appendFileSync(path, part);
      await sleep(20);
    }
    assertNumbered(reading.sink.lines, 2);
    assert.equal(reading.sink.progress.get(reading.sink.began[0].identity), 14);
    appendFileSync(path, '\n');
    await untilLines(reading, 3);
    assertNumbered(reading.sink.lines, 3);
  });

  it('is waited for when it is not there', async () => {
    path = join(folder, 'later', 'access.log');
    const reading = new Reading({ from: 'end' });
    await quiet();
    mkdirSync(join(folder, 'later'));
    await quiet();
    writeFileSync(path, numbered(0, 2));
    await untilLines(reading, 2);
    assertNumbered(reading.sink.lines, 2);
    assert.deepEqual(reading.kinds, ['missing', 'begun']);
  });

  it('is read from its end when that is asked for', async () => {
    writeFileSync(path, 'old\nold\nli');
    const reading = new Reading({ from: 'end' });
    await until(() => reading.sink.began.length === 1);
    appendFileSync(path, 'ne 0\nline 1\n');
    await untilLines(reading, 2);
    renameSync(path, `${path}.1`);
    writeFileSync(path, numbered(2, 4));
    await untilLines(reading, 4);
    assertNumbered(reading.sink.lines, 4);
    assert.deepEqual(
      reading.sink.began.map(({ position }) => position),
      [8, 0],
    );
  });

  it('is read from its start if it was empty when its end was asked for', async () => {
    writeFileSync(path, '');
    const reading = new Reading({ from: 'end' });
    await quiet();
    appendFileSync(path, numbered(0, 3));
    await untilLines(reading, 3);
    assertNumbered(reading.sink.lines, 3);
  });

  it('has lines that are too long counted and passed over', async () => {
    const exact = 'x'.repeat(LINE_BYTES_MAX);
    writeFileSync(path, `line 0\n${exact}y\n${exact}\nline 1\n${'z'.repeat(700_000)}`);
    const reading = new Reading();
    await untilLines(reading, 3);
    await quiet();
    const longAt = 7 + exact.length + 2;
    const lastAt = longAt + exact.length + 1 + 7;
    assert.deepEqual(reading.sink.tooLong, [{ position: 7, bytes: LINE_BYTES_MAX + 1 }]);
    const identity = reading.sink.began[0]?.identity ?? '';
    // A restart has to begin with the long line again, not in the midst of it.
    assert.equal(reading.sink.progress.get(identity), lastAt);
    appendFileSync(path, `zz\nline 2\n`);
    await untilLines(reading, 4);
    assert.deepEqual(reading.sink.tooLong[1], { position: lastAt, bytes: 700_002 });
    assert.deepEqual(
      reading.sink.lines.map((line) => line.slice(0, 6)),
      ['line 0', 'xxxxxx', 'line 1', 'line 2'],
    );
  });

  it('keeps every byte of a line', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i).filter((byte) => byte !== 10));
    writeFileSync(path, Buffer.concat([Buffer.from('a'), bytes, Buffer.from('b\n')]));
    const reading = new Reading();
    await untilLines(reading, 1);
    assert.equal(reading.sink.lines[0], `a${bytes.toString('latin1')}b`);
  });

  it('is not read faster than the sink takes it', async () => {
    writeFileSync(path, numbered(0, 100_000));
    const reading = new Reading();
    const held = Promise.withResolvers<void>();
    reading.sink.hold = held.promise;
    await untilLines(reading, 1);
    await quiet();
    const taken = reading.sink.lines.length;
    assert.ok(taken < 40_000, `${taken} lines were passed on`);
    // Meanwhile a rotation is not missed.
    renameSync(path, `${path}.1`);
    writeFileSync(path, numbered(100_000, 100_001));
    await until(() => reading.kinds.includes('rotated'));
    renameSync(path, `${path}.2`);
    writeFileSync(path, numbered(100_001, 100_002));
    await until(() => reading.kinds.filter((kind) => kind === 'rotated').length === 2);
    unlinkSync(`${path}.2`);
    held.resolve();
    await untilLines(reading, 100_002);
    assertNumbered(reading.sink.lines, 100_002);
  });

  it('is left at once when the reading stops, even if the sink takes nothing', async () => {
    writeFileSync(path, numbered(0, 10));
    const reading = new Reading();
    reading.sink.hold = new Promise(() => {});
    await untilLines(reading, 10);
    await reading.stop();
    assert.deepEqual(reading.sink.ended, []);
  });
});

describe('rotation', () => {
  it('loses and doubles nothing over 20 rotations under writing', async () => {
    let written = 0;
    let descriptor = openSync(path, 'a');
    const write = (lines: number) => {
      for (let i = 0; i < lines; i++) writeSync(descriptor, `line ${written++}\n`);
    };
    write(10);
    const reading = new Reading();
    for (let rotation = 1; rotation <= 20; rotation++) {
      for (let burst = 0; burst < 3; burst++) {
        write(50);
        await sleep(2);
      }
      for (let number = rotation; number > 1; number--) {
        renameSync(`${path}.${number - 1}`, `${path}.${number}`);
      }
      renameSync(path, `${path}.1`);
      // The server still has the old file, until it is told.
      write(20);
      await sleep(rotation % 3);
      const old = descriptor;
      descriptor = openSync(path, 'a');
      write(30);
      writeSync(old, `line ${written++}\n`);
      closeSync(old);
    }
    write(10);
    closeSync(descriptor);
    await untilLines(reading, written, 15_000);
    await quiet();
    const lines = reading.sink.lines.map((line) => Number(line.slice(5))).sort((a, b) => a - b);
    assert.deepEqual(
      lines,
      Array.from({ length: written }, (_, i) => i),
    );
  });

  it('reads what was written late into the old file, and ends it after five seconds', async () => {
    writeFileSync(path, numbered(0, 2));
    const reading = new Reading();
    await untilLines(reading, 2);
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, 'line 2\n');
    await untilLines(reading, 3);
    writeFileSync(path, numbered(3, 4));
    await untilLines(reading, 4);
    appendFileSync(`${path}.1`, 'line 4\nline 5');
    await untilLines(reading, 5);
    const since = performance.now();
    await until(() => reading.sink.ended.length === 1, 10_000);
    assert.ok(performance.now() - since > 4500);
    // What is left without an end is all there will be of the line.
    assertNumbered(reading.sink.lines, 6);
    assert.deepEqual(reading.sink.ended, [reading.sink.began[0].identity]);
    assert.deepEqual(reading.kinds, ['begun', 'missing', 'rotated', 'begun', 'ended']);
  });

  it('finds a file that came and went between two looks', async () => {
    writeFileSync(path, numbered(0, 2));
    const reading = new Reading();
    await untilLines(reading, 2);
    // An old archive, a log of another kind, and a copy: none of them is news.
    writeFileSync(`${path}.7`, 'old\n');
    utimesSync(`${path}.7`, 1, 1);
    writeFileSync(`${path}.json`, 'other\n');
    copyFileSync(path, `${path}.8`);
    renameSync(path, `${path}.2`);
    writeFileSync(path, numbered(2, 4));
    renameSync(path, `${path}.1`);
    writeFileSync(path, numbered(4, 6));
    await untilLines(reading, 6);
    await quiet();
    assertNumbered(reading.sink.lines, 6);
    assert.ok(reading.kinds.includes('missed'));
  });

  it('follows a link that is pointed elsewhere', async () => {
    writeFileSync(join(folder, 'monday'), numbered(0, 2));
    writeFileSync(join(folder, 'tuesday'), numbered(2, 4));
    symlinkSync('monday', path);
    const reading = new Reading();
    await untilLines(reading, 2);
    symlinkSync('tuesday', `${path}.new`);
    renameSync(`${path}.new`, path);
    await untilLines(reading, 4);
    appendFileSync(path, 'line 4\n');
    await untilLines(reading, 5);
    assertNumbered(reading.sink.lines, 5);
  });

  it('reads on when a file is moved away and back', async () => {
    writeFileSync(path, numbered(0, 2));
    const reading = new Reading();
    await untilLines(reading, 2);
    renameSync(path, join(folder, 'aside'));
    writeFileSync(path, 'another\n');
    await untilLines(reading, 3);
    renameSync(join(folder, 'aside'), path);
    await sleep(150);
    appendFileSync(path, 'line 3\n');
    await untilLines(reading, 4);
    assert.deepEqual(reading.sink.lines, ['line 0', 'line 1', 'another', 'line 3']);
  });
});

describe('a file that is emptied in place', () => {
  it('is read anew, as another generation', async () => {
    writeFileSync(path, numbered(0, 3));
    const reading = new Reading();
    await untilLines(reading, 3);
    truncateSync(path, 0);
    await until(() => reading.kinds.includes('truncated'));
    appendFileSync(path, numbered(3, 5));
    await untilLines(reading, 5);
    assertNumbered(reading.sink.lines, 5);
    const [first, second] = reading.sink.began.map(({ identity }) => identity.split('-'));
    assert.deepEqual(second.slice(0, 3), [...first.slice(0, 2), '1']);
    assert.deepEqual(reading.sink.ended, [reading.sink.began[0].identity]);
  });

  it('is read anew even if it has become longer at once', async () => {
    writeFileSync(path, 'something else\n');
    const reading = new Reading();
    await untilLines(reading, 1);
    writeFileSync(path, numbered(0, 100));
    await untilLines(reading, 101);
    assertNumbered(reading.sink.lines.slice(1), 100);
    const again = writeSame(path, 'line X\n');
    await untilLines(reading, 102);
    assert.equal(reading.sink.lines[101], again);
  });

  it('may begin with the hole that a writer leaves who does not append', async () => {
    const descriptor = openSync(path, 'w');
    writeSync(descriptor, numbered(0, 2).repeat(20_000));
    const reading = new Reading();
    await untilLines(reading, 40_000);
    ftruncateSync(descriptor, 0);
    writeSync(descriptor, 'after the hole\nand on\n');
    closeSync(descriptor);
    await untilLines(reading, 40_002);
    assert.deepEqual(reading.sink.lines.slice(-2), ['after the hole', 'and on']);
    assert.deepEqual(reading.sink.positions.slice(-2), [280_000, 280_015]);
    assert.deepEqual(reading.sink.tooLong, []);
  });
});

/** Writes as many bytes as there were, beginning with another line. */
function writeSame(file: string, first: string): string {
  const { size } = statSync(file);
  writeFileSync(file, `${first}${'-'.repeat(size - first.length - 1)}`);
  return first.trimEnd();
}

describe('a restart', () => {
  const read = async (known: Known[], count: number, options: Partial<FileSourceOptions> = {}) => {
    const reading = new Reading(options, known);
    await untilLines(reading, count);
    await quiet();
    const next = await reading.stop();
    return { lines: reading.sink.lines, next, kinds: reading.kinds, began: reading.sink.began };
  };

  it('goes on where it was', async () => {
    writeFileSync(path, `${numbered(0, 3)}li`);
    const first = await read([], 3);
    appendFileSync(path, `ne 3\n`);
    const second = await read(first.next, 1, { from: 'end' });
    assert.deepEqual(second.lines, ['line 3']);
    assert.deepEqual(second.kinds, ['resumed']);
    assert.equal(second.began[0].identity, first.began[0].identity);
    assert.deepEqual((await read(second.next, 0)).lines, []);
  });

  it('reads what was rotated in the meantime, and what came between, in order', async () => {
    writeFileSync(path, numbered(0, 3));
    const { next } = await read([], 3);
    appendFileSync(path, numbered(3, 5));
    await sleep(20);
    renameSync(path, `${path}.2`);
    writeFileSync(path, numbered(5, 7));
    renameSync(path, `${path}.1`);
    writeFileSync(path, numbered(7, 9));
    writeFileSync(`${path}.3`, 'older\n');
    utimesSync(`${path}.3`, 1, 1);
    const again = await read(next, 6, { from: 'end' });
    assert.deepEqual(again.lines, numbered(3, 9).trimEnd().split('\n'));
    // Once more, nothing is read twice.
    appendFileSync(path, numbered(9, 10));
    assert.deepEqual((await read(again.next, 1)).lines, ['line 9']);
  });

  it('tells when what was read last is out of reach', async () => {
    writeFileSync(path, numbered(0, 3));
    const { next } = await read([], 3);
    renameSync(path, join(folder, 'elsewhere'));
    writeFileSync(path, numbered(0, 1));
    const again = await read(next, 1, { from: 'end' });
    assert.deepEqual(again.lines, ['line 0']);
    assert.deepEqual(again.kinds, ['lost', 'begun']);
  });

  it('begins a file anew that was emptied in the meantime', async () => {
    writeFileSync(path, numbered(0, 3));
    const first = await read([], 3);
    writeFileSync(path, 'other\n');
    const second = await read(first.next, 1);
    assert.deepEqual(second.lines, ['other']);
    assert.match(second.began[0].identity, /-1-6x/);
    writeFileSync(path, 'line 0\n');
    const third = await read(second.next, 1);
    assert.deepEqual(third.lines, ['line 0']);
    assert.match(third.began[0].identity, /-2-7x/);
  });

  it('goes on with the last generation of a file', async () => {
    writeFileSync(path, numbered(0, 3));
    const reading = new Reading();
    await untilLines(reading, 3);
    truncateSync(path, 0);
    await until(() => reading.kinds.includes('truncated'));
    writeFileSync(path, numbered(0, 2));
    await untilLines(reading, 5);
    const next = await reading.stop();
    appendFileSync(path, 'line 2\n');
    assert.deepEqual((await read(next, 1)).lines, ['line 2']);
  });
});

describe('a file that is read once', () => {
  const readOnce = async (known: Known[] = []) => {
    const reading = new Reading({ follow: false }, known);
    await reading.done;
    return reading.sink;
  };

  it('ends with its last line, complete or not', async () => {
    writeFileSync(path, `${numbered(0, 200_000)}line 200000\r`);
    const sink = await readOnce();
    assertNumbered(sink.lines, 200_001);
    assert.deepEqual(sink.ended, [sink.began[0].identity]);
    assert.equal(sink.progress.get(sink.began[0].identity), statSync(path).size);
  });

  it('goes on where it was', async () => {
    writeFileSync(path, numbered(0, 3));
    const first = await readOnce();
    appendFileSync(path, 'line 3');
    assert.deepEqual((await readOnce(first.next)).lines, ['line 3']);
  });

  it('may be empty, all zeros, or one line that is too long', async () => {
    writeFileSync(path, '');
    assert.deepEqual((await readOnce()).began, []);
    writeFileSync(path, Buffer.alloc(300_000));
    assert.deepEqual((await readOnce()).lines, []);
    writeFileSync(path, 'x'.repeat(3_000_000));
    const sink = await readOnce();
    assert.deepEqual(sink.tooLong, [{ position: 0, bytes: 3_000_000 }]);
    assert.equal(sink.ended.length, 1);
  });

  it('has to be there', async () => {
    await assert.rejects(readOnce(), (error) => failureOf(error) === 'missing');
  });
});

describe('what is no readable file', () => {
  it('is an error of the configuration', async () => {
    const reading = new Reading({ path: folder });
    await assert.rejects(reading.done, (error) => failureOf(error) === 'config');
  });

  it('is told with what to do about it', {
    skip: process.getuid?.() === 0 && 'root may read all',
  }, async () => {
    writeFileSync(path, 'x\n');
    chmodSync(path, 0);
    for (const follow of [true, false]) {
      await assert.rejects(
        new Reading({ follow }).done,
        (error) => error instanceof WeirError && error.failure === 'config' && /group/.test(error.message),
      );
    }
  });

  it('lets an error of the sink through, and ends what was begun', async () => {
    writeFileSync(path, numbered(0, 3));
    const reading = new Reading();
    const failure = new Error('the sink fails');
    reading.sink.onLine = () => {
      throw failure;
    };
    await assert.rejects(reading.done, failure);
    assert.equal(reading.sink.ended.length, 1);
  });
});
