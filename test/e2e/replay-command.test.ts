/** weir replay: what would have been done about a log. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readNdjson } from '#services/cli/lists/ndjson.ts';
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
        policy: 'failed-logins',
        scope: 'ip',
        value: '198.51.100.7',
        mode: 'enforce',
        remediation: 'block',
        status: 403,
        at: '2026-11-21T10:00:05.000Z',
        expires_at: '2026-11-21T11:00:07.000Z',
      },
      {
        type: 'decision',
        scenario: 'log4shell',
        policy: 'critical',
        scope: 'ip',
        value: '2001:db8::7',
        mode: 'enforce',
        remediation: 'block',
        status: 403,
        at: '2026-11-21T10:00:30.000Z',
        expires_at: '2026-11-22T10:00:30.000Z',
      },
    ]);
    const { seconds, policies, ...summary } = printed.at(-1) ?? {};
    const block = { remediation: 'block', scope: 'ip', mode: 'enforce', decisions: 1 };
    assert.deepEqual(policies, [
      { policy: 'failed-logins', ...block, longest: '1h 2s' },
      { policy: 'critical', ...block, longest: '1d' },
    ]);
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

  test('reads logs that are compressed, and what is piped in', async () => {
    const line = (i: number) =>
      `198.51.100.7 - - [21/Nov/2026:10:00:0${i} +0000] "POST /login HTTP/1.1" 401 9 "-" "curl/8"\n`;
    const parts = [0, 1, 2].map((part) => [0, 1, 2].map((i) => line(3 * part + i)).join(''));
    const files = ['access.log.2.gz', 'access.log.1'].map((name) => join(folder, name));
    writeFileSync(files[0], gzipSync(parts[0]));
    writeFileSync(files[1], parts[1]);
    const args = ['replay', ...files, '-', '--json'];
    const { code, stdout, stderr } = await runFile('bin/weir.mjs', args, { input: parts[2] });
    assert.equal(code, 0, stderr);
    const printed = jsonLines<Record<string, unknown>>(stdout);
    assert.deepEqual([printed[0].scenario, printed[0].events], ['login-bruteforce', 9]);
    assert.deepEqual([printed.at(-1)?.lines, printed.at(-1)?.malformed], [9, 0]);
  });

  describe('with policies of one’s own', () => {
    const log = join(folder, 'logins.log');
    /** One who fails to log in, and comes back after an hour. */
    const lines = [0, 70].flatMap((minute) =>
      Array.from({ length: 8 }, (_, i) => {
        const time = new Date(Date.UTC(2026, 10, 21, 10, minute, i)).toISOString().slice(11, 19);
        return `198.51.100.7 - - [21/Nov/2026:${time} +0000] "POST /login HTTP/1.1" 401 100 "-" "curl/8"`;
      }),
    );
    writeFileSync(log, lines.map((each) => `${each}\n`).join(''));
    const replay = async (policies: string, ...flags: string[]) => {
      const file = join(folder, 'policies.yaml');
      writeFileSync(file, policies);
      return runFile('bin/weir.mjs', ['replay', log, '--policies', file, ...flags]);
    };

    test('decides by them: whom it is about, for how long, and for how long when somebody comes back', async () => {
      const policies = `policies:
  - name: guessers
    match: { scenario: login-bruteforce }
    status: 429
    scope: ip+agent
    for: 30m
    repeat: { factor: 3 }
`;
      const { code, stdout, stderr } = await replay(policies, '--json');
      assert.equal(code, 0, stderr);
      const printed = jsonLines<Record<string, unknown>>(stdout);
      const decisions = printed.filter(({ type }) => type === 'decision');
      const about = { scope: 'ip+agent', value: '198.51.100.7 curl/8', policy: 'guessers', status: 429 };
      assert.deepEqual(
        decisions.map(({ scope, value, policy, status, at, expires_at }) => ({
          ...{ scope, value, policy, status },
          ...{ at, expires_at },
        })),
        [
          { ...about, at: '2026-11-21T10:00:05.000Z', expires_at: '2026-11-21T10:30:07.000Z' },
          { ...about, at: '2026-11-21T11:10:05.000Z', expires_at: '2026-11-21T12:40:07.000Z' },
        ],
      );
      assert.deepEqual(printed.at(-1)?.policies, [
        {
          ...{ policy: 'guessers', remediation: 'block', scope: 'ip+agent', mode: 'enforce' },
          ...{ decisions: 2, longest: '1h 30m' },
        },
      ]);
      const { entries, mistakes } = readNdjson(stdout, {
        lengthMs: undefined,
        remediation: 'block',
        reason: '',
      });
      assert.deepEqual(mistakes, []);
      assert.deepEqual(
        entries.map(({ subject, statusCode }) => [subject.value, statusCode]),
        Array.from({ length: 2 }, () => ['198.51.100.7 curl/8', 429]),
      );
    });

    test('says for people what each policy came to', async () => {
      const { code, stdout } = await replay(
        'policies: [{ name: watched, match: {}, remediation: log, for: permanent }]',
      );
      assert.equal(code, 0);
      assert.match(stdout, /^POLICY +DOES +SCOPE +MODE +DECISIONS +LONGEST$/m);
      assert.match(stdout, /^watched +block +ip +shadow +1 +for ever$/m);
    });

    test('tells every mistake of theirs with line and column, and what may be a slip', async () => {
      const wrong = await replay(
        'policies:\n  - { name: a, match: {}, for: 0s }\n  - { name: b, for: 1h }\n',
      );
      assert.equal(wrong.code, 78);
      assert.match(wrong.stderr, /policies\.yaml:2:\d+: .*"0s": write a duration/);
      assert.match(wrong.stderr, /policies\.yaml:3:\d+: .*match: missing/);
      const slip = await replay('policies: [{ name: a, match: { scenario: login-bruteforc }, for: 1h }]');
      assert.equal(slip.code, 0);
      assert.match(slip.stderr, /warning: login-bruteforc: .*did you mean "login-bruteforce"/);
      const none = await runFile('bin/weir.mjs', ['replay', log, '--policies', join(folder, 'none.yaml')]);
      assert.match(none.stderr, /none\.yaml: can't be read/);
    });
  });

  test('a file that is not there is an error', async () => {
    const { code, stderr } = await runFile('bin/weir.mjs', ['replay', join(folder, 'nothing.log')]);
    assert.equal(code, 66);
    assert.match(stderr, /nothing\.log can't be read/);
  });
});
