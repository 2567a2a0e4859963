import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SlotReader, SlotWriter } from '#libs/actor/slots.ts';
import { EventClock } from '#libs/scenario/event-clock.ts';

const SILENT_MS = 5 * 60_000;

function restored(clock: EventClock): EventClock {
  const writer = new SlotWriter();
  clock.save(writer);
  const other = new EventClock();
  other.restore(new SlotReader(writer.finish()));
  return other;
}

/** A clock that has just heard these sources, all at `storedMs`. */
function heard(storedMs: number, watermarks: Readonly<Record<string, number>>): EventClock {
  const clock = new EventClock();
  clock.advance(storedMs, storedMs);
  for (const [source, watermarkMs] of Object.entries(watermarks)) clock.hear(source, watermarkMs);
  clock.settle();
  return clock;
}

describe('the event clock', () => {
  it('has heard nothing at first', () => {
    const { newestMs, storedMs, watermarkMs } = restored(new EventClock());
    assert.deepEqual([newestMs, storedMs, watermarkMs], Array(3).fill(Number.NEGATIVE_INFINITY));
  });

  it('is as far as the source that is furthest behind', () => {
    assert.equal(heard(1000, { a: 900, b: 700, c: 800 }).watermarkMs, 700);
  });

  it('waits for a source that has no time yet', () => {
    assert.equal(heard(1000, { a: 900, b: Number.NEGATIVE_INFINITY }).watermarkMs, Number.NEGATIVE_INFINITY);
  });

  it('no longer waits for a source that was silent for five minutes of the stream’s time', () => {
    const clock = heard(1000, { a: 900, b: 700 });
    const hear = (storedMs: number) => {
      clock.advance(storedMs, storedMs);
      clock.hear('a', storedMs);
      clock.settle();
      return clock.watermarkMs;
    };
    for (let passedMs = 5000; passedMs < SILENT_MS; passedMs += 5000) hear(1000 + passedMs);
    assert.equal(hear(1000 + SILENT_MS), 700);
    assert.equal(hear(1001 + SILENT_MS), 1001 + SILENT_MS);
  });

  it('counts nobody as silent for a time in which nobody was heard', () => {
    const clock = heard(1000, { a: 900, b: 700 });
    clock.advance(10 * SILENT_MS, 0);
    clock.hear('a', 5000);
    clock.settle();
    assert.equal(clock.watermarkMs, 700);
  });

  it('waits for sources that it expects, until they have been silent for long', () => {
    const clock = new EventClock(['a', 'b']);
    const hear = (source: string, storedMs: number) => {
      clock.advance(storedMs, storedMs);
      clock.hear(source, storedMs);
      clock.settle();
      return clock.watermarkMs;
    };
    assert.equal(hear('a', 1000), Number.NEGATIVE_INFINITY);
    assert.equal(restored(clock).watermarkMs, Number.NEGATIVE_INFINITY);
    assert.equal(hear('b', 2000), 1000);
    const other = new EventClock(['a', 'b']);
    other.advance(0, 0);
    for (let atMs = 0; atMs <= SILENT_MS; atMs += 5000) {
      other.advance(atMs, atMs);
      other.hear('b', atMs);
      other.settle();
      assert.equal(other.watermarkMs, Number.NEGATIVE_INFINITY);
    }
    other.advance(SILENT_MS + 1, 0);
    other.settle();
    assert.equal(other.watermarkMs, SILENT_MS);
  });

  it('keeps the newest times, and forgets the source not heard for longest when there are too many', () => {
    const clock = new EventClock([], 2);
    for (const [source, atMs] of [
      ['a', 10],
      ['b', 20],
      ['a', 30],
      ['c', 40],
    ] as const) {
      clock.advance(atMs, 2 * atMs);
      clock.hear(source, source === 'b' ? 1 : atMs);
    }
    clock.advance(35, 70);
    clock.settle();
    assert.deepEqual([clock.newestMs, clock.storedMs, clock.watermarkMs], [80, 40, 30]);
  });

  it('never goes back, and goes on after a restore as if nothing had happened', () => {
    const message = fc.record({
      storedMs: fc.nat(2 * SILENT_MS),
      source: fc.constantFrom('a', 'b', 'c'),
      watermarkMs: fc.integer({ min: -1000, max: 2 * SILENT_MS }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), fc.nat(30), (messages, cut) => {
        const clock = new EventClock();
        let other = new EventClock();
        let lastMs = Number.NEGATIVE_INFINITY;
        messages.forEach(({ storedMs, source, watermarkMs }, i) => {
          if (i === cut) other = restored(other);
          for (const each of [clock, other]) {
            each.advance(storedMs, storedMs);
            each.hear(source, watermarkMs);
            each.settle();
          }
          assert.ok(clock.watermarkMs >= lastMs);
          lastMs = clock.watermarkMs;
          assert.deepEqual(
            [other.newestMs, other.storedMs, other.watermarkMs],
            [clock.newestMs, clock.storedMs, clock.watermarkMs],
          );
        });
      }),
      { numRuns: 200 },
    );
  });
});
