/** The other ends of exec and webhook: programs and servers that fail, hang or lie. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { execTarget } from '#services/enforcer/targets/exec-target.ts';
import { webhookTarget } from '#services/enforcer/targets/webhook-target.ts';
import { temporaryFolder } from '../support/folder.ts';
import { linesOf } from '../support/receiver.ts';
import { put, ruleOn } from '../support/rule.ts';
import { WebhookService } from '../support/webhook.ts';

const clock = new SystemClock();
const unavailable = (message: RegExp) => (error: unknown) => {
  assert.equal(failureOf(error), 'unavailable');
  assert.match((error as Error).message, message);
  return true;
};

describe('exec', () => {
  const exec = (t: TestContext, command: string, args: string[], timeoutMs = 5000) => {
    const target = execTarget({ command, args, timeoutMs, size: 100_000, clock });
    t.after(() => target.close());
    return target;
  };

  test('no shell sees the command or its arguments', async (t) => {
    const file = join(temporaryFolder(t), 'a; touch b $(touch c)');
    await exec(t, 'tee', [file]).reset([ruleOn('198.51.100.1', { value: '198.51.100.1' })]);
    assert.deepEqual(
      linesOf(readFileSync(file, 'utf8')).map(({ action }) => action),
      ['reset', 'put', 'end'],
    );
  });

  test('another exit code than 0, a signal or no program at all is a batch that was not applied', async (t) => {
    const failing = exec(t, 'sh', ['-c', 'echo out; echo "no way" >&2; exit 7']);
    await assert.rejects(failing.reset([]), unavailable(/^sh ended with exit code 7: no way$/));
    assert.equal(failing.status().alarm, 'sh ended with exit code 7: no way');
    await assert.rejects(exec(t, 'sh', ['-c', 'kill -9 $$']).reset([]), unavailable(/^sh was killed/));
    await assert.rejects(exec(t, '/nowhere/at-all', []).reset([]), {
      message: 'there is no program /nowhere/at-all',
    });
  });

  test('one that does not end is ended, and its batch comes again', async (t) => {
    const folder = temporaryFolder(t);
    const [marker, taken] = [join(folder, 'marker'), join(folder, 'taken')];
    const lines = 'if [ ! -e "$0" ]; then touch "$0"; exec sleep 60; fi; cat > "$1"';
    const target = exec(t, 'sh', ['-c', lines, marker, taken], 500);
    await assert.rejects(target.reset([ruleOn('198.51.100.1')]), unavailable(/^sh took more than 0\.5 s$/));
    assert.ok(existsSync(marker) && !existsSync(taken));
    await target.reset([ruleOn('198.51.100.1')]);
    assert.equal(linesOf(readFileSync(taken, 'utf8')).length, 3);
  });

  test('whether it reads all of a large batch is its own affair', async (t) => {
    const rules = Array.from({ length: 50_000 }, (_, i) => ruleOn(`10.0.${i >> 8}.${i & 255}`));
    assert.equal((await exec(t, 'true', []).reset(rules)).instances, 1);
    const file = join(temporaryFolder(t), 'all');
    await exec(t, 'tee', [file]).reset(rules);
    assert.equal(linesOf(readFileSync(file, 'utf8')).length, 50_002);
  });
});

describe('webhook', () => {
  async function start(t: TestContext, options: { tokenFile?: string; timeoutMs?: number } = {}) {
    const service = await WebhookService.start();
    const target = webhookTarget({ url: service.url, timeoutMs: 5000, size: 100_000, clock, ...options });
    t.after(async () => {
      service.close();
      await target.close();
    });
    return { service, target };
  }

  test('posts lines of JSON, with the token that the file has now', async (t) => {
    const tokenFile = join(temporaryFolder(t), 'token');
    const { service, target } = await start(t, { tokenFile });
    await assert.rejects(target.reset([]), unavailable(/the token of the webhook can't be read/));
    writeFileSync(tokenFile, 'first\n');
    await target.reset([]);
    writeFileSync(tokenFile, 'second');
    await target.apply([put(ruleOn('198.51.100.1'))]);
    writeFileSync(tokenFile, 'two\nlines');
    await assert.rejects(target.apply([put(ruleOn('198.51.100.1'))]), unavailable(/holds no token/));
    assert.deepEqual(
      service.posted.map(({ method, headers, body }) => [
        method,
        headers['content-type'],
        headers.authorization,
        linesOf(body).map(({ action }) => action),
      ]),
      [
        ['POST', 'application/x-ndjson', 'Bearer first', ['reset', 'end']],
        ['POST', 'application/x-ndjson', 'Bearer second', ['put', 'end']],
      ],
    );
  });

  test('whatever is no success is a batch that was not applied', async (t) => {
    const { service, target } = await start(t);
    for (const status of [400, 401, 429, 500, 503]) {
      service.answer = (_, response) => response.writeHead(status).end('x'.repeat(100_000));
      await assert.rejects(target.reset([]), unavailable(new RegExp(`^the webhook answered ${status}$`)));
    }
    service.answer = (_, response) => response.writeHead(204).end();
    assert.equal((await target.reset([])).instances, 1);
  });

  test('a redirection is not followed: the token is not for others', async (t) => {
    const other = await start(t);
    const { service, target } = await start(t);
    service.answer = (_, response) => response.writeHead(307, { location: other.service.url }).end();
    await assert.rejects(target.reset([]), unavailable(/^the webhook can't be reached: .*redirect/));
    assert.equal(other.service.posted.length, 0);
  });

  test('no answer in time, and nobody there', async (t) => {
    const { service, target } = await start(t, { timeoutMs: 200 });
    service.answer = () => {};
    await assert.rejects(target.reset([]), unavailable(/no answer within 0\.2 s$/));
    service.close();
    await assert.rejects(target.reset([]), unavailable(/ECONNREFUSED/));
    assert.match(target.status().alarm, /ECONNREFUSED/);
  });
});
