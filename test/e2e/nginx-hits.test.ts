/** What nginx refuses is counted for each decision, over workers, instances and reloads. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { Hits } from '#services/enforcer/hits.ts';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { ruleOn } from '../support/rule.ts';

const part = await requirePart(nginxPart);

describe('requests that nginx refuses', { skip: part.skip }, () => {
  const started: TestNginx[] = [];
  let target: NginxTarget | undefined;

  async function nginx(socketPath?: string): Promise<TestNginx> {
    const one = await TestNginx.start({ workers: 3, ...(socketPath && { socketPath }) });
    started.push(one);
    return one;
  }

  afterEach(async () => {
    await target?.close();
    for (const one of started.splice(0)) await one.stop();
  });

  test('are counted by decision, those of all instances together', { timeout: 60_000 }, async () => {
    const first = await nginx();
    const hits = new Hits();
    target = await openTarget(first, {
      onHits: (hit) => hits.add(hit),
      throttle: { everyMs: 60_000, burst: 2 },
    });
    const second = await nginx(first.socketPath);
    await until(() => target!.status().instances === 2, 'both to dial');
    await target.reset([
      ruleOn('127.0.0.66', { decisionId: 'banned' }),
      ruleOn('127.0.0.67', { decisionId: 'slow', remediation: 'throttle' }),
      ruleOn('127.0.0.68', { decisionId: 'silent', statusCode: 444 }),
      ruleOn('127.0.0.69', { decisionId: 'calm' }),
    ]);
    const startMs = Date.now();
    const ask = async (one: TestNginx, from: string, count: number) => {
      for (let i = 0; i < count; i++) await one.ask({ from }).catch(() => {});
    };
    await ask(first, '127.0.0.66', 30);
    await ask(second, '127.0.0.66', 12);
    await ask(first, '127.0.0.67', 7);
    await ask(second, '127.0.0.68', 3);
    await ask(first, '127.0.0.1', 5);
    const counted = () => new Map(hits.news(100).map(({ id, refused }) => [id, refused] as const));
    await until(() => counted().size === 3 && counted().get('banned') === 42, 'the counts');
    // What the workers had counted when they ended is not lost.
    await ask(first, '127.0.0.66', 8);
    await first.reload();
    await ask(first, '127.0.0.66', 1);
    await until(() => counted().get('banned') === 51, 'the counts of the old workers and the new');
    assert.deepEqual([...counted()].sort(), [
      ['banned', 51],
      ['silent', 3],
      ['slow', 5],
    ]);
    for (const { lastSeenMs } of hits.news(100)) {
      assert.ok(lastSeenMs >= startMs - 5 && lastSeenMs <= Date.now() + 5, String(lastSeenMs - startMs));
    }
    assert.equal(target.numbers().hitsUncounted, 0);
  });

  test('of more decisions than are counted at once add to a number', { timeout: 60_000 }, async () => {
    const count = `location /count { content_by_lua_block {
      for i = 1, 1500 do require('weir.hits').count('id' .. i) end
      ngx.print('done')
    } }`;
    const one = await TestNginx.start({ workers: 1, server: count });
    started.push(one);
    const hits = new Hits();
    target = await openTarget(one, { onHits: (hit) => hits.add(hit) });
    await one.ask({ path: '/count' });
    await until(() => hits.news(5000).length === 1000, 'the counts');
    await until(() => target!.numbers().hitsUncounted === 500, 'the rest to be told');
  });
});
