/** A file source while its file is rotated, emptied, or read again after a restart: nothing is lost or doubled. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  openSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileSourceOptions } from '#services/collector/sources/file/file-source.ts';
import {
  assertNumbered,
  type Known,
  LogFolder,
  numbered,
  quiet,
  until,
  untilLines,
} from '../support/file-reading.ts';

const log = new LogFolder();

describe('rotation', () => {
  it('loses and doubles nothing over 20 rotations under writing', async () => {
    let written = 0;
    let descriptor = openSync(log.path, 'a');
    const write = (lines: number) => {
      for (let i = 0; i < lines; i++) writeSync(descriptor, `line ${written++}\n`);
    };
    write(10);
    const reading = log.read();
    for (let rotation = 1; rotation <= 20; rotation++) {
      for (let burst = 0; burst < 3; burst++) {
        write(50);
        await sleep(2);
      }
      for (let number = rotation; number > 1; number--) {
        renameSync(`${log.path}.${number - 1}`, `${log.path}.${number}`);
      }
      renameSync(log.path, `${log.path}.1`);
      // The server still has the old file, until it is told.
      write(20);
      await sleep(rotation % 3);
      const old = descriptor;
      descriptor = openSync(log.path, 'a');
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
    writeFileSync(log.path, numbered(0, 2));
    const reading = log.read();
    await untilLines(reading, 2);
    renameSync(log.path, `${log.path}.1`);
    appendFileSync(`${log.path}.1`, 'line 2\n');
    await untilLines(reading, 3);
    writeFileSync(log.path, numbered(3, 4));
    await untilLines(reading, 4);
    appendFileSync(`${log.path}.1`, 'line 4\nline 5');
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
    writeFileSync(log.path, numbered(0, 2));
    const reading = log.read();
    await untilLines(reading, 2);
    // An old archive, a log of another kind, and a copy: none of them is news.
    writeFileSync(`${log.path}.7`, 'old\n');
    utimesSync(`${log.path}.7`, 1, 1);
    writeFileSync(`${log.path}.json`, 'other\n');
    copyFileSync(log.path, `${log.path}.8`);
    renameSync(log.path, `${log.path}.2`);
    writeFileSync(log.path, numbered(2, 4));
    renameSync(log.path, `${log.path}.1`);
    writeFileSync(log.path, numbered(4, 6));
    await untilLines(reading, 6);
    await quiet();
    assertNumbered(reading.sink.lines, 6);
    assert.ok(reading.kinds.includes('missed'));
  });

  it('follows a link that is pointed elsewhere', async () => {
    writeFileSync(join(log.folder, 'monday'), numbered(0, 2));
    writeFileSync(join(log.folder, 'tuesday'), numbered(2, 4));
    symlinkSync('monday', log.path);
    const reading = log.read();
    await untilLines(reading, 2);
    symlinkSync('tuesday', `${log.path}.new`);
    renameSync(`${log.path}.new`, log.path);
    await untilLines(reading, 4);
    appendFileSync(log.path, 'line 4\n');
    await untilLines(reading, 5);
    assertNumbered(reading.sink.lines, 5);
  });

  it('reads on when a file is moved away and back', async () => {
    writeFileSync(log.path, numbered(0, 2));
    const reading = log.read();
    await untilLines(reading, 2);
    renameSync(log.path, join(log.folder, 'aside'));
    writeFileSync(log.path, 'another\n');
    await untilLines(reading, 3);
    renameSync(join(log.folder, 'aside'), log.path);
    await sleep(150);
    appendFileSync(log.path, 'line 3\n');
    await untilLines(reading, 4);
    assert.deepEqual(reading.sink.lines, ['line 0', 'line 1', 'another', 'line 3']);
  });
});

describe('a file that is emptied in place', () => {
  it('is read anew, as another generation', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const reading = log.read();
    await untilLines(reading, 3);
    truncateSync(log.path, 0);
    await until(() => reading.kinds.includes('truncated'));
    appendFileSync(log.path, numbered(3, 5));
    await untilLines(reading, 5);
    assertNumbered(reading.sink.lines, 5);
    const [first, second] = reading.sink.began.map(({ identity }) => identity.split('-'));
    assert.deepEqual(second.slice(0, 3), [...first.slice(0, 2), '1']);
    assert.deepEqual(reading.sink.ended, [reading.sink.began[0].identity]);
  });

  it('is read anew even if it has become longer at once', async () => {
    writeFileSync(log.path, 'something else\n');
    const reading = log.read();
    await untilLines(reading, 1);
    writeFileSync(log.path, numbered(0, 100));
    await untilLines(reading, 101);
    assertNumbered(reading.sink.lines.slice(1), 100);
    const again = writeSame(log.path, 'line X\n');
    await untilLines(reading, 102);
    assert.equal(reading.sink.lines[101], again);
  });

  it('may begin with the hole that a writer leaves who does not append', async () => {
    const descriptor = openSync(log.path, 'w');
    writeSync(descriptor, numbered(0, 2).repeat(20_000));
    const reading = log.read();
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
    const reading = log.read(options, known);
    await untilLines(reading, count);
    await quiet();
    const next = await reading.stop();
    return { lines: reading.sink.lines, next, kinds: reading.kinds, began: reading.sink.began };
  };

  it('goes on where it was', async () => {
    writeFileSync(log.path, `${numbered(0, 3)}li`);
    const first = await read([], 3);
    appendFileSync(log.path, `ne 3\n`);
    const second = await read(first.next, 1, { from: 'end' });
    assert.deepEqual(second.lines, ['line 3']);
    assert.deepEqual(second.kinds, ['resumed']);
    assert.equal(second.began[0].identity, first.began[0].identity);
    assert.deepEqual((await read(second.next, 0)).lines, []);
  });

  it('reads what was rotated in the meantime, and what came between, in order', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const { next } = await read([], 3);
    appendFileSync(log.path, numbered(3, 5));
    await sleep(20);
    renameSync(log.path, `${log.path}.2`);
    writeFileSync(log.path, numbered(5, 7));
    renameSync(log.path, `${log.path}.1`);
    writeFileSync(log.path, numbered(7, 9));
    writeFileSync(`${log.path}.3`, 'older\n');
    utimesSync(`${log.path}.3`, 1, 1);
    const again = await read(next, 6, { from: 'end' });
    assert.deepEqual(again.lines, numbered(3, 9).trimEnd().split('\n'));
    // Once more, nothing is read twice.
    appendFileSync(log.path, numbered(9, 10));
    assert.deepEqual((await read(again.next, 1)).lines, ['line 9']);
  });

  it('tells when what was read last is out of reach', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const { next } = await read([], 3);
    renameSync(log.path, join(log.folder, 'elsewhere'));
    writeFileSync(log.path, numbered(0, 1));
    const again = await read(next, 1, { from: 'end' });
    assert.deepEqual(again.lines, ['line 0']);
    assert.deepEqual(again.kinds, ['lost', 'begun']);
  });

  it('begins a file anew that was emptied in the meantime', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const first = await read([], 3);
    writeFileSync(log.path, 'other\n');
    const second = await read(first.next, 1);
    assert.deepEqual(second.lines, ['other']);
    assert.match(second.began[0].identity, /-1-6x/);
    writeFileSync(log.path, 'line 0\n');
    const third = await read(second.next, 1);
    assert.deepEqual(third.lines, ['line 0']);
    assert.match(third.began[0].identity, /-2-7x/);
  });

  it('goes on with the last generation of a file', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const reading = log.read();
    await untilLines(reading, 3);
    truncateSync(log.path, 0);
    await until(() => reading.kinds.includes('truncated'));
    writeFileSync(log.path, numbered(0, 2));
    await untilLines(reading, 5);
    const next = await reading.stop();
    appendFileSync(log.path, 'line 2\n');
    assert.deepEqual((await read(next, 1)).lines, ['line 2']);
  });
});
