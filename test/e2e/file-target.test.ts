/** The file target, with an nginx that reads its file, and with commands that fail. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { FileTarget, type FileTargetOptions } from '#services/enforcer/targets/file/file-target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { temporaryFolder } from '../support/folder.ts';
import { TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const BANNED = '198.51.100.1';
const OTHER = '198.51.100.2';
const EVERY_MS = 200;

async function open(t: TestContext, options: Partial<FileTargetOptions> = {}) {
  const path = options.path ?? join(temporaryFolder(t), 'blocked');
  const failures: string[] = [];
  const repairs: string[] = [];
  const target = await FileTarget.open({
    path,
    format: 'plain',
    mode: 0o644,
    everyMs: 10,
    timeoutMs: 5000,
    size: 1000,
    clock: new SystemClock(),
    onFailure: (what) => failures.push(what),
    onRepair: (what) => repairs.push(what),
    ...options,
  });
  t.after(() => target.close());
  return { target, path, failures, repairs, text: () => readFileSync(path, 'utf8') };
}

/** A program with these lines. */
function script(t: TestContext, ...lines: string[]): string {
  const file = join(temporaryFolder(t), 'after');
  writeFileSync(file, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('nginx that reads a file', await requirePart(nginxPart), () => {
  for (const [format, http, server] of [
    ['nginx-geo', 'geo $weir_blocked { default 0; include FILE; }', 'if ($weir_blocked) { return 403; }'],
    ['nginx-deny', '', 'include FILE;'],
  ] as const) {
    test(`refuses who is in it: ${format}`, async (t) => {
      const path = join(temporaryFolder(t), 'blocked');
      writeFileSync(path, '');
      const place = (text: string) => text.replaceAll('FILE', path);
      const nginx = await TestNginx.start({ http: place(http), server: place(server) });
      t.after(() => nginx.stop());
      const { binary, libraryPath } = await nginxPart();
      const reload = [binary, '-p', nginx.folder, '-c', 'nginx.conf', '-e', 'stderr', '-s', 'reload'];
      const after = ['env', `LD_LIBRARY_PATH=${libraryPath}`, ...reload];
      const { target } = await open(t, { path, format, after });
      const status = async (from: string) => (await nginx.ask({ from, path: '/file' })).status;
      await target.reset([ruleOn(BANNED), ruleOn('2001:db8::/64')]);
      await until(async () => (await status(BANNED)) === 403, 'the reload');
      await until(async () => (await status('2001:db8::5')) === 403, 'the reload');
      assert.equal(await status(OTHER), 200);
      assert.equal(target.status().alarm, '');
      await target.apply([remove(ruleOn(BANNED)), put(ruleOn('2001:db8::5', { remediation: 'allow' }))]);
      await until(async () => (await status(BANNED)) === 200, 'the reload');
      await until(async () => (await status('2001:db8::5')) === 200, 'the reload');
    });
  }
});

test('a file is written no more often than is said, whole each time', async (t) => {
  const { target, text, path } = await open(t, { everyMs: EVERY_MS });
  const startMs = performance.now();
  await target.reset([]);
  for (let i = 0; i < 5; i++)
    await target.apply([put(ruleOn(`198.51.100.${i}`)), put(ruleOn(`203.0.113.${i}`))]);
  const { writes } = target.numbers();
  assert.ok(writes <= 1 + (performance.now() - startMs) / EVERY_MS, `${writes} writes`);
  assert.equal(text().split('\n').length, 11);
  assert.equal(statSync(path).mode & 0o777, 0o644);
  assert.ok(!existsSync(`${path}.new`));
});

test('what would not change the file does not write it', async (t) => {
  const { target } = await open(t, { mode: 0o600 });
  await target.reset([ruleOn(BANNED)]);
  await target.apply([put(ruleOn(BANNED, { untilMs: Date.now() + 7_200_000 }))]);
  await target.apply([put(ruleOn('203.0.113.0/24', { remediation: 'allow' }))]);
  assert.equal(target.numbers().writes, 1);
});

test('what has expired leaves the file by itself', async (t) => {
  const { target, text } = await open(t);
  await target.reset([ruleOn(BANNED, { untilMs: Date.now() + 300 }), ruleOn(OTHER)]);
  assert.equal(text(), `${BANNED}\n${OTHER}\n`);
  await until(() => text() === `${OTHER}\n`, 'the rule to leave');
});

test('a file that can’t be written stays as it is, is an alarm, and is written when it can be', async (t) => {
  const { target, path, text } = await open(t);
  await target.reset([ruleOn(BANNED)]);
  // A folder in its place.
  rmSync(path);
  mkdirSync(path);
  await assert.rejects(target.apply([put(ruleOn(OTHER))]), (error) => failureOf(error) === 'unavailable');
  assert.match(target.status().alarm, /blocked can't be written: EISDIR/);
  rmdirSync(path);
  await until(() => target.status().alarm === '', 'the file');
  assert.equal(text(), `${BANNED}\n${OTHER}\n`);
});

test('what somebody else has made of the file is put back, and told', async (t) => {
  const { target, path, text, repairs } = await open(t, { format: 'nginx-deny' });
  await target.reset([ruleOn(BANNED)]);
  const written = text();
  const deeds: readonly [() => void, string][] = [
    [() => rmSync(path), 'it was gone'],
    [() => appendFileSync(path, `deny ${OTHER};\n`), 'it said something else'],
    [() => writeFileSync(path, written.replace(BANNED, OTHER)), 'it said something else'],
    [() => chmodSync(path, 0o600), 'it had other permissions'],
  ];
  for (const [deed, told] of deeds) {
    const before = repairs.length;
    deed();
    await until(() => repairs.length > before, told, 5000);
    assert.equal(repairs.at(-1), told);
    await until(() => existsSync(path) && text() === written, 'the file', 5000);
  }
  assert.equal(target.numbers().repairs, deeds.length);
  // No change of what it says.
  utimesSync(path, 1, 1);
  await sleep(2500);
  assert.equal(target.numbers().writes, 1 + deeds.length);
  assert.equal(statSync(path).mode & 0o777, 0o644);
});

test('the command runs after each write; when it fails nothing counts as enforced, and it is tried again', async (t) => {
  const folder = temporaryFolder(t);
  const [broken, ran] = [join(folder, 'broken'), join(folder, 'ran')];
  const after = [
    script(t, 'echo "$1" >> "$2"', 'if [ -e "$3" ]; then printf "it is\\nbroken\\033[1m" >&2; exit 3; fi'),
    'a; word $HOME',
    ran,
    broken,
  ];
  const { target, failures } = await open(t, { after });
  assert.equal((await target.reset([ruleOn(BANNED)])).instances, 1);
  writeFileSync(broken, '');
  assert.equal((await target.apply([put(ruleOn(OTHER))])).instances, 0);
  assert.equal(failures[0], `${after[0]} ended with exit code 3: it is broken[1m`);
  assert.equal(target.status().alarm, failures[0]);
  rmSync(broken);
  await until(() => target.status().alarm === '', 'another try');
  assert.equal(readFileSync(ran, 'utf8'), 'a; word $HOME\n'.repeat(3));
});

test('a command that hangs is killed, with what it has started', async (t) => {
  const pid = join(temporaryFolder(t), 'pid');
  const { target, failures } = await open(t, {
    after: [script(t, 'sleep 60 & echo $! > "$1"; wait'), pid],
    timeoutMs: 300,
  });
  assert.equal((await target.reset([ruleOn(BANNED)])).instances, 0);
  assert.match(failures[0], /after took more than 0\.3 s$/);
  const sleeper = readFileSync(pid, 'utf8').trim();
  await until(() => !isRunning(sleeper), 'the end of it');
});

test('a command that is not there, and one that says too much', async (t) => {
  const missing = await open(t, { after: ['/nowhere/reload'] });
  assert.equal((await missing.target.reset([])).instances, 0);
  assert.deepEqual(missing.failures, ['there is no program /nowhere/reload']);
  const loud = await open(t, { after: [script(t, 'head -c 3000000 /dev/zero | tr "\\0" x; exit 1')] });
  await loud.target.reset([]);
  assert.ok(loud.failures[0].length < 500);
});

test('a place where no file can be is a mistake of the configuration', async (t) => {
  const folder = temporaryFolder(t);
  await assert.rejects(open(t, { path: folder }), { failure: 'config', message: `${folder} is no file` });
  const path = join(folder, 'nowhere/blocked');
  await assert.rejects(open(t, { path }), {
    failure: 'config',
    message: /no file can be made in .*nowhere: make the folder/,
  });
});

/** A dead child that nobody has asked about yet does not run. */
function isRunning(pid: string): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  return stat !== '' && !/\) Z /.test(stat);
}
