/** A whole collector that is sent lines: each is stored once or counted, whatever the bus does. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '#libs/clock/system.ts';
import { SystemDisk } from '#libs/disk/system-disk.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { CollectorNode } from '../support/collector-node.ts';
import { until } from '../support/file-reading.ts';
import { temporaryFolder } from '../support/folder.ts';

const SENDER = join(import.meta.dirname, '../support/line-sender.ts');
const LINES = 20_000;
const PER_MS = 10;

type Kind = 'udp' | 'tcp' | 'pipe';

/** Sends numbered lines from another process, and resolves when they are sent. */
async function send(t: TestContext, kind: Kind, to: string): Promise<void> {
  const sender = fork(SENDER, [kind, to, String(LINES), String(PER_MS)], { stdio: 'inherit' });
  t.after(() => sender.kill('SIGKILL'));
  assert.deepEqual(await once(sender, 'exit'), [0, null]);
}

async function collecting(t: TestContext, kind: Kind, settings: object, spool?: string) {
  const folder = temporaryFolder(t);
  const path = join(folder, 'access.pipe');
  const port = await freePort();
  const listens = { type: 'syslog', transport: kind, listen: `127.0.0.1:${port}` };
  const where = kind === 'pipe' ? { type: 'pipe', path, create: true } : listens;
  const source = { name: 'sent', format: 'combined', ...where, ...settings };
  const node = new CollectorNode(new SystemClock(), join(folder, 'state'), 'wait', spool, [source]);
  const service = await node.start(new SystemDisk());
  t.after(() => service.stop());
  const number = (name: string) => node.metrics.numbers()[`weir_collector_${name}`];
  const to = kind === 'pipe' ? path : String(port);
  const isOpen = kind === 'pipe' ? () => existsSync(path) : () => isBound(kind, port);
  await until(isOpen);
  return { node, service, number, to };
}

/** Whether somebody listens there. */
function isBound(kind: Kind, port: number): boolean {
  const hex = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(`/proc/net/${kind}`, 'latin1').includes(` ${hex} `);
}

const each = (numbers: readonly number[]) => new Set(numbers).size;

describe('a collector that is sent lines', () => {
  for (const kind of ['udp', 'tcp', 'pipe'] as const) {
    it(`by ${kind}: each is stored once, or counted by whoever dropped it`, async (t) => {
      const { node, number, to, service } = await collecting(t, kind, {});
      await send(t, kind, to);
      await until(() => number('lines') + number('kernel_drops') === LINES, 20_000);
      const events = number('events');
      assert.deepEqual([number('malformed'), number('overrun')], [0, 0]);
      await service.stop();
      const stored = await node.stored();
      t.diagnostic(`${stored.length} of ${LINES} stored`);
      assert.deepEqual([stored.length, each(stored)], [events, events]);
      if (kind !== 'udp') assert.equal(stored.length, LINES);
    });
  }

  for (const kind of ['udp', 'tcp', 'pipe'] as const) {
    it(`by ${kind}, while its cluster is resized: none is lost, and no sender is cut off`, async (t) => {
      const { node, number, to, service } = await collecting(t, kind, {});
      const sent = send(t, kind, to);
      await until(() => number('lines') > 0, 10_000);
      await node.resize(500);
      await sent;
      const goesOn = () => number('shard_map_version') === 2 && number('lines') > 0;
      await until(() => goesOn() && number('held_bytes') === 0, 20_000);
      // What has come last is on its way, at most.
      await sleep(500);
      const dropped = number('kernel_drops');
      assert.deepEqual([number('malformed'), number('overrun'), number('refused')], [0, 0, 0]);
      await service.stop();
      const stored = await node.stored();
      t.diagnostic(`${stored.length} of ${LINES} stored, ${dropped} dropped by the kernel`);
      assert.deepEqual([stored.length, each(stored)], [LINES - dropped, LINES - dropped]);
    });
  }

  it('by udp, with a bus that is gone and a spool that is full: what is beyond is counted', async (t) => {
    const { node, service, number, to } = await collecting(t, 'udp', { buffer: '256KB' }, '256KB');
    node.bus.faults.down = true;
    await send(t, 'udp', to);
    const told = () =>
      number('lines') + number('held_bytes') / 200 + number('overrun') + number('kernel_drops');
    await until(() => told() > LINES - 2000 && number('overrun') > 0, 20_000);
    assert.ok(
      (service.status().alarms ?? []).some((alarm) => /^sent: \d+ lines dropped because/.test(alarm)),
    );
    assert.ok(number('held_bytes') > 0);
    node.bus.faults.down = false;
    await until(() => number('lines') + number('overrun') + number('kernel_drops') === LINES, 20_000);
    const events = number('events');
    await service.stop();
    const stored = await node.stored();
    assert.deepEqual([stored.length, each(stored)], [events, events]);
  });

  it('by tcp, with a bus that is gone and a spool that is full: the sender waits', async (t) => {
    const { node, service, number, to } = await collecting(t, 'tcp', {}, '256KB');
    node.bus.faults.down = true;
    const sent = send(t, 'tcp', to);
    await until(() => number('waiting') > 0, 20_000);
    await sleep(500);
    assert.ok(number('lines') < LINES);
    assert.deepEqual([number('connections'), number('overrun')], [1, 0]);
    node.bus.faults.down = false;
    await sent;
    await until(() => number('lines') === LINES, 20_000);
    await service.stop();
    assert.deepEqual(
      await node.stored(),
      Array.from({ length: LINES }, (_, i) => i),
    );
  });
});
