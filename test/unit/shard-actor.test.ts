import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { Memory, type TestOwner, TestShard } from '../support/actors.ts';
import { failing } from '../support/failures.ts';
import { mortal, unreliable } from '../support/faulty-bus.ts';
import { until } from '../support/until.ts';

const clock = new SystemClock();
/** No snapshot but the one at the end. */
const NO_SAVES = { replayMs: Number.POSITIVE_INFINITY };
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `m${from + i}`);

function sealed({ actor }: TestOwner, sequence: number): Promise<void> {
  return until(() => actor.progress.sealed >= sequence, `a snapshot of message ${sequence}`);
}

function processed({ actor }: TestOwner, sequence: number): Promise<void> {
  return until(() => actor.progress.processed >= sequence, `message ${sequence}`);
}

describe('a shard actor', () => {
  let shard: TestShard;
  beforeEach(async () => {
    shard = await TestShard.open(new MemoryBus(clock), clock);
  });

  it('goes on where the one before it has stopped', async () => {
    await shard.publish(...numbered(10));
    const first = await shard.own(new Memory());
    await processed(first, 10);
    await first.actor.stop('handed-over');
    await shard.publish(...numbered(10, 10));
    const memory = new Memory();
    const second = await shard.own(memory);
    await processed(second, 20);
    await second.actor.stop('shutdown');
    assert.deepEqual(memory.texts, numbered(20));
  });

  it('writes deltas after a base, and a new base once they are as large', async () => {
    const first = await shard.own(new Memory());
    const counts = new Set<number>();
    for (let i = 0; i < 60; i++) {
      await shard.publish('x'.repeat(100));
      await sealed(first, i + 1);
      const [base, ...deltas] = first.head.value.objects;
      counts.add(deltas.length);
      const deltaBytes = deltas.slice(0, -1).reduce((sum, { bytes }) => sum + bytes, 0);
      assert.ok(deltaBytes <= base.bytes, `${deltaBytes} bytes after ${base.bytes}`);
    }
    assert.ok(counts.size > 4 && counts.has(0), [...counts].join());
    await first.actor.stop('shutdown');
    const named = first.head.value.objects.map(({ name }) => name);
    assert.deepEqual((await shard.objects.list(shard.stream)).sort(), [...named].sort());
    const memory = new Memory();
    await (await shard.own(memory)).actor.stop('shutdown');
    assert.equal(memory.texts.length, 60);
  });

  it('loses nothing and counts nothing twice, whatever operation its owners die at', async () => {
    const round = fc.record({
      messages: fc.nat(12),
      operations: fc.integer({ min: 4, max: 60 }),
      lastIsDone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 3, maxLength: 9 }), async (rounds) => {
        const shard = await TestShard.open(new MemoryBus(clock), clock);
        let published = 0;
        for (const [i, { messages, operations, lastIsDone }] of rounds.entries()) {
          await shard.publish(...numbered(messages, published));
          published += messages;
          // The third in a row lives: what happens to those that go on dying is told below.
          const { bus, death } = mortal(shard.bus, i % 3 === 2 ? 1e9 : operations, lastIsDone);
          const memory = new Memory();
          let dead = false;
          const life = shard.own(memory, { bus }).then(async (owner) => {
            await until(() => dead || owner.actor.progress.processed >= published, 'all messages');
            if (dead) return owner;
            if (operations % 2 === 0) await owner.actor.stop('shutdown');
            return owner;
          });
          const end = await Promise.race([life, death]);
          dead = end === 'dead';
          if (!dead) assert.deepEqual(memory.texts, numbered(published));
        }
        const memory = new Memory();
        const last = await shard.own(memory);
        await processed(last, published);
        await last.actor.stop('shutdown');
        assert.deepEqual(memory.texts, numbered(published));
        const named = last.head.value.objects.map(({ name }) => name);
        assert.deepEqual((await shard.objects.list(shard.stream)).sort(), named.sort());
        assert.deepEqual(await shard.quarantined(), []);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on where answers get lost, and has it all in the next snapshot', async () => {
    const fate = fc.constantFrom('well' as const, 'unanswered' as const, 'lost' as const);
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 12 }), async (fates) => {
        const shard = await TestShard.open(new MemoryBus(clock), clock);
        const sound = await shard.own(new Memory());
        await shard.publish(...numbered(30));
        await processed(sound, 30);
        await sound.actor.stop('handed-over');
        let begun = false;
        const bus = unreliable(shard.bus, () => (begun ? (fates.shift() ?? 'well') : 'well'));
        const owner = await shard.own(new Memory(), { bus });
        let ended = false;
        void owner.ended.then(() => {
          ended = true;
        });
        begun = true;
        await shard.publish(...numbered(10, 30));
        await processed(owner, 40);
        await until(() => fates.length === 0, 'the faults to be over', 30).catch(() => {});
        begun = false;
        assert.equal(ended, false);
        await owner.actor.stop('handed-over');
        const memory = new Memory();
        await (await shard.own(memory)).actor.stop('shutdown');
        assert.deepEqual(memory.texts, numbered(40));
      }),
      { numRuns: 40 },
    );
  });

  it('goes on while nobody takes what it sends, and has a snapshot once it is taken', async () => {
    let isTaken = false;
    await shard.publish(...numbered(20));
    const { streams } = shard.bus;
    const publish = streams.publish.bind(streams);
    streams.publish = async (subject, data, options) => {
      if (subject === 'weir.events.0' && !isTaken) throw new WeirError('unavailable', 'no leader');
      return publish(subject, data, options);
    };
    const memory = new Memory();
    const told = memory.receive.bind(memory);
    memory.receive = (message) => {
      told(message);
      const text = memory.texts[memory.texts.length - 1];
      return text === 'm3' ? [{ subject: 'weir.events.0', id: 'sent', data: Buffer.from('sent') }] : [];
    };
    const owner = await shard.own(memory);
    await processed(owner, 20);
    assert.ok(owner.actor.progress.sealed < 4, 'nothing is put away that was not sent');
    isTaken = true;
    await processed(owner, 21);
    await sealed(owner, 21);
    await owner.actor.stop('shutdown');
    assert.deepEqual(memory.texts, [...numbered(20), 'sent']);
  });

  it('refuses a head whose objects are damaged', async () => {
    const first = await shard.own(new Memory());
    await shard.publish(...numbered(30));
    await processed(first, 30);
    await first.actor.stop('shutdown');
    const { name } = first.head.value.objects[0];
    await shard.objects.delete(name);
    const headers = { 'Weir-Chunk': '0' };
    await shard.bus.streams.publish(`weir-snapshots.${name}`, Buffer.from('something else'), { headers });
    const refusal = failing('corrupt', new RegExp(`${name} is incomplete or damaged`));
    await assert.rejects(shard.own(new Memory()), refusal);
  });
});

describe('a message that ends whoever applies it', () => {
  let shard: TestShard;
  beforeEach(async () => {
    shard = await TestShard.open(new MemoryBus(clock), clock);
  });
  const poisoned = (text: string) => {
    if (text === 'poison') throw new Error('poison');
  };

  /** Owners in a row until one is not ended by itself; returns how many were. */
  async function ends(upTo: number, memory: () => Memory): Promise<{ count: number; last: TestOwner }> {
    for (let count = 0; count < 10; count++) {
      const owner = await shard.own(memory(), { limits: NO_SAVES });
      let ended = false;
      void owner.ended.then(() => {
        ended = true;
      });
      await until(() => ended || owner.actor.progress.processed >= upTo, 'the owner to end or get through');
      const end = ended ? await owner.ended : 'alive';
      if (end === 'alive') return { count, last: owner };
      assert.equal(end, 'failed');
      await owner.actor.stop('fenced');
    }
    throw new Error('it never ended');
  }

  it('goes into quarantine after four owners, and the others are applied once', async () => {
    const first = await shard.own(new Memory(poisoned), { limits: NO_SAVES });
    await shard.publish(...numbered(5), 'poison', ...numbered(5, 5));
    assert.equal(await first.ended, 'failed');
    await first.actor.stop('fenced');
    let memory = new Memory();
    const { count, last } = await ends(11, () => {
      memory = new Memory(poisoned);
      return memory;
    });
    assert.equal(count + 1, 4);
    assert.deepEqual(memory.texts, numbered(10));
    assert.deepEqual(await shard.quarantined(), [
      { text: 'poison', reason: '2 owners in a row ended when they were about to apply it' },
    ]);
    assert.equal(last.actor.progress.quarantined, 1);
    await last.actor.stop('shutdown');
    const { trouble, quarantined } = last.head.value;
    assert.deepEqual([trouble.attempts, trouble.applying, quarantined], [0, 0, 1]);
    const next = await shard.own(new Memory(poisoned));
    assert.equal(next.actor.progress.quarantined, 1);
    await next.actor.stop('shutdown');
  });

  it('is found among others of its kind', async () => {
    await shard.publish('poison', 'm0', 'poison', 'm1', 'poison');
    let memory = new Memory();
    const { last } = await ends(5, () => {
      memory = new Memory(poisoned);
      return memory;
    });
    await last.actor.stop('shutdown');
    assert.deepEqual(memory.texts, ['m0', 'm1']);
    assert.equal((await shard.quarantined()).length, 3);
  });

  it('is no message of a shard whose owners are killed at different ones', async () => {
    await shard.publish(...numbered(20));
    for (let killedAt = 1; killedAt < 19; killedAt++) {
      const owner = await shard.own(
        new Memory((text) => {
          if (text === `m${killedAt}`) throw new Error('killed');
        }),
        { limits: NO_SAVES },
      );
      assert.equal(await owner.ended, 'failed');
      await owner.actor.stop('fenced');
    }
    const memory = new Memory();
    const last = await shard.own(memory, { limits: NO_SAVES });
    await processed(last, 20);
    await last.actor.stop('shutdown');
    assert.deepEqual(memory.texts, numbered(20));
    assert.deepEqual(await shard.quarantined(), []);
  });

  it('is not suspected where owners hand over, or get through what they found', async () => {
    await shard.publish(...numbered(4));
    for (let i = 0; i < 5; i++) {
      const owner = await shard.own(new Memory(), { limits: NO_SAVES });
      await processed(owner, 4);
      await until(() => owner.head.value.trouble.attempts === 0, 'the backlog to be behind it');
      assert.equal(owner.head.value.sequence, 0);
      // As a kill does it: nothing is written any more.
      await owner.actor.stop('fenced');
    }
    const owner = await shard.own(new Memory());
    await owner.actor.stop('handed-over');
    assert.equal(owner.head.value.trouble.attempts, 0);
  });
});
