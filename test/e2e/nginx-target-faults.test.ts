/** The nginx target when things go wrong: hostile peers, stalled workers, two writers at once. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { NginxEvent } from '#services/enforcer/targets/nginx/options.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const BANNED = '127.0.0.66';
const part = await requirePart(nginxPart);

const many = (count: number, second: number): Rule[] =>
  Array.from({ length: count }, (_, i) => ruleOn(`10.${second}.${i >> 8}.${i & 255}`));

describe('the nginx target when things go wrong', { skip: part.skip }, () => {
  let nginx: TestNginx;
  let target: NginxTarget | undefined;
  let events: NginxEvent[];
  const peers: Socket[] = [];
  const onEvent = (event: NginxEvent) => void events.push(event);
  const connections = () => events.filter((event) => event.kind === 'connected');

  async function start(): Promise<void> {
    nginx = await TestNginx.start();
    target = await openTarget(nginx, { onEvent });
  }

  /** A client of the enforcer's socket that says `greeting` and then nothing. */
  async function peer(greeting: string): Promise<Socket> {
    const socket = connect(nginx.socketPath);
    socket.on('error', () => {}).resume();
    peers.push(socket);
    await once(socket, 'connect');
    socket.write(greeting);
    return socket;
  }

  beforeEach(() => {
    events = [];
  });
  afterEach(async () => {
    for (const socket of peers.splice(0)) socket.destroy();
    await target?.close();
    await nginx?.stop();
    target = undefined;
  });

  test('whoever sends nonsense is hung up on', async () => {
    await start();
    await target!.reset([]);
    const nonsense = [
      'GET / HTTP/1.1\r\n\r\n',
      '\0\xff'.repeat(5000),
      'HELLO\n',
      'HELLO 1 aa 1 1 - 0 0\n',
      'HELLO 2 aa 1 1 - 0 0\nHELLO 2 aa 1 1 - 0 0\n',
      'HELLO 2 bb 1 1 - 0 0\nA 999 1 0 0 \n',
      'HELLO 2 cc 1 1 - 0 0\nA 1 1 0 0 1,1,,999999\nA 1 0 0 0 \n',
    ];
    for (const text of nonsense) {
      const socket = await peer(text);
      await once(socket, 'close');
    }
    await until(() => target!.status().instances === 1, 'nginx alone to be left');
    assert.equal((await target!.apply([put(ruleOn(BANNED))])).instances, 1);
    assert.ok(await nginx.refusal({ from: BANNED }));
    assert.equal(connections().filter((event) => event.pid > 1).length, 1);
  });

  test('peers that never acknowledge hold nobody up', async () => {
    await start();
    await target!.reset(many(2000, 0));
    const silent = await peer('');
    const deaf = await Promise.all(Array.from({ length: 3 }, (_, i) => peer(`HELLO 2 deaf${i} 1 1 - 0 0\n`)));
    for (let i = 0; i < 5; i++) {
      const from = `127.0.0.${100 + i}`;
      const startMs = performance.now();
      const applying = target!.apply([put(ruleOn(from))]);
      await until(async () => (await nginx.refusal({ from })) !== undefined, 'the ban', 1500);
      assert.equal((await applying).instances, 1);
      assert.ok(performance.now() - startMs < 1500);
    }
    await Promise.all([silent, ...deaf].filter((socket) => !socket.destroyed).map((s) => once(s, 'close')));
    assert.equal(target!.status().instances, 1);
  });

  test('there is a limit to instances and to connections', async () => {
    await start();
    const flood = await Promise.all(Array.from({ length: 40 }, () => peer('').catch(() => undefined)));
    await until(() => target!.numbers().connectionsRefused >= 5, 'connections to be refused');
    for (const socket of flood) socket?.destroy();
    for (let i = 0; i < 20; i++) await peer(`HELLO 2 many${i} 1 1 - 0 0\n`);
    await until(() => target!.status().instances === 16, 'all places to be taken');
    await sleep(50);
    assert.equal(target!.status().instances, 16);
    // Each is counted and few are told, or whoever floods the socket would flood the log.
    assert.ok(events.filter((event) => event.kind === 'refused').length < 4);
    assert.equal((await target!.reset([ruleOn(BANNED)])).instances, 1);
    assert.ok(await nginx.refusal({ from: BANNED }));
  });

  test('a newer worker of the same nginx takes over, an older one is refused', async () => {
    await start();
    const [{ boot, generation }] = connections();
    const older = await peer(`HELLO 2 ${boot} ${generation - 1} 1 - 0 0\n`);
    await once(older, 'close');
    assert.equal(connections().length, 1);
    const newer = await peer(`HELLO 2 ${boot} ${generation + 1} 1 - 0 0\n`);
    await until(() => connections().length === 2, 'the newer one');
    assert.match(JSON.stringify(events), /a newer worker of the same nginx took over/);
    newer.destroy();
    await until(() => connections().length > 2 && connections().at(-1)!.pid > 1, 'nginx to dial again');
  });

  test('one whose filter is full of what is gone is sent everything again, once', async () => {
    await start();
    await target!.reset([ruleOn(BANNED)]);
    const socket = await peer('HELLO 2 full 1 1 - 0 0\n');
    const ops: string[] = [];
    let beats = 0;
    socket.on('data', (chunk) => {
      for (const [line, revision, op] of String(chunk).matchAll(/^(?:P|F (\d+) (\w+) \d+)\n/gm)) {
        if (line === 'P\n') {
          beats++;
          socket.write('P 90 0 0\n');
        } else {
          ops.push(op);
          socket.write(`A ${revision} 1 0 4096 \n`);
        }
      }
    });
    await until(() => ops.length === 6, 'everything to be sent twice');
    const before = beats;
    await until(() => beats >= before + 3, 'heartbeats');
    assert.deepEqual(ops, ['begin', 'fill', 'commit', 'begin', 'fill', 'commit']);
    assert.equal(target!.numbers().filterPercent, 90);
    assert.equal((await target!.apply([put(ruleOn('127.0.0.77'))])).instances, 2);
  });

  test('a worker that stalls is given up, and sent what it missed when it is back', async () => {
    await start();
    await target!.reset(many(1200, 0));
    const worker = connections()[0].pid;
    process.kill(worker, 'SIGSTOP');
    const startMs = performance.now();
    const { instances } = await target!.apply([put(ruleOn(BANNED)), remove(ruleOn('10.0.0.1'))]);
    assert.equal(instances, 0);
    assert.ok(performance.now() - startMs < 5000);
    assert.equal((await target!.apply(many(1200, 1).map(put))).instances, 0);
    process.kill(worker, 'SIGCONT');
    await until(() => connections().length === 2, 'nginx to dial again');
    assert.equal(connections()[1].resumed, true);
    assert.equal((await target!.apply([put(ruleOn('127.0.0.77'))])).instances, 1);
    for (const from of [BANNED, '127.0.0.77', '10.0.0.2', '10.1.0.1']) {
      assert.ok(await nginx.refusal({ from }), from);
    }
    assert.equal(await nginx.refusal({ from: '10.0.0.1' }), undefined);
    assert.equal(events.filter((event) => event.kind === 'filled').length, 1);
  });

  test('one that missed too much is sent everything', async () => {
    nginx = await TestNginx.start();
    target = await openTarget(nginx, { onEvent, logLinesMax: 1000 });
    await target.reset([ruleOn(BANNED), ruleOn('127.0.0.70')]);
    const worker = connections()[0].pid;
    process.kill(worker, 'SIGSTOP');
    await target.apply([remove(ruleOn('127.0.0.70'))]);
    await target.apply(many(1500, 0).map(put));
    process.kill(worker, 'SIGCONT');
    await until(
      () => events.filter((event) => event.kind === 'filled').length === 2,
      'everything to be sent',
    );
    for (const from of [BANNED, '10.0.0.0', '10.0.5.219']) assert.ok(await nginx.refusal({ from }), from);
    assert.equal(await nginx.refusal({ from: '127.0.0.70' }), undefined);
  });

  test('only the worker of the latest generation writes', async () => {
    nginx = await TestNginx.start();
    const lines: { socket: Socket; text: string }[] = [];
    const enforcer = createServer((socket) => {
      const line = { socket, text: '' };
      lines.push(line);
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        line.text += chunk;
      });
    });
    enforcer.listen(nginx.socketPath);
    try {
      await until(() => lines[0]?.text.startsWith('HELLO') ?? false, 'nginx to dial');
      const [boot, generation] = lines[0].text.split(' ').slice(2);
      assert.equal(generation, '1');
      nginx.requestReload();
      await until(() => lines[1]?.text.startsWith('HELLO') ?? false, 'the new worker to dial');
      assert.equal(lines[1].text.split(' ').slice(2, 4).join(' '), `${boot} 2`);
      const send = (to: number, hex: string) => {
        const payload = `+ i ${hex} ${Date.now() + 60_000} 403 b fence\n`;
        lines[to].text = '';
        lines[to].socket.write(`F 7 delta ${payload.length}\n${payload}`);
      };
      send(0, '7f000042');
      send(1, '7f000043');
      await until(() => lines[1].text.startsWith('A 7 1 0 '), 'an answer');
      await until(() => lines[0].socket.readableEnded || lines[0].socket.destroyed, 'the old one to hang up');
      assert.doesNotMatch(lines[0].text, /^A/m);
      assert.equal(await nginx.refusal({ from: '127.0.0.66' }), undefined);
      assert.equal(await nginx.refusal({ from: '127.0.0.67' }), 'fence');
      assert.equal(lines.length, 2);
    } finally {
      for (const { socket } of lines) socket.destroy();
      enforcer.close();
    }
  });

  test('nginx counts what it does not understand as failed', async () => {
    nginx = await TestNginx.start();
    const connected = new Promise<Socket>((resolve) => {
      const enforcer = createServer((socket) => {
        enforcer.close();
        resolve(socket);
      }).listen(nginx.socketPath);
    });
    const socket = await connected;
    socket.on('error', () => {});
    await once(socket, 'data');
    const later = Date.now() + 60_000;
    const payload = [
      `+ i 7f000001 ${later} 403 t throttle`,
      `+ x 7f000002 ${later} 403 b kind`,
      `+ i 7f0000 ${later} 403 b short`,
      `+ i 7f000003 ${later} 403 a mixed`,
      `+ I 7f000003 ${later} 403 a unmarked`,
      `+ p 187f000000ff ${later} 403 b long`,
      'anything',
      `+ g fe67${'ab'.repeat(15)} ${later} 403 b short`,
      `+ g fe68${'ab'.repeat(16)} ${later} 403 b other`,
      '- i zz',
      `+ i 7f000042 ${later} 403 b good`,
      '- i 7f000099',
      '',
    ].join('\n');
    socket.write(`F 1 delta ${payload.length}\n${payload}`);
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^A 1 2 10 \d+ 1,2,3,4,5,6,7,8,9,10\n$/);
    assert.equal(await nginx.refusal({ from: BANNED }), 'good');
    socket.write('F 2 dance 0\n');
    const [refusal] = await once(socket, 'data');
    assert.match(String(refusal), /^N 2 unknown op\n/);
    socket.destroy();
  });

  test('a look-up that a reset overtakes finds the ban all the same', async () => {
    // Between the look at the version and the look into the dictionary: a reset, and the beginning of the next.
    const server = `location /race { content_by_lua_block {
      local filter, state, store = require('weir.filter'), require('weir.state'), require('weir.store')
      local line = '+ i 7f000042 ${Date.now() + 60_000} 403 b race\\n'
      store.apply(line, state.active())
      filter.publish(state.active())
      local version, overtaken = state.version, false
      state.version = function()
        local seen = version()
        if not overtaken then
          overtaken = true
          local idle = store.begin_fill()
          store.apply(line, idle)
          store.end_fill(idle, 'x', 1, 0)
          store.begin_fill()
        end
        return seen
      end
      local found = require('weir.lookup').find('\\127\\0\\0\\66')
      state.version = version
      ngx.print(tostring(found))
    } }`;
    nginx = await TestNginx.start({ server });
    assert.equal((await nginx.ask({ path: '/race' })).body, 'b403race');
  });

  test('refuses what it can not do', async () => {
    await start();
    const { socketPath, stateDir } = nginx;
    const open = (path: string) =>
      NginxTarget.open({ socketPath: path, stateDir, clock: new SystemClock(), random: systemRandom });
    await assert.rejects(open(socketPath), (error) => failureOf(error) === 'conflict');
    await assert.rejects(open(join(nginx.folder, 'nginx.conf')), (error) => failureOf(error) === 'config');
    await assert.rejects(open(`/tmp/${'x'.repeat(200)}`), (error) => failureOf(error) === 'config');
    await assert.rejects(target!.apply([put(ruleOn(BANNED))]), (error) => failureOf(error) === 'bug');
    await target!.reset([
      ruleOn(BANNED),
      ruleOn('127.0.0.70', { remediation: 'challenge' }),
      ruleOn('nobody x', { scope: 'ip+agent' }),
      ruleOn('127.0.0.0/20'),
    ]);
    assert.equal(target!.status().held, 1);
    assert.match(target!.status().alarm, /^3 rules that nginx can't enforce/);
    await target!.apply([put(ruleOn(BANNED, { remediation: 'challenge' }))]);
    assert.equal(target!.status().held, 0);
    assert.equal(await nginx.refusal({ from: BANNED }), undefined);
    await target!.close();
    await assert.rejects(target!.apply([]), (error) => failureOf(error) === 'unavailable');
  });
});
