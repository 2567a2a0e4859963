/** What all detectors have in common, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failing } from '../support/failures.ts';
import { at, crossings, Judge, WITHIN_MS as withinMs } from '../support/judging.ts';

describe('each', () => {
  it('is a crossing every time', () => {
    assert.deepEqual(crossings({ kind: 'each' }, at(0, 0, -5000, 10)), [true, true, true, true]);
  });
});

describe('a detector', () => {
  it('remembers for 12 days at most', () => {
    const days = (count: number) => ({ kind: 'count', over: 1, withinMs: count * 24 * 3_600_000 }) as const;
    assert.equal(crossings(days(12), at(0, 12 * 24 * 3_600_000 - 1)).at(-1), true);
    assert.throws(() => new Judge(days(13)), failing('invalid', /12 days/));
  });

  it('begins anew with a key that was away, however long', () => {
    const dayMs = 24 * 3_600_000;
    for (const atMs of [20, 25, 49.71, 60, 400].map((days) => Math.round(days * dayMs))) {
      for (const over of [1, 50]) {
        const times = Array.from({ length: 2 * over + 2 }, (_, i) => (i <= over ? 0 : atMs) + i);
        assert.deepEqual(
          crossings({ kind: 'count', over, withinMs }, at(...times)),
          times.map((_, i) => i === over || i === 2 * over + 1),
        );
      }
    }
  });
});
