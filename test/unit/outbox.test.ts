import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outbox, type Outgoing } from '#libs/actor/outbox.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { failing } from '../support/failures.ts';
import { recordingLog } from '../support/log.ts';

const outgoing = (id: string, options: Partial<Outgoing> = {}): Outgoing => ({
  subject: 'out.1',
  id,
  data: Buffer.from(id),
  ...options,
});

async function open(max = 10) {
  const clock = new SimulatedClock();
  const bus = new MemoryBus(clock);
  await bus.streams.ensure({ name: 'out', subjects: ['out.>'], maxBytes: 1000, replicas: 1 });
  const { log, lines } = recordingLog();
  const outbox = new Outbox({ streams: bus.streams, clock, random: seededRandom(1), log, max });
  /** What the stream holds. */
  const stored = async (): Promise<string[]> => {
    const { lastSequence } = await bus.streams.state('out');
    const texts: string[] = [];
    const signal = new AbortController();
    if (lastSequence === 0) return texts;
    for await (const message of bus.streams.read('out', 1, signal.signal)) {
      texts.push(Buffer.from(message.data).toString());
      if (message.sequence === lastSequence) signal.abort();
    }
    return texts;
  };
  return { clock, bus, outbox, lines, stored };
}

describe('an outbox', () => {
  it('stores what it is given, and tells when', async () => {
    const { outbox, stored } = await open();
    let told = 0;
    const putting = outbox.put(outgoing('a', { onStored: () => told++ }));
    assert.deepEqual([outbox.outstanding, told], [1, 0]);
    await putting;
    await outbox.drained();
    assert.deepEqual([outbox.outstanding, told, await stored()], [0, 1, ['a']]);
  });

  it('tries again while the bus is away, and stores each message once', async () => {
    const { clock, bus, outbox, lines, stored } = await open();
    bus.faults.down = true;
    await outbox.put(outgoing('a'));
    await clock.advance(30_000);
    assert.equal(outbox.outstanding, 1);
    assert.equal(lines.length, 1, 'complains once');
    bus.faults.down = false;
    // Stored, but the answer is lost: the second attempt has the same id.
    let lost = 1;
    bus.faults.storedButTimedOut = () => lost-- > 0;
    await clock.advance(10_000);
    await outbox.drained();
    assert.deepEqual(await stored(), ['a']);
  });

  it('says whether it has settled: no while the bus does not take something', async () => {
    const { clock, bus, outbox } = await open();
    await outbox.put(outgoing('a'));
    assert.equal(await outbox.settled(), true);
    bus.faults.down = true;
    await outbox.put(outgoing('b'));
    assert.equal(await outbox.settled(), false);
    bus.faults.down = false;
    await clock.advance(1000);
    assert.equal(await outbox.settled(), true);
  });

  it('lets whoever puts wait while too much is outstanding', async () => {
    const { clock, bus, outbox, stored } = await open(2);
    bus.faults.down = true;
    let put = 0;
    const putting = (async () => {
      for (const id of ['a', 'b', 'c', 'd']) {
        await outbox.put(outgoing(id));
        put++;
      }
    })();
    await clock.advance(5000);
    assert.deepEqual([put, outbox.outstanding], [2, 2]);
    bus.faults.down = false;
    await clock.advance(5000);
    await putting;
    await outbox.drained();
    assert.deepEqual((await stored()).sort(), ['a', 'b', 'c', 'd']);
  });

  it('gives up what can never be stored, and says so', async () => {
    const { clock, bus, outbox, lines, stored } = await open();
    const publish = bus.streams.publish.bind(bus.streams);
    bus.streams.publish = async (subject, data, options) => {
      if (options?.id === 'large') throw new WeirError('invalid', 'too large');
      return publish(subject, data, options);
    };
    let told = false;
    await outbox.put(
      outgoing('large', {
        onStored: () => {
          told = true;
        },
      }),
    );
    await outbox.put(outgoing('small'));
    await clock.advance(0);
    await outbox.drained();
    assert.deepEqual([await stored(), told, lines.length], [['small'], false, 1]);
  });

  it('that is closed tries no longer, and is not drained', async () => {
    const { clock, bus, outbox, stored } = await open(1);
    bus.faults.down = true;
    await outbox.put(outgoing('a'));
    const putting = outbox.put(outgoing('b'));
    const draining = assert.rejects(outbox.drained(), failing('unavailable', /closed/));
    await clock.advance(100);
    outbox.close();
    await putting;
    await draining;
    bus.faults.down = false;
    await clock.advance(60_000);
    assert.deepEqual(await stored(), []);
  });
});
