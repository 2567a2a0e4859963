import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { changeJson, fromJson } from '#libs/cluster/json-value.ts';
import { failing } from '../support/failures.ts';

describe('a value that several change', () => {
  let store: KeyValue;
  beforeEach(async () => {
    const bus = new MemoryBus(new SimulatedClock());
    store = await bus.keyValues.open({ bucket: 'cluster', maxBytes: 2 ** 20, replicas: 1 });
  });
  const add = (by: number) =>
    changeJson(store, 'sum', (entry) => ({ sum: (entry ? fromJson<{ sum: number }>(entry).sum : 0) + by }));
  const sum = async () => {
    const entry = await store.get('sum');
    return entry && fromJson<{ sum: number }>(entry).sum;
  };

  it('loses no change, whoever is faster', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => add(i)));
    assert.equal(await sum(), 190);
  });

  it('is not written when it is as it should be', async () => {
    await add(1);
    const before = await store.get('sum');
    assert.equal(await changeJson(store, 'sum', () => undefined), undefined);
    assert.deepEqual(await store.get('sum'), before);
  });

  it('is as if it had never been there after it was deleted', async () => {
    await add(5);
    await store.delete('sum', (await store.get('sum'))?.revision ?? 0);
    const written = await add(2);
    assert.deepEqual(written, { value: { sum: 2 }, revision: (await store.get('sum'))?.revision });
  });

  it('is given up when others are always faster', async () => {
    await add(1);
    const hurried = changeJson(store, 'sum', (entry) => {
      void store.update('sum', Buffer.from('{"sum":0}'), entry?.revision ?? 0);
      return { sum: 1 };
    });
    await assert.rejects(hurried, failing('conflict'));
  });
});
