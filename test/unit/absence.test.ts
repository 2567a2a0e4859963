/** Absences, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { DetectorSpec } from '#libs/detect/detector.ts';
import { START_MS } from '../support/batches.ts';
import {
  after,
  CONDITION,
  compare,
  crossings,
  type Judged,
  SEVEN_EIGHTHS_MS,
  samples,
  stepsAround,
  WITHIN_MS as withinMs,
} from '../support/judging.ts';

describe('an absence', () => {
  const absence = (times: number): DetectorSpec => ({
    kind: 'absence',
    after: CONDITION,
    times,
    of: CONDITION,
    withinMs,
  });
  const [AFTER, OF] = [1, 2];

  /** How many `after` of the last `ms` there are that no `of` has set back. */
  function left(history: readonly Judged[], newestMs: number, ms: number): number {
    const within = after(history, newestMs - ms);
    const newestOf = Math.max(...history.map(({ parts, timeMs }) => (parts & OF ? timeMs : 0)));
    return within.filter(({ parts, timeMs }) => parts === AFTER && timeMs > newestOf).length;
  }

  it('of few events is exact, in any order of time', () => {
    let fired = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        samples(stepsAround(withinMs), { parts: 2 }),
        (times, events) => {
          // Fewer of what sets back.
          const some = events.map((each, i) => ({ ...each, parts: i % 4 ? each.parts & AFTER : each.parts }));
          compare(absence(times), some, (crossing, history, newestMs) => {
            const { timeMs, parts } = history[history.length - 1];
            const newestOf = Math.max(...history.map((each) => (each.parts & OF ? each.timeMs : 0)));
            const counts = parts === AFTER && timeMs > newestMs - withinMs && timeMs > newestOf;
            assert.equal(crossing, counts && left(history, newestMs, withinMs) >= times);
            if (crossing) fired++;
          });
        },
      ),
      { numRuns: 300 },
    );
    assert.ok(fired > 500, `only ${fired} crossings`);
  });

  it('of many never counts too much, nor too little while nothing sets it back', () => {
    const steps = fc.integer({ min: -300, max: 600 });
    let fired = 0;
    fc.assert(
      fc.property(
        samples(steps, { parts: 2, maxLength: 400 }),
        fc.constantFrom(16, 20),
        fc.constantFrom(10, 1000),
        (events, times, every) => {
          const some = events.map((each, i) => ({ ...each, parts: i % every === 5 ? OF : AFTER }));
          compare(absence(times), some, (crossing, history, newestMs) => {
            const { timeMs } = history[history.length - 1];
            if (left(history, newestMs, withinMs) < times) assert.equal(crossing, false);
            else if (every === 1000 && timeMs > newestMs - SEVEN_EIGHTHS_MS && timeMs > START_MS + 6 * 600) {
              const since = Math.max(...history.map(({ parts, timeMs }) => (parts === OF ? timeMs : 0)));
              const inLater = left(
                history,
                newestMs,
                Math.min(SEVEN_EIGHTHS_MS, newestMs - since - withinMs / 8),
              );
              if (inLater >= times && timeMs > since + withinMs / 8) assert.equal(crossing, true);
            }
            if (crossing) fired++;
          });
        },
      ),
      { numRuns: 100 },
    );
    assert.ok(fired > 500, `only ${fired} crossings`);
  });

  it('goes on crossing until it is set back', () => {
    const events = [AFTER, AFTER, AFTER, 0, AFTER, OF, AFTER, AFTER, AFTER | OF, AFTER, AFTER, AFTER];
    assert.deepEqual(
      crossings(
        absence(3),
        events.map((parts, i) => ({ atMs: i, parts })),
      ).map(Number),
      [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1],
    );
  });
});
