/** Two decision services as real processes that tell a real webhook: each decision is told once, whoever dies. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { HttpReceiver } from '../support/http-receiver.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';

const { skip } = await requirePart(() => natsPart());

const SECRET = 'swordfish';
/** In which a message that should not come would have come. */
const QUIET_MS = 3000;

interface Told {
  readonly occasion: string;
  readonly scenario: string;
  readonly severity: string;
  readonly count: number;
  readonly samples: readonly { value: string; request: string; author: string }[];
}

describe('notifications of two decision services', { skip }, () => {
  let cluster: DecisionCluster;
  let receiver: HttpReceiver;
  let config: object;

  before(async () => {
    receiver = await HttpReceiver.start();
    cluster = await DecisionCluster.start();
    const secretFile = join(cluster.folder, 'secret');
    writeFileSync(secretFile, `${SECRET}\n`);
    const ops = { name: 'ops', type: 'webhook', url: receiver.url, secretFile, every: '1s', perHour: 3600 };
    config = { notifications: [ops] };
    await cluster.addDecision('decision-1', config);
  });
  after(async () => {
    await cluster?.stop();
    await receiver?.stop();
  });

  const told = (): Told[] => receiver.requests.map(({ body }) => JSON.parse(body));
  const valuesTold = () => told().flatMap(({ samples }) => samples.map(({ value }) => value));
  const untilTold = (count: number) =>
    cluster.until(`${count} messages`, async () => receiver.requests.length >= count);
  const forget = () => receiver.requests.splice(0);
  const both = async () => {
    const owners = await cluster.owners('decision-2');
    return ['decision-1', 'decision-2'].every((name) => owners[name] > 0);
  };

  test('an attack is one message, signed', async () => {
    await cluster.publish('203.0.113.1');
    for (const rev of [2, 3]) await cluster.publish('203.0.113.1', { rev });
    await untilTold(1);
    await cluster.clock.sleep(QUIET_MS);
    const [{ occasion, scenario, severity, count, samples }, ...more] = told();
    assert.deepEqual([occasion, scenario, severity, count], ['decision', 'scanner-probing', 'high', 1]);
    assert.deepEqual([samples[0].value, samples[0].request], ['203.0.113.1', 'GET /.env 404']);
    assert.equal(more.length, 0);
    const [{ headers, body }] = receiver.requests;
    const [t, v1] = String(headers['weir-signature'])
      .split(',')
      .map((part) => part.replace(/^\w+=/, ''));
    assert.equal(v1, createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex'));
  });

  test('one that starts tells nothing of what was there', async () => {
    await cluster.process('decision-1').stop();
    cluster.process('decision-1').start();
    await cluster.addDecision('decision-2', config);
    await cluster.until('both to own partitions', both);
    await cluster.clock.sleep(QUIET_MS);
    assert.equal(receiver.requests.length, 1);
    forget();
  });

  test('each decision is told by one of them', async () => {
    const addresses = Array.from({ length: 30 }, (_, i) => `5.${i}.0.1`);
    // Of its own scenario each, so that each is a message.
    for (const [i, address] of addresses.entries())
      await cluster.publish(address, { scenario: `scenario-${i}` });
    await untilTold(addresses.length);
    await cluster.clock.sleep(QUIET_MS);
    assert.deepEqual(valuesTold().sort(), [...addresses].sort());
    forget();
    await cluster.plane('decision-2').delete({ value: addresses[7], author: 'ann', reason: 'a mistake' });
    await untilTold(1);
    await cluster.clock.sleep(QUIET_MS);
    assert.deepEqual(
      told().map(({ occasion, samples: [{ value, author }] }) => [occasion, value, author]),
      [['lifted', addresses[7], 'ann']],
    );
    forget();
  });

  test('the command line tries a channel', async () => {
    const addresses = ['decision-1', 'decision-2'].map((name) => cluster.addresses.get(name)).join(',');
    const run = (...args: string[]) =>
      runFile('services/cli/main.ts', ['--address', addresses, '--token-file', cluster.tokenFile, ...args]);
    const tried = await run('notifications', 'test', 'ops');
    assert.match(tried.stdout, /^ops has taken a sample from decision-[12] in \d+/, tried.stderr);
    assert.equal((told()[0] as unknown as { test: boolean }).test, true);
    receiver.answer({ status: 404 });
    const failed = await run('notifications', 'test', 'ops');
    assert.deepEqual([failed.code, failed.stdout], [69, '']);
    assert.match(failed.stderr, /^weir: ops, sent by decision-[12]: 127\.0\.0\.1:\d+ answers 404$/m);
    const unknown = await run('notifications', 'test', 'obs');
    assert.match(unknown.stderr, /there is no channel "obs"; did you mean ops\?/);
    const denied = await runFile(
      'services/cli/main.ts',
      ['--address', addresses, 'notifications', 'test', 'ops'],
      {
        env: { WEIR_TOKEN_FILE: '' },
      },
    );
    assert.notEqual(denied.code, 0);
    forget();
  });

  test('what happens while its owner is dead is told by the next', async () => {
    const victims = Array.from({ length: 16 }, (_, i) => `6.${i}.0.1`);
    cluster.process('decision-1').signal('SIGKILL');
    for (const value of victims) {
      await cluster
        .plane('decision-2')
        .add({ value, durationMs: 3_600_000, author: 'ann', reason: 'scraping' });
    }
    await cluster.until(
      'all of them to be told',
      async () => new Set(valuesTold()).size >= 1 && countTold() >= victims.length,
    );
    await cluster.clock.sleep(QUIET_MS);
    assert.equal(countTold(), victims.length);
    assert.ok(told().every(({ scenario }) => scenario === 'manual'));
  });

  const countTold = () => told().reduce((sum, { count }) => sum + count, 0);
});
