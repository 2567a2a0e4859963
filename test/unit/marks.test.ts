import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Marks, WINDOW } from '#libs/actor/marks.ts';
import { SlotReader, SlotWriter } from '#libs/actor/slots.ts';
import { type Random, seededRandom } from '#libs/clock/random.ts';

function restored(marks: Marks): Marks {
  const writer = new SlotWriter();
  marks.save(writer);
  const other = new Marks();
  other.restore(new SlotReader(writer.finish()));
  return other;
}

interface Sending {
  /** Numbers that come before a smaller one does, at most. */
  readonly disorder: number;
  /** Chances that a number never comes, and that an earlier one comes again. */
  readonly lost: number;
  readonly again: number;
}

/** The numbers of one sender as they may arrive: at most 256 in flight, some never, some more than once. */
function* arrivals(random: Random, count: number, { disorder, lost, again }: Sending): Generator<number> {
  const inFlight: number[] = [];
  const sent: number[] = [];
  let next = 1;
  for (let left = count; left > 0; left--) {
    while (inFlight.length < Math.min(disorder, WINDOW)) inFlight.push(next++);
    // The oldest in flight bounds how far ahead the others may be.
    const within = inFlight.filter((number) => number < inFlight[0] + WINDOW);
    const [number] = inFlight.splice(Math.floor(random.next() * within.length), 1);
    if (random.next() < lost) continue;
    sent.push(number);
    yield number;
    while (random.next() < again) yield sent[Math.floor(random.next() * sent.length)];
  }
}

describe('marks', () => {
  it('know every number that was seen, whatever the order, and count what never came', () => {
    const chance = fc.constantFrom(0, 0.02, 0.3);
    const sending = fc.record({ disorder: fc.constantFrom(1, 3, 40, WINDOW), lost: chance, again: chance });
    fc.assert(
      fc.property(sending, fc.integer(), fc.nat(1500), (how, seed, count) => {
        const random = seededRandom(seed);
        let marks = new Marks();
        const seen = new Set<number>();
        for (const number of arrivals(random, count, how)) {
          assert.equal(marks.take('c', number, 0), !seen.has(number), `number ${number}`);
          seen.add(number);
          if (random.next() < 0.01) marks = restored(marks);
        }
        const newest = Math.max(0, ...seen);
        const passed = Array.from({ length: Math.max(0, newest - WINDOW) }, (_, i) => i + 1);
        assert.equal(marks.gaps, passed.filter((number) => !seen.has(number)).length);
      }),
      { numRuns: 60 },
    );
  });

  it('of one sender say nothing of another', () => {
    const marks = new Marks();
    assert.equal(marks.take('a', 1, 0), true);
    assert.equal(marks.take('b', 1, 0), true);
    assert.equal(marks.take('a', 1, 0), false);
    assert.equal(marks.senders, 2);
  });

  it('begin where a stream begins: what came before is no gap, though it may still come', () => {
    const marks = new Marks();
    assert.equal(marks.take('a', 1000, 0), true);
    assert.equal(marks.take('a', 999, 0), true);
    assert.equal(marks.take('a', 1000 - WINDOW, 0), false);
    for (let number = 1001; number < 2000; number++) marks.take('a', number, 0);
    assert.equal(marks.gaps, 0);
    marks.take('a', 2001, 0);
    assert.equal(restored(marks).take('a', 2001 + WINDOW, 0), true);
    marks.take('a', 2000 + WINDOW, 0);
    assert.equal(marks.gaps, 1);
  });

  it('miss the numbers before the first ones of a sender that has just begun', () => {
    const marks = new Marks();
    marks.take('a', 3, 0);
    marks.take('a', 1, 0);
    marks.take('a', 3 + WINDOW, 0);
    assert.equal(marks.gaps, 1);
  });

  it('leap over any distance at once', () => {
    const marks = new Marks();
    marks.take('a', 1, 0);
    marks.take('a', 3, 0);
    assert.equal(marks.take('a', 2 ** 50, 0), true);
    assert.equal(marks.gaps, 2 ** 50 - WINDOW - 2);
    assert.equal(marks.take('a', 2 ** 50, 0), false);
    assert.equal(marks.take('a', 2 ** 50 - WINDOW + 1, 0), true);
    assert.equal(marks.take('a', 2 ** 50 - WINDOW, 0), false);
  });

  it('forget the sender not heard for longest when there are too many', () => {
    const marks = new Marks(2);
    marks.take('a', 1, 10);
    marks.take('b', 1, 20);
    marks.take('a', 2, 30);
    marks.take('c', 1, 40);
    assert.equal(marks.senders, 2);
    assert.equal(marks.take('a', 1, 50), false);
    assert.equal(marks.take('b', 1, 60), true);
  });
});
