/** A file source on real files: whatever is written to them, each line comes once. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { LINE_BYTES_MAX } from '#services/collector/formats/format.ts';
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

describe('a file that grows', () => {
  it('is read from its start, and on as lines come', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const reading = log.read();
    await untilLines(reading, 3);
    appendFileSync(log.path, numbered(3, 5));
    appendFileSync(log.path, 'line 5\r\n');
    await untilLines(reading, 6);
    assertNumbered(reading.sink.lines, 6);
    assert.deepEqual(reading.sink.positions, [0, 7, 14, 21, 28, 35]);
    assert.equal(reading.source.size, statSync(log.path).size);
    const { caughtUp } = reading.sink;
    await until(() => reading.sink.caughtUp > caughtUp);
    assert.match(reading.sink.began[0].identity, /^[0-9a-f]+-[0-9a-f]+-0-7x[0-9a-f]{16}$/);
    assert.deepEqual(await reading.stop(), [{ identity: reading.sink.began[0].identity, position: 43 }]);
    assert.deepEqual(reading.sink.ended, []);
  });

  it('is read soon after it was written', async () => {
    writeFileSync(log.path, 'first\n');
    const reading = log.read();
    await untilLines(reading, 1);
    const delays: number[] = [];
    for (let i = 0; i < 40; i++) {
      await sleep(7);
      const writtenAt = performance.now();
      appendFileSync(log.path, `line ${i}\n`);
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
    const reading = log.read();
    writeFileSync(log.path, 'li');
    await quiet();
    assert.equal(reading.sink.began.length, 0);
    appendFileSync(log.path, 'ne 0');
    await quiet();
    appendFileSync(log.path, '\nline 1\nli');
    await untilLines(reading, 2);
    for (const part of ['n', 'e', ' ', '2']) {
      appendFileSync(log.path, part);
      await sleep(20);
    }
    assertNumbered(reading.sink.lines, 2);
    assert.equal(reading.sink.progress.get(reading.sink.began[0].identity), 14);
    appendFileSync(log.path, '\n');
    await untilLines(reading, 3);
    assertNumbered(reading.sink.lines, 3);
  });

  it('says how far it was read even though reading was stopped in the middle', async () => {
    writeFileSync(log.path, numbered(0, 5));
    const reading = log.read();
    let stopping: Promise<unknown> | undefined;
    reading.sink.onLine = () => {
      stopping ??= reading.stop();
    };
    await until(() => stopping !== undefined);
    await stopping;
    assertNumbered(reading.sink.lines, 5);
    assert.deepEqual(
      reading.sink.next.map(({ position }) => position),
      [statSync(log.path).size],
    );
  });

  it('is waited for when it is not there', async () => {
    log.path = join(log.folder, 'later', 'access.log');
    const reading = log.read({ from: 'end' });
    await quiet();
    mkdirSync(join(log.folder, 'later'));
    await quiet();
    writeFileSync(log.path, numbered(0, 2));
    await untilLines(reading, 2);
    assertNumbered(reading.sink.lines, 2);
    assert.deepEqual(reading.kinds, ['missing', 'begun']);
  });

  it('is read from its end when that is asked for', async () => {
    writeFileSync(log.path, 'old\nold\nli');
    const reading = log.read({ from: 'end' });
    await until(() => reading.sink.began.length === 1);
    appendFileSync(log.path, 'ne 0\nline 1\n');
    await untilLines(reading, 2);
    renameSync(log.path, `${log.path}.1`);
    writeFileSync(log.path, numbered(2, 4));
    await untilLines(reading, 4);
    assertNumbered(reading.sink.lines, 4);
    assert.deepEqual(
      reading.sink.began.map(({ position }) => position),
      [8, 0],
    );
  });

  it('is never read from the midst of a line', async () => {
    writeFileSync(log.path, `line 0\n${'x'.repeat(200_000)}`);
    const reading = log.read({ from: 'end' });
    await quiet();
    const known = await reading.stop();
    appendFileSync(log.path, 'x\nline 1\n');
    const again = log.read({}, known);
    await untilLines(again, 1);
    assert.deepEqual([again.sink.lines, again.sink.tooLong], [['line 1'], []]);
  });

  it('is read from its start if it was empty when its end was asked for', async () => {
    writeFileSync(log.path, '');
    const reading = log.read({ from: 'end' });
    await quiet();
    appendFileSync(log.path, numbered(0, 3));
    await untilLines(reading, 3);
    assertNumbered(reading.sink.lines, 3);
  });

  it('has the beginning of a line that is too long passed on, and its rest passed over', async () => {
    const exact = 'x'.repeat(LINE_BYTES_MAX);
    writeFileSync(log.path, `line 0\n${exact}y\n${exact}\nline 1\n${'z'.repeat(700_000)}`);
    const reading = log.read();
    await untilLines(reading, 3);
    await quiet();
    const longAt = 7 + exact.length + 2;
    const lastAt = longAt + exact.length + 1 + 7;
    assert.deepEqual(reading.sink.tooLong, [{ position: 7, text: `${exact}y` }]);
    const identity = reading.sink.began[0]?.identity ?? '';
    // A restart has to begin with the long line again, not in the midst of it.
    assert.equal(reading.sink.progress.get(identity), lastAt);
    appendFileSync(log.path, `zz\nline 2\n`);
    await untilLines(reading, 4);
    assert.deepEqual(reading.sink.tooLong[1], { position: lastAt, text: 'z'.repeat(LINE_BYTES_MAX + 1) });
    assert.deepEqual(
      reading.sink.lines.map((line) => line.slice(0, 6)),
      ['line 0', 'xxxxxx', 'line 1', 'line 2'],
    );
  });

  it('keeps every byte of a line', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i).filter((byte) => byte !== 10));
    writeFileSync(log.path, Buffer.concat([Buffer.from('a'), bytes, Buffer.from('b\n')]));
    const reading = log.read();
    await untilLines(reading, 1);
    assert.equal(reading.sink.lines[0], `a${bytes.toString('latin1')}b`);
  });

  it('is not read faster than the sink takes it', async () => {
    writeFileSync(log.path, numbered(0, 100_000));
    const reading = log.read();
    const held = Promise.withResolvers<void>();
    reading.sink.hold = held.promise;
    await untilLines(reading, 1);
    await quiet();
    const taken = reading.sink.lines.length;
    assert.ok(taken < 40_000, `${taken} lines were passed on`);
    // Meanwhile a rotation is not missed.
    renameSync(log.path, `${log.path}.1`);
    writeFileSync(log.path, numbered(100_000, 100_001));
    await until(() => reading.kinds.includes('rotated'));
    renameSync(log.path, `${log.path}.2`);
    writeFileSync(log.path, numbered(100_001, 100_002));
    // The one before may have been rotated again before it was seen at the path.
    await until(() => reading.kinds.filter((kind) => kind === 'rotated' || kind === 'missed').length === 2);
    unlinkSync(`${log.path}.2`);
    held.resolve();
    await untilLines(reading, 100_002);
    assertNumbered(reading.sink.lines, 100_002);
  });

  it('is left at once when the reading stops, even if the sink takes nothing', async () => {
    writeFileSync(log.path, numbered(0, 10));
    const reading = log.read();
    reading.sink.hold = new Promise(() => {});
    await untilLines(reading, 10);
    await reading.stop();
    assert.deepEqual(reading.sink.ended, []);
  });
});

describe('a file that is read once', () => {
  const readOnce = async (known: Known[] = []) => {
    const reading = log.read({ follow: false }, known);
    await reading.done;
    return reading.sink;
  };

  it('ends with its last line, complete or not', async () => {
    writeFileSync(log.path, `${numbered(0, 200_000)}line 200000\r`);
    const sink = await readOnce();
    assertNumbered(sink.lines, 200_001);
    assert.deepEqual(sink.ended, [sink.began[0].identity]);
    assert.equal(sink.progress.get(sink.began[0].identity), statSync(log.path).size);
  });

  it('goes on where it was', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const first = await readOnce();
    appendFileSync(log.path, 'line 3');
    assert.deepEqual((await readOnce(first.next)).lines, ['line 3']);
  });

  it('may be empty, all zeros, or one line that is too long', async () => {
    writeFileSync(log.path, '');
    assert.deepEqual((await readOnce()).began, []);
    writeFileSync(log.path, Buffer.alloc(300_000));
    assert.deepEqual((await readOnce()).lines, []);
    writeFileSync(log.path, 'x'.repeat(3_000_000));
    const sink = await readOnce();
    assert.deepEqual(sink.tooLong, [{ position: 0, text: 'x'.repeat(LINE_BYTES_MAX + 1) }]);
    assert.equal(sink.ended.length, 1);
  });

  it('has to be there', async () => {
    await assert.rejects(readOnce(), (error) => failureOf(error) === 'missing');
  });
});

describe('what is no readable file', () => {
  it('is an error of the configuration', async () => {
    const reading = log.read({ path: log.folder });
    await assert.rejects(reading.done, (error) => failureOf(error) === 'config');
  });

  it('is told with what to do about it', {
    skip: process.getuid?.() === 0 && 'root may read all',
  }, async () => {
    writeFileSync(log.path, 'x\n');
    chmodSync(log.path, 0);
    for (const follow of [true, false]) {
      await assert.rejects(
        log.read({ follow }).done,
        (error) => error instanceof WeirError && error.failure === 'config' && /group/.test(error.message),
      );
    }
  });

  it('lets an error of the sink through, and ends what was begun', async () => {
    writeFileSync(log.path, numbered(0, 3));
    const reading = log.read();
    const failure = new Error('the sink fails');
    reading.sink.onLine = () => {
      throw failure;
    };
    await assert.rejects(reading.done, failure);
    assert.equal(reading.sink.ended.length, 1);
  });
});
