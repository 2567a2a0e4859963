/** Requests that are sent again under their key. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IdempotencyKeys } from '#services/collector/sources/http/idempotency-keys.ts';
import { Refusal } from '#services/collector/sources/http/refusal.ts';

describe('requests with a key', () => {
  it('are stored once, those without each time', async () => {
    const keys = new IdempotencyKeys();
    const stored: string[] = [];
    for (const key of ['a', 'b', 'a', undefined, undefined, 'a'])
      await keys.once(key, async () => void stored.push(key ?? ''));
    assert.deepEqual([stored, keys.repeats], [['a', 'b', '', ''], 2]);
  });

  it('are not remembered when they failed', async () => {
    const keys = new IdempotencyKeys();
    const fail = async () => {
      throw new Error('full');
    };
    await assert.rejects(keys.once('a', fail), /full/);
    let stored = 0;
    for (let i = 0; i < 2; i++) await keys.once('a', async () => void stored++);
    assert.deepEqual([stored, keys.repeats], [1, 1]);
  });

  it('wait for each other, and one takes the place of the one that failed', async () => {
    const keys = new IdempotencyKeys();
    const works: { resolve: () => void; reject: (error: Error) => void }[] = [];
    const store = () => new Promise<void>((resolve, reject) => void works.push({ resolve, reject }));
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const sent = [0, 1, 2, 3].map(() => keys.once('a', store));
    const other = keys.once('b', store);
    await settle();
    assert.equal(works.length, 2);
    works[1].resolve();
    await other;
    works[0].reject(new Error('full'));
    await assert.rejects(sent[0], /full/);
    await settle();
    assert.equal(works.length, 3, 'only one of those that waited');
    works[2].resolve();
    await Promise.all(sent.slice(1));
    assert.deepEqual([works.length, keys.repeats], [3, 2]);
  });

  it('are forgotten, the oldest first', async () => {
    const keys = new IdempotencyKeys(100);
    let stored = 0;
    const send = (key: number) => keys.once(String(key), async () => void stored++);
    for (let key = 0; key < 150; key++) await send(key);
    for (let key = 149; key >= 50; key--) await send(key);
    assert.deepEqual([stored, keys.repeats], [150, 100]);
    await send(49);
    assert.equal(stored, 151);
    await send(50);
    assert.equal(stored, 152);
  });

  it('are refused when it is none', async () => {
    const keys = new IdempotencyKeys();
    for (const key of ['', 'a b', 'a, b', 'ä', '\t', 'x'.repeat(201)])
      await assert.rejects(
        keys.once(key, async () => {}),
        (error) => error instanceof Refusal && error.status === 400,
        key,
      );
    await keys.once('!"~'.padEnd(200, 'x'), async () => {});
  });
});
