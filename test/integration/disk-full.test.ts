/** A collector on a real file system that is full. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { SystemDisk } from '#libs/disk/system-disk.ts';
import type { Service } from '#libs/service/service.ts';
import { CollectorNode } from '../support/collector-node.ts';
import { until } from '../support/until.ts';

const SIZE = '3m';
const LINES = 60_000;

/** Mounts a small file system at `folder` until the test has ended. @returns why it can’t be done */
function mountSmall(folder: string, test: { after(done: () => void): void }): string {
  test.after(() => {
    spawnSync('umount', ['-l', folder]);
    rmdirSync(folder);
  });
  if (process.getuid?.() !== 0) return 'mounting a small file system needs root';
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'weir', folder]);
  return status === 0 ? '' : `a small file system can’t be mounted: ${stderr}`;
}

test('a collector outlives a disk that its own spool has filled, and every line arrives once', {
  timeout: 90_000,
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-test-'));
  let running: Service | undefined;
  t.after(() => running?.stop());
  const reason = mountSmall(folder, t);
  if (reason !== '') return t.skip(reason);
  const clock = new SystemClock();
  const node = new CollectorNode(clock, folder, 'wait');
  const alarms = (service: Service) => (service.status().alarms ?? []).join('\n');
  const first = await node.start(new SystemDisk());
  running = first;
  node.bus.faults.down = true;
  node.append(LINES);
  await until(() => alarms(first).includes(`disk full: ${folder}/spool can’t be written`), 'the alarm');
  await until(() => alarms(first).includes('1 source waits'), 'the source waits');
  // Down to what is not enough for another batch.
  await until(() => statfsSync(folder).bavail * statfsSync(folder).bsize < 512 * 1024, 'a full disk');
  running = undefined;
  await first.stop();
  node.bus.faults.down = false;
  const second = await node.start(new SystemDisk());
  running = second;
  const number = (name: string) => node.metrics.numbers()[`weir_collector_${name}`];
  await until(() => (second.status().sources?.[0].position ?? 0) === node.file.size, 'all is read', 30_000);
  await until(() => number('backlog') === 0 && alarms(second) === '', 'all is sent', 30_000);
  running = undefined;
  await second.stop();
  assert.deepEqual(
    await node.stored(),
    Array.from({ length: LINES }, (_, line) => line),
  );
});
