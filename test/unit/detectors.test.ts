/** Detectors against what they say they do, computed the long way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Count } from '#libs/detect/count.ts';
import type { Detector } from '#libs/detect/detector.ts';
import { DISTINCT_OVER_MAX, Distinct } from '#libs/detect/distinct.ts';
import { Each } from '#libs/detect/each.ts';
import { KeyTable } from '#libs/detect/key-table.ts';
import { Leaky } from '#libs/detect/leaky.ts';
import { batchOf, event, START_MS, testHash } from '../support/batches.ts';
import { failing } from '../support/failures.ts';

/** Eight paths, each asked for by a client of its own, in two batches that number them differently. */
const PATHS = Array.from({ length: 8 }, (_, i) => `/${i}`);
const BATCHES = [PATHS, PATHS.toReversed()].map((paths) =>
  batchOf(paths.map((path) => event({ path, from: `2001:db8:${path.slice(1)}::${path.slice(1)}` }))),
);

/** Judges events of several keys as a scenario does. */
class Judge<T extends Detector> {
  readonly detector: T;
  readonly #table = new KeyTable({ keyWords: 1, rowsMax: 100, hash: testHash });

  constructor(make: (table: KeyTable) => T) {
    this.detector = make(this.#table);
  }

  /** @param path index into PATHS */
  judge(key: number, timeMs: number, path = 0): boolean {
    const row = this.#table.findOrAdd(Uint32Array.of(key));
    const lastMs = this.#table.lastMs.array[row];
    const which = Math.floor(timeMs) % 2;
    const at = which === 0 ? path : PATHS.length - 1 - path;
    const crossing = this.detector.judge(row, timeMs, lastMs, BATCHES[which], at, 0);
    this.#table.lastMs.array[row] = Math.max(lastMs, timeMs);
    return crossing;
  }
}

/** Events of three keys, each so long after the one before, or before it when out of order. */
const samples = (steps: fc.Arbitrary<number>) =>
  fc
    .array(fc.record({ key: fc.nat(2), path: fc.nat(PATHS.length - 1), stepMs: steps }), {
      minLength: 30,
      maxLength: 120,
    })
    .map((list) => {
      let timeMs = START_MS;
      return list.map(({ stepMs, ...rest }) => {
        timeMs += stepMs;
        return { ...rest, timeMs };
      });
    });

describe('each', () => {
  it('is a crossing every time', () => {
    const { detector } = new Judge(() => new Each());
    assert.equal(detector.judge(), true);
    assert.equal(detector.memoryMs, 0);
  });
});

describe('a leaky bucket', () => {
  it('holds what it may and then overflows, until it has leaked', () => {
    const bucket = new Judge((table) => new Leaky(table, 5, { events: 1, perMs: 10_000 }));
    const crossings = (timeMs: number, events: number) =>
      Array.from({ length: events }, () => bucket.judge(1, timeMs)).filter(Boolean).length;
    assert.equal(crossings(START_MS, 5), 0);
    assert.equal(crossings(START_MS, 2), 2);
    assert.equal(crossings(START_MS + 9999, 1), 1);
    assert.equal(crossings(START_MS + 19_999, 1), 0);
    assert.equal(crossings(START_MS + 19_999, 1), 1);
    assert.equal(bucket.detector.memoryMs, 50_000);
    assert.equal(crossings(START_MS + 19_999 + 50_000, 5), 0);
  });

  it('ignores, and counts, what is more than two seconds older than the newest of its key', () => {
    const bucket = new Judge((table) => new Leaky(table, 1, { events: 1, perMs: 60_000 }));
    assert.equal(bucket.judge(1, START_MS), false);
    assert.equal(bucket.judge(1, START_MS - 2001), false);
    assert.equal(bucket.detector.ignored, 1);
    assert.equal(bucket.judge(2, START_MS - 2001), false);
    assert.equal(bucket.detector.ignored, 1);
    assert.equal(bucket.judge(1, START_MS - 2000), true);
  });

  it('fires exactly when max(0, level - dt x leak) + 1 > capacity', () => {
    const leak = fc.constantFrom(
      { events: 1, perMs: 10_000 },
      { events: 3, perMs: 1500 },
      { events: 8, perMs: 1000 },
      { events: 1, perMs: 7 },
    );
    const steps = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: -4000, max: 20_000 }));
    fc.assert(
      fc.property(leak, fc.integer({ min: 1, max: 6 }), samples(steps), (of, capacity, events) => {
        const bucket = new Judge((table) => new Leaky(table, capacity, of));
        // Levels in units of an event / perMs, so that all are whole.
        const levels = new Map<number, { level: bigint; lastMs: number }>();
        const full = BigInt(capacity * of.perMs);
        for (const { key, timeMs } of events) {
          const known = levels.get(key) ?? { level: 0n, lastMs: timeMs };
          let expected = false;
          if (timeMs >= known.lastMs - 2000) {
            const leaked = BigInt(Math.max(0, timeMs - known.lastMs) * of.events);
            const left = known.level > leaked ? known.level - leaked : 0n;
            const level = left + BigInt(of.perMs);
            expected = level > full;
            levels.set(key, { level: expected ? full : level, lastMs: Math.max(known.lastMs, timeMs) });
          }
          assert.equal(bucket.judge(key, timeMs), expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a count', () => {
  const withinMs = 8000;
  const OVERS = Array.from({ length: 40 }, (_, over) => over);

  it('is between the events of the last 7/8 of the window and those of all of it', () => {
    const steps = fc.oneof(fc.integer({ min: -300, max: 600 }), fc.integer({ min: -10_000, max: 12_000 }));
    fc.assert(
      fc.property(samples(steps), (events) => {
        // One for every limit: what is counted is the number of those that fire.
        const counts = OVERS.map((over) => new Judge((table) => new Count(table, over, withinMs)));
        const seen = new Map<number, number[]>();
        for (const { key, timeMs } of events) {
          const times = [...(seen.get(key) ?? []), timeMs];
          seen.set(key, times);
          const newestMs = Math.max(...times);
          const sum = counts.filter((count) => count.judge(key, timeMs)).length;
          if (timeMs <= newestMs - withinMs) assert.equal(sum, 0);
          if (timeMs < newestMs - (7 / 8) * withinMs) continue;
          const within = (ms: number) => times.filter((each) => each > newestMs - ms).length;
          const most = within(withinMs);
          assert.ok(within((7 / 8) * withinMs) <= sum || sum === OVERS.length);
          assert.ok(sum <= most, `${sum} of ${most}`);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('fires with the first event beyond the limit, and no longer once they have passed', () => {
    const count = new Judge((table) => new Count(table, 3, withinMs));
    const judged = [0, 1000, 2000, 3000, 3000, 11_999, 12_000].map((atMs) => count.judge(1, START_MS + atMs));
    assert.deepEqual(judged, [false, false, false, true, true, false, false]);
    assert.equal(count.detector.memoryMs, withinMs);
  });
});

describe('a count of distinct values', () => {
  const path = 'path';
  const field = fc.constantFrom('path', 'client.ip');
  const withinMs = 5000;

  it('is exact, in any order of time', () => {
    const steps = fc.oneof(
      fc.constant(0),
      fc.integer({ min: -700, max: 1000 }),
      // So that some are seen exactly one window apart.
      fc.integer({ min: -4, max: 10 }).map((halves) => 500 * halves),
      fc.integer({ min: -4000, max: 6000 }),
    );
    fc.assert(
      fc.property(field, fc.integer({ min: 0, max: 5 }), samples(steps), (of, over, events) => {
        const distinct = new Judge((table) => new Distinct(table, testHash, of, over, withinMs));
        const seen = new Map<number, Map<number, number>>();
        for (const { key, timeMs, path: value } of events) {
          const values = seen.get(key) ?? new Map<number, number>();
          values.set(value, Math.max(values.get(value) ?? 0, timeMs));
          seen.set(key, values);
          const newestMs = Math.max(...values.values());
          const count = [...values.values()].filter((each) => each > newestMs - withinMs).length;
          assert.equal(distinct.judge(key, timeMs, value), count > over);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('counts values up to a limit', () => {
    const make = (over: number) => new Judge((table) => new Distinct(table, testHash, path, over, withinMs));
    assert.equal(make(DISTINCT_OVER_MAX).detector.memoryMs, withinMs);
    assert.throws(() => make(DISTINCT_OVER_MAX + 1), failing('invalid', /up to 63/));
  });
});
