/** Counts, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { DetectorSpec } from '#libs/detect/detector.ts';
import { START_MS } from '../support/batches.ts';
import {
  after,
  at,
  compare,
  crossings,
  Judge,
  SEVEN_EIGHTHS_MS,
  samples,
  stepsAround,
  WITHIN_MS as withinMs,
} from '../support/judging.ts';
import { zipf } from '../support/zipf.ts';

describe('a count', () => {
  const count = (over: number): DetectorSpec => ({ kind: 'count', over, withinMs });

  it('of few events is exact, in any order of time', () => {
    fc.assert(
      fc.property(fc.nat(14), samples(stepsAround(withinMs)), (over, events) => {
        compare(count(over), events, (crossing, history, newestMs) => {
          const { timeMs } = history[history.length - 1];
          const begin = newestMs - withinMs;
          assert.equal(crossing, timeMs > begin && after(history, begin).length > over);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('of many is between the events of the last 7/8 of the window and those of all of it', () => {
    const steps = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -300, max: 600 }) },
      { weight: 1, arbitrary: fc.integer({ min: -10_000, max: 12_000 }) },
    );
    let fired = 0;
    fc.assert(
      fc.property(fc.constantFrom(15, 16, 17, 25), samples(steps, { maxLength: 400 }), (over, events) => {
        compare(count(over), events, (crossing, history, newestMs) => {
          const { timeMs } = history[history.length - 1];
          if (timeMs <= newestMs - withinMs) assert.equal(crossing, false);
          if (after(history, newestMs - withinMs).length <= over) assert.equal(crossing, false);
          else if (timeMs > newestMs - SEVEN_EIGHTHS_MS) {
            if (after(history, newestMs - SEVEN_EIGHTHS_MS).length > over) assert.equal(crossing, true);
          }
          if (crossing) fired++;
        });
      }),
      { numRuns: 150 },
    );
    assert.ok(fired > 500, `only ${fired} crossings`);
  });

  it('fires with the first event beyond the limit, and no longer once they have passed', () => {
    const times = at(0, 1000, 2000, 3000, 3000, 9999, 11_000);
    assert.deepEqual(crossings(count(3), times), [false, false, false, true, true, true, false]);
    const many = Array.from({ length: 20 }, () => 0);
    assert.equal(crossings(count(19), at(...many)).indexOf(true), 19);
    const very = Array.from({ length: 301 }, (_, i) => 10 * i);
    assert.equal(crossings(count(300), at(...very)).indexOf(true), 300);
  });
});

describe('an approximate count', () => {
  const approx = (over: number): DetectorSpec => ({ kind: 'count', over, withinMs, approx: true });

  /** Feeds events of very many keys to a table with room for few of them; tells what was judged right, and what was not. */
  function outcome(seed: number, spec: DetectorSpec, over: number, rowsMax: number) {
    const random = seededRandom(seed);
    let judge = new Judge(spec, rowsMax);
    let timeMs = START_MS;
    const times = new Map<number, number[]>();
    const found = { right: 0, missed: 0, wrong: 0 };
    zipf(seed, 15_000, 5000, 1.1).forEach((key, i) => {
      if (i % 3000 === 2000) judge = judge.restored();
      timeMs += Math.floor(6 * random.next());
      const late = random.next() < 0.1 ? Math.floor(1000 * random.next()) : 0;
      const seen = times.get(key) ?? [];
      seen.push(timeMs - late);
      times.set(key, seen);
      const newestMs = seen.reduce((newest, each) => Math.max(newest, each), 0);
      const crossing = judge.judge({ key, timeMs: timeMs - late });
      const within = (ms: number) => seen.filter((each) => each > newestMs - ms).length;
      if (within(withinMs) > over && timeMs - late > newestMs - withinMs)
        found[crossing ? 'right' : 'missed']++;
      else if (crossing && within((withinMs * 8) / 7 + 8) <= over) found.wrong++;
    });
    assert.ok(judge.table.evicted > 5000, `${judge.table.evicted} were evicted`);
    return found;
  }

  it('is never too low, also of keys that had to make room; seldom too high', () => {
    for (const [over, rowsMax] of [
      [10, 50],
      [30, 100],
      [30, 10],
      [300, 20],
    ]) {
      for (let seed = 0; seed < 2; seed++) {
        const { right, missed, wrong } = outcome(seed, approx(over), over, rowsMax);
        assert.equal(missed, 0);
        assert.ok(right > 100 && wrong <= right / 20, `${right} right, ${wrong} wrong`);
      }
    }
  });

  it('is needed: one that is not approximate misses much when keys have to make room', () => {
    const { missed } = outcome(1, { kind: 'count', over: 30, withinMs }, 30, 10);
    assert.ok(missed > 100, `only ${missed} were missed`);
  });

  it('counts for up to a seventh too long, and no longer', () => {
    const times = Array.from({ length: 11 }, (_, i) => i);
    assert.equal(crossings(approx(10), at(...times)).indexOf(true), 10);
    assert.equal(crossings(approx(10), at(...times.slice(1), withinMs)).indexOf(true), 10);
    assert.equal(crossings(approx(10), at(...times.slice(1), 10_300)).indexOf(true), -1);
  });
});
