/** How much room a ledger has, and what goes when that becomes scarce. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Decision, MANUAL } from '#libs/domain/decision.ts';
import { pressureOf, removedBy, roomAlarms, spentMs, worthOf } from '#services/decision/ledger/room.ts';
import { WIDENING } from '#services/decision/widening/widening.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision, HOUR_MS } from '../support/decisions.ts';

const DAY_MS = 24 * HOUR_MS;

const filled = (entries: number, bytes = 0) => ({ entries, entriesMax: 10_000, bytes, bytesMax: 2 ** 29 });

describe('an entry is spent', () => {
  it('some time after it ended, was lifted or changed, whatever came last', () => {
    const at = (entry: Decision, endedMs: number) =>
      assert.equal(spentMs(entry, HOUR_MS, 1), endedMs + HOUR_MS);
    at(decision({ untilMs: START_MS + 10 }), START_MS + 10);
    at(decision({ untilMs: START_MS + 10, updatedMs: START_MS + 20 }), START_MS + 20);
    const lifted = { state: 'lifted', liftedMs: START_MS + 5, untilMs: START_MS + HOUR_MS } as const;
    at(decision({ ...lifted, contributions: [] }), START_MS + 5);
    at(decision({ ...lifted, contributions: [contribution({ scenario: MANUAL })] }), START_MS + 5);
    at(decision(lifted), START_MS + HOUR_MS);
  });

  it('sooner where there is less room, but not before all have heard of its end', () => {
    const entry = decision({ forgetMs: 2 * DAY_MS, untilMs: START_MS });
    const keptAt = (remembered: number) => spentMs(entry, DAY_MS, remembered) - START_MS;
    assert.deepEqual([1, 0.5, 0].map(keptAt), [2 * DAY_MS, DAY_MS, 60_000]);
    assert.equal(spentMs(entry, 1000, 0) - START_MS, 60_000);
    assert.equal(spentMs({ ...entry, forgetMs: 0 }, 1000, 0) - START_MS, 1000);
  });

  it('not sooner, when a person took it back', () => {
    const lifted = decision({ state: 'lifted', liftedMs: START_MS + 5, contributions: [] });
    assert.equal(spentMs(lifted, DAY_MS, 0), START_MS + 5 + DAY_MS);
  });
});

describe('a ledger that fills up', () => {
  it('remembers less, and nothing that has ended when there is little room', () => {
    const rememberedAt = (entries: number) => Math.round(100 * pressureOf(filled(entries)).remembered);
    assert.deepEqual([0, 8000, 8500, 9000, 20_000].map(rememberedAt), [100, 100, 50, 0, 0]);
  });

  it('asks no more of the bus than a thousand entries a second', () => {
    for (let entries = 0; entries < 15_000; entries += 100) {
      const { removedMax, everyMs } = pressureOf(filled(entries));
      assert.ok(removedMax / everyMs <= 1);
    }
  });

  it('of those in force lets go so many that there is some room, whatever its limit is', () => {
    assert.equal(pressureOf(filled(9500)).excess, 0);
    fc.assert(
      fc.property(fc.integer({ min: 9501, max: 12_000 }), fc.nat(2 ** 29), (entries, bytes) => {
        const { excess } = pressureOf(filled(entries, bytes));
        const left = (entries - excess) / entries;
        assert.ok(Math.max((entries * left) / 10_000, (bytes * left) / 2 ** 29) <= 0.95);
        assert.ok(excess >= entries - 9500);
      }),
    );
  });

  it('does not lose all that was found because people have filled it', () => {
    const removed = (entries: number, spent: number, weak: number) =>
      removedBy(pressureOf(filled(entries)), spent, weak);
    assert.equal(removed(10_000, 0, 10_000), 500);
    assert.equal(removed(10_000, 0, 2000), 200);
    assert.equal(removed(9800, 0, 2000), 0);
    assert.equal(removed(10_000, 300, 2000), 300);
    assert.equal(removed(10_000, 7000, 2000), 5000);
  });

  it('raises an alarm that says what happens and what to do', () => {
    const alarmAt = (entries: number, bytes = 0) => roomAlarms(filled(entries, bytes)).join();
    assert.equal(alarmAt(8000), '');
    assert.match(
      alarmAt(8560),
      /85 % full \(8560 of 10000 entries\), so what has ended .* raise decision\.limits\.entries$/,
    );
    assert.match(alarmAt(9500), /95 % full .*, so decisions in force that end soonest give way/);
    assert.match(alarmAt(8560, 2 ** 29), /100 % full \(512 of 512 MB\).*: let decisions .* less long$/);
  });
});

describe('what is in force', () => {
  it('gives way the sooner, the less it does and the earlier it ends', () => {
    const at = (hours: number, more: Partial<Decision> = {}) =>
      decision({ untilMs: START_MS + hours * HOUR_MS, ...more });
    const order = [
      at(3, { mode: 'shadow' }),
      at(4, { withheld: 'protected' }),
      at(2, { remediation: 'challenge' }),
      at(2, { remediation: 'throttle' }),
      at(9, { remediation: 'throttle' }),
      at(1),
      at(2),
    ].map(worthOf);
    assert.deepEqual(
      order,
      order.toSorted((a = 0, b = 0) => a - b),
    );
    assert.ok(order.every(Boolean));
  });

  it('stays, when it is allowed, was taken back in part, or is no finding about one', () => {
    const by = (more: Parameters<typeof contribution>[0]) =>
      decision({ contributions: [contribution(), contribution(more)] });
    const kept = [
      decision({ remediation: 'allow' }),
      decision({ state: 'lifted' }),
      by({ scenario: MANUAL }),
      by({ scenario: WIDENING }),
      by({ revokedMs: START_MS }),
    ];
    assert.deepEqual(
      kept.map(worthOf),
      kept.map(() => undefined),
    );
  });
});
