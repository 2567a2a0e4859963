/** Lines that are sent by HTTP, to a source as a collector runs it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { openFormat } from '#services/collector/formats/auto.ts';
import { RecentRequests } from '#services/collector/recent-requests.ts';
import { START_MS, testHash } from '../support/batches.ts';
import { until } from '../support/file-reading.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Answer, HttpServing } from '../support/http-serving.ts';

const TOKEN = 'a-token-of-24-characters';
const MB = 1024 ** 2;

const line = (i: number) => `198.${51 + (i % 8)}.100.${i % 256} ${i} /${i}`;
const lines = (count: number) => Array.from({ length: count }, (_, i) => line(i));
const paths = (count: number) => Array.from({ length: count }, (_, i) => `/${i}`).sort();

describe('a source of lines that are sent by HTTP', () => {
  let served: HttpServing;
  afterEach(() => served.close());

  it('has them in the spool before it answers', async () => {
    served = await HttpServing.open();
    for (let i = 0; i < 20; i++) {
      const { status, text } = await served.post(`${line(i)}\n`);
      assert.deepEqual([status, text], [200, '']);
      assert.equal(served.paths.length, i + 1);
    }
    assert.deepEqual(served.paths.sort(), paths(20));
  });

  it('takes them as lines or an array, packed or not', async () => {
    served = await HttpServing.open({ line: 'message' });
    const records = lines(400).map((message, i) => JSON.stringify({ message, '@timestamp': START_MS + i }));
    const [first, second, third, fourth] = [0, 100, 200, 300].map((from) => records.slice(from, from + 100));
    const types = {
      array: { 'content-type': 'application/json' },
      lines: { 'content-type': 'application/x-ndjson' },
    };
    const answers = [
      await served.post(`[${first.join(',')}]`, types.array),
      await served.post(gzipSync(second.join('\n')), { ...types.lines, 'content-encoding': 'gzip' }),
      await served.post(zstdCompressSync(`[${third.join(',\n')}]`), {
        ...types.array,
        'content-encoding': 'zstd',
      }),
      await served.post(deflateSync(fourth.join('\n')), { ...types.lines, 'content-encoding': 'deflate' }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.deepEqual(served.paths.sort(), paths(400));
  });

  it('takes lines that are said to be lines for that, whatever they begin with', async () => {
    served = await HttpServing.open();
    for (const [i, type] of ['application/x-ndjson', 'text/plain; charset=utf-8', 'Text/Plain'].entries()) {
      const { status, text } = await served.post(`[error] none\n${line(i)}\n`, { 'content-type': type });
      assert.equal(status, 200, text);
    }
    assert.deepEqual([served.paths.sort(), served.intake.counters.malformed], [paths(3), 3]);
  });

  it('takes nothing twice that is sent again under its key', async () => {
    served = await HttpServing.open();
    const send = (key: string, i: number) => served.post(line(i), { 'idempotency-key': key });
    for (const key of ['a', 'a', 'b', 'a']) assert.equal((await send(key, key === 'a' ? 0 : 1)).status, 200);
    assert.equal(served.source.counts.repeatedRequests, 2);
    // What is dropped is not remembered.
    served.drops = true;
    assert.equal((await send('c', 2)).status, 503);
    served.drops = false;
    for (let i = 0; i < 2; i++) assert.equal((await send('c', 2)).status, 200);
    assert.deepEqual(served.paths.sort(), paths(3));
    const { status, text } = await send('a key', 4);
    assert.deepEqual([status, text], [400, 'an idempotency-key is one to 200 visible characters of ASCII\n']);
  });

  it('lets what is sent again wait while it is at work for the first time', async () => {
    served = await HttpServing.open({ patience: 30_000 });
    let open = () => {};
    const shut = new Promise<void>((resolve) => {
      open = resolve;
    });
    served.collecting.room = () => shut;
    const headers = { 'idempotency-key': 'a' };
    const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: line(0) } }] }] }] };
    const json = { ...headers, 'content-type': 'application/json' };
    const agents = Array.from({ length: 3 }, () => new Agent());
    const answers = agents.map((agent) => served.post(JSON.stringify(logs), json, '/v1/logs', 'POST', agent));
    await until(() => served.source.counts.connections === 3 && served.source.counts.heldBytes! > 200);
    served.collecting.room = async () => {};
    open();
    for (const { status, text } of await Promise.all(answers)) assert.deepEqual([status, text], [200, '{}']);
    assert.deepEqual([served.paths, served.source.counts.repeatedRequests], [['/0'], 2]);
  });

  it('takes logs of OpenTelemetry', async () => {
    served = await HttpServing.open();
    const logRecords = [
      ...lines(3).map((stringValue) => ({ body: { stringValue } })),
      { body: { intValue: 1 } },
    ];
    const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    const { status, text, headers } = await served.post(
      body,
      { 'content-type': 'application/json' },
      '/v1/logs',
    );
    assert.deepEqual([status, headers['content-type']], [200, 'application/json']);
    assert.equal(JSON.parse(text).partialSuccess.rejectedLogRecords, '1');
    assert.deepEqual(served.paths.sort(), paths(3));
  });

  it('keeps what is good of a batch, and counts and samples the rest', async () => {
    served = await HttpServing.open();
    const { status } = await served.post(
      `${line(0)}\n\xff\xfe nonsense\n${line(1)}\n${'x'.repeat(70_000)}\n${line(2)}\n`,
    );
    assert.equal(status, 200);
    assert.deepEqual(served.paths.sort(), paths(3));
    const { malformed, tooLong } = served.intake.counters;
    assert.deepEqual([malformed, tooLong, served.collecting.malformed.length], [2, 1, 2]);
  });

  it('keeps a connection for as many requests as come, and lets senders ask first', async () => {
    served = await HttpServing.open();
    for (let i = 0; i < 50; i++) {
      const { status } = await served.post(line(i), i % 2 ? { expect: '100-continue' } : {});
      assert.equal(status, 200);
    }
    assert.equal(served.source.counts.connections, 1);
    assert.equal(served.paths.length, 50);
  });

  it('tells what is wrong with what it does not take', async () => {
    served = await HttpServing.open();
    const long = 'x'.repeat(MB + 1);
    const cases: [number, RegExp, Promise<Answer>][] = [
      [405, /POST/, served.post('', {}, '/', 'PUT')],
      [413, /longer than 1048576 bytes/, served.post(long)],
      [413, /longer than 1048576 bytes/, served.post(gzipSync(long), { 'content-encoding': 'gzip' })],
      [415, /none of gzip, deflate, zstd/, served.post('x', { 'content-encoding': 'br' })],
      [400, /can't be read/, served.post('not packed', { 'content-encoding': 'gzip' })],
      [400, /no JSON array/, served.post('[{"a":1}')],
      [
        400,
        /no ExportLogsServiceRequest/,
        served.post('x', { 'content-type': 'application/json' }, '/v1/logs'),
      ],
    ];
    for (const [status, text, answer] of cases) {
      const given = await answer;
      assert.equal(given.status, status, given.text);
      assert.match(given.text, text);
      assert.equal(given.headers['retry-after'], undefined);
    }
    assert.deepEqual(served.paths, []);
    assert.equal(served.source.counts.refused, 7);
    assert.match(served.source.alarms.join(), /7 requests refused/);
  });

  it('takes them from whoever shows a token, in either way', async (t) => {
    const tokenFile = join(temporaryFolder(t), 'tokens');
    writeFileSync(tokenFile, `# of the edges\n${TOKEN}\nanother-one-of-them-here\n`);
    served = await HttpServing.open({ tokenFile });
    const basic = (password: string) => `Basic ${Buffer.from(`modsec:${password}`).toString('base64')}`;
    const statusOf = async (authorization?: string) =>
      (await served.post(line(1), authorization === undefined ? {} : { authorization })).status;
    assert.equal(await statusOf(`Bearer ${TOKEN}`), 200);
    assert.equal(await statusOf(basic('another-one-of-them-here')), 200);
    assert.equal((await served.post(line(1), {}, `/modsec/${TOKEN}`)).status, 200);
    assert.equal((await served.post(line(1), {}, `/${TOKEN}/x`)).status, 401);
    for (const wrong of [
      undefined,
      '',
      'Bearer',
      `Bearer ${TOKEN}x`,
      `Bearer # of the edges`,
      basic(''),
      basic('x'),
    ])
      assert.equal(await statusOf(wrong), 401, wrong);
  });

  it('lets senders come back later while no more can be taken in, and goes on then', async () => {
    served = await HttpServing.open();
    let open = () => {};
    const shut = new Promise<void>((resolve) => {
      open = resolve;
    });
    served.collecting.room = () => shut;
    const { status, headers } = await served.post(line(0));
    assert.deepEqual([status, headers['retry-after']], [503, '1']);
    served.collecting.room = async () => {};
    open();
    assert.equal((await served.post(line(0))).status, 200);
    assert.deepEqual(served.paths, ['/0']);
    assert.match(served.source.alarms.join(), /1 requests to be sent again/);
  });

  it('lets senders come back when their lines were dropped, and knows those then that it has', async () => {
    served = await HttpServing.open({}, (collecting) =>
      collecting.intake('edge', openFormat({ format: 'json' }), [], new RecentRequests(testHash, 100)),
    );
    const request = JSON.stringify({ t: START_MS / 1000, ip: '198.51.100.1', u: '/0', s: 200, id: 'a' });
    served.drops = true;
    const { status, headers, text } = await served.post(request);
    assert.deepEqual([status, headers['retry-after']], [503, '1'], text);
    served.drops = false;
    for (let i = 0; i < 2; i++) assert.equal((await served.post(request)).status, 200);
    assert.deepEqual(served.paths, ['/0']);
    assert.equal(served.intake.counters.repeated, 1);
  });

  it('takes no more into memory than it may', async () => {
    served = await HttpServing.open({ buffer: 64 * 1024 });
    const { status, headers } = await served.post('x'.repeat(100_000));
    assert.deepEqual([status, headers['retry-after']], [429, '1']);
    assert.equal((await served.post(lines(100).join('\n'))).status, 200);
    assert.equal(served.source.counts.heldBytes, 0);
  });
});
