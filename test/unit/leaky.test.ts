/** Leaky buckets, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { START_MS } from '../support/batches.ts';
import { compare, Judge, samples } from '../support/judging.ts';

describe('a leaky bucket', () => {
  const leaky = (capacity: number, events: number, perMs: number) =>
    ({ kind: 'leaky', capacity, leak: { events, perMs } }) as const;

  it('holds what it may and then overflows, until it has leaked', () => {
    const bucket = new Judge(leaky(5, 1, 10_000));
    const crossed = (timeMs: number, events: number) =>
      Array.from({ length: events }, () => bucket.judge({ timeMs })).filter(Boolean).length;
    assert.equal(crossed(START_MS, 5), 0);
    assert.equal(crossed(START_MS, 2), 2);
    assert.equal(crossed(START_MS + 9999, 1), 1);
    assert.equal(crossed(START_MS + 19_999, 1), 0);
    assert.equal(crossed(START_MS + 19_999, 1), 1);
    assert.equal(bucket.detector.memoryMs, 50_000);
    assert.equal(crossed(START_MS + 19_999 + 50_000, 5), 0);
  });

  it('ignores, and counts, what is more than two seconds older than the newest of its key', () => {
    const bucket = new Judge(leaky(1, 1, 60_000));
    assert.equal(bucket.judge({ timeMs: START_MS }), false);
    assert.equal(bucket.judge({ timeMs: START_MS - 2001 }), false);
    assert.equal(bucket.tally.ignored, 1);
    assert.equal(bucket.judge({ key: 2, timeMs: START_MS - 2001 }), false);
    assert.equal(bucket.tally.ignored, 1);
    assert.equal(bucket.judge({ timeMs: START_MS - 2000 }), true);
  });

  const leak = fc.constantFrom(
    { events: 1, perMs: 10_000 },
    { events: 3, perMs: 1500 },
    { events: 8, perMs: 1000 },
    { events: 1, perMs: 7 },
    { events: 1000, perMs: 10 ** 9 + 7 },
  );
  const steps = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: -4000, max: 20_000 }));
  const unique = fc.constantFrom({}, { unique: 'path' as const }, { unique: 'client.ip' as const });

  it('fires exactly when max(0, level - dt x leak) + 1 > capacity, with or without values it has seen', () => {
    fc.assert(
      fc.property(
        leak,
        fc.integer({ min: 1, max: 6 }),
        unique,
        samples(steps),
        (of, capacity, seen, events) => {
          // Levels in units of an event / perMs, so that all are whole.
          const levels = new Map<number, { level: bigint; lastMs: number; values: ReadonlySet<number> }>();
          const full = BigInt(capacity * of.perMs);
          compare({ kind: 'leaky', capacity, leak: of, ...seen }, events, (crossing, history) => {
            const { key, timeMs, value } = history[history.length - 1];
            const known = levels.get(key) ?? { level: 0n, lastMs: timeMs, values: new Set() };
            let expected = false;
            if (timeMs >= known.lastMs - 2000) {
              const leaked = BigInt(Math.max(0, timeMs - known.lastMs) * of.events);
              const left = known.level > leaked ? known.level - leaked : 0n;
              const values = left === 0n ? new Set<number>() : known.values;
              const level = 'unique' in seen && values.has(value) ? left : left + BigInt(of.perMs);
              expected = level > full;
              levels.set(key, {
                level: expected ? full : level,
                lastMs: Math.max(known.lastMs, timeMs),
                values: new Set([...values, value]),
              });
            }
            assert.equal(crossing, expected);
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
