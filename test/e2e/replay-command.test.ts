/** weir replay: what would have been done about a log. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { jsonLines, runFile } from '../support/run.ts';
import { LOG4SHELL } from '../support/stack.ts';

describe('weir replay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-replay-'));
  after(() => rmSync(folder, { recursive: true }));

  test('prints a line for each detection and decision in event time, then a summary', async () => {
    const file = join(folder, 'access.log');
    const line = (second: number, address: string, request: string, status: number, agent = 'curl/8') =>
      `${address} - - [21/Nov/2026:10:00:${String(second).padStart(2, '0')} +0000] "${request}" ${status} 100 "-" "${agent}"`;
    const lines = [
      line(0, '192.0.2.1', 'GET / HTTP/1.1', 200),
      ...Array.from({ length: 8 }, (_, i) => line(i, '198.51.100.7', 'POST /login HTTP/1.1', 401)),
      line(30, '2001:db8::7', 'GET /?q=1 HTTP/1.1', 200, LOG4SHELL),
      '\x16\x03\x01 rubbish',
    ];
    writeFileSync(file, lines.map((each) => `${each}\n`).join(''));
    const { code, stdout, stderr } = await runFile('bin/weir.mjs', ['replay', file, '--json']);
    assert.equal(code, 0, stderr);
    const printed = jsonLines<Record<string, unknown>>(stdout);
    assert.deepEqual(printed.slice(0, -1), [
      {
        type: 'detection',
        scenario: 'login-bruteforce',
        scope: 'ip',
        value: '198.51.100.7',
        mode: 'enforce',
        at: '2026-11-21T10:00:05.000Z',
        first_seen: '2026-11-21T10:00:00.000Z',
        last_seen: '2026-11-21T10:00:07.000Z',
        events: 8,
      },
      {
        type: 'detection',
        scenario: 'log4shell',
        scope: 'ip',
        value: '2001:db8::7',
        mode: 'enforce',
        at: '2026-11-21T10:00:30.000Z',
        first_seen: '2026-11-21T10:00:30.000Z',
        last_seen: '2026-11-21T10:00:30.000Z',
        events: 1,
      },
      {
        type: 'decision',
        scenario: 'login-bruteforce',
        scope: 'ip',
        value: '198.51.100.7',
        mode: 'enforce',
        remediation: 'block',
        at: '2026-11-21T10:00:05.000Z',
        expires_at: '2026-11-21T11:00:07.000Z',
      },
      {
        type: 'decision',
        scenario: 'log4shell',
        scope: 'ip',
        value: '2001:db8::7',
        mode: 'enforce',
        remediation: 'block',
        at: '2026-11-21T10:00:30.000Z',
        expires_at: '2026-11-22T10:00:30.000Z',
      },
    ]);
    const { seconds, ...summary } = printed.at(-1) ?? {};
    assert.deepEqual(summary, { type: 'summary', lines: 11, parsed: 10, malformed: 1, detections: 2 });
    assert.equal(typeof seconds, 'number');
  });

  test('prints the same when threads share the work', async () => {
    const file = join(folder, 'probing.log');
    const lines = Array.from({ length: 400 }, (_, i) => {
      const minute = String(Math.floor(i / 10)).padStart(2, '0');
      return `198.51.100.${i % 20} - - [21/Nov/2026:10:${minute}:00 +0000] "GET /.env.${i} HTTP/1.1" 404 9 "-" "curl/8"`;
    });
    writeFileSync(file, lines.map((each) => `${each}\n`).join(''));
    const [alone, shared] = await Promise.all(
      ['1', '3'].map(async (threads) => {
        const args = ['replay', file, '--json', '--threads', threads];
        const { code, stdout, stderr } = await runFile('bin/weir.mjs', args);
        assert.equal(code, 0, stderr);
        return stdout.replace(/,"seconds":[\d.]+/, '');
      }),
    );
    assert.ok(jsonLines(alone).length > 20, alone);
    assert.equal(shared, alone);
  });

  test('a file that is not there is an error', async () => {
    const { code, stderr } = await runFile('bin/weir.mjs', ['replay', join(folder, 'nothing.log')]);
    assert.equal(code, 66);
    assert.match(stderr, /nothing\.log can't be read/);
  });
});
