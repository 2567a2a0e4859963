/** Detectors against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { DetectorSpec } from '#libs/detect/detector.ts';
import { DISTINCT_OVER_MAX } from '#libs/detect/distinct.ts';
import { text } from '#libs/match/condition.ts';
import { START_MS } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { compare, Judge, type Judged, samples, sizeOf, stepsAround } from '../support/judging.ts';
import { zipf } from '../support/zipf.ts';

/** Conditions are met as the events say: what they are makes no difference here. */
const CONDITION = text('path', 'is', '/');
const withinMs = 8000;
const SEVEN_EIGHTHS_MS = (7 / 8) * withinMs;

/** Which of some events at these times, counted from the beginning, cross. */
function crossings(spec: DetectorSpec, events: readonly (Partial<Judged> & { atMs: number })[]): boolean[] {
  const judge = new Judge(spec);
  return events.map(({ atMs, ...rest }) => judge.judge({ timeMs: START_MS + atMs, ...rest }));
}

const at = (...times: number[]) => times.map((atMs) => ({ atMs }));
const after = (events: readonly Judged[], ms: number) => events.filter(({ timeMs }) => timeMs > ms);

describe('each', () => {
  it('is a crossing every time', () => {
    assert.deepEqual(crossings({ kind: 'each' }, at(0, 0, -5000, 10)), [true, true, true, true]);
  });
});

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

describe('a sequence', () => {
  /** Whether the last of the events, which are all that have been steps since it last fired, can complete the steps. */
  function completes(
    events: readonly Judged[],
    places: readonly { readonly part: number; readonly same: boolean }[],
    beginMs: number,
  ): { full: boolean; any: boolean } {
    // For each event how long the sequences are that end with it.
    const lengths: Set<number>[] = [];
    events.forEach((event, i) => {
      const ends = new Set<number>();
      for (const [place, { part, same }] of places.entries()) {
        if ((event.parts & (1 << part)) === 0) continue;
        if (place === 0) ends.add(1);
        for (let before = 0; before < i && place > 0; before++) {
          if (!lengths[before].has(place) || (same && events[before].value !== event.value)) continue;
          ends.add(place + 1);
        }
      }
      // What began before the window can't be gone on with, whatever came between.
      if (event.timeMs <= beginMs) ends.clear();
      lengths.push(ends);
    });
    const ends = lengths[lengths.length - 1];
    return { full: ends.has(places.length), any: ends.size > 0 };
  }

  const specs: readonly Extract<DetectorSpec, { kind: 'sequence' }>[] = [
    { steps: [{ when: CONDITION, times: 1 }] },
    {
      steps: [
        { when: CONDITION, times: 1 },
        { when: CONDITION, times: 1 },
      ],
    },
    {
      steps: [
        { when: CONDITION, times: 2 },
        { when: CONDITION, times: 1 },
        { when: CONDITION, times: 2 },
      ],
    },
    { steps: [{ when: CONDITION, times: 3, same: 'path' as const }] },
    {
      steps: [
        { when: CONDITION, times: 2, same: 'client.ip' as const },
        { when: CONDITION, times: 1 },
        { when: CONDITION, times: 1, same: 'path' as const },
      ],
    },
  ].map((of) => ({ kind: 'sequence', withinMs, ...of }));

  it('is found wherever it is, each event in one of them at most, in the order of time', () => {
    let fired = 0;
    fc.assert(
      fc.property(fc.constantFrom(...specs), samples(stepsAround(withinMs), { parts: 3 }), (spec, events) => {
        const places = spec.steps.flatMap(({ times, same }, part) =>
          Array.from({ length: times }, () => ({ part, same: same !== undefined })),
        );
        const steps = new Map<number, Judged[]>();
        const newestStep = new Map<number, number>();
        const { ignored } = compare(spec, events, (crossing, history, newestMs) => {
          const judged = history[history.length - 1];
          const { key, timeMs } = judged;
          const known = steps.get(key) ?? [];
          const beginMs = newestMs - withinMs;
          const isOld = timeMs < (newestStep.get(key) ?? 0) || timeMs <= beginMs;
          const { full, any } = completes([...known, judged], places, beginMs);
          assert.equal(crossing, !isOld && full);
          if (!isOld && any) {
            newestStep.set(key, timeMs);
            steps.set(key, full ? [] : [...known, judged]);
          }
          if (crossing) fired++;
        });
        assert.ok(ignored <= events.length);
      }),
      { numRuns: 300 },
    );
    assert.ok(fired > 500, `only ${fired} crossings`);
  });

  it('begins anew when it has fired, and with the latest beginning', () => {
    const [, two] = specs;
    const [A, B] = [1, 2];
    const steps = (...list: readonly [atMs: number, parts: number][]) =>
      crossings(
        two,
        list.map(([atMs, parts]) => ({ atMs, parts })),
      );
    assert.deepEqual(steps([0, A], [1, B], [2, B], [3, A], [3, B]), [false, true, false, false, true]);
    assert.deepEqual(steps([0, B], [1, A], [8000, A], [8001, A], [9001, B]), [
      false,
      false,
      false,
      false,
      true,
    ]);
    assert.deepEqual(steps([0, A], [8000, B]), [false, false]);
    assert.deepEqual(steps([0, A], [7999, B]), [false, true]);
    // One event can be one step only.
    assert.deepEqual(steps([0, A | B], [0, A | B]), [false, true]);
  });

  it('ignores, and counts, what is older than the newest step', () => {
    const judge = new Judge(specs[1]);
    assert.equal(judge.judge({ timeMs: START_MS, parts: 1 }), false);
    assert.equal(judge.judge({ timeMs: START_MS - 1, parts: 2 }), false);
    assert.equal(judge.tally.ignored, 1);
    assert.equal(judge.judge({ timeMs: START_MS - 1, parts: 0 }), false);
    assert.equal(judge.tally.ignored, 1);
    assert.equal(judge.judge({ timeMs: START_MS, parts: 2 }), true);
  });

  it('has a limit to its events', () => {
    const steps = (times: number) => ({ ...specs[0], steps: [{ when: CONDITION, times }] });
    assert.equal(new Judge(steps(64)).detector.memoryMs, withinMs);
    assert.throws(() => new Judge(steps(65)), failing('invalid', /64 events/));
  });
});

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
