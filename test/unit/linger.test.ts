import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { LINGER_MIN_MS, Linger } from '#services/collector/linger.ts';

const LINGER_MAX_MS = 500;

/** A budget of 100 messages a second, that is 10 in each 100 ms. */
function open() {
  const clock = new SimulatedClock(0);
  const linger = new Linger(clock, 100, LINGER_MAX_MS);
  /** Lets so many messages go in each of some 100 ms. */
  const pass = async (messages: number, times = 1) => {
    for (let i = 0; i < times; i++) {
      for (let left = messages; left > 0; left--) linger.count();
      await clock.advance(100);
      linger.review();
    }
  };
  return { clock, linger, pass };
}

describe('the linger', () => {
  it('is short, and lines may leave at once, while the budget is kept', async () => {
    const { linger, pass } = open();
    await pass(10, 20);
    assert.deepEqual([linger.ms, linger.relaxed], [LINGER_MIN_MS, true]);
  });

  it('grows while there are too many messages, the faster the more, up to a limit', async () => {
    const { linger, pass } = open();
    await pass(12);
    assert.equal(linger.ms, LINGER_MIN_MS * 1.2);
    assert.equal(linger.relaxed, false);
    await pass(1000);
    assert.equal(linger.ms, LINGER_MIN_MS * 1.2 * 1.5);
    await pass(1000, 50);
    assert.equal(linger.ms, LINGER_MAX_MS);
  });

  it('stays where it is while the budget is nearly used, and shrinks when there is room', async () => {
    const { linger, pass } = open();
    await pass(1000, 50);
    await pass(9, 10);
    assert.equal(linger.ms, LINGER_MAX_MS);
    await pass(7, 20);
    assert.ok(linger.ms <= LINGER_MAX_MS * 0.71 && linger.ms >= LINGER_MAX_MS * 0.3, `${linger.ms}`);
    await pass(0, 100);
    assert.deepEqual([linger.ms, linger.relaxed], [LINGER_MIN_MS, true]);
  });

  it('has less of the budget left the more rows there are', async () => {
    const { linger, pass } = open();
    linger.countRows(5000);
    await pass(6);
    assert.equal(linger.ms, LINGER_MIN_MS * 1.2);
    linger.countRows(1e6);
    await pass(2);
    assert.ok(linger.ms > LINGER_MIN_MS && linger.ms <= LINGER_MIN_MS * 1.2, `${linger.ms}`);
    await pass(2, 10);
    assert.equal(linger.ms, LINGER_MIN_MS);
  });

  it('reckons with the time that passed when it is reviewed late', async () => {
    const { clock, linger } = open();
    for (let i = 0; i < 30; i++) linger.count();
    await clock.advance(300);
    linger.review();
    assert.equal(linger.ms, LINGER_MIN_MS);
  });

  it('is not changed between reviews', async () => {
    const { clock, linger } = open();
    for (let i = 0; i < 1000; i++) linger.count();
    await clock.advance(99);
    linger.review();
    assert.equal(linger.ms, LINGER_MIN_MS);
    await clock.advance(1);
    linger.review();
    assert.ok(linger.ms > LINGER_MIN_MS);
  });
});
