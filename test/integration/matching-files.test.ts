/** A source of several files: each that matches is read once, whatever it is called later. */
import assert from 'node:assert/strict';
import { appendFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { failing } from '../support/failures.ts';
import { LogFolder, quiet, until, untilLines } from '../support/file-reading.ts';
import { sourceConfig } from '../support/sent-lines.ts';

const log = new LogFolder();
const at = (name: string) => join(log.folder, name);
const all = () => ({ path: at('*.log') });
const sorted = (lines: readonly string[]) => [...lines].sort();

describe('files that match', () => {
  it('are read under one name, those that come later as well', async () => {
    writeFileSync(at('a.log'), 'a 0\n');
    writeFileSync(at('b.log'), 'b 0\n');
    writeFileSync(at('b.txt'), 'no\n');
    const reading = log.read(all());
    await untilLines(reading, 2);
    writeFileSync(at('c.log'), 'c 0\n');
    appendFileSync(at('a.log'), 'a 1\n');
    await untilLines(reading, 4);
    appendFileSync(at('c.log'), 'c 1\n');
    await untilLines(reading, 5);
    await quiet();
    assert.deepEqual(sorted(reading.sink.lines), ['a 0', 'a 1', 'b 0', 'c 0', 'c 1']);
    assert.equal(reading.sink.began.length, 3);
  });

  it('are read from their end at first, and from their start when they come later', async () => {
    writeFileSync(at('a.log'), 'old\n');
    const reading = log.read({ ...all(), from: 'end' });
    await until(() => reading.sink.began.length === 1);
    writeFileSync(at('b.log'), 'b 0\n');
    appendFileSync(at('a.log'), 'a 0\n');
    await untilLines(reading, 2);
    assert.deepEqual(sorted(reading.sink.lines), ['a 0', 'b 0']);
  });

  it('are not read again when rotation gives them a name that matches, too', async () => {
    for (const [pattern, rotated] of [
      ['access*', 'access.log.1'],
      ['access*', 'access.log-20261121'],
      ['access*.log', 'access-20261121.log'],
    ]) {
      writeFileSync(at('access.log'), 'one\n');
      const reading = log.read({ path: at(pattern) });
      await untilLines(reading, 1);
      renameSync(at('access.log'), at(rotated));
      appendFileSync(at(rotated), 'two\n');
      writeFileSync(at('access.log'), 'three\n');
      await untilLines(reading, 3);
      // Longer than until it is looked again what matches.
      await new Promise((resolve) => setTimeout(resolve, 1300));
      writeFileSync(at('access.log.2.gz'), gzipSync('four\n'));
      await quiet();
      assert.deepEqual(reading.sink.lines, ['one', 'two', 'three'], rotated);
      const next = await reading.stop();
      appendFileSync(at(rotated), 'late\n');
      appendFileSync(at('access.log'), 'five\n');
      const again = log.read({ path: at(pattern) }, next);
      await untilLines(again, 2);
      await quiet();
      assert.deepEqual(sorted(again.sink.lines), ['five', 'late'], rotated);
      await again.stop();
      for (const name of ['access.log', rotated, 'access.log.2.gz']) rmSync(at(name));
    }
  });

  it('go on where they were after a restart, each by itself', async () => {
    for (const name of ['a.log', 'a.log2.log', 'b.log']) writeFileSync(at(name), `${name} 0\n`);
    const first = log.read(all());
    await untilLines(first, 3);
    await quiet();
    const next = await first.stop();
    for (const name of ['a.log', 'a.log2.log', 'b.log']) appendFileSync(at(name), `${name} 1\n`);
    renameSync(at('b.log'), at('b.log.1'));
    writeFileSync(at('b.log'), 'b.log 2\n');
    const second = log.read({ ...all(), from: 'end' }, next);
    await untilLines(second, 4);
    await quiet();
    assert.deepEqual(sorted(second.sink.lines), ['a.log 1', 'a.log2.log 1', 'b.log 1', 'b.log 2']);
    assert.ok(!second.kinds.includes('lost'));
  });

  it('are so many at once; others wait until one is gone', async () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(at(`${name}.log`), `${name}\n`);
    const reading = log.read({ ...all(), filesMax: 2 });
    await untilLines(reading, 2);
    await quiet();
    assert.deepEqual(sorted(reading.sink.lines), ['a', 'b']);
    assert.match(reading.source.alarms[0], /^3 files match .*, of which 2 are read: raise files/);
    rmSync(at('a.log'));
    await untilLines(reading, 3, 15_000);
    assert.deepEqual([reading.sink.lines[2], reading.sink.ended.length], ['c', 1]);
    await until(() => reading.source.alarms.length === 0);
  });

  it('are not held up by one that can’t be read', async () => {
    writeFileSync(at('a.log'), 'a\n');
    symlinkSync('/dev/null', at('b.log'));
    const reading = log.read(all());
    await untilLines(reading, 1);
    await until(() => reading.source.alarms.length > 0);
    assert.match(reading.source.alarms[0], /^1 files are not read: .*b\.log is no regular file/);
    rmSync(at('b.log'));
    writeFileSync(at('b.log'), 'b\n');
    await untilLines(reading, 2);
    await until(() => reading.source.alarms.length === 0);
  });

  it('all end when the lines of one can’t be passed on', async () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(at(`${name}.log`), `${name}\n`);
    const reading = log.read(all());
    await untilLines(reading, 3);
    reading.sink.onLine = () => {
      throw new TypeError('a defect');
    };
    appendFileSync(at('b.log'), 'b\n');
    await assert.rejects(reading.done, /a defect/);
    assert.equal(reading.sink.ended.length, 3);
  });

  it('through links to one file are one', async () => {
    writeFileSync(at('a.log'), 'a\n');
    const reading = log.read(all());
    await untilLines(reading, 1);
    symlinkSync('a.log', at('b.log'));
    await new Promise((resolve) => setTimeout(resolve, 1300));
    assert.deepEqual([reading.sink.lines, reading.sink.began.length], [['a'], 1]);
    const again = log.read(all(), await reading.stop());
    appendFileSync(at('a.log'), 'more\n');
    await untilLines(again, 1);
    await quiet();
    assert.deepEqual([again.sink.lines, again.sink.began.length], [['more'], 1]);
  });
});

describe('files that are read once', () => {
  it('may be compressed, in several parts, and several', async () => {
    const text = Array.from({ length: 50_000 }, (_, i) => `line ${i}`);
    const part = (from: number, to: number) => gzipSync(`${text.slice(from, to).join('\n')}\n`);
    writeFileSync(at('access.log.2.gz'), Buffer.concat([part(0, 1), part(1, 30_000)]));
    await quiet();
    writeFileSync(at('access.log.1'), `${text.slice(30_000, 40_000).join('\n')}\n`);
    await quiet();
    writeFileSync(at('access.log'), text.slice(40_000).join('\n'));
    const reading = log.read({ path: at('access.log*'), follow: false });
    await reading.done;
    assert.deepEqual(reading.sink.lines, text);
    assert.equal(reading.sink.ended.length, 3);
  });

  it('are gone through again after a restart from positions that are the same', async () => {
    writeFileSync(at('a.gz'), gzipSync(`${'x'.repeat(70_000)}\na\nb`));
    const path = at('a.gz');
    const [first, second] = [log.read({ path, follow: false }), log.read({ path, follow: false })];
    await Promise.all([first.done, second.done]);
    assert.deepEqual(first.sink.lines, ['a', 'b']);
    assert.deepEqual(
      first.sink.tooLong.map(({ position }) => position),
      [0],
    );
    assert.deepEqual(first.sink.positions, [70_001, 70_003]);
    assert.deepEqual([second.sink.began, second.sink.positions], [first.sink.began, first.sink.positions]);
    assert.equal(first.source.done, first.source.size);
  });

  it('that are damaged are said to be, and what could be read was', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i * 7919}\n`).join('');
    const whole = gzipSync(lines);
    writeFileSync(at('short.gz'), whole.subarray(0, whole.length - 20));
    writeFileSync(at('none.gz'), 'line 1\n');
    const reading = log.read({ path: at('short.gz'), follow: false });
    await assert.rejects(reading.done, failing('corrupt', /short\.gz is no gzip, or was cut short/));
    assert.ok(reading.sink.lines.length > 10_000);
    assert.equal(reading.sink.ended.length, 1);
    await assert.rejects(
      log.read({ path: at('none.gz'), follow: false }).done,
      failing('corrupt', /none\.gz is no gzip/),
    );
    await assert.rejects(
      log.read({ path: at('no*.log'), follow: false }).done,
      failing('missing', /no file matches/),
    );
  });
});

describe('the settings of files', () => {
  it('say what is wrong', () => {
    const file = (settings: string) => sourceConfig(`{ type: file, name: f, ${settings} }`);
    assert.throws(() => file('path: /a.gz'), failing('config', /follow: .* set follow: false/));
    assert.equal(file('path: /a.gz, follow: false').name, 'f');
    assert.throws(() => file('path: "/**/a.log"'), failing('config', /path: only \* and \?/));
    assert.equal(file('path: "/var/log/*/access?.log"').name, 'f');
  });
});
