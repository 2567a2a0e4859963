import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { failing } from '../support/failures.ts';

it('an object whose chunks are not to be had is refused after ten seconds', async () => {
  const clock = new SimulatedClock();
  const bus = new MemoryBus(clock);
  const objects = await Objects.open(bus.streams, clock, { name: 'objects', maxBytes: 2 ** 20, replicas: 1 });
  const reference = await objects.put('a.b', [Buffer.from('content')]);
  await objects.delete('a.b');
  let refused = false;
  const reading = assert.rejects(
    objects.getUnder('a', [reference]),
    failing('corrupt', /a\.b is incomplete/),
  );
  void reading.then(() => {
    refused = true;
  });
  await clock.advance(9_999);
  assert.equal(refused, false);
  await clock.advance(2);
  await reading;
});
