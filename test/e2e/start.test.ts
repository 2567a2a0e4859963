/** The commands that a person begins with, as that person runs them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { requirePart } from '../support/parts.ts';
import { jsonLines, runFile } from '../support/run.ts';
import { LOG4SHELL, weirLine } from '../support/stack.ts';

const { skip } = await requirePart(() => Promise.all([natsPart(), nginxPart()]));

interface DemoSummary {
  readonly attackers: number;
  readonly banned: number;
  readonly missed: number;
  readonly benign_banned: number;
  readonly time_to_ban_ms: { readonly p50: number; readonly p99: number };
  readonly blocked_requests: number;
}

describe('npm start', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-start-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('shows a demonstration in which every attacker is banned and no visitor', async () => {
    const port = await freePort();
    const { code, stdout, stderr } = await runFile('services/standalone/main.ts', [
      '--seconds',
      '16',
      '--json',
      '--port',
      `${port}`,
    ]);
    assert.equal(code, 0, stderr);
    const [summary, ...more] = jsonLines<DemoSummary>(stdout);
    assert.equal(more.length, 0, 'one line of JSON and nothing else');
    assert.equal(stdout.trim().split('\n').length, 1);
    assert.ok(summary.attackers >= 8, stdout);
    assert.equal(summary.missed, 0, stderr);
    assert.equal(summary.benign_banned, 0, stderr);
    assert.equal(summary.banned, summary.attackers);
    assert.ok(summary.blocked_requests > 0);
    assert.ok(
      summary.time_to_ban_ms.p50 > 0 && summary.time_to_ban_ms.p99 >= summary.time_to_ban_ms.p50,
      stdout,
    );
    assert.match(stderr, /banned 127\.66\.\d+\.\d+ log4shell \d+\.\d ms from line to ban/);
  });

  test('with --file only shows what it would ban', async () => {
    const log = join(folder, 'access.log');
    const nowMs = Date.now();
    const lines = [
      weirLine({ timeMs: nowMs, ip: '203.0.113.9' }),
      'no line of a log',
      weirLine({ timeMs: nowMs, ip: '198.51.100.23', agent: LOG4SHELL }),
    ];
    writeFileSync(log, lines.map((line) => `${line}\n`).join(''));
    const { code, stdout, stderr } = await runFile('services/standalone/main.ts', [
      '--file',
      log,
      '--seconds',
      '4',
      '--json',
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /would ban 198\.51\.100\.23 log4shell/);
    const [summary] = jsonLines<Record<string, number>>(stdout);
    assert.deepEqual(summary, {
      lines: 3,
      parsed: 2,
      malformed: 1,
      events: 2,
      detections: 1,
      decisions: 1,
      in_force: 1,
    });
  });

  test('says what is wrong with its arguments', async () => {
    const missing = await runFile('services/standalone/main.ts', ['--file', join(folder, 'nothing.log')]);
    assert.equal(missing.code, 66);
    assert.match(missing.stderr, /there is no file .*nothing\.log/);
    const enforce = await runFile('services/standalone/main.ts', ['--enforce']);
    assert.notEqual(enforce.code, 0);
    assert.match(enforce.stderr, /--enforce is for --file/);
    const seconds = await runFile('services/standalone/main.ts', ['--seconds', 'soon']);
    assert.match(seconds.stderr, /positive whole number/);
  });
});
