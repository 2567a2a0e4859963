/** Fetches the real parts from Debian into a fresh cache. Where there is no apt only the fallbacks are tested. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { withClaim } from '#services/standalone/parts/claim.ts';
import { packagesFor } from '#services/standalone/parts/libraries.ts';
import { systemNginx } from '#services/standalone/parts/nginx.ts';
import {
  type NatsPart,
  type NginxPart,
  natsPart,
  nginxPart,
  type PartProgress,
} from '#services/standalone/parts/parts.ts';
import { findProgram } from '#services/standalone/parts/programs.ts';
import { run } from '#services/standalone/parts/run.ts';

const PARTS = resolve(import.meta.dirname, '../../services/standalone/parts/parts.ts');
const clock = new SystemClock();
const noApt = (await findProgram('apt-get')) === undefined ? 'this system has no apt' : false;
const real = { skip: noApt, timeout: 60_000 };

let folder: string;
let cacheDir: string;
let nats: NatsPart;
let nginx: NginxPart;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weir-parts-'));
  cacheDir = join(folder, 'cache');
});

after(() => rm(folder, { recursive: true, force: true }));

test('an empty cache is filled from Debian, and both parts run', real, async (t) => {
  const { steps, onProgress } = recorder();
  const started = clock.elapsed();
  [nats, nginx] = await Promise.all([
    natsPart({ cacheDir, onProgress }),
    nginxPart({ cacheDir, onProgress }),
  ]);
  t.diagnostic(
    `cold: ${Math.round(clock.elapsed() - started)} ms, nats ${nats.version}, nginx ${nginx.version}`,
  );

  assert.deepEqual((await readdir(cacheDir)).sort(), ['nats', 'nginx']);
  for (const step of ['index', 'download', 'unpack', 'check', 'ready'] as const) {
    assert.deepEqual([...new Set(steps(step).map((each) => each.part))].sort(), ['nats', 'nginx'], step);
  }
  assert.match((await run(nats.binary, ['--version'], { timeoutMs: 5000 })).stdout, /nats-server: v/);
  const env = { LD_LIBRARY_PATH: nginx.libraryPath };
  assert.match((await run(nginx.binary, ['-v'], { timeoutMs: 5000, env })).stderr, /nginx\/1\./);
});

test('a full cache is served without apt', real, async (t) => {
  await usePath(t, { 'apt-get': `#!/bin/sh\n/usr/bin/touch ${folder}/apt-ran\nexit 100\n` });
  const { all, onProgress } = recorder();
  const started = clock.elapsed();
  const found = [await natsPart({ cacheDir, onProgress }), await nginxPart({ cacheDir, onProgress })];
  const tookMs = clock.elapsed() - started;
  t.diagnostic(`warm: ${Math.round(tookMs)} ms`);

  assert.deepEqual(found, [nats, nginx]);
  assert.deepEqual(
    all.map((each) => each.step),
    ['ready', 'ready'],
  );
  assert.ok(tookMs < 2000, `${tookMs} ms`);
  assert.ok(!(await readdir(folder)).includes('apt-ran'));
});

test('a damaged file is noticed and fetched again', real, async () => {
  const file = await open(nginx.modules.lua, 'r+');
  await file.write(Buffer.from('damage'), 0, 6, 4096);
  await file.close();
  const { steps, onProgress } = recorder();
  assert.deepEqual(await nginxPart({ cacheDir, onProgress }), nginx);

  assert.match(steps('check')[0].detail, /ngx_http_lua_module\.so is not what was fetched/);
  assert.equal(steps('index').length, 1);
  assert.deepEqual((await readdir(cacheDir)).sort(), ['nats', 'nginx']);
});

test('what a killed process leaves is taken over and removed', real, async () => {
  const own = join(folder, 'killed');
  const code = `import { natsPart } from ${JSON.stringify(PARTS)};
    await natsPart({ cacheDir: ${JSON.stringify(own)}, onProgress: ({ step }) => console.log(step) });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (text) => {
    if (String(text).includes('download')) child.kill('SIGKILL');
  });
  await new Promise((done) => child.once('exit', done));
  assert.deepEqual(await readdir(own), ['nats.fetching']);

  await natsPart({ cacheDir: own });
  assert.deepEqual(await readdir(own), ['nats']);
});

test('of two at once one fetches and the other waits', real, async () => {
  const own = join(folder, 'two');
  const { steps, onProgress } = recorder();
  const [one, other] = await Promise.all([
    nginxPart({ cacheDir: own, onProgress }),
    nginxPart({ cacheDir: own, onProgress }),
  ]);
  assert.deepEqual(one, other);
  assert.equal(steps('index').length, 1);
  assert.ok(steps('download').some((each) => each.detail === 'another process is fetching it'));
});

test('nats-server of the release serves where the newest can not be had', real, async (t) => {
  const apt = await findProgram('apt-get');
  const script = `#!/bin/sh\ncase "$APT_CONFIG" in */unstable/*) exit 100;; esac\nexec ${apt} "$@"\n`;
  await usePath(t, { 'apt-get': script });
  const { steps, onProgress } = recorder();
  const part = await natsPart({ cacheDir: join(folder, 'release'), onProgress });
  t.diagnostic(`nats-server of the release: ${part.version}`);
  assert.match(steps('download').at(-1)!.detail, /from the release/);
});

test('without a working apt the programs of the PATH are used', real, async (t) => {
  await usePath(t, { ...brokenApt, 'nats-server': nats.binary }, 'only');
  const part = await natsPart({ cacheDir: join(folder, 'none') });
  assert.equal(part.version, nats.version);
  assert.ok(part.binary.startsWith(join(folder, 'bin-')), part.binary);
  assert.deepEqual(await readdir(join(folder, 'none')), []);
});

test('an installed nginx is used with the modules beside it', real, async (t) => {
  const root = join(cacheDir, 'nginx/root');
  // Plays the installed one: finds its libraries and Lua files by itself.
  const script = `#!/bin/sh
[ "$1" = -V ] && echo "configure arguments: --conf-path=${root}/etc/nginx/nginx.conf" >&2
export LD_LIBRARY_PATH=${nginx.libraryPath} LUA_PATH='${nginx.luaPackagePath}'
exec ${nginx.binary} "$@"\n`;
  await usePath(t, { nginx: script });
  const part = await systemNginx(['/nowhere', join(root, 'usr/lib/nginx/modules')]);
  assert.deepEqual(part.modules, nginx.modules);
  assert.equal(part.version, nginx.version);
  assert.equal(part.libraryPath, '');
  await assert.rejects(systemNginx(['/nowhere']), /has no ngx_http_lua_module\.so in \/nowhere/);
});

test('when there is no way the error names the command that helps', { timeout: 10_000 }, async (t) => {
  await usePath(t, brokenApt, 'only');
  const none = { cacheDir: join(folder, 'none') };
  await assert.rejects(nginxPart(none), (error) => {
    assert.ok(error instanceof WeirError);
    assert.equal(error.failure, 'missing');
    assert.match(error.message, /exit code 100/);
    assert.match(error.message, /Run "sudo apt-get install nginx libnginx-mod-http-lua" and start again\./);
    return true;
  });
  await assert.rejects(natsPart(none), /Run "sudo apt-get install nats-server"/);
});

test('a cache that can not be written to is told', { timeout: 10_000 }, async (t) => {
  await usePath(t, brokenApt, 'only');
  await writeFile(join(folder, 'file'), '');
  await assert.rejects(natsPart({ cacheDir: join(folder, 'file') }), /ENOTDIR|EEXIST/);
});

test('a claim waits for the living and not for the dead', { timeout: 10_000 }, async () => {
  const gone = spawn('true');
  await new Promise((done) => gone.once('exit', done));
  const now = clock.now();
  const owners: [object, boolean][] = [
    [{ pid: gone.pid, host: hostname(), since: now }, true],
    [{ pid: gone.pid, host: 'elsewhere', since: now }, false],
    [{ pid: process.ppid, host: hostname(), since: now }, false],
    [{ pid: process.ppid, host: hostname(), since: now - 120_000 }, true],
    // Our own number, from before we were started.
    [{ pid: process.pid, host: hostname(), since: performance.timeOrigin - 1000 }, true],
    [{ pid: process.pid, host: hostname(), since: now }, false],
    [{}, false],
  ];
  for (const [owner, isTaken] of owners) {
    const place = join(await mkdtemp(join(folder, 'claim-')), 'part.fetching');
    await mkdir(place);
    await writeFile(join(place, 'owner.json'), JSON.stringify(owner));
    await writeFile(join(place, 'leftover'), '');
    let waited = 0;
    const options = { clock, waitMs: 150, holdMs: 60_000, onWait: () => waited++ };
    const outcome = withClaim(place, options, (own) => readdir(own));
    if (isTaken) {
      assert.deepEqual(await outcome, ['owner.json'], JSON.stringify(owner));
      assert.deepEqual(await readdir(dirname(place)), []);
    } else {
      await assert.rejects(outcome, /another process works in .* stop it or remove the folder/);
      assert.equal(waited, 1);
    }
  }
});

test('a program may tell its version with an exit code of its own', async () => {
  const told = (status: number) => run('sh', ['-c', 'echo 4.1; exit 3'], { timeoutMs: 5000, status });
  assert.equal((await told(3)).stdout, '4.1\n');
  await assert.rejects(told(4), /exit code 3/);
});

test('packages for missing libraries', () => {
  const dependencies = [
    'libc6',
    'libpcre3',
    'libssl3t64',
    'libpcre2-8-0',
    'zlib1g',
    'iproute2',
    'libssl3t64',
  ];
  const cases: [string[], string[]][] = [
    [['libpcre.so.3'], ['libpcre3']],
    [
      ['libpcre2-8.so.0', 'libpcre.so.3'],
      ['libpcre3', 'libpcre2-8-0'],
    ],
    [['libssl.so.3', 'libcrypto.so.3'], ['libssl3t64']],
    [['libz.so.1'], ['libpcre3', 'libssl3t64', 'libpcre2-8-0', 'zlib1g']],
  ];
  for (const [missing, packages] of cases) assert.deepEqual(packagesFor(missing, dependencies), packages);
});

const brokenApt = { 'apt-get': '#!/bin/sh\nexit 100\n', 'apt-config': '#!/bin/sh\n' };

/**
 * Puts a folder with these programs on the PATH until the test ends: a script that starts with #!, or the path of
 * a program to link to.
 */
async function usePath(
  t: { after(action: () => void): void },
  programs: Record<string, string>,
  place: 'first' | 'only' = 'first',
): Promise<void> {
  const bin = await mkdtemp(join(folder, 'bin-'));
  for (const [name, content] of Object.entries(programs)) {
    const file = join(bin, name);
    if (!content.startsWith('#!')) {
      await symlink(content, file);
      continue;
    }
    await writeFile(file, content);
    await chmod(file, 0o755);
  }
  const path = process.env.PATH ?? '';
  process.env.PATH = place === 'only' ? bin : `${bin}:${path}`;
  t.after(() => {
    process.env.PATH = path;
  });
}

function recorder() {
  const all: PartProgress[] = [];
  return {
    all,
    onProgress: (progress: PartProgress) => void all.push(progress),
    steps: (step: PartProgress['step']) => all.filter((each) => each.step === step),
  };
}
