/** What an operator makes of nginx: pages and statuses of his own by host, and `weir setup nginx` for one that is there. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type NginxPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { ruleOn } from '../support/rule.ts';
import { runFile } from '../support/run.ts';

const part = await requirePart(nginxPart);

test('each host has the page and the status that it names', { skip: part.skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-pages-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const ports = { shop: await freePort(), quiet: await freePort(), lost: await freePort() };
  const servers = Object.entries(ports).map(
    ([name, port]) =>
      `server { listen 127.0.0.1:${port}; server_rewrite_by_lua_block { require('weir').check('${name}') } location / { return 200; } }`,
  );
  const nginx = await TestNginx.start({
    http: servers.join('\n'),
    pages: {
      shop: { file: file('shop.html', '<p>{{id}} 100% %s {{id}}</p>'), status: 451 },
      quiet: { status: 444 },
      lost: { file: file('large.html', 'x'.repeat(70_000)) },
    },
  });
  const target = await openTarget(nginx, { throttle: { everyMs: 60_000, burst: 1 } });
  try {
    await target.reset([
      ruleOn('127.0.0.66', { decisionId: 'abc' }),
      ruleOn('127.0.0.67', { decisionId: 'slow', remediation: 'throttle' }),
    ]);
    const ask = (port: number, from = '127.0.0.66') => nginx.ask({ port, from });
    const shop = await ask(ports.shop);
    assert.deepEqual([shop.status, shop.body], [451, '<p>abc 100% %s abc</p>']);
    assert.equal(shop.headers['weir-decision'], 'abc');
    await assert.rejects(ask(ports.quiet), { code: 'ECONNRESET' });
    for (const { status, body } of [await ask(nginx.port), await ask(ports.lost)]) {
      assert.equal(status, 403);
      assert.match(body, /<p>Reference: abc<\/p>/);
    }
    assert.match(nginx.errorLog(), /weir: no page from .*large\.html: it is larger than 64 KB/);
    await ask(ports.shop, '127.0.0.67');
    const slowed = await ask(ports.shop, '127.0.0.67');
    assert.deepEqual([slowed.status, slowed.body], [429, '<p>slow 100% %s slow</p>']);
  } finally {
    await target.close();
    await nginx.stop();
    rmSync(folder, { recursive: true });
  }
});

describe('weir setup nginx', { skip: part.skip }, () => {
  let folder: string;
  let nginx: NginxPart;
  const weir = (...args: string[]) => runFile('bin/weir.mjs', ['setup', 'nginx', ...args], {});
  const config = (target: string) => {
    const file = join(folder, 'weir.yaml');
    writeFileSync(file, `enforcer:\n  target: ${target}\n`);
    return file;
  };
  /** The part as if it were installed, with this as the configuration that it shows. */
  const installed = (shown: string): string => {
    const { ndk, lua } = nginx.modules;
    writeFileSync(join(folder, 'shown.conf'), shown);
    const script = `#!/bin/sh
export LD_LIBRARY_PATH='${nginx.libraryPath}'
if [ "$1" = -T ]; then exec cat '${folder}/shown.conf'; fi
exec '${nginx.binary}' -g 'load_module ${ndk}; load_module ${lua};' "$@"
`;
    const file = join(folder, 'nginx');
    writeFileSync(file, script);
    chmodSync(file, 0o755);
    return file;
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-setup-'));
    mkdirSync(join(folder, 'state'));
    nginx = await nginxPart();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('writes what nginx takes, and says what to include where', { timeout: 60_000 }, async () => {
    const file = config(
      `{ type: nginx, socket: ${folder}/weir.sock, stateDir: ${folder}/state, pages: { shop: { status: 404 } } }`,
    );
    const into = join(folder, 'written');
    const program = installed('include x; # lua_shared_dict\nlua_shared_dict weir_meta 2m;\n');
    const more = ['--nginx', program, '--lua-package-path', nginx.luaPackagePath];
    const { code, stdout, stderr } = await weir('--config', file, '--write', into, ...more);
    assert.equal(code, 0, stderr);
    assert.deepEqual(readdirSync(into).sort(), [
      'weir-http.conf',
      'weir-server-shop.conf',
      'weir-server.conf',
    ]);
    assert.match(readFileSync(join(into, 'weir-http.conf'), 'utf8'), /socket = '.*weir\.sock'.*status = 404/);
    assert.match(stdout, /^nginx -t takes these files\.$/m);
    assert.match(stdout, /^Now it is included in http, and in 0 servers\.$/m);
    assert.match(stdout, new RegExp(`include ${into}/weir-http\\.conf;`));
    assert.match(stdout, new RegExp(`include ${into}/weir-server-shop\\.conf;`));
  });

  test('tells what nginx does not like', { timeout: 60_000 }, async () => {
    const file = config('{ type: nginx, socket: /run/weir.sock, stateDir: /run/weir }');
    const program = installed('');
    const broken = join(folder, 'broken');
    writeFileSync(broken, readFileSync(program, 'utf8').replace(/-g '.*?'/, ''));
    chmodSync(broken, 0o755);
    const { code, stderr } = await weir('--config', file, '--nginx', broken);
    assert.notEqual(code, 0);
    assert.match(stderr, /nginx does not take it:[\s\S]*unknown directive "lua_package_path"/);
    assert.match(stderr, /libnginx-mod-http-lua/);
  });

  test('prints the files where there is no nginx, and needs a target nginx', {
    timeout: 60_000,
  }, async () => {
    const file = config('{ type: nginx, socket: /run/weir.sock, stateDir: /run/weir }');
    const { code, stdout } = await weir('--config', file, '--nginx', join(folder, 'none'));
    assert.equal(code, 0);
    assert.match(stdout, /^lua_shared_dict weir_a 32768k;$/m);
    assert.match(stdout, /^Not tested: there is no program /m);
    const other = await weir('--config', config('{ type: dry-run }'));
    assert.notEqual(other.code, 0);
    assert.match(other.stderr, /enforcer\.target in .* is dry-run, not nginx/);
  });
});
