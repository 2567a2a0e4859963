/** The nginx target end to end: what a refused client sees, reloads, restarts of either side, several instances. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { NginxEvent } from '#services/enforcer/targets/nginx/options.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { openTarget, TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const BANNED = '127.0.0.66';
const part = await requirePart(nginxPart);

/** Asks as fast as one client can until told to stop. Returns the answers by what came of them. */
function hammer(nginx: TestNginx, from: string): () => Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  let going = true;
  const loop = async () => {
    while (going) {
      const outcome = await nginx.refusal({ from }).then(
        (id) => (id === undefined ? 'served' : 'refused'),
        (error) => `error ${error.code ?? error.message}`,
      );
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
  };
  const loops = [loop(), loop(), loop()];
  return async () => {
    going = false;
    await Promise.all(loops);
    return seen;
  };
}

/** Sends raw bytes and returns everything that comes back until silence. */
async function raw(port: number, bytes: string, from: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write(bytes);
  await sleep(200);
  socket.destroy();
  return text;
}

describe('what a refused client sees', { skip: part.skip }, () => {
  let nginx: TestNginx;
  let target: NginxTarget;
  let port: number;

  before(async () => {
    port = await freePort();
    nginx = await TestNginx.start({
      http: `server { listen 127.0.0.1:${port}; access_log json.log weir; location / { return 200 "open\\n"; } }`,
      server: 'error_page 403 /file; access_log json.log weir; access_log access.log weir_combined;',
    });
    target = await openTarget(nginx);
    await target.reset([
      ruleOn(BANNED, { decisionId: 'abc123' }),
      ruleOn('127.0.0.67', { statusCode: 429, decisionId: 'slow' }),
      ruleOn('127.0.0.68', { statusCode: 444 }),
      ruleOn('127.0.0.69', { statusCode: 7, decisionId: '<b>\r\nSet-Cookie: x' }),
    ]);
  });
  after(async () => {
    await target?.close();
    await nginx?.stop();
  });

  test('a page with the status, the reference and nothing to cache', async () => {
    for (const path of ['/', '/file', '/missing']) {
      const answer = await nginx.ask({ from: BANNED, path });
      assert.equal(answer.status, 403);
      assert.match(answer.body, /<p>Reference: abc123<\/p>/);
      assert.equal(answer.headers['weir-decision'], 'abc123');
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(answer.headers['content-length'], String(answer.body.length));
    }
    assert.equal((await nginx.ask({ from: '127.0.0.67' })).status, 429);
    assert.equal((await nginx.ask({ from: '127.0.0.1', path: '/file' })).body, 'a file\n');
  });

  test('nothing at all with status 444', async () => {
    await assert.rejects(nginx.ask({ from: '127.0.0.68' }), { code: 'ECONNRESET' });
  });

  test('an id that is none can not get into headers or page', async () => {
    const answer = await nginx.ask({ from: '127.0.0.69' });
    assert.equal(answer.status, 403);
    assert.equal(answer.headers['weir-decision'], 'bSet-Cookiex');
    assert.equal(answer.headers['set-cookie'], undefined);
  });

  test('no body for HEAD, and a body that was sent is not read as the next request', async () => {
    const head = await nginx.ask({ from: BANNED, method: 'HEAD' });
    assert.deepEqual([head.status, head.body], [403, '']);
    const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 17\r\n\r\nGET /x HTTP/1.0\r\n';
    const answers = await raw(nginx.port, `${post}GET /next HTTP/1.1\r\nHost: a\r\n\r\n`, BANNED);
    assert.equal(answers.split('HTTP/1.1 403').length - 1, 2, answers);
    assert.doesNotMatch(nginx.accessLog(), /GET \/x/);
  });

  test('the access log carries the id', async () => {
    await nginx.ask({ from: BANNED, path: '/logged' });
    await nginx.ask({ from: '127.0.0.1', path: '/passed' });
    await raw(port, 'GET /unprotected HTTP/1.0\r\n\r\n', '127.0.0.1');
    assert.match(nginx.accessLog(), /"GET \/logged HTTP\/1.1" 403 \d+ "-" "-" weir="abc123"\n/);
    assert.match(nginx.accessLog(), /"GET \/passed HTTP\/1.1" 200 3 "-" "-" weir=""\n/);
    const lines = readFileSync(join(nginx.folder, 'json.log'), 'utf8').trim().split('\n');
    const find = (path: string) => lines.map((line) => JSON.parse(line)).find((line) => line.u === path);
    assert.equal(find('/logged').weir, 'abc123');
    assert.equal(find('/logged').ip, BANNED);
    assert.equal(find('/logged').raw, 'GET /logged HTTP/1.1');
    assert.equal(find('/passed').weir, '');
    assert.equal(find('/unprotected').weir, '');
    assert.doesNotMatch(nginx.errorLog(), /\[(warn|error|alert)\].*(?<!enforcer at .*)$/m);
  });
});

describe('reloads and restarts', { skip: part.skip }, () => {
  let nginx: TestNginx;
  let target: NginxTarget | undefined;
  let events: NginxEvent[];
  const onEvent = (event: NginxEvent) => void events.push(event);
  const connections = () => events.filter((event) => event.kind === 'connected');

  beforeEach(async () => {
    events = [];
    nginx = await TestNginx.start({ workers: 3 });
    target = await openTarget(nginx, { onEvent });
  });
  afterEach(async () => {
    await target?.close();
    await nginx.stop();
  });

  test('reloads under load keep the bans and take new ones', async () => {
    await target!.reset([ruleOn(BANNED), ruleOn('127.0.1.0/24')]);
    const stop = hammer(nginx, BANNED);
    const stopPrefix = hammer(nginx, '127.0.1.5');
    const stopServed = hammer(nginx, '127.0.0.2');
    let reloading = true;
    const applying = (async () => {
      for (let i = 0; reloading; i++) {
        const rule = ruleOn(`127.9.${i >> 8}.${i & 255}`);
        const { instances } = await target!.apply([put(rule)]);
        // Between the old worker and the new one there may be nobody to tell; the new one hears of it.
        if (instances > 0) assert.ok(await nginx.refusal({ from: rule.value }), rule.value);
        await target!.apply([remove(rule)]);
      }
    })();
    for (let i = 0; i < 4; i++) await nginx.reload();
    reloading = false;
    await applying;
    assert.deepEqual([...(await stop()).keys()], ['refused']);
    assert.deepEqual([...(await stopPrefix()).keys()], ['refused']);
    assert.deepEqual([...(await stopServed()).keys()], ['served']);
    assert.equal(target!.status().instances, 1);
    const generations = connections().map((event) => event.generation);
    assert.deepEqual([...new Set(generations)], [1, 2, 3, 4, 5]);
    assert.ok(connections().every((event) => event.boot === connections()[0].boot));
    assert.ok(
      connections()
        .slice(1)
        .every((event) => event.resumed),
    );
  });

  test('a worker that dies is replaced, and a reload that fails cuts nothing', async () => {
    await target!.reset([ruleOn(BANNED)]);
    process.kill(connections()[0].pid, 'SIGKILL');
    await until(() => connections().length === 2, 'another worker to dial');
    assert.equal((await target!.apply([put(ruleOn('127.0.0.77'))])).instances, 1);
    const taken = await freePort();
    const other = await TestNginx.start({
      http: `server { listen 127.0.0.1:${taken}; location / { return 200; } }`,
    });
    nginx.requestReload({ workers: 3, http: `server { listen 127.0.0.1:${taken}; }` });
    await until(() => /still could not bind/.test(nginx.errorLog()), 'the reload to fail');
    await other.stop();
    assert.equal((await target!.apply([put(ruleOn('127.0.0.78'))])).instances, 1);
    assert.ok(await nginx.refusal({ from: '127.0.0.78' }));
    assert.equal(connections().length, 2);
  });

  test('a reload with other dictionaries takes the bans along', async () => {
    await target!.reset([ruleOn(BANNED)]);
    await target!.apply([put(ruleOn('127.0.0.77'))]);
    const stop = hammer(nginx, BANNED);
    await nginx.reload({ workers: 2, dictionaryMb: 4 });
    assert.deepEqual([...(await stop()).keys()], ['refused']);
    assert.ok(await nginx.refusal({ from: '127.0.0.77' }));
    await until(() => target!.status().instances === 1 && connections().length > 1, 'nginx to dial again');
    assert.equal((await target!.apply([put(ruleOn('127.0.0.78'))])).instances, 1);
    assert.ok(await nginx.refusal({ from: '127.0.0.78' }));
  });

  test('nginx killed and restarted without an enforcer refuses from its first request on', async () => {
    await target!.reset([ruleOn(BANNED), ruleOn('127.0.1.0/24'), ruleOn('127.0.0.70')]);
    await target!.apply([put(ruleOn('127.0.0.77')), remove(ruleOn('127.0.0.70'))]);
    await target!.apply([put(ruleOn('127.0.2.0/24')), put(ruleOn('127.0.2.9', { remediation: 'allow' }))]);
    await nginx.kill();
    await target!.close();
    const stops = [BANNED, '127.0.1.1', '127.0.0.77', '127.0.2.1'].map((from) => hammer(nginx, from));
    const stopsServed = ['127.0.0.70', '127.0.2.9'].map((from) => hammer(nginx, from));
    await nginx.restart();
    await sleep(200);
    for (const stop of stops) {
      const outcomes = [...(await stop()).keys()].filter((outcome) => !outcome.startsWith('error'));
      assert.deepEqual(outcomes, ['refused']);
    }
    for (const stop of stopsServed) {
      const outcomes = [...(await stop()).keys()].filter((outcome) => !outcome.startsWith('error'));
      assert.deepEqual(outcomes, ['served']);
    }
  });

  test('nginx restarted beside a living enforcer resumes from its snapshot', async () => {
    await target!.reset([ruleOn(BANNED)]);
    await target!.apply([put(ruleOn('127.0.0.77'))]);
    await nginx.kill();
    assert.equal((await target!.apply([put(ruleOn('127.0.0.78'))])).instances, 0);
    await nginx.restart();
    await until(() => connections().length === 2, 'nginx to dial again');
    assert.equal(connections()[1].resumed, true);
    assert.notEqual(connections()[1].boot, connections()[0].boot);
    for (const from of [BANNED, '127.0.0.77', '127.0.0.78']) assert.ok(await nginx.refusal({ from }), from);
  });

  test('the enforcer goes and comes back: no moment without the bans', async () => {
    await target!.reset([ruleOn(BANNED), ruleOn('127.0.0.77')]);
    const stop = hammer(nginx, BANNED);
    for (let i = 0; i < 3; i++) {
      await target!.close();
      await sleep(50);
      target = await openTarget(nginx, { onEvent });
      assert.equal(connections().at(-1)!.resumed, false);
      // Nothing is known yet: what nginx has stays.
      await sleep(50);
      assert.ok(await nginx.refusal({ from: BANNED }));
      for (let k = 0; k < 20; k++) {
        const others = Array.from({ length: 700 }, (_, n) => ruleOn(`10.${k}.${n >> 8}.${n & 255}`));
        assert.equal((await target.reset([...others, ruleOn(BANNED)])).instances, 1);
      }
    }
    assert.deepEqual([...(await stop()).keys()], ['refused']);
    assert.equal(await nginx.refusal({ from: '127.0.0.77' }), undefined);
  });

  test('several instances all get everything', async () => {
    const second = await TestNginx.start({ socketPath: nginx.socketPath });
    try {
      await until(() => target!.status().instances === 2, 'both to dial');
      assert.equal((await target!.reset([ruleOn(BANNED)])).instances, 2);
      assert.equal((await target!.apply([put(ruleOn('127.0.0.77'))])).instances, 2);
      for (const each of [nginx, second]) {
        assert.ok(await each.refusal({ from: BANNED }));
        assert.ok(await each.refusal({ from: '127.0.0.77' }));
      }
      await second.quit();
      await until(() => target!.status().instances === 1, 'one to be gone');
      assert.equal((await target!.apply([remove(ruleOn(BANNED))])).instances, 1);
    } finally {
      await second.stop();
    }
  });
});
