/** An actor whose lease is in doubt: it rests, and goes on when the doubt is over. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ShardActor } from '#libs/actor/shard-actor.ts';
import { Turns } from '#libs/actor/turns.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { Head } from '#libs/cluster/head.ts';
import { quietLog } from '../support/log.ts';

const STREAM = { name: 'events', subjects: ['events'], maxBytes: 1e6, replicas: 1 };

it('an actor takes no message while its lease is in doubt, and loses none', async () => {
  const clock = new SimulatedClock();
  const { streams, keyValues } = new MemoryBus(clock);
  await streams.ensure(STREAM);
  const heads = await keyValues.open({ bucket: 'heads', maxBytes: 1e6, replicas: 1 });
  const received: number[] = [];
  const stopped: string[] = [];
  let holds = true;
  const actor = await ShardActor.activate(
    {
      shard: 0,
      stream: STREAM.name,
      head: await Head.seal(heads, 0, 1),
      behaviour: {
        slots: [],
        scenarioSet: '',
        receive: ({ sequence }) => {
          received.push(sequence);
          return [];
        },
        finish: () => [],
      },
      streams,
      objects: await Objects.open(streams, clock, { name: 'objects', maxBytes: 1e6, replicas: 1 }),
      clock,
      random: seededRandom(1),
      log: quietLog,
      holds: () => holds,
      turns: new Turns(clock),
      spare: undefined,
      limits: { mailboxMax: 4, outboxMax: 4, replayMs: 1e9, snapshotBytesPerSecond: 1e6, snapshotShare: 0.1 },
    },
    (reason) => stopped.push(reason),
  );
  const publish = async (count: number) => {
    for (let i = 0; i < count; i++) await streams.publish('events', Buffer.from('x'));
    await clock.advance(1000);
  };
  await publish(2);
  holds = false;
  await publish(10);
  assert.deepEqual([received, stopped], [[1, 2], []]);
  holds = true;
  await publish(1);
  assert.deepEqual(
    received,
    Array.from({ length: 13 }, (_, i) => i + 1),
  );
  holds = false;
  await publish(1);
  const stopping = actor.stop('fenced');
  await clock.advance(1000);
  await stopping;
  assert.deepEqual([received.length, stopped], [13, ['fenced']]);
});
