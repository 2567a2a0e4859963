/** Sums, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { failing } from '../support/failures.ts';
import {
  after,
  compare,
  crossings,
  Judge,
  type Judged,
  SEVEN_EIGHTHS_MS,
  samples,
  sizeOf,
  stepsAround,
  WITHIN_MS as withinMs,
} from '../support/judging.ts';

describe('a sum', () => {
  it('is between the sum of the last 7/8 of the window and that of all of it', () => {
    const sum = (events: readonly Judged[]) => events.reduce((total, { value }) => total + sizeOf(value), 0);
    let fired = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(0, 99, 1100, 100_000, 2_500_000, 2 ** 33),
        samples(stepsAround(withinMs)),
        (over, events) => {
          const spec = { kind: 'sum', of: 'bytes_sent', over, withinMs } as const;
          compare(spec, events, (crossing, history, newestMs) => {
            const { timeMs } = history[history.length - 1];
            if (timeMs <= newestMs - withinMs || sum(after(history, newestMs - withinMs)) <= over) {
              assert.equal(crossing, false);
            } else if (timeMs > newestMs - SEVEN_EIGHTHS_MS) {
              if (sum(after(history, newestMs - SEVEN_EIGHTHS_MS)) > over) assert.equal(crossing, true);
            }
            if (crossing) fired++;
          });
        },
      ),
      { numRuns: 200 },
    );
    assert.ok(fired > 500, `only ${fired} crossings`);
  });

  it('is whole, whatever the order, up to a limit', () => {
    const spec = { kind: 'sum', of: 'bytes_sent', over: 1_000_006, withinMs } as const;
    const values = (...list: number[]) => list.map((value) => ({ atMs: 0, value }));
    assert.deepEqual(crossings(spec, values(6, 1, 1, 1, 1, 1, 1, 1)).indexOf(true), 7);
    assert.deepEqual(crossings(spec, values(1, 1, 1, 1, 1, 1, 6, 0, 1)).indexOf(true), 8);
    assert.throws(() => new Judge({ ...spec, over: 2 ** 50 }), failing('invalid', /at most/));
    assert.throws(
      () => new Judge({ ...spec, of: 'request_time', over: 2 ** 31 }),
      failing('invalid', /at most/),
    );
  });
});
