/** From the ledger and the alarms to real webhooks, on simulated time. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { LedgerReplica } from '#libs/ledger/replica.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { notificationsConfig } from '#services/decision/notifications/config.ts';
import { Notifications } from '#services/decision/notifications/notifications.ts';
import { START_MS } from '../support/batches.ts';
import { decision } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { HttpReceiver } from '../support/http-receiver.ts';
import { quietLog } from '../support/log.ts';
import { until } from '../support/until.ts';

describe('notifications', () => {
  let clock: SimulatedClock;
  let replica: LedgerReplica;
  let receiver: HttpReceiver;
  let metrics: Metrics;
  let notifications: Notifications;
  let isCurrent: boolean;
  let alarms: string[];
  let owned: boolean;

  beforeEach(async () => {
    clock = new SimulatedClock(START_MS);
    replica = new LedgerReplica();
    replica.reset('store-1');
    put('192.0.2.1');
    receiver = await HttpReceiver.start();
    metrics = new Metrics('decision', 'decision-1');
    [isCurrent, owned, alarms] = [true, true, []];
    notifications = new Notifications({
      channels: notificationsConfig.parse([
        { name: 'ops', type: 'webhook', url: receiver.url, about: ['decision', 'lifted', 'withheld'] },
        { name: 'alarms', type: 'webhook', url: `${receiver.url}/alarms`, about: ['alarm'] },
      ]),
      feed: new ReplicaFeed(replica),
      asns: NO_ASNS,
      isCurrent: () => isCurrent,
      services: () => [{ service: 'collector', instance: 'c-1', alarms }],
      ttlMs: 2000,
      partitionOf: () => 0,
      owns: () => owned,
      ...{ metrics, clock, random: seededRandom(1), log: quietLog },
    });
  });
  afterEach(async () => {
    await notifications.stop();
    await receiver.stop();
    await metrics.close();
  });

  function put(value: string): void {
    const key = ledgerKey({ scope: 'ip', value }, false);
    replica.apply({ key, revision: replica.token.revision + 1, decision: decision({ value }) });
  }
  const number = (name: string, channel = 'ops') =>
    metrics.numbers()[`weir_notifications_${name}{channel=${channel}}`];
  const told = () => receiver.requests.map(({ body }) => JSON.parse(body));
  /** Sent or not. */
  const attempts = (count: number) =>
    until(() => number('sent_total') + number('failed_total') >= count, `${count} attempts`);

  it('tell of what happens from the start on', async () => {
    await clock.advance(5000);
    put('192.0.2.2');
    await clock.advance(200);
    await attempts(1);
    put('192.0.2.3');
    put('192.0.2.4');
    await clock.advance(59_000);
    assert.equal(number('waiting'), 2);
    await clock.advance(1000);
    await attempts(2);
    assert.deepEqual(
      told().map(({ count, samples }) => [count, samples.map(({ value }: { value: string }) => value)]),
      [
        [1, ['192.0.2.2']],
        [2, ['192.0.2.3', '192.0.2.4']],
      ],
    );
    assert.equal(number('waiting'), 0);
  });

  it('tell nothing of a ledger that is read anew', async () => {
    isCurrent = false;
    replica.reset('store-2');
    for (let i = 1; i < 20; i++) put(`198.51.100.${i}`);
    await clock.advance(1000);
    for (let i = 20; i < 40; i++) put(`198.51.100.${i}`);
    isCurrent = true;
    await clock.advance(1000);
    put('192.0.2.9');
    await clock.advance(1000);
    await attempts(1);
    assert.equal(told()[0].samples[0].value, '192.0.2.9');
  });

  it('tell of what nobody owned for a moment', async () => {
    owned = false;
    put('192.0.2.2');
    await clock.advance(2900);
    assert.equal(metrics.numbers().weir_notifications_kept, 1);
    owned = true;
    await clock.advance(200);
    await attempts(1);
    assert.equal(metrics.numbers().weir_notifications_kept, 0);
  });

  it('tell alarms where they are wanted', async () => {
    alarms = ['spool is 83 % full'];
    await clock.advance(3000);
    await until(() => number('sent_total', 'alarms') === 1, 'the alarm');
    alarms = ['spool is 84 % full'];
    await clock.advance(120_000);
    const [{ path, body }, ...more] = receiver.requests;
    assert.deepEqual(
      [path, JSON.parse(body).samples[0].alarm, more.length],
      ['/hook/alarms', 'spool is 83 % full', 0],
    );
  });

  it('are an alarm themselves when a channel has failed for a minute, until it works again', async () => {
    receiver.answer({ status: 503, headers: { 'retry-after': '90' } });
    put('192.0.2.2');
    await clock.advance(200);
    await attempts(1);
    assert.deepEqual(notifications.alarms(), []);
    put('192.0.2.3');
    await clock.advance(61_000);
    const [alarm, ...others] = notifications.alarms();
    assert.match(alarm, /^channel ops has failed for 1m 1s: 127\.0\.0\.1:\d+ answers 503; 2 notices wait$/);
    assert.deepEqual(others, []);
    await clock.advance(30_000);
    await attempts(2);
    assert.deepEqual(notifications.alarms(), []);
  });

  it('can be tried', async () => {
    assert.equal(await notifications.test('ops'), '');
    assert.equal(told()[0].test, true);
    receiver.answer({ status: 404 });
    assert.match(await notifications.test('ops'), /^127\.0\.0\.1:\d+ answers 404$/);
    await assert.rejects(
      notifications.test('oops'),
      failing('missing', /no channel "oops"; did you mean ops\?/),
    );
    await assert.rejects(notifications.test('pagers'), failing('missing', /there are ops, alarms/));
  });
});
