import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Repeated } from '#libs/clock/repeated.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';

function repeated(work: (clock: SimulatedClock) => Promise<void>) {
  const clock = new SimulatedClock();
  const errors: unknown[] = [];
  const each = new Repeated({
    clock,
    everyMs: 10,
    work: () => work(clock),
    onError: (error) => errors.push(error),
  });
  return { clock, errors, each };
}

describe('repeated work', () => {
  it('goes on after a failure, which is told', async () => {
    let runs = 0;
    const { clock, errors, each } = repeated(async () => {
      if (++runs === 1) throw new Error('once');
    });
    await clock.advance(35);
    assert.equal(runs, 3);
    assert.deepEqual(errors.map(String), ['Error: once']);
    await each.stop();
    await clock.advance(50);
    assert.equal(runs, 3);
  });

  it('is never done twice at the same time, and stopping waits for it', async () => {
    let begun = 0;
    let ended = 0;
    const { clock, each } = repeated(async (of) => {
      begun++;
      await of.sleep(25);
      ended++;
    });
    await clock.advance(30);
    assert.deepEqual([begun, ended], [1, 0]);
    await clock.advance(10);
    assert.deepEqual([begun, ended], [2, 1]);
    let isStopped = false;
    void each.stop().then(() => {
      isStopped = true;
    });
    await clock.advance(20);
    assert.deepEqual([ended, isStopped], [1, false]);
    await clock.advance(5);
    assert.deepEqual([begun, ended, isStopped], [2, 2, true]);
  });
});
