/** Logs of ModSecurity of which each has a file of its own: found by their index, checked, passed on once. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { EventRow } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import {
  ConcurrentSource,
  type ConcurrentSourceOptions,
} from '#services/collector/sources/concurrent/concurrent-source.ts';
import { modsecurityPart } from '#services/standalone/parts/parts.ts';
import { type Known, Recorder } from '../support/file-reading.ts';
import { temporaryFolder } from '../support/folder.ts';
import { TestModSecurity } from '../support/modsecurity.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(() => modsecurityPart());

class Logs {
  readonly folder: string;
  readonly index: string;
  #count = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.index = join(folder, 'index.log');
    mkdirSync(join(folder, '20261122/20261122-2056'), { recursive: true });
    writeFileSync(this.index, '');
  }

  /** Writes a log and its line of the index. @returns the file */
  write(content: string, { md5 = md5Of(content), agent = 'curl' } = {}): string {
    const path = join(this.folder, `20261122/20261122-2056/20261122-205659-${this.#count++}`);
    writeFileSync(path, content);
    this.name(path, md5, agent);
    return path;
  }

  name(path: string, md5: string, agent = 'curl'): void {
    const request = `127.0.0.1:80 127.0.0.1 - [22/Nov/2026:20:56:59 +0000] "GET / HTTP/1.1" 200 3 - "${agent}"`;
    appendFileSync(this.index, `${request} 179538101910.755281 - ${path} 0 798.000000 md5:${md5}\n`);
  }
}

const md5Of = (content: string) => createHash('md5').update(content).digest('hex');

/** A reading of an index, which is stopped with its test. */
function read(
  t: TestContext,
  options: Pick<ConcurrentSourceOptions, 'path' | 'folder'> & Partial<ConcurrentSourceOptions>,
  known: Known[] = [],
) {
  const sink = new Recorder(known);
  const stopping = new AbortController();
  const source = new ConcurrentSource({
    name: 'waf',
    from: 'start',
    remove: false,
    clock: new SystemClock(),
    ...options,
  });
  const done = source.run(sink, stopping.signal);
  const stop = async () => {
    stopping.abort();
    await done;
  };
  t.after(stop);
  return { sink, source, stop };
}

describe('logs of ModSecurity in files of their own', () => {
  it('are passed on in the order of the index, each once over a restart', async (t) => {
    const logs = new Logs(temporaryFolder(t));
    const content = (i: number) => `{"transaction":${i}}`;
    for (let i = 0; i < 100; i++) logs.write(`${content(i)}\n`);
    const first = read(t, { path: logs.index, folder: logs.folder });
    await until(() => first.sink.lines.length === 100, 'the first hundred');
    await first.stop();
    for (let i = 100; i < 150; i++) logs.write(`${content(i)}\n`);
    const second = read(t, { path: logs.index, folder: logs.folder }, first.sink.next);
    await until(() => second.sink.lines.length === 50, 'fifty more');
    const lines = [...first.sink.lines, ...second.sink.lines];
    assert.deepEqual(
      lines,
      Array.from({ length: 150 }, (_, i) => content(i)),
    );
    assert.deepEqual(second.source.alarms, []);
  });

  it('are removed only once they have been taken over, if at all', async (t) => {
    const logs = new Logs(temporaryFolder(t));
    const files = Array.from({ length: 40 }, (_, i) => logs.write(`{"transaction":${i}}\n`));
    const kept = read(t, { path: logs.index, folder: logs.folder });
    await until(() => kept.sink.lines.length === 40, 'all');
    await kept.stop();
    assert.ok(files.every((file) => existsSync(file)));
    const removing = read(t, { path: logs.index, folder: logs.folder, remove: true });
    await until(() => files.every((file) => !existsSync(file)), 'all to be removed');
    assert.equal(removing.sink.lines.length, 40);
  });

  it('are left out when they are damaged, gone, or elsewhere: their line of the index stands for them', async (t) => {
    const outside = join(temporaryFolder(t), 'secret');
    writeFileSync(outside, 'secret');
    const logs = new Logs(temporaryFolder(t));
    logs.write('{"transaction":0}\n', { md5: md5Of('something else') });
    rmSync(logs.write('{"transaction":1}\n'));
    logs.name(outside, md5Of('secret'));
    logs.name(`${logs.folder}/../${outside.split('/').slice(-2).join('/')}`, md5Of('secret'));
    const link = logs.write('x');
    rmSync(link);
    symlinkSync(outside, link);
    logs.name(link, md5Of('secret'));
    appendFileSync(logs.index, 'no line of an index\n');
    logs.write('{"transaction":2}\n', { agent: `evil" - - ${outside} 0 6.000000 md5:${md5Of('secret')}` });
    const { sink, source } = read(t, { path: logs.index, folder: logs.folder });
    await until(() => sink.lines.length === 8, 'all lines');
    assert.deepEqual(
      sink.lines.filter((line) => line.startsWith('{')),
      ['{"transaction":2}'],
    );
    assert.ok(!sink.lines.includes('secret'));
    assert.match(source.alarms.join(), /^7 logs of the index can't be read or are damaged/);
  });

  it('are those of a real ModSecurity', { skip }, async (t) => {
    const nginx = await TestModSecurity.start({
      auditLog: (folder) => `SecAuditLogType Concurrent
      SecAuditLogStorageDir ${folder}
      SecAuditLog ${folder}/index.log`,
    });
    t.after(() => nginx.stop());
    const { sink, source } = read(t, { path: join(nginx.folder, 'index.log'), folder: nginx.folder });
    await nginx.ask('GET /page HTTP/1.1\r\nHost: shop.example');
    await nginx.ask(
      'GET /page?q=attack HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: "\xff" \xe9 - 0 md5:\r\nReferer: http://x/ /y 0 1 md5:',
    );
    await until(() => sink.lines.length === 2, 'both logs');
    const format = openFormat({ format: 'modsecurity' });
    const row = new EventRow();
    const events = sink.lines.map((text) => {
      const line = Buffer.from(text, 'latin1');
      assert.equal(format.parse(line, 0, line.length, row), '');
      return [row.text('path'), row.text('waf_rule'), row.status];
    });
    assert.deepEqual(events, [
      ['/page', '', 200],
      ['/page', '1001', 406],
    ]);
    assert.deepEqual(source.alarms, []);
  });
});
