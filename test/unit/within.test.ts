/** Waiting for something, but not for ever. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { within } from '#libs/clock/within.ts';

describe('waiting within a time', () => {
  it('ends with what was waited for', async () => {
    const clock = new SimulatedClock();
    let sleeping: AbortSignal | undefined;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms, signal) => {
      sleeping = signal;
      return sleep(ms, signal);
    };
    assert.equal(await within(clock, 1000, Promise.resolve('done')), 'done');
    assert.equal(sleeping?.aborted, true, 'and nothing is left that waits');
  });

  it('ends without it once the time is over', async () => {
    const clock = new SimulatedClock();
    const waited = within(clock, 1000, new Promise<string>(() => {}));
    await clock.advance(1001);
    assert.equal(await waited, undefined);
  });

  it('fails as what was waited for does', async () => {
    const clock = new SimulatedClock();
    await assert.rejects(() => within(clock, 1000, Promise.reject(new Error('no'))), /no/);
  });
});
