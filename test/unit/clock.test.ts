/** Time and chance: the simulated clock, backing off, and trying until something is there. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { Backoff } from '#libs/clock/backoff.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { START_MS } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { recordingLog } from '../support/log.ts';

describe('the simulated clock', () => {
  it('stands still until it is told to go on', async () => {
    const clock = new SimulatedClock(START_MS);
    let rang = false;
    clock.after(10, () => {
      rang = true;
    });
    await Promise.resolve();
    assert.deepEqual([clock.now(), clock.elapsed(), rang], [START_MS, START_MS, false]);
    await clock.advance(9);
    assert.equal(rang, false);
    await clock.advance(1);
    assert.equal(rang, true);
  });

  it('fires timers in order of time, then of their making, each at its time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 12 }), fc.nat(25), async (delays, toMs) => {
        const clock = new SimulatedClock(0);
        const fired: [number, number][] = [];
        delays.forEach((ms, i) => {
          clock.after(ms, () => fired.push([clock.now(), i]));
        });
        await clock.advance(toMs);
        const expected = delays
          .map((ms, i): [number, number] => [ms, i])
          .filter(([ms]) => ms <= toMs)
          .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        assert.deepEqual(fired, expected);
        assert.equal(clock.now(), toMs);
      }),
      { numRuns: 50 },
    );
  });

  it('repeats until it is cancelled, also by what it calls', async () => {
    const clock = new SimulatedClock(0);
    const times: number[] = [];
    const timer = clock.every(10, () => {
      times.push(clock.now());
      if (times.length === 3) timer.cancel();
    });
    await clock.advance(100);
    assert.deepEqual(times, [10, 20, 30]);
  });

  it('lets a sleeper go on at its time, or when it is woken', async () => {
    const clock = new SimulatedClock(0);
    const waking = new AbortController();
    const woken: string[] = [];
    void clock.sleep(50).then(() => woken.push('slept'));
    void clock.sleep(1000, waking.signal).then(() => woken.push('woken'));
    void clock.sleep(1000, AbortSignal.abort()).then(() => woken.push('at once'));
    await clock.advance(10);
    waking.abort();
    await clock.advance(10);
    assert.deepEqual(woken, ['at once', 'woken']);
    await clock.advance(30);
    assert.deepEqual(woken, ['at once', 'woken', 'slept']);
  });
});

describe('the system clock', () => {
  it('tells the time and lets sleepers be woken', async () => {
    const clock = new SystemClock();
    assert.ok(Math.abs(clock.now() - Date.now()) < 20);
    const before = clock.elapsed();
    const waking = new AbortController();
    const sleeping = clock.sleep(60_000, waking.signal);
    waking.abort();
    await sleeping;
    await clock.sleep(60_000, waking.signal);
    await clock.yield();
    assert.ok(clock.elapsed() - before < 10_000);
  });
});

describe('chance', () => {
  it('is the same for the same seed, another for another, and even', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 1000 },
        (
          (random) => () =>
            random.next()
        )(seededRandom(seed)),
      );
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    const mean = draw(9).reduce((sum, value) => sum + value, 0) / 1000;
    assert.ok(mean > 0.45 && mean < 0.55);
    assert.ok(draw(10).every((value) => value >= 0 && value < 1));
  });
});

/** How long each of `attempts` waits was, ms. */
async function waits(backoff: Backoff, clock: SimulatedClock, attempts: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < attempts; i++) {
    const from = clock.now();
    let done = Number.NaN;
    void backoff.wait().then(() => {
      done = clock.now();
    });
    await clock.advance(10_000);
    took.push(done - from);
  }
  return took;
}

describe('backing off', () => {
  const options = { firstMs: 100, maxMs: 2000 };

  it('waits twice as long each time up to a limit, the upper half by chance', async () => {
    for (const seed of [1, 2, 3]) {
      const clock = new SimulatedClock(0);
      const backoff = new Backoff(clock, seededRandom(seed), options);
      const full = [100, 200, 400, 800, 1600, 2000, 2000, 2000];
      (await waits(backoff, clock, full.length)).forEach((ms, i) => {
        assert.ok(ms >= full[i] / 2 && ms <= full[i], `wait ${i} took ${ms}`);
      });
      assert.equal(backoff.attempt, full.length);
    }
  });

  it('begins anew after a success', async () => {
    const clock = new SimulatedClock(0);
    const backoff = new Backoff(clock, seededRandom(1), options);
    await waits(backoff, clock, 5);
    backoff.reset();
    assert.equal(backoff.attempt, 0);
    assert.ok((await waits(backoff, clock, 1))[0] <= 100);
  });

  it('does not wait once it is told to stop', async () => {
    const backoff = new Backoff(new SimulatedClock(0), seededRandom(1), options);
    await backoff.wait(AbortSignal.abort());
    assert.equal(backoff.attempt, 1);
  });
});

describe('until something is available', () => {
  function trying(failures: readonly Error[]) {
    const clock = new SimulatedClock(0);
    const { log, lines } = recordingLog();
    const left = [...failures];
    const result = untilAvailable({ clock, random: seededRandom(1), log }, 'preparing', async () => {
      const failure = left.shift();
      if (failure) throw failure;
      return 'there';
    });
    return { clock, lines, result, left };
  }

  it('is tried again, for as long as it takes', async () => {
    const { clock, lines, result } = trying(Array(20).fill(new WeirError('unavailable', 'nobody answers')));
    await clock.advance(60_000);
    assert.equal(await result, 'there');
    assert.equal(lines.length, 20);
    assert.equal(lines[0].msg, 'preparing: nobody answers');
  });

  it('is given up when something else is wrong', async () => {
    const { clock, result, left } = trying([
      new WeirError('unavailable', 'nobody answers'),
      new WeirError('denied', 'not you'),
      new WeirError('unavailable', 'never reached'),
    ]);
    const rejected = assert.rejects(result, failing('denied', /not you/));
    await clock.advance(60_000);
    await rejected;
    assert.equal(left.length, 1);
  });
});
