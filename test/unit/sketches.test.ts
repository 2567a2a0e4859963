/** Sketches against exact counts: the bounds they promise, on streams with few frequent and many rare keys, and merged. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CountMin } from '#libs/sketch/count-min.ts';
import { HeavyHitters } from '#libs/sketch/heavy-hitters.ts';
import { HyperLogLog } from '#libs/sketch/hyper-log-log.ts';
import { testHash } from '../support/batches.ts';
import { tally, zipf } from '../support/zipf.ts';

const hashOf = (key: number): Uint32Array => {
  const out = new Uint32Array(2);
  testHash.words64(Uint32Array.of(key), 0, 1, out, 0);
  return out;
};

const skew = fc.constantFrom(0, 0.7, 1, 1.3);

describe('a HyperLogLog', () => {
  it('is within a few standard errors of the number of values, small and large', () => {
    for (const precision of [4, 8, 11]) {
      const sketch = new HyperLogLog(precision);
      const standardError = 1.04 / Math.sqrt(2 ** precision);
      const sizes = [0, 1, 10, 64, 100, 500, 1000, 3000, 20_000, 50_000];
      const squares: number[] = [];
      for (let trial = 0; trial < 8; trial++) {
        const words = new Uint32Array(sketch.words);
        let added = 0;
        for (const size of sizes) {
          for (; added < size; added++) sketch.add(words, 0, hashOf(trial * 1_000_000 + added)[0]);
          const error = (sketch.estimate(words, 0) - size) / Math.max(1, size);
          assert.ok(Math.abs(error) < 5 * standardError, `${size} values of ${precision}: off by ${error}`);
          if (size >= 500) squares.push(error ** 2);
        }
      }
      const mean = Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / squares.length);
      assert.ok(mean < 1.25 * standardError, `standard error of ${precision}: ${mean}`);
    }
  });

  it('counts each value once, in any order, and merged is as one that has seen all', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500)), fc.array(fc.nat(500)), (some, others) => {
        const sketch = new HyperLogLog(6);
        const words = new Uint32Array(3 * sketch.words);
        const [mine, other, both] = [0, sketch.words, 2 * sketch.words];
        for (const key of some) sketch.add(words, mine, hashOf(key)[0]);
        for (const key of others) sketch.add(words, other, hashOf(key)[0]);
        for (const key of [...others, ...some].reverse()) sketch.add(words, both, hashOf(key)[0]);
        assert.equal(sketch.estimate(words, mine, other), sketch.estimate(words, both));
        for (const key of some) assert.equal(sketch.add(words, both, hashOf(key)[0]), false);
        sketch.merge(words, mine, words, other);
        assert.deepEqual(words.slice(mine, mine + sketch.words), words.slice(both, both + sketch.words));
      }),
      { numRuns: 60 },
    );
  });

  it('covers what would change nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500)), fc.nat(500), (some, key) => {
        const sketch = new HyperLogLog(5);
        const words = new Uint32Array(sketch.words);
        for (const each of some) sketch.add(words, 0, hashOf(each)[0]);
        const isCovered = sketch.covers(words, 0, hashOf(key)[0]);
        assert.equal(sketch.add(words, 0, hashOf(key)[0]), !isCovered);
        assert.equal(sketch.covers(words, 0, hashOf(key)[0]), true);
      }),
      { numRuns: 200 },
    );
  });

  it('has a precision', () => {
    assert.throws(() => new HyperLogLog(3), /4 to 16/);
    assert.throws(() => new HyperLogLog(17), /4 to 16/);
  });
});

describe('a Count-Min sketch', () => {
  const add = (sketch: CountMin, key: number) => sketch.add(hashOf(key)[0], hashOf(key)[1], 1);
  const estimate = (sketch: CountMin, key: number) => sketch.estimate(hashOf(key)[0], hashOf(key)[1]);

  it('is never too low, and too high by more than 2n/width for few keys', () => {
    fc.assert(
      fc.property(fc.nat(), skew, (seed, of) => {
        const events = zipf(seed, 10_000, 5000, of);
        const sketch = new CountMin(512, 4, 10_000);
        for (const key of events) add(sketch, key);
        const counts = [...tally(events)];
        for (const [key, count] of counts) assert.ok(estimate(sketch, key) >= count);
        const bound = (2 * events.length) / 512;
        const high = counts.filter(([key, count]) => estimate(sketch, key) - count > bound);
        // With four rows 1 in 16 at most; the conservative update is far better.
        assert.ok(high.length < counts.length / 100, `${high.length} of ${counts.length} are too high`);
      }),
      { numRuns: 20 },
    );
  });

  it('merged is never too low, and holds up to a limit', () => {
    fc.assert(
      fc.property(fc.nat(), skew, fc.constantFrom(20, 300, 70_000), (seed, of, most) => {
        const [some, others] = [zipf(seed, 2000, 300, of), zipf(seed + 1, 2000, 300, of)];
        const [mine, other] = [new CountMin(256, 3, most), new CountMin(256, 3, most)];
        for (const key of some) add(mine, key);
        for (const key of others) add(other, key);
        mine.merge(other);
        for (const [key, count] of tally([...some, ...others])) {
          assert.ok(estimate(mine, key) >= Math.min(count, most));
          assert.ok(estimate(mine, key) <= most);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('raises a key to a number, and none to more than the largest of those it shares cells with', () => {
    const sketch = new CountMin(64, 4, 1000);
    const numbers = new Map(Array.from({ length: 2000 }, (_, key) => [key, (7 * key) % 100]));
    for (const [key, number] of numbers) sketch.raise(hashOf(key)[0], hashOf(key)[1], number);
    for (const [key, number] of numbers) {
      assert.ok(estimate(sketch, key) >= number && estimate(sketch, key) < 100);
    }
    assert.throws(() => new CountMin(48, 4, 1000), /power of two/);
  });

  it('has rows with nothing in common', () => {
    const sketch = new CountMin(1024, 4, 1);
    const places = (key: number) =>
      [0, 1, 2, 3].map((row) => sketch.cellOf(row, hashOf(key)[0], hashOf(key)[1]));
    let alike = 0;
    for (let key = 1; key < 5000; key++) {
      const [first, ...others] = places(key);
      const [of, ...those] = places(0);
      if (first === of) alike += others.filter((place, i) => place === those[i]).length;
    }
    assert.ok(alike <= 1, `${alike} cells are shared twice`);
  });
});

describe('heavy hitters', () => {
  /** What Space-Saving promises of `n` events in so many places. */
  function check(hitters: HeavyHitters<number>, counts: ReadonlyMap<number, number>, places: number): void {
    const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const top = hitters.top(Number.POSITIVE_INFINITY);
    assert.ok(top.length <= places);
    for (const { key, count, error } of top) {
      const actual = counts.get(key) ?? 0;
      assert.ok(
        actual <= count && actual >= count - error && error <= n / places,
        `${key}: ${count} ± ${error}`,
      );
    }
    const there = new Set(top.map(({ key }) => key));
    for (const [key, count] of counts) if (count > n / places) assert.ok(there.has(key), `${key} is missing`);
    assert.deepEqual(
      top.map(({ count }) => count),
      top.map(({ count }) => count).sort((a, b) => b - a),
    );
  }

  it('are all there, with numbers within the bound, merged or not', () => {
    fc.assert(
      fc.property(fc.nat(), skew, fc.integer({ min: 1, max: 60 }), (seed, of, places) => {
        const [some, others] = [zipf(seed, 3000, 400, of), zipf(seed + 1, 1500, 600, of)];
        const [mine, other] = [new HeavyHitters<number>(places), new HeavyHitters<number>(places)];
        for (const key of some) mine.add(key, 1);
        for (const key of others) other.add(key, 1);
        check(mine, tally(some), places);
        mine.merge(other);
        check(mine, tally([...some, ...others]), places);
        for (const key of others) mine.add(key, 1);
        check(mine, tally([...some, ...others, ...others]), places);
      }),
      { numRuns: 60 },
    );
  });

  it('are exact while there is room, and come in order', () => {
    const hitters = new HeavyHitters<string>(10);
    for (const [key, amount] of Object.entries({ b: 3, a: 3, c: 10, d: 1 })) hitters.add(key, amount);
    hitters.add('d', 8);
    assert.deepEqual(
      hitters.top(3).map(({ key, count, error }) => [key, count, error]),
      [
        ['c', 10, 0],
        ['d', 9, 0],
        ['a', 3, 0],
      ],
    );
    hitters.clear();
    assert.deepEqual(hitters.top(3), []);
  });
});
