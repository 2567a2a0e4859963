/** The head of a shard, and answers that get lost. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { Head, readHead } from '#libs/cluster/head.ts';

it('a head does not go back when the answer to a change was lost', async () => {
  const bus = new MemoryBus(new SystemClock());
  const heads = await bus.keyValues.open({ bucket: 'heads', maxBytes: 1e6, replicas: 1 });
  const head = await Head.seal(heads, 4, 1);
  await head.change({ sequence: 9 });
  bus.faults.storedButTimedOut = () => true;
  await assert.rejects(head.change({ sequence: 10 }), /unavailable|timeout|timed out/i);
  bus.faults.storedButTimedOut = () => false;
  await head.change({ quarantined: 1 });
  const { sequence, quarantined } = (await readHead(heads, 4)) ?? {};
  assert.deepEqual([sequence, quarantined], [10, 1]);
  assert.equal(head.value.sequence, 10);
});
