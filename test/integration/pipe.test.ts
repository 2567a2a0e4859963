/** A named pipe that a real nginx logs to: it is always read on, whoever comes and goes. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { PipeSource } from '#services/collector/sources/pipe/pipe-source.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { failing } from '../support/failures.ts';
import { until } from '../support/file-reading.ts';
import { temporaryFolder } from '../support/folder.ts';
import { TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { Sending, SentSink, sourceConfig } from '../support/sent-lines.ts';

const withNginx = await requirePart(nginxPart);

function pipe(t: TestContext, path: string, settings = 'create: true', sink = new SentSink()) {
  const config = sourceConfig(`{ type: pipe, name: fifo, path: ${path}, ${settings} }`);
  if (config.type !== 'pipe') throw new Error(config.type);
  const source = new PipeSource({ ...config, clock: new SystemClock(), random: systemRandom });
  const sending = new Sending(source, sink);
  t.after(() => sending.stop().catch(() => {}));
  return sending;
}

const isPipe = (path: string) => {
  try {
    return statSync(path).isFIFO();
  } catch {
    return false;
  }
};

/** Opens the pipe as a server does, when somebody reads it. */
const write = (path: string) => openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);

/** Whether somebody reads it. */
function isOpen(path: string): boolean {
  try {
    closeSync(write(path));
    return true;
  } catch {
    return false;
  }
}

describe('a named pipe', () => {
  it('is made with the rights that are asked for, and read whoever comes and goes', async (t) => {
    const path = join(temporaryFolder(t), 'access.pipe');
    const reading = pipe(t, path, 'create: true, mode: "0622"');
    // It gets its rights once it is there.
    await until(() => isPipe(path) && (statSync(path).mode & 0o777) === 0o622);
    await until(() => isOpen(path));
    for (let i = 0; i < 5; i++) {
      const descriptor = write(path);
      writeSync(descriptor, `line ${i}\nhalf `);
      writeSync(descriptor, `${i}\r\n`);
      closeSync(descriptor);
    }
    await until(() => reading.sink.lines.length === 10);
    assert.deepEqual(reading.sink.lines.slice(-2), ['line 4', 'half 4']);
    const long = write(path);
    writeSync(long, 'x'.repeat(60_000));
    await until(() => reading.sink.flushes > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    writeSync(long, `${'x'.repeat(20_000)}\nafter\n`);
    await until(() => reading.sink.lines.length === 11);
    assert.deepEqual([reading.sink.lines[10], reading.sink.tooLong.length], ['after', 1]);
    closeSync(long);
    await reading.stop();
    assert.equal(reading.sink.ended, 1);
  });

  it('is read on while there is no room: what can’t be held is dropped and counted', async (t) => {
    const path = join(temporaryFolder(t), 'access.pipe');
    execFileSync('mkfifo', [path]);
    const reading = pipe(t, path, 'buffer: 100KB');
    const { promise, resolve } = Promise.withResolvers<void>();
    reading.sink.hold = promise;
    const writer = spawn('sh', ['-c', `yes "$(printf '%099d' 0)" | head -n 50000 > '${path}'`]);
    const [code] = await once(writer, 'exit');
    assert.equal(code, 0);
    await until(() => reading.sink.overrun > 45_000);
    reading.sink.hold = Promise.resolve();
    resolve();
    await until(() => reading.sink.lines.length + reading.sink.overrun === 50_000);
    assert.ok(reading.sink.lines.length >= 500, `${reading.sink.lines.length} lines`);
    assert.match(reading.source.alarms[0], /^\d+ lines dropped because no more could be taken in/);
  });

  it('is found again when it has been made anew', async (t) => {
    const path = join(temporaryFolder(t), 'access.pipe');
    const reading = pipe(t, path);
    await until(() => isOpen(path));
    rmSync(path);
    await assert.rejects(reading.done, failing('unavailable', /access\.pipe has been replaced/));
  });

  it('says what is in its place, or that there is none', async (t) => {
    const folder = temporaryFolder(t);
    const path = join(folder, 'access.log');
    await assert.rejects(
      pipe(t, path, '').done,
      failing('missing', /make it with "mkfifo .*", or set create: true/),
    );
    writeFileSync(path, '');
    await assert.rejects(
      pipe(t, path).done,
      failing('config', /is no pipe: name one made by mkfifo, or take type: file/),
    );
    const nowhere = join(folder, 'no/access.pipe');
    await assert.rejects(pipe(t, nowhere).done, failing('config', /can't be made: .*mkfifo/));
    assert.throws(
      () => sourceConfig('{ type: pipe, name: p, path: /p, mode: 0622 }'),
      failing('config', /in quotes/),
    );
  });
});

describe('a named pipe that nginx logs to', withNginx, () => {
  it('has all lines while it is read, across restarts of the collector and of nginx', async (t) => {
    const path = join(temporaryFolder(t), 'access.pipe');
    const sink = new SentSink();
    const first = pipe(t, path, 'create: true', sink);
    await until(() => isPipe(path));
    const http = `log_format page '$request_uri';`;
    const nginx = await TestNginx.start({ workers: 1, http, server: `access_log ${path} page;` });
    t.after(() => nginx.stop());
    let asked = 0;
    const ask = async (times: number) => {
      for (const end = asked + times; asked < end; asked++) await nginx.ask({ path: `/${asked}` });
    };
    await ask(20);
    await until(() => sink.lines.length === asked);
    await first.stop();
    // Nobody has the pipe open for reading: nginx goes on, and what it can't write is gone.
    await ask(20);
    const second = pipe(t, path, '', sink);
    await until(() => isOpen(path));
    await ask(20);
    await nginx.quit();
    await nginx.restart();
    await ask(20);
    await until(() => sink.lines.length === asked - 20);
    await second.stop();
    const all = Array.from({ length: asked }, (_, i) => `/${i}`);
    assert.deepEqual(sink.lines, [...all.slice(0, 20), ...all.slice(40)]);
  });
});
