/** Ratios, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { START_MS } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import {
  CONDITION,
  compare,
  crossings,
  Judge,
  samples,
  stepsAround,
  WITHIN_MS as withinMs,
} from '../support/judging.ts';

describe('a ratio', () => {
  it('is one of the events in the last 7/8 to 8/8 of the window', () => {
    let fired = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(0, 0.2, 0.333333, 0.5, 0.9),
        fc.integer({ min: 1, max: 12 }),
        samples(stepsAround(withinMs), { parts: 1 }),
        (over, min, events) => {
          compare(
            { kind: 'ratio', part: CONDITION, over, min, withinMs },
            events,
            (crossing, history, newestMs) => {
              // Which events the sub-buckets hold follows from their times alone.
              const bucketOf = (ms: number) => Math.floor(ms / (withinMs / 8));
              const held = history.filter(({ timeMs }) => bucketOf(timeMs) > bucketOf(newestMs) - 8);
              const part = held.filter(({ parts }) => parts === 1).length;
              const fires = held.length >= min && part * 1e6 > Math.round(over * 1e6) * held.length;
              assert.equal(crossing, held.includes(history[history.length - 1]) && fires);
              if (crossing) fired++;
            },
          );
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(fired > 500, `only ${fired} crossings`);
  });

  it('needs so many events, and more than the share', () => {
    const spec = { kind: 'ratio', part: CONDITION, over: 0.5, min: 4, withinMs } as const;
    const events = [1, 1, 1, 0, 0, 0, 1].map((parts, i) => ({ atMs: i, parts }));
    assert.deepEqual(crossings(spec, events), [false, false, false, true, true, false, true]);
  });
});

describe('a ratio of very many', () => {
  it('keeps to the share', () => {
    const judge = new Judge({ kind: 'ratio', part: CONDITION, over: 0.4, min: 30_000, withinMs });
    const random = seededRandom(3);
    let [all, part, near, timeMs] = [0, 0, 0, 1000 * Math.floor(START_MS / 1000)];
    for (let i = 0; i < 400_000; i++) {
      // First about a third, then about a half.
      const meets = random.next() < (i < 200_000 ? 0.35 : 0.5) ? 1 : 0;
      timeMs += i % 65 === 0 ? 1 : 0;
      all++;
      part += meets;
      const crossing = judge.judge({ timeMs, parts: meets });
      if (Math.abs(part / all - 0.4) < 0.0005) near++;
      else assert.equal(crossing, all >= 30_000 && part / all > 0.4, `${part} of ${all}`);
    }
    assert.ok(part / all > 0.42 && near < 5000);
    assert.throws(
      () => new Judge({ kind: 'ratio', part: CONDITION, over: 0.4, min: 40_000, withinMs }),
      failing('invalid', /32767 events/),
    );
  });
});
