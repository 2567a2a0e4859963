/** What the objects in the streams of every bus must do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Objects } from '#libs/bus/objects.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type BusUnderTest, bytes } from '../support/buses.ts';

export function objectsContract(under: BusUnderTest): void {
  describe('objects', () => {
    test('come back whole, and are gone without a trace when deleted', async () => {
      const name = under.name('objects');
      const objects = await Objects.open(under.bus.streams, new SystemClock(), {
        name,
        maxBytes: 2 ** 24,
        replicas: 1,
      });
      const content = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) & 255);
      const reference = await objects.put('shard-1.first', [content.subarray(0, 5), content.subarray(5)]);
      const empty = await objects.put('shard-1.empty', []);
      await objects.put('shard-2.other', [bytes('x')]);
      assert.equal(reference.chunks, 6);
      const [whole, nothing] = await objects.getUnder('shard-1', [reference, empty]);
      assert.equal(Buffer.compare(whole, content), 0);
      assert.equal(nothing.length, 0);
      assert.deepEqual(await objects.list('shard-1'), ['shard-1.first']);
      await objects.delete('shard-1.first');
      assert.deepEqual(await objects.list('shard-1'), []);
      assert.equal((await under.bus.streams.subjects(name, `${name}.>`)).length, 1);
    });

    test('that belong together are gone at once', async () => {
      const name = under.name('objects');
      const limits = { name, maxBytes: 2 ** 24, replicas: 1 };
      const objects = await Objects.open(under.bus.streams, new SystemClock(), limits);
      for (const each of ['shard-1.a.1', 'shard-1.a.2', 'shard-1.b.1', 'shard-10.a.1'])
        await objects.put(each, [bytes(each)]);
      await objects.deleteUnder('shard-1.a');
      assert.deepEqual(await objects.list('shard-1'), ['shard-1.b.1']);
      assert.deepEqual(await objects.list('shard-10'), ['shard-10.a.1']);
    });

    test('a damaged object is refused', async () => {
      const name = under.name('objects');
      const objects = await Objects.open(under.bus.streams, new SystemClock(), {
        name,
        maxBytes: 2 ** 24,
        replicas: 1,
      });
      const reference = await objects.put('a.b', [bytes('content')]);
      await assert.rejects(
        objects.getUnder('a', [{ ...reference, digest: '00' }]),
        (error) => failureOf(error) === 'corrupt',
      );
    });
  });
}
