/** Clients that nginx throttles: each has a bucket of requests, whatever worker it comes to. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const part = await requirePart(nginxPart);
/** Long enough that no token comes back while a test asks. */
const SLOW = { everyMs: 60_000, burst: 5 };

describe('throttling in nginx', { skip: part.skip }, () => {
  let nginx: TestNginx;
  let target: NginxTarget;
  let network = 0;
  /** A client that no test before has used. */
  let client: string;

  before(async () => {
    nginx = await TestNginx.start({ workers: 3 });
    target = await openTarget(nginx, { throttle: SLOW });
  });
  after(async () => {
    await target?.close();
    await nginx?.stop();
  });
  beforeEach(() => {
    client = `198.51.100.${++network}`;
  });

  const statuses = async (count: number, from: string, headers = {}): Promise<number[]> => {
    const found: number[] = [];
    for (let i = 0; i < count; i++) found.push((await nginx.ask({ from, headers })).status);
    return found;
  };

  test('as many as the bucket holds pass, and the rest are told when to come again', async () => {
    await target.reset([ruleOn(client, { remediation: 'throttle', decisionId: 'slow' })]);
    assert.deepEqual(await statuses(7, client), [200, 200, 200, 200, 200, 429, 429]);
    const answer = await nginx.ask({ from: client });
    assert.equal(answer.status, 429);
    assert.equal(answer.headers['weir-decision'], 'slow');
    const seconds = Number(answer.headers['retry-after']);
    assert.ok(seconds > 50 && seconds <= 60, String(seconds));
    assert.match(answer.body, /<p>Reference: slow<\/p>/);
    assert.match(nginx.accessLog(), /" 429 \d+ "-" "-" weir="slow"\n/);
  });

  test('many at once, over all workers, are no more than the bucket holds', async () => {
    await target.reset([ruleOn(client, { remediation: 'throttle' })]);
    const answers = await Promise.all(Array.from({ length: 60 }, () => nginx.ask({ from: client })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 5);
  });

  test('each client of a network and of an agent has a bucket of its own', async () => {
    const other = `198.51.100.${++network}`;
    await target.reset([ruleOn('198.51.100.0/24', { remediation: 'throttle' })]);
    assert.deepEqual(await statuses(6, client), [200, 200, 200, 200, 200, 429]);
    assert.deepEqual(await statuses(1, other), [200]);
    await target.reset([ruleOn('slowbot', { scope: 'agent', remediation: 'throttle' })]);
    assert.deepEqual(await statuses(5, other, { 'User-Agent': 'slowbot' }), [200, 200, 200, 200, 429]);
    assert.deepEqual(await statuses(1, other, { 'User-Agent': 'other' }), [200]);
  });

  test('block wins over throttle, and allow over both', async () => {
    const throttled = ruleOn(client, { remediation: 'throttle' });
    const network24 = ruleOn('198.51.100.0/24', { decisionId: 'net' });
    await target.reset([throttled, network24]);
    assert.deepEqual(await statuses(2, client), [403, 403]);
    await target.apply([put(ruleOn(client, { remediation: 'allow' }))]);
    assert.deepEqual(await statuses(8, client), Array(8).fill(200));
    await target.apply([remove(network24), remove(ruleOn(client, { remediation: 'allow' }))]);
    assert.deepEqual(await statuses(6, client), [200, 200, 200, 200, 200, 429]);
    await target.apply([put(ruleOn(client))]);
    assert.deepEqual(await statuses(1, client), [403]);
    await target.apply([put(throttled)]);
    assert.deepEqual(await statuses(1, client), [429]);
    await target.apply([remove(throttled)]);
    assert.deepEqual(await statuses(1, client), [200]);
  });

  test('the bucket fills again, and a restart takes the rule along', async () => {
    const quick = await TestNginx.start({ workers: 2 });
    const fed = await openTarget(quick, { throttle: { everyMs: 200, burst: 2 } });
    try {
      await fed.reset([ruleOn('127.0.0.66', { remediation: 'throttle' })]);
      const flood = async (count: number) =>
        (await Promise.all(Array.from({ length: count }, () => quick.ask({ from: '127.0.0.66' })))).filter(
          ({ status }) => status === 200,
        ).length;
      const first = await flood(10);
      assert.ok(first >= 2 && first < 10, String(first));
      await sleep(1000);
      assert.ok((await flood(2)) === 2);
      await quick.kill();
      await quick.restart();
      const later = await flood(10);
      assert.ok(later >= 2 && later < 10, String(later));
    } finally {
      await fed.close();
      await quick.stop();
    }
  });
});
