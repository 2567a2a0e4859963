import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Decision, MANUAL } from '#libs/domain/decision.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { spentMs } from '#services/decision/ledger/room.ts';
import { START_MS } from '../support/batches.ts';
import { type ChangeOptions, change, HOUR_MS } from '../support/decisions.ts';

const NOW_MS = START_MS + 60_000;
const BY = { author: 'ann', reason: 'a mistake' };

function applied(entry: Decision | undefined, options: ChangeOptions, nowMs = NOW_MS): Decision {
  const next = contribute(entry, change(options), nowMs);
  assert.ok(next, 'nothing changed');
  return next;
}

describe('bans of one who comes back', () => {
  const DAY_MS = 24 * HOUR_MS;
  const repeat = { factor: 2, ceilingMs: 6 * HOUR_MS, forgetMs: DAY_MS };

  /** Hours of bans for offences at these hours, by an entry that goes on. */
  function hoursOf(at: readonly number[], of: (i: number) => Partial<ChangeOptions> = () => ({})): number[] {
    let entry: Decision | undefined;
    return at.map((hour, i) => {
      const openedMs = START_MS + hour * HOUR_MS;
      const { contribution: part, ...options } = of(i);
      entry = applied(entry, { repeat, contribution: { openedMs, ...part }, ...options }, openedMs);
      return (entry.untilMs - openedMs) / HOUR_MS;
    });
  }

  it('grow by the factor up to the ceiling', () => {
    assert.deepEqual(hoursOf([0, 2, 5, 10, 20]), [1, 2, 4, 6, 6]);
  });

  it('do not grow with what is found while one holds', () => {
    assert.deepEqual(hoursOf([0, 0.5, 0.9, 2]), [1, 1, 1, 2]);
    const scenarios = hoursOf([0, 2, 2.5], (i) => ({ contribution: { scenario: `s${i}` } }));
    assert.deepEqual(scenarios, [1, 2, 2]);
  });

  it('are forgotten one by one, at the pace of the policy', () => {
    // The second ends after 4 hours; a day later one of two bans counts, two days later none.
    assert.deepEqual(hoursOf([0, 2, 4 + 25]), [1, 2, 2]);
    assert.deepEqual(hoursOf([0, 2, 4 + 49]), [1, 2, 1]);
  });

  it('begin anew after an unban, and count neither what was only recorded nor what people did', () => {
    const entry = applied(undefined, { repeat });
    const lifted = lift(entry, BY, NOW_MS);
    const openedMs = START_MS + 2 * HOUR_MS;
    const again = applied(lifted, { repeat, contribution: { openedMs } }, openedMs);
    assert.equal(again.untilMs - openedMs, HOUR_MS);
    const mode = 'shadow' as const;
    assert.deepEqual(
      hoursOf([0, 2], (i) => ({ contribution: i === 0 ? { mode } : {} })),
      [1, 1],
    );
    const scenario = MANUAL;
    assert.deepEqual(
      hoursOf([0, 2], (i) => ({ contribution: i === 0 ? { scenario } : {} })),
      [1, 1],
    );
  });

  it('grow the same when a detection comes late, or again', () => {
    const at = [0, 2, 5].map((hour) => START_MS + hour * HOUR_MS);
    const late = at.reduce<Decision | undefined>(
      (entry, openedMs) =>
        contribute(entry, change({ repeat, contribution: { openedMs } }), openedMs + HOUR_MS / 2) ?? entry,
      undefined,
    );
    assert.equal(late?.untilMs, at[2] + 4 * HOUR_MS);
    const again = change({ repeat, contribution: { openedMs: at[2] } });
    assert.equal(contribute(late, again, NOW_MS), undefined);
  });

  it('are remembered for as long as they count', () => {
    const entry = applied(undefined, { repeat });
    const endMs = entry.untilMs;
    assert.equal(spentMs(entry, HOUR_MS, 1), endMs + DAY_MS);
    assert.equal(spentMs({ ...entry, strikes: 2 }, HOUR_MS, 1), endMs + 3 * DAY_MS);
  });
});
