/** What the streams of every bus must do. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Delivery, StoredMessage } from '#libs/bus/streams.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type BusUnderTest, bytes, text } from '../support/buses.ts';

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

export function streamsContract(under: BusUnderTest): void {
  const stream = (maxBytes?: number) => under.stream(maxBytes);
  describe('streams', () => {
    test('numbers messages from 1 and tells its state', async () => {
      const name = await stream();
      assert.equal((await under.bus.streams.state(name)).lastSequence, 0);
      assert.equal((await under.bus.streams.state(name)).firstSequence, 1);
      assert.equal((await under.bus.streams.publish(`${name}.a`, bytes('one'))).sequence, 1);
      assert.equal((await under.bus.streams.publish(`${name}.b`, bytes('two'))).sequence, 2);
      const state = await under.bus.streams.state(name);
      assert.deepEqual([state.firstSequence, state.lastSequence], [1, 2]);
      assert.ok(state.bytes > 0);
    });

    test('stores a message id once', async () => {
      const name = await stream();
      const first = await under.bus.streams.publish(`${name}.a`, bytes('x'), { id: 'same' });
      const second = await under.bus.streams.publish(`${name}.a`, bytes('x'), { id: 'same' });
      assert.deepEqual([first.duplicate, second.duplicate], [false, true]);
      assert.equal(second.sequence, first.sequence);
      assert.equal((await under.bus.streams.state(name)).lastSequence, 1);
    });

    test('ensuring a stream again keeps what it holds', async () => {
      const name = await stream();
      await under.bus.streams.publish(`${name}.a`, bytes('x'));
      const before = await under.bus.streams.state(name);
      const after = await under.bus.streams.ensure({
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
        await under.bus.streams.publish(`${name}.a`, new Uint8Array(1000)).then(
          () => stored++,
          (error) => {
            failure = error;
          },
        );
      }
      assert.equal(failureOf(failure), 'full');
      const state = await under.bus.streams.state(name);
      assert.deepEqual([state.firstSequence, state.lastSequence], [1, stored]);
    });

    test('drops its oldest messages to make room, where that is wanted', async () => {
      const name = under.name('stream');
      const spec = { name, subjects: [`${name}.>`], maxBytes: 10_000, replicas: 1 };
      await under.bus.streams.ensure({ ...spec, whenFull: 'drop-oldest' });
      for (let i = 0; i < 30; i++) await under.bus.streams.publish(`${name}.a`, new Uint8Array(1000));
      const { firstSequence, lastSequence, bytes: stored } = await under.bus.streams.state(name);
      assert.equal(lastSequence, 30);
      assert.ok(firstSequence > 20 && stored <= 10_000, `${firstSequence}, ${stored}`);
    });

    test('a subject that no stream takes is unavailable, an unknown stream is missing', async () => {
      await assert.rejects(
        under.bus.streams.publish('nobody.wants', bytes('x'), { timeoutMs: 500 }),
        (error) => {
          assert.equal(failureOf(error), 'unavailable');
          return true;
        },
      );
      await assert.rejects(under.bus.streams.state('no-such-stream'), (error) => {
        assert.equal(failureOf(error), 'missing');
        return true;
      });
    });

    test('reads in order from a sequence, then what comes', async () => {
      const name = await stream();
      for (let i = 1; i <= 5; i++) {
        await under.bus.streams.publish(`${name}.a`, bytes(`m${i}`), { headers: { 'Weir-Test': `h${i}` } });
      }
      const signal = new AbortController();
      const seen: StoredMessage[] = [];
      for await (const message of under.bus.streams.read(name, 3, signal.signal)) {
        seen.push(message);
        if (seen.length === 3) await under.bus.streams.publish(`${name}.b`, bytes('m6'));
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
        await under.bus.streams.publish(`${name}.${subject}`, bytes(subject));
      const signal = new AbortController();
      const sequences: number[] = [];
      for await (const message of under.bus.streams.read(name, 1, signal.signal, `${name}.a`)) {
        sequences.push(message.sequence);
        if (sequences.length === 2) signal.abort();
      }
      assert.deepEqual(sequences, [1, 3]);
    });

    test('a purge removes a prefix or a subject, and sequences go on', async () => {
      const name = await stream();
      for (const subject of ['a', 'a', 'b', 'a'])
        await under.bus.streams.publish(`${name}.${subject}`, bytes(subject));
      await under.bus.streams.purge(name, { before: 3 });
      assert.deepEqual(
        [
          (await under.bus.streams.state(name)).firstSequence,
          (await under.bus.streams.state(name)).lastSequence,
        ],
        [3, 4],
      );
      await under.bus.streams.purge(name, { subject: `${name}.b` });
      assert.deepEqual(await under.bus.streams.subjects(name, `${name}.>`), [`${name}.a`]);
      assert.equal((await under.bus.streams.publish(`${name}.a`, bytes('x'))).sequence, 5);
      await under.bus.streams.purge(name, { before: 6 });
      const state = await under.bus.streams.state(name);
      assert.deepEqual([state.firstSequence, state.lastSequence], [6, 5]);
    });

    test('a group gets each message until it is acknowledged', async () => {
      const name = await stream();
      for (let i = 1; i <= 3; i++) await under.bus.streams.publish(`${name}.a`, bytes(`m${i}`));
      const signal = new AbortController();
      const seen: string[] = [];
      const options = { ackWaitMs: 30_000, unackedMax: 10 };
      for await (const delivery of under.bus.streams.consume(name, 'group', options, signal.signal)) {
        seen.push(`${text(delivery.data)}#${delivery.deliveries}`);
        if (text(delivery.data) === 'm2' && delivery.deliveries === 1) delivery.redeliver(50);
        else delivery.ack();
        if (seen.length === 4) signal.abort();
      }
      assert.deepEqual(seen.sort(), ['m1#1', 'm2#1', 'm2#2', 'm3#1']);
      await under.bus.streams.publish(`${name}.a`, bytes('m4'));
      const again = new AbortController();
      for await (const delivery of under.bus.streams.consume(name, 'group', options, again.signal)) {
        assert.equal(text(delivery.data), 'm4');
        delivery.ack();
        again.abort();
      }
    });

    test('a group takes one subject when asked, and has nothing to do with the others', async () => {
      const name = await stream();
      for (const subject of ['a', 'b', 'a', 'b', 'b'])
        await under.bus.streams.publish(`${name}.${subject}`, bytes(subject));
      assert.equal(await under.bus.streams.acknowledged(name, 'group'), 0);
      const options = { ackWaitMs: 30_000, unackedMax: 10, subject: `${name}.a` };
      const signal = new AbortController();
      const seen: string[] = [];
      for await (const delivery of under.bus.streams.consume(name, 'group', options, signal.signal)) {
        seen.push(`${delivery.subject}@${delivery.sequence} ${delivery.pending}`);
        if (seen.length === 2) {
          await settled(() => under.bus.streams.acknowledged(name, 'group'), 2);
          delivery.ack();
          await settled(() => under.bus.streams.acknowledged(name, 'group'), 5);
          signal.abort();
        } else delivery.ack();
      }
      assert.deepEqual(seen, [`${name}.a@1 1`, `${name}.a@3 0`]);
      await under.bus.streams.publish(`${name}.b`, bytes('b'));
      await under.bus.streams.publish(`${name}.a`, bytes('a'));
      assert.ok((await under.bus.streams.acknowledged(name, 'group')) < 7);
    });

    test('a later reader takes a group over, with what the former left unacknowledged', async () => {
      const name = await stream();
      for (let i = 1; i <= 6; i++) await under.bus.streams.publish(`${name}.a`, bytes(`m${i}`));
      const options = { ackWaitMs: 60_000, unackedMax: 4, subject: `${name}.a` };
      const first: Delivery[] = [];
      const reading = (async () => {
        const forever = new AbortController();
        for await (const delivery of under.bus.streams.consume(name, 'group', options, forever.signal)) {
          first.push(delivery);
          if (text(delivery.data) === 'm1') delivery.ack();
        }
      })().catch(failureOf);
      await settled(async () => first.length, 5);
      await settled(() => under.bus.streams.acknowledged(name, 'group'), 1);
      const signal = new AbortController();
      const second: string[] = [];
      for await (const delivery of under.bus.streams.consume(name, 'group', options, signal.signal)) {
        second.push(text(delivery.data));
        delivery.ack();
        if (second.length === 5) signal.abort();
      }
      assert.deepEqual(second, ['m2', 'm3', 'm4', 'm5', 'm6']);
      assert.equal(await reading, 'unavailable');
      assert.equal(first.length, 5, 'nothing more for the former');
      await settled(() => under.bus.streams.acknowledged(name, 'group'), 6);
      first[1].ack();
      await under.bus.streams.publish(`${name}.a`, bytes('m7'));
      const third = new AbortController();
      for await (const delivery of under.bus.streams.consume(name, 'group', options, third.signal)) {
        assert.equal(text(delivery.data), 'm7');
        third.abort();
      }
    });

    test('no more than the maximum is out unacknowledged', async () => {
      const name = await stream();
      for (let i = 1; i <= 5; i++) await under.bus.streams.publish(`${name}.a`, bytes(`m${i}`));
      const signal = new AbortController();
      const out: Delivery[] = [];
      const reading = (async () => {
        const options = { ackWaitMs: 30_000, unackedMax: 2 };
        for await (const delivery of under.bus.streams.consume(name, 'group', options, signal.signal)) {
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
}
