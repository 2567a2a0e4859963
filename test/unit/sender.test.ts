/** A channel at work against a real HTTP server, on simulated time: retries, limits, what waits and what is given up. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { retryAfterOf } from '#libs/clock/retry-after.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { Sender, type SenderOptions } from '#services/decision/notifications/sender.ts';
import { genericJson } from '#services/decision/notifications/template.ts';
import { Webhook } from '#services/decision/notifications/webhook.ts';
import { START_MS } from '../support/batches.ts';
import { HttpReceiver } from '../support/http-receiver.ts';
import { recordingLog } from '../support/log.ts';
import { digest, notice } from '../support/notices.ts';
import { until } from '../support/until.ts';

const SECRET = 'swordfish';
const MINUTE_MS = 60_000;

describe('a sender', () => {
  let clock: SimulatedClock;
  let receiver: HttpReceiver;
  let sender: Sender;
  let metrics: SenderOptions['metrics'];
  let logged: ReturnType<typeof recordingLog>;

  beforeEach(async () => {
    clock = new SimulatedClock(START_MS);
    receiver = await HttpReceiver.start();
    logged = recordingLog();
    metrics = { sent: { value: 0 }, failed: { value: 0 }, dropped: { value: 0 } };
    const channel = new Webhook({ url: receiver.url, bodyOf: genericJson, secret: SECRET, clock });
    const limits = { everyMs: MINUTE_MS, perHour: 60 };
    const wants = ({ scenario }: { scenario: string }) => scenario !== 'unwanted';
    sender = new Sender({
      name: 'ops',
      channel,
      wants,
      metrics,
      clock,
      random: seededRandom(1),
      log: logged.log,
      ...limits,
    });
  });
  afterEach(() => receiver.stop());

  const bodies = () => receiver.requests.map(({ body }) => JSON.parse(body));
  const counts = () => [metrics.sent.value, metrics.failed.value, metrics.dropped.value, sender.waiting];
  /** The server is real: what it does takes time that the clock does not know. */
  const attempts = (count: number) =>
    until(() => metrics.sent.value + metrics.failed.value >= count, `${count} attempts`);

  /** Lets time pass as a service does. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1000) {
      await clock.advance(Math.min(1000, ms - passed));
      sender.pump();
    }
  }

  it('signs what it sends, so that who has the secret can tell', async () => {
    sender.add([notice()]);
    sender.pump();
    await attempts(1);
    const [{ headers, body, method, path }] = receiver.requests;
    assert.deepEqual([method, path, headers['content-type']], ['POST', '/hook', 'application/json']);
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['weir-signature'])) ?? [];
    assert.equal(Number(t), Math.floor(START_MS / 1000));
    assert.equal(v1, createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex'));
    assert.deepEqual(counts(), [1, 0, 0, 0]);
  });

  it('sends one message for a flood, and the rest a minute later', async () => {
    sender.add([notice()]);
    sender.pump();
    await attempts(1);
    sender.add(Array.from({ length: 500 }, () => notice()));
    sender.add([notice({ scenario: 'unwanted' })]);
    await pass(59_000);
    assert.deepEqual(counts(), [1, 0, 0, 500]);
    await pass(1000);
    await attempts(2);
    assert.deepEqual(
      bodies().map(({ count }) => count),
      [1, 500],
    );
    assert.deepEqual(counts(), [2, 0, 0, 0]);
  });

  it('tries again what may be taken later, longer each time, with the same id', async () => {
    receiver.answer({ status: 503 }, { status: 500 }, { status: 429 });
    sender.add([notice()]);
    sender.pump();
    const waitsMs = [];
    for (let failed = 1; failed <= 3; failed++) {
      await attempts(failed);
      const startMs = clock.elapsed();
      while (receiver.requests.length === failed) {
        await clock.advance(50);
        await new Promise((resolve) => setTimeout(resolve, 1));
        assert.ok(clock.elapsed() - startMs < MINUTE_MS, 'it is not tried again');
      }
      waitsMs.push(clock.elapsed() - startMs);
    }
    await attempts(4);
    assert.ok(waitsMs[0] >= 500 && waitsMs[1] >= 1000 && waitsMs[2] >= 2000, waitsMs.join());
    assert.equal(new Set(bodies().map(({ id }) => id)).size, 1);
    const signatures = receiver.requests.map(({ headers }) => headers['weir-signature']);
    assert.ok(new Set(signatures).size > 1, 'each attempt is signed at its time');
    assert.deepEqual(counts(), [1, 3, 0, 0]);
    assert.equal(sender.failing, undefined);
  });

  it('waits as long as it is asked to', async () => {
    receiver.answer({ status: 429, headers: { 'retry-after': '300' } });
    sender.add([notice()]);
    sender.pump();
    await attempts(1);
    await pass(299_000);
    assert.equal(receiver.requests.length, 1);
    sender.add([notice(), notice()]);
    assert.equal(sender.waiting, 3);
    await pass(2000);
    await attempts(2);
    await pass(1000);
    await attempts(3);
    assert.deepEqual(
      bodies().map(({ count }) => count),
      [1, 1, 2],
    );
  });

  it('gives up at once what the other side will never take', async () => {
    receiver.answer({ status: 400 }, { status: 302, headers: { location: '/elsewhere' } });
    sender.add([notice({ scenario: 'a' }), notice({ scenario: 'b' }), notice({ scenario: 'c' })]);
    for (const attempt of [1, 2, 3]) {
      await pass(1000);
      await attempts(attempt);
    }
    assert.deepEqual(
      bodies().map(({ scenario }) => scenario),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(counts(), [1, 2, 2, 0]);
    assert.match(
      logged.lines[0].msg,
      /^channel ops: 1 notices are told to nobody: 127\.0\.0\.1:\d+ answers 400$/,
    );
    assert.ok(
      logged.lines.every(({ msg }) => !msg.includes('/hook')),
      'the path may be secret',
    );
  });

  it('tells since when it fails, and gives a message up after an hour; what came meanwhile waits', async () => {
    await receiver.stop();
    sender.add([notice()]);
    sender.pump();
    await attempts(1);
    sender.add([notice(), notice({ scenario: 'other' })]);
    // Each attempt needs a moment that the clock knows nothing of.
    for (let i = 0; metrics.dropped.value === 0; i++) {
      await pass(30_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
      assert.ok(i < 500, 'it is never given up');
    }
    assert.equal(metrics.dropped.value, 1);
    assert.equal(sender.waiting, 2);
    assert.ok((sender.failing?.forMs ?? 0) >= 60 * MINUTE_MS);
    assert.match(sender.failing?.why ?? '', /^127\.0\.0\.1:\d+: ECONNREFUSED$/);
  });

  it('sends what waits when it ends', async () => {
    sender.add([notice()]);
    sender.pump();
    await attempts(1);
    sender.add([notice(), notice(), notice({ scenario: 'other' })]);
    await sender.stop();
    assert.deepEqual(
      bodies().map(({ count }) => count),
      [1, 2, 1],
    );
    assert.deepEqual(counts(), [3, 0, 0, 0]);
    sender.pump();
  });

  it('counts what it could not send when it ends', async () => {
    receiver.answer({ status: 503 }, { status: 503 });
    sender.add([notice()]);
    sender.pump();
    await attempts(1);
    sender.add([notice(), notice()]);
    await sender.stop();
    assert.deepEqual(counts(), [0, 2, 3, 0]);
  });

  it('ends in time when the other side says nothing', async () => {
    receiver.answer('none');
    sender.add([notice()]);
    sender.pump();
    await until(() => receiver.requests.length === 1, 'the request');
    const stopping = sender.stop();
    await clock.advance(5000);
    await stopping;
    assert.deepEqual(counts(), [0, 1, 1, 0]);
  });

  it('tries a channel once, and tells what came of it', async () => {
    await sender.test(digest());
    receiver.answer({ status: 401 });
    await assert.rejects(sender.test(digest()), (error) => failureOf(error) === 'denied');
    assert.deepEqual(
      bodies().map(({ test }) => test),
      [true, true],
    );
  });
});

describe('Retry-After', () => {
  it('is seconds or a date, an hour at most', () => {
    const nowMs = Date.UTC(2026, 0, 1);
    assert.equal(retryAfterOf('120', nowMs), 120_000);
    assert.equal(retryAfterOf('Thu, 01 Jan 2026 00:01:00 GMT', nowMs), MINUTE_MS);
    assert.equal(retryAfterOf('Wed, 31 Dec 2025 00:01:00 GMT', nowMs), 0);
    assert.equal(retryAfterOf('999999', nowMs), 3_600_000);
    assert.deepEqual(
      [undefined, '', 'soon', '-5', 'never GMT'].map((header) => retryAfterOf(header, nowMs)),
      [undefined, undefined, undefined, undefined, undefined],
    );
  });
});
