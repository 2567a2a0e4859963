/** What the key-value stores of every bus must do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CURRENT } from '#libs/bus/key-value.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type BusUnderTest, bytes, text } from '../support/buses.ts';

export function keyValueContract(under: BusUnderTest): void {
  const bucket = () => under.bucket();
  describe('key-values', () => {
    test('create, update and delete compare revisions', async () => {
      const kv = await bucket();
      assert.equal(await kv.get('k'), undefined);
      const first = await kv.create('k', bytes('1'));
      await assert.rejects(kv.create('k', bytes('2')), (error) => failureOf(error) === 'conflict');
      const second = await kv.update('k', bytes('2'), first);
      assert.ok(second > first);
      await assert.rejects(kv.update('k', bytes('3'), first), (error) => failureOf(error) === 'conflict');
      await assert.rejects(kv.delete('k', first), (error) => failureOf(error) === 'conflict');
      assert.equal(text((await kv.get('k'))?.value ?? bytes('')), '2');
      await kv.delete('k', second);
      assert.equal((await kv.get('k'))?.deleted, true);
      const third = await kv.create('k', bytes('4'));
      assert.ok(third > second);
      assert.equal((await kv.get('k'))?.deleted, false);
    });

    test('an update of a key that never was is a conflict', async () => {
      const kv = await bucket();
      await assert.rejects(kv.update('k', bytes('1'), 7), (error) => failureOf(error) === 'conflict');
    });

    test('a watch gives what is there, then a mark, then changes in order', async () => {
      const kv = await bucket();
      const a = await kv.create('a', bytes('1'));
      await kv.create('b', bytes('1'));
      await kv.update('a', bytes('2'), a);
      const signal = new AbortController();
      const seen: string[] = [];
      for await (const entry of kv.watch(signal.signal)) {
        if (entry === CURRENT) {
          seen.push('current');
          await kv.delete('a', (await kv.get('a'))?.revision ?? 0);
          await kv.create('c', bytes('1'));
        } else {
          seen.push(`${entry.key}=${entry.deleted ? 'gone' : text(entry.value)}`);
          if (entry.key === 'c') signal.abort();
        }
      }
      assert.deepEqual(seen, ['b=1', 'a=2', 'current', 'a=gone', 'c=1']);
    });

    test('a watch of an empty bucket is current at once', async () => {
      const kv = await bucket();
      const signal = new AbortController();
      for await (const entry of kv.watch(signal.signal)) {
        assert.equal(entry, CURRENT);
        signal.abort();
      }
    });

    test('a forgotten key leaves nothing behind', async () => {
      const kv = await bucket();
      const first = await kv.create('a', bytes('1'));
      await kv.create('b', bytes('1'));
      await kv.forget('a', first);
      assert.equal(await kv.get('a'), undefined);
      const signal = new AbortController();
      const seen: unknown[] = [];
      for await (const entry of kv.watch(signal.signal)) {
        seen.push(entry === CURRENT ? 'current' : entry.key);
        if (entry === CURRENT) signal.abort();
      }
      assert.deepEqual(seen, ['b', 'current']);
      await kv.create('a', bytes('2'));
    });

    test('what was written since is not forgotten', async () => {
      const kv = await bucket();
      const first = await kv.create('a', bytes('1'));
      const second = await kv.update('a', bytes('2'), first);
      await kv.forget('a', first);
      assert.equal(text((await kv.get('a'))?.value ?? bytes('')), '2');
      await kv.update('a', bytes('3'), second);
      await kv.forget('never', 100);
    });

    test('any bytes and an empty value come back as they were', async () => {
      const kv = await bucket();
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      await kv.create('all', all);
      await kv.create('empty', new Uint8Array(0));
      assert.deepEqual(Uint8Array.from((await kv.get('all'))?.value ?? []), all);
      assert.equal((await kv.get('empty'))?.value.length, 0);
      assert.equal((await kv.get('empty'))?.deleted, false);
    });
  });
}
