/** What every bus must do. Runs on memory and on a real nats-server. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Bus } from '#libs/bus/bus.ts';
import { CURRENT, type KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import type { Delivery, StoredMessage } from '#libs/bus/streams.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const bytes = (content: string) => Buffer.from(content);

/** Waits until `value` is what it should be. */
async function settled(value: () => Promise<number>, wanted: number): Promise<void> {
  const end = performance.now() + 5000;
  let found = await value();
  while (found !== wanted && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    found = await value();
  }
  assert.equal(found, wanted);
}

export function busContract(
  name: string,
  start: () => Promise<{ bus: Bus; stop: () => Promise<void> }>,
): void {
  describe(`bus contract: ${name}`, () => {
    let bus: Bus;
    let stop: () => Promise<void>;
    let serial = 0;

    before(async () => {
      ({ bus, stop } = await start());
    });
    after(() => stop());

    /** A stream of its own for each test. */
    async function stream(maxBytes = 1024 * 1024): Promise<string> {
      const name = `stream-${++serial}`;
      await bus.streams.ensure({ name, subjects: [`${name}.>`], maxBytes, replicas: 1 });
      return name;
    }

    const bucket = (): Promise<KeyValue> =>
      bus.keyValues.open({ bucket: `bucket-${++serial}`, maxBytes: 1024 * 1024, replicas: 1 });

    describe('streams', () => {
      test('numbers messages from 1 and tells its state', async () => {
        const name = await stream();
        assert.equal((await bus.streams.state(name)).lastSequence, 0);
        assert.equal((await bus.streams.state(name)).firstSequence, 1);
        assert.equal((await bus.streams.publish(`${name}.a`, bytes('one'))).sequence, 1);
        assert.equal((await bus.streams.publish(`${name}.b`, bytes('two'))).sequence, 2);
        const state = await bus.streams.state(name);
        assert.deepEqual([state.firstSequence, state.lastSequence], [1, 2]);
        assert.ok(state.bytes > 0);
      });

      test('stores a message id once', async () => {
        const name = await stream();
        const first = await bus.streams.publish(`${name}.a`, bytes('x'), { id: 'same' });
        const second = await bus.streams.publish(`${name}.a`, bytes('x'), { id: 'same' });
        assert.deepEqual([first.duplicate, second.duplicate], [false, true]);
        assert.equal(second.sequence, first.sequence);
        assert.equal((await bus.streams.state(name)).lastSequence, 1);
      });

      test('ensuring a stream again keeps what it holds', async () => {
        const name = await stream();
        await bus.streams.publish(`${name}.a`, bytes('x'));
        const before = await bus.streams.state(name);
        const after = await bus.streams.ensure({
          name,
          subjects: [`${name}.>`],
          maxBytes: 2 ** 21,
          replicas: 1,
        });
        assert.equal(after.incarnation, before.incarnation);
        assert.equal(after.lastSequence, 1);
        assert.equal(after.maxBytes, 2 ** 21);
      });

      test('refuses a message beyond its size, and keeps all it has', async () => {
        const name = await stream(10_000);
        let failure: unknown;
        let stored = 0;
        for (let i = 0; i < 30 && failure === undefined; i++) {
          await bus.streams.publish(`${name}.a`, new Uint8Array(1000)).then(
            () => stored++,
            (error) => {
              failure = error;
            },
          );
        }
        assert.equal(failureOf(failure), 'full');
        const state = await bus.streams.state(name);
        assert.deepEqual([state.firstSequence, state.lastSequence], [1, stored]);
      });

      test('a subject that no stream takes is unavailable, an unknown stream is missing', async () => {
        await assert.rejects(bus.streams.publish('nobody.wants', bytes('x'), { timeoutMs: 500 }), (error) => {
          assert.equal(failureOf(error), 'unavailable');
          return true;
        });
        await assert.rejects(bus.streams.state('no-such-stream'), (error) => {
          assert.equal(failureOf(error), 'missing');
          return true;
        });
      });

      test('reads in order from a sequence, then what comes', async () => {
        const name = await stream();
        for (let i = 1; i <= 5; i++) {
          await bus.streams.publish(`${name}.a`, bytes(`m${i}`), { headers: { 'Weir-Test': `h${i}` } });
        }
        const signal = new AbortController();
        const seen: StoredMessage[] = [];
        for await (const message of bus.streams.read(name, 3, signal.signal)) {
          seen.push(message);
          if (seen.length === 3) await bus.streams.publish(`${name}.b`, bytes('m6'));
          if (seen.length === 4) signal.abort();
        }
        assert.deepEqual(
          seen.map((message) => message.sequence),
          [3, 4, 5, 6],
        );
        assert.deepEqual(
          seen.map((message) => text(message.data)),
          ['m3', 'm4', 'm5', 'm6'],
        );
        assert.equal(seen[0].header('Weir-Test'), 'h3');
        assert.equal(seen[3].header('Weir-Test'), '');
        assert.equal(seen[3].subject, `${name}.b`);
        assert.ok(seen[0].storedMs > 1e12);
      });

      test('reads one subject only when asked', async () => {
        const name = await stream();
        for (const subject of ['a', 'b', 'a'])
          await bus.streams.publish(`${name}.${subject}`, bytes(subject));
        const signal = new AbortController();
        const sequences: number[] = [];
        for await (const message of bus.streams.read(name, 1, signal.signal, `${name}.a`)) {
          sequences.push(message.sequence);
          if (sequences.length === 2) signal.abort();
        }
        assert.deepEqual(sequences, [1, 3]);
      });

      test('a purge removes a prefix or a subject, and sequences go on', async () => {
        const name = await stream();
        for (const subject of ['a', 'a', 'b', 'a'])
          await bus.streams.publish(`${name}.${subject}`, bytes(subject));
        await bus.streams.purge(name, { before: 3 });
        assert.deepEqual(
          [(await bus.streams.state(name)).firstSequence, (await bus.streams.state(name)).lastSequence],
          [3, 4],
        );
        await bus.streams.purge(name, { subject: `${name}.b` });
        assert.deepEqual(await bus.streams.subjects(name, `${name}.>`), [`${name}.a`]);
        assert.equal((await bus.streams.publish(`${name}.a`, bytes('x'))).sequence, 5);
        await bus.streams.purge(name, { before: 6 });
        const state = await bus.streams.state(name);
        assert.deepEqual([state.firstSequence, state.lastSequence], [6, 5]);
      });

      test('a group gets each message until it is acknowledged', async () => {
        const name = await stream();
        for (let i = 1; i <= 3; i++) await bus.streams.publish(`${name}.a`, bytes(`m${i}`));
        const signal = new AbortController();
        const seen: string[] = [];
        const options = { ackWaitMs: 30_000, unackedMax: 10 };
        for await (const delivery of bus.streams.consume(name, 'group', options, signal.signal)) {
          seen.push(`${text(delivery.data)}#${delivery.deliveries}`);
          if (text(delivery.data) === 'm2' && delivery.deliveries === 1) delivery.redeliver(50);
          else delivery.ack();
          if (seen.length === 4) signal.abort();
        }
        assert.deepEqual(seen.sort(), ['m1#1', 'm2#1', 'm2#2', 'm3#1']);
        await bus.streams.publish(`${name}.a`, bytes('m4'));
        const again = new AbortController();
        for await (const delivery of bus.streams.consume(name, 'group', options, again.signal)) {
          assert.equal(text(delivery.data), 'm4');
          delivery.ack();
          again.abort();
        }
      });

      test('a group takes one subject when asked, and has nothing to do with the others', async () => {
        const name = await stream();
        for (const subject of ['a', 'b', 'a', 'b', 'b'])
          await bus.streams.publish(`${name}.${subject}`, bytes(subject));
        assert.equal(await bus.streams.acknowledged(name, 'group'), 0);
        const options = { ackWaitMs: 30_000, unackedMax: 10, subject: `${name}.a` };
        const signal = new AbortController();
        const seen: string[] = [];
        for await (const delivery of bus.streams.consume(name, 'group', options, signal.signal)) {
          seen.push(`${delivery.subject}@${delivery.sequence} ${delivery.pending}`);
          if (seen.length === 2) {
            await settled(() => bus.streams.acknowledged(name, 'group'), 2);
            delivery.ack();
            await settled(() => bus.streams.acknowledged(name, 'group'), 5);
            signal.abort();
          } else delivery.ack();
        }
        assert.deepEqual(seen, [`${name}.a@1 1`, `${name}.a@3 0`]);
        await bus.streams.publish(`${name}.b`, bytes('b'));
        await bus.streams.publish(`${name}.a`, bytes('a'));
        assert.ok((await bus.streams.acknowledged(name, 'group')) < 7);
      });

      test('a later reader takes a group over, with what the former left unacknowledged', async () => {
        const name = await stream();
        for (let i = 1; i <= 6; i++) await bus.streams.publish(`${name}.a`, bytes(`m${i}`));
        const options = { ackWaitMs: 60_000, unackedMax: 4, subject: `${name}.a` };
        const first: Delivery[] = [];
        const reading = (async () => {
          const forever = new AbortController();
          for await (const delivery of bus.streams.consume(name, 'group', options, forever.signal)) {
            first.push(delivery);
            if (text(delivery.data) === 'm1') delivery.ack();
          }
        })().catch(failureOf);
        await settled(async () => first.length, 5);
        await settled(() => bus.streams.acknowledged(name, 'group'), 1);
        const signal = new AbortController();
        const second: string[] = [];
        for await (const delivery of bus.streams.consume(name, 'group', options, signal.signal)) {
          second.push(text(delivery.data));
          delivery.ack();
          if (second.length === 5) signal.abort();
        }
        assert.deepEqual(second, ['m2', 'm3', 'm4', 'm5', 'm6']);
        assert.equal(await reading, 'unavailable');
        assert.equal(first.length, 5, 'nothing more for the former');
        await settled(() => bus.streams.acknowledged(name, 'group'), 6);
        first[1].ack();
        await bus.streams.publish(`${name}.a`, bytes('m7'));
        const third = new AbortController();
        for await (const delivery of bus.streams.consume(name, 'group', options, third.signal)) {
          assert.equal(text(delivery.data), 'm7');
          third.abort();
        }
      });

      test('no more than the maximum is out unacknowledged', async () => {
        const name = await stream();
        for (let i = 1; i <= 5; i++) await bus.streams.publish(`${name}.a`, bytes(`m${i}`));
        const signal = new AbortController();
        const out: Delivery[] = [];
        const reading = (async () => {
          const options = { ackWaitMs: 30_000, unackedMax: 2 };
          for await (const delivery of bus.streams.consume(name, 'group', options, signal.signal)) {
            out.push(delivery);
          }
        })();
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.equal(out.length, 2);
        out[0].ack();
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.equal(out.length, 3);
        signal.abort();
        await reading;
      });
    });

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

    describe('objects', () => {
      test('come back whole, and are gone without a trace when deleted', async () => {
        const name = `objects-${++serial}`;
        const objects = await Objects.open(bus.streams, new SystemClock(), {
          name,
          maxBytes: 2 ** 24,
          replicas: 1,
        });
        const content = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 31) & 255);
        const reference = await objects.put('shard-1.first', [content.subarray(0, 5), content.subarray(5)]);
        const empty = await objects.put('shard-1.empty', []);
        await objects.put('shard-2.other', [bytes('x')]);
        assert.equal(reference.chunks, 6);
        assert.deepEqual(Buffer.compare(await objects.get(reference), content), 0);
        assert.equal((await objects.get(empty)).length, 0);
        assert.deepEqual(await objects.list('shard-1'), ['shard-1.first']);
        await objects.delete('shard-1.first');
        assert.deepEqual(await objects.list('shard-1'), []);
        assert.equal((await bus.streams.subjects(name, `${name}.>`)).length, 1);
      });

      test('that belong together are gone at once', async () => {
        const name = `objects-${++serial}`;
        const limits = { name, maxBytes: 2 ** 24, replicas: 1 };
        const objects = await Objects.open(bus.streams, new SystemClock(), limits);
        for (const each of ['shard-1.a.1', 'shard-1.a.2', 'shard-1.b.1', 'shard-10.a.1'])
          await objects.put(each, [bytes(each)]);
        await objects.deleteUnder('shard-1.a');
        assert.deepEqual(await objects.list('shard-1'), ['shard-1.b.1']);
        assert.deepEqual(await objects.list('shard-10'), ['shard-10.a.1']);
      });

      test('a damaged object is refused', async () => {
        const name = `objects-${++serial}`;
        const objects = await Objects.open(bus.streams, new SystemClock(), {
          name,
          maxBytes: 2 ** 24,
          replicas: 1,
        });
        const reference = await objects.put('a.b', [bytes('content')]);
        await assert.rejects(
          objects.get({ ...reference, digest: '00' }),
          (error) => failureOf(error) === 'corrupt',
        );
      });
    });

    test('announcements reach whoever listens, until they stop', async () => {
      const signal = new AbortController();
      const heard: string[] = [];
      bus.announcements.listen(
        'status.*',
        (subject, data) => heard.push(`${subject}:${text(data)}`),
        signal.signal,
      );
      await bus.streams.state('no-such-stream').catch(() => {});
      bus.announcements.announce('status.a', bytes('1'));
      bus.announcements.announce('other.a', bytes('2'));
      await bus.streams.state('no-such-stream').catch(() => {});
      signal.abort();
      bus.announcements.announce('status.a', bytes('3'));
      await bus.streams.state('no-such-stream').catch(() => {});
      assert.deepEqual(heard, ['status.a:1']);
    });
  });
}
