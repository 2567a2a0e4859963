/** A line that real nginx writes leads to its 403, over the four services and a real nats-server. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { requirePart } from '../support/parts.ts';
import { LOG4SHELL, TestStack } from '../support/stack.ts';

const { skip } = await requirePart(() => Promise.all([natsPart(), nginxPart()]));
const SITE = `
location = /login { return 401 "no\\n"; }
location /missing { return 404 "no\\n"; }
location / { return 200 "ok\\n"; }
`;

describe('from a line to a refusal', { skip }, () => {
  let weir: TestStack;

  before(async () => {
    weir = await TestStack.start({ ownLog: true, site: SITE });
  });
  after(() => weir.stop());

  async function ask(
    times: number,
    from: string,
    path: (n: number) => string,
    method = 'GET',
  ): Promise<void> {
    for (let n = 0; n < times; n++) await weir.ask(from, path(n), { host: 'shop.example' }, method);
  }

  test('a scanner, a brute force, a flood and a lookup are refused, each soon after its crossing', async () => {
    await ask(4, '127.1.1.1', (n) => ['/.env', '/.git/config', '/backup.sql', '/phpmyadmin/'][n]);
    await ask(6, '127.1.1.2', () => '/login', 'POST');
    await ask(151, '127.1.1.3', (n) => `/search?q=${n}`);
    await weir.ask('127.1.1.4', '/', { 'user-agent': LOG4SHELL });
    for (const attacker of ['127.1.1.1', '127.1.1.2', '127.1.1.3', '127.1.1.4']) {
      const { status } = await weir.refused(attacker, 3000);
      assert.equal(status, 403);
    }
  });

  test('visitors below the limits are served, and so are neighbours of attackers', async () => {
    await ask(3, '127.2.1.1', (n) => ['/.env', '/.git/config', '/backup.sql'][n]);
    await ask(5, '127.2.1.2', () => '/login', 'POST');
    await ask(100, '127.2.1.3', (n) => `/search?q=${n}`);
    await ask(300, '127.2.1.4', (n) => `/assets/${n}.png`);
    await ask(30, '127.2.1.5', (n) => `/missing/${n}`);
    await weir.ask('127.2.1.6', '/?x={name}&y=$%7Buser%7D', { 'user-agent': 'curl/8' });
    await weir.clock.sleep(1000);
    for (let i = 1; i <= 6; i++) assert.equal((await weir.ask(`127.2.1.${i}`)).decision, '', `127.2.1.${i}`);
    assert.equal((await weir.ask('127.1.1.5')).status, 200);
  });

  test('the page and the log carry the id of the decision, and the list explains it', async () => {
    const reply = await weir.ask('127.1.1.4', '/shop');
    const { decisions } = await weir.stack.controlPlane.list({ value: '127.1.1.4' });
    assert.equal(decisions.length, 1);
    const [{ id, contributions }] = decisions;
    assert.equal(reply.decision, id);
    assert.match(reply.body, new RegExp(`Reference: ${id}`));
    const [contribution] = contributions ?? [];
    assert.equal(contribution.scenario, 'log4shell');
    assert.match(contribution.evidence?.[0]?.summary ?? '', /jndi/);
    const line = readFileSync(weir.log, 'utf8')
      .split('\n')
      .find((text) => text.includes('"u":"/shop"'));
    assert.ok(line?.includes(`"weir":"${id}"`), line);
    await weir.stack.until('the refusals to be in the list', async () => {
      const { hits } = await weir.stack.controlPlane.list({ value: '127.1.1.4' });
      return hits.some((each) => each.id === id && (each.refused ?? 0) >= 2 && (each.lastSeenMs ?? 0) > 0);
    });
  });

  test('what was refused is counted and judged by none', async () => {
    const before = await weir.number('analyzer', 'weir_analyzer_detections_total');
    // A flood of a client that is refused already, for something else.
    await ask(200, '127.1.1.1', (n) => `/again?${n}`);
    await weir.stack.until(
      'the refusals to be counted',
      async () => (await weir.number('analyzer', 'weir_analyzer_refused')) >= 200,
    );
    assert.equal(await weir.number('analyzer', 'weir_analyzer_detections_total'), before);
  });

  test('deleting a decision frees the client at once, adding one blocks it, an allow entry wins', async () => {
    const plane = weir.stack.controlPlane;
    await plane.delete({ value: '127.1.1.1', reason: 'a test' });
    await weir.stack.until('127.1.1.1 to be free', async () => (await weir.ask('127.1.1.1')).decision === '');
    await plane.add({ value: '127.3.1.0/24', durationMs: 60_000, reason: 'a test' });
    await weir.refused('127.3.1.77', 3000);
    await plane.add({ value: '127.3.1.77', durationMs: 60_000, remediation: 4 });
    await weir.stack.until(
      '127.3.1.77 to be free',
      async () => (await weir.ask('127.3.1.77')).decision === '',
    );
    assert.notEqual((await weir.ask('127.3.1.78')).decision, '');
  });

  test('a blocked network stands for its addresses in nginx, and gives them back when it is freed', async () => {
    const plane = weir.stack.controlPlane;
    const add = async (value: string, durationMs: number) =>
      (await plane.add({ value, durationMs })).decision?.id;
    const single = await add('127.7.1.5', 600_000);
    assert.equal((await weir.refused('127.7.1.5', 3000)).decision, single);
    const network = await add('127.7.1.0/24', 1_200_000);
    const leftOut = () => weir.number('enforcer', 'weir_enforcer_covered');
    await weir.stack.until('the address to be left out', async () => (await leftOut()) === 1, 15_000);
    assert.equal((await weir.ask('127.7.1.5')).decision, network);
    await plane.delete({ value: '127.7.1.0/24', reason: 'a test' });
    const answers = new Set<number>();
    await weir.stack.until('the network to be free', async () => {
      answers.add((await weir.ask('127.7.1.5')).status);
      return (await weir.ask('127.7.1.6')).decision === '';
    });
    assert.deepEqual([...answers], [403], 'not free in between');
    assert.equal((await weir.ask('127.7.1.5')).decision, single);
    await weir.stack.until('nothing to be left out', async () => (await leftOut()) === 0);
  });

  test('a decision ends to the second', async () => {
    await weir.stack.controlPlane.add({ value: '127.4.1.1', durationMs: 2000 });
    const startMs = weir.clock.elapsed();
    await weir.refused('127.4.1.1', 1500);
    await weir.stack.until('its end', async () => (await weir.ask('127.4.1.1')).decision === '');
    const tookMs = weir.clock.elapsed() - startMs;
    assert.ok(tookMs > 1500 && tookMs < 3000, `${Math.round(tookMs)} ms`);
  });

  test('own addresses can be blocked by nobody, with a reason', async () => {
    await assert.rejects(
      weir.stack.controlPlane.add({ value: '127.0.0.1', durationMs: 1000 }),
      /an address of this host/,
    );
    await weir.ask('127.0.0.1', '/', { 'user-agent': LOG4SHELL });
    await weir.stack.until('the decision to be recorded', async () => {
      const { decisions } = await weir.stack.controlPlane.list({ value: '127.0.0.1', all: true });
      return decisions.some(({ withheld }) => withheld === 'an address of this host');
    });
    assert.equal((await weir.ask('127.0.0.1')).decision, '');
  });

  test('writing needs the token, reading does not on loopback', async () => {
    const { ControlPlane } = await import('#libs/rpc/client.ts');
    const { address } = JSON.parse(readFileSync(weir.stack.layout.endpoint, 'utf8')) as { address: string };
    const stranger = new ControlPlane([address], weir.clock);
    const forger = new ControlPlane([address], weir.clock, () => 'guessed');
    try {
      assert.ok((await stranger.list({})).total > 0);
      await assert.rejects(stranger.add({ value: '127.5.1.1', durationMs: 1000 }), /needs a token/);
      await assert.rejects(forger.delete({ value: '127.1.1.2' }), /not known here/);
      await assert.rejects(forger.list({}), /not known here/);
    } finally {
      stranger.close();
      forger.close();
    }
  });
});
