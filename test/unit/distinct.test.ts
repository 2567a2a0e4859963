/** Counts of distinct values, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { DetectorSpec } from '#libs/detect/detector.ts';
import { DISTINCT_OVER_MAX } from '#libs/detect/distinct.ts';
import { START_MS } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import {
  after,
  compare,
  Judge,
  type Judged,
  samples,
  stepsAround,
  WITHIN_MS as withinMs,
} from '../support/judging.ts';
import { zipf } from '../support/zipf.ts';

describe('a count of distinct values', () => {
  const distinct = (of: 'path' | 'client.ip', over: number): DetectorSpec => ({
    kind: 'distinct',
    of,
    over,
    withinMs,
  });

  it('is exact, in any order of time', () => {
    const field = fc.constantFrom('path' as const, 'client.ip' as const);
    fc.assert(
      fc.property(
        field,
        fc.integer({ min: 0, max: 5 }),
        samples(stepsAround(withinMs)),
        (of, over, events) => {
          compare(distinct(of, over), events, (crossing, history, newestMs) => {
            const { timeMs } = history[history.length - 1];
            const values = new Set(after(history, newestMs - withinMs).map(({ value }) => value));
            assert.equal(crossing, timeMs > newestMs - withinMs && values.size > over);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of many is close to the values of the last half to the whole of the window', () => {
    let [fired, quiet] = [0, 0];
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(64, 80, 200, 500),
        fc.constantFrom(0, 0.8),
        (seed, over, skew) => {
          const random = seededRandom(seed);
          let timeMs = START_MS;
          // Some come late, and sometimes there is a pause.
          const events = zipf(seed, 2000, 1500, skew).map((value) => {
            timeMs += random.next() < 0.002 ? 1.5 * withinMs * random.next() : 14 * random.next();
            const late = random.next() < 0.1 ? withinMs * random.next() : 0;
            return { key: 1, timeMs: Math.floor(timeMs - late), value, parts: 0 };
          });
          const within = (history: readonly Judged[], beginMs: number) => {
            const values = new Set<number>();
            for (let i = history.length - 1; i >= 0 && values.size < 1400; i--) {
              if (history[i].timeMs > beginMs) values.add(history[i].value);
            }
            return values.size;
          };
          let checks = 0;
          compare(distinct('path', over), events, (crossing, history, newestMs) => {
            if (++checks % 10 !== 0) return;
            const { timeMs: atMs } = history[history.length - 1];
            // Five standard errors.
            if (within(history, newestMs - withinMs) < 0.7 * over) {
              assert.equal(crossing, false);
              quiet++;
            } else if (
              atMs > newestMs - withinMs / 2 &&
              within(history, newestMs - withinMs / 2) > 1.3 * over
            ) {
              assert.equal(crossing, true);
              fired++;
            }
          });
        },
      ),
      { numRuns: 20 },
    );
    assert.ok(fired > 500 && quiet > 500, `${fired} crossings, ${quiet} others`);
  });

  it('has a limit', () => {
    assert.throws(
      () => new Judge(distinct('path', DISTINCT_OVER_MAX + 1)),
      failing('invalid', /up to 100000/),
    );
  });
});
