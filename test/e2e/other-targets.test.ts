/** From a line to dropped packets, to a file and to a webhook: enforcers with other targets follow the same ledger. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { remediationNames } from '#libs/wire/enums.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { Receiver } from '../support/receiver.ts';
import { LOG4SHELL, TestStack, weirLine } from '../support/stack.ts';
import { requireNamespaces, TwoHosts } from '../support/two-hosts.ts';
import { WebhookService } from '../support/webhook.ts';

const ATTACKER = '198.51.100.1';
const ATTACKER_V6 = '2001:db8:1::1';
const VISITOR = '198.51.100.2';
const PROXY = '203.0.113.9';
const LATER = '198.51.100.77';
const HOUR_MS = 3_600_000;

const { skip } = await requirePart(() => Promise.all([natsPart(), requireNamespaces()]));

describe('enforcers of other targets', { skip }, () => {
  let weir: TestStack;
  let hosts: TwoHosts;
  let service: WebhookService;
  let folder: string;
  const receiver = new Receiver();
  const enforcers: ChildProcess[] = [];
  const file = () =>
    existsSync(join(folder, 'blocked')) ? readFileSync(join(folder, 'blocked'), 'utf8') : '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-targets-'));
    hosts = await TwoHosts.create();
    service = await WebhookService.start();
    service.answer = ({ body }, response) => {
      receiver.take(body);
      response.end();
    };
    weir = await TestStack.start({ nginx: false });
    // What the enforcer finds as nft works on the protected host.
    writeFileSync(join(folder, 'nft'), `#!/bin/sh\nexec ${hosts.nft.join(' ')} "$@"\n`);
    chmodSync(join(folder, 'nft'), 0o755);
    start('packets', { type: 'nftables' });
    start('list', { type: 'file', path: join(folder, 'blocked'), every: '100ms' });
    start('posts', { type: 'webhook', url: service.url });
  });

  after(async () => {
    for (const enforcer of enforcers) {
      const ended = once(enforcer, 'exit');
      enforcer.kill('SIGTERM');
      await ended;
    }
    await weir?.stop();
    service?.close();
    hosts?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(instance: string, target: object): void {
    const config = parse(readFileSync(weir.stack.layout.config, 'utf8'));
    config.enforcer = { ...config.enforcer, target, protect: { trustedProxies: [PROXY] } };
    const path = join(folder, `${instance}.yaml`);
    writeFileSync(path, stringify(config));
    const args = ['services/enforcer/main.ts', '--config', path, '--instance', instance];
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    enforcers.push(spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  test('whoever attacks is dropped, listed and told of, and nobody else', async () => {
    await until(() => service.posted.length > 0, 'the ledger to be told');
    assert.ok(await hosts.answers(ATTACKER));
    const timeMs = weir.clock.now();
    for (const ip of [ATTACKER, ATTACKER_V6]) weir.append(weirLine({ timeMs, ip, agent: LOG4SHELL }));
    for (const ip of [ATTACKER, ATTACKER_V6]) {
      await until(async () => !(await hosts.answers(ip)), `packets of ${ip} to be dropped`);
      await until(() => file().includes(`${ip}\n`), `${ip} in the file`);
      await until(() => receiver.refusal(ip) !== undefined, `${ip} to be posted`);
    }
    assert.ok(await hosts.answers(VISITOR));
    assert.doesNotMatch(file(), /198\.51\.100\.2\b/);
  });

  test('a trusted proxy is dropped by none, whatever the ledger says', async () => {
    for (const value of [PROXY, LATER]) {
      const remediation = remediationNames.toWire('block');
      const person = { author: 'somebody', reason: 'a mistake' };
      await weir.stack.controlPlane.add({
        value,
        remediation,
        statusCode: 403,
        durationMs: HOUR_MS,
        ...person,
      });
    }
    await until(async () => !(await hosts.answers(LATER)), 'the later one');
    await until(() => file().includes(`${LATER}\n`), 'the later one in the file');
    await until(() => receiver.refusal(LATER) !== undefined, 'the later one to be posted');
    assert.ok(await hosts.answers(PROXY));
    assert.ok(!file().includes(PROXY));
    assert.equal(receiver.refusal(PROXY), undefined);
  });

  test('what is taken back is taken back everywhere', async () => {
    await weir.stack.controlPlane.delete({ value: ATTACKER, author: 'somebody' });
    await until(async () => await hosts.answers(ATTACKER), 'an answer');
    await until(() => !file().includes(`${ATTACKER}\n`), 'the file without it');
    await until(() => receiver.refusal(ATTACKER) === undefined, 'the webhook to be told');
    assert.equal(await hosts.answers(ATTACKER_V6), false);
  });
});
