/** Sequences, against what they say they do, computed the long way over lists of events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { DetectorSpec } from '#libs/detect/detector.ts';
import { START_MS } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import {
  CONDITION,
  compare,
  crossings,
  Judge,
  type Judged,
  samples,
  stepsAround,
  WITHIN_MS as withinMs,
} from '../support/judging.ts';

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
