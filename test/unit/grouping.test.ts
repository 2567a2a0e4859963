/** Notices become few messages, and none is lost on the way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { type Digest, Grouping, OTHERS, SAMPLES_MAX } from '#services/decision/notifications/grouping.ts';
import { OCCASIONS } from '#services/decision/notifications/notice.ts';
import { Rate } from '#services/decision/notifications/rate.ts';
import { START_MS } from '../support/batches.ts';
import { alarmSample, notice, sample } from '../support/notices.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PLENTY = 3600;

describe('grouping', () => {
  const at = (seconds: number) => 1000 * seconds;
  const grouping = (perHour = PLENTY) => new Grouping({ everyMs: MINUTE_MS, perHour }, 0);

  it('tells the first at once, and then what came meanwhile, once a minute', () => {
    const groups = grouping();
    groups.add(notice());
    assert.equal(groups.take(at(0))?.count, 1);
    for (let i = 1; i <= 25; i++) {
      groups.add(notice({ atMs: START_MS + at(i), about: sample({ value: `10.0.0.${i}` }) }));
      assert.equal(groups.take(at(i)), undefined);
    }
    assert.equal(groups.waiting, 25);
    const next = groups.take(at(60));
    assert.deepEqual([next?.count, next?.firstMs, next?.lastMs], [25, START_MS + at(1), START_MS + at(25)]);
    assert.deepEqual(
      next?.samples,
      Array.from({ length: SAMPLES_MAX }, (_, i) => sample({ value: `10.0.0.${i + 1}` })),
    );
    assert.equal(groups.take(at(120)), undefined);
    groups.add(notice());
    assert.equal(groups.take(at(121))?.count, 1, 'it has been silent for its time');
  });

  it('keeps scenarios, occasions and modes apart, with the highest severity of each', () => {
    const groups = grouping();
    groups.add(notice({ severity: 'low' }));
    groups.add(notice({ severity: 'critical' }));
    groups.add(notice({ severity: 'medium' }));
    groups.add(notice({ mode: 'shadow' }));
    groups.add(notice({ occasion: 'lifted' }));
    groups.add(notice({ scenario: 'http-flood', severity: undefined }));
    const all = takeAll(groups, 0);
    assert.deepEqual(
      all.map(({ scenario, occasion, mode, severity, count }) => [scenario, occasion, mode, severity, count]),
      [
        ['scanner-probing', 'decision', 'enforce', 'critical', 3],
        ['scanner-probing', 'decision', 'shadow', 'high', 1],
        ['scanner-probing', 'lifted', 'enforce', 'high', 1],
        ['http-flood', 'decision', 'enforce', undefined, 1],
      ],
    );
  });

  it('puts what finds no place together, and goes on when there is room', () => {
    const groups = new Grouping({ everyMs: MINUTE_MS, perHour: PLENTY, groupsMax: 3 }, 0);
    for (let i = 0; i < 10; i++) groups.add(notice({ scenario: `s-${i}` }));
    const told = takeAll(groups, 0).map(({ scenario, count }) => `${scenario} ${count}`);
    assert.deepEqual(told, ['s-0 1', 's-1 1', 's-2 1', `${OTHERS} 7`]);
    takeAll(groups, MINUTE_MS);
    groups.add(notice({ scenario: 's-9' }));
    assert.equal(groups.take(MINUTE_MS)?.scenario, 's-9');
  });

  it('tells alarms before all else, and then who has waited longest', () => {
    const groups = grouping(6);
    groups.add(notice({ scenario: 'a' }));
    assert.equal(groups.take(0)?.scenario, 'a');
    for (const scenario of ['a', 'b']) groups.add(notice({ scenario }));
    groups.add(notice({ occasion: 'alarm', scenario: '', about: alarmSample() }));
    const order = [1, 2, 3].map((n) => groups.take(n * 12 * MINUTE_MS)?.scenario);
    assert.deepEqual(order, ['', 'a', 'b']);
  });

  it('loses nothing: what was told, waits and is drained is what came in', () => {
    const step = fc.record({
      adds: fc.array(
        fc.record({
          scenario: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
          occasion: fc.constantFrom(...OCCASIONS),
        }),
        { maxLength: 30 },
      ),
      passMs: fc.oneof(fc.nat(5000), fc.nat(10 * MINUTE_MS)),
      takes: fc.nat(3),
    });
    fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(6, 60, PLENTY),
        async (steps, groupsMax, perHour) => {
          const clock = new SimulatedClock(START_MS);
          const groups = new Grouping({ everyMs: MINUTE_MS, perHour, groupsMax }, clock.elapsed());
          let added = 0;
          const told: { readonly digest: Digest; readonly atMs: number }[] = [];
          for (const { adds, passMs, takes } of steps) {
            for (const each of adds) groups.add(notice(each));
            added += adds.length;
            await clock.advance(passMs);
            for (let i = 0; i < takes; i++) {
              const digest = groups.take(clock.elapsed());
              if (digest) told.push({ digest, atMs: clock.elapsed() });
            }
            assert.equal(counted(told) + groups.waiting, added);
          }
          assert.ok(told.every(({ digest }) => digest.count > 0 && digest.samples.length <= SAMPLES_MAX));
          for (const [i, { digest, atMs }] of told.entries()) {
            const before = told.slice(0, i).findLast((each) => keyOf(each.digest) === keyOf(digest));
            assert.ok(!before || atMs - before.atMs >= MINUTE_MS, 'two of a group within a minute');
            const hour = told.slice(0, i + 1).filter((each) => atMs - each.atMs < HOUR_MS);
            assert.ok(hour.length <= perHour, `${hour.length} within an hour`);
          }
          const rest = groups.drain().map((digest) => ({ digest }));
          assert.equal(counted(told) + counted(rest), added);
          assert.equal(groups.waiting, 0);
        },
      ),
    );
  });

  const keyOf = ({ scenario, occasion, mode }: Digest) => `${scenario} ${occasion} ${mode}`;
  const counted = (all: readonly { readonly digest: Digest }[]) =>
    all.reduce((sum, { digest }) => sum + digest.count, 0);

  function takeAll(groups: Grouping, nowMs: number): Digest[] {
    const all: Digest[] = [];
    for (let next = groups.take(nowMs); next; next = groups.take(nowMs)) all.push(next);
    return all;
  }
});

describe('a rate', () => {
  it('lets a sixth go at once, and all of it within an hour', () => {
    const rate = new Rate(60, 0);
    const takeAll = (nowMs: number) => {
      let count = 0;
      while (rate.take(nowMs)) count++;
      return count;
    };
    assert.equal(takeAll(0), 10);
    let count = 10;
    for (let ms = 0; ms < HOUR_MS; ms += 1000) count += takeAll(ms);
    assert.ok(count === 59 || count === 60, `${count}`);
    assert.equal(takeAll(10 * HOUR_MS), 10);
  });
});
