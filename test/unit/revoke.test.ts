/** Taking back what one scenario or policy has caused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Contribution, type Decision, isEnforced, MANUAL } from '#libs/domain/decision.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { type Cause, isBy, revoke } from '#services/decision/ledger/revoke.ts';
import { spentMs } from '#services/decision/ledger/room.ts';
import { WIDENING } from '#services/decision/widening/widening.ts';
import { START_MS } from '../support/batches.ts';
import { change, HOUR_MS } from '../support/decisions.ts';

const BY = { author: 'ann', reason: 'it was wrong' };
const NOW_MS = START_MS + 60_000;

type Part = Partial<Contribution>;

function made(parts: readonly Part[], nowMs = NOW_MS, entry?: Decision): Decision | undefined {
  return parts.reduce<Decision | undefined>(
    (before, part) => contribute(before, change({ contribution: part }), nowMs) ?? before,
    entry,
  );
}

function present(parts: readonly Part[]): Decision {
  return made(parts) ?? assert.fail();
}

/** What is done, for whoever enforces it. */
const outcome = (entry: Decision | undefined, nowMs: number) =>
  entry && isEnforced(entry, nowMs) ? [entry.remediation, entry.untilMs, entry.intense] : undefined;

const part = fc.record({
  scenario: fc.constantFrom('a', 'b', 'c', MANUAL, WIDENING),
  version: fc.constantFrom('v1', 'v2'),
  policy: fc.constantFrom('high', 'low'),
  openedMs: fc.integer({ min: 0, max: 50_000 }).map((ms) => START_MS + ms),
  rev: fc.integer({ min: 1, max: 3 }),
  forMs: fc.constantFrom(20_000, 200_000, HOUR_MS),
  mode: fc.constantFrom('enforce' as const, 'enforce' as const, 'shadow' as const),
  remediation: fc.constantFrom('block' as const, 'throttle' as const),
  intense: fc.boolean(),
});
const parts = fc
  .array(part, { minLength: 1, maxLength: 8 })
  .map((list) => list.map(({ forMs, ...of }): Part => ({ ...of, untilMs: of.openedMs + forMs })));
const cause: fc.Arbitrary<Cause> = fc.oneof(
  fc.record({ scenario: fc.constantFrom('a', 'b') }),
  fc.record({ scenario: fc.constantFrom('a', 'b'), version: fc.constantFrom('v1', 'v2') }),
  fc.record({ policy: fc.constantFrom('high', 'low') }),
);

describe('what a scenario or a policy has caused', () => {
  it('is taken back as if it had never been, and stays so however often it comes again', () => {
    let [lifted, kept] = [0, 0];
    fc.assert(
      fc.property(parts, cause, (given, which) => {
        const before = present(given);
        const after = revoke(before, which, BY, NOW_MS);
        // The latest word of each scenario is all that an entry knows.
        const others = before.contributions.filter((each) => !isBy(which, each));
        if (!after) {
          const inForce = before.contributions.filter(({ untilMs }) => untilMs > NOW_MS);
          assert.ok(
            before.untilMs <= NOW_MS || inForce.every((each) => each.mode === 'shadow' || !isBy(which, each)),
          );
          return;
        }
        assert.deepEqual(outcome(after, NOW_MS), outcome(made(others), NOW_MS));
        assert.equal(revoke(after, which, BY, NOW_MS + 1), undefined, 'a second time');
        const again = made([...given, ...given.map((each) => ({ ...each, rev: 9 }))], NOW_MS + 1, after);
        const onlyOthers = given.filter(
          (each) => !before.contributions.some((of) => of.scenario === each.scenario && isBy(which, of)),
        );
        const expected = made(
          onlyOthers.map((each) => ({ ...each, rev: 9 })),
          NOW_MS + 1,
          made(others),
        );
        // The same, but for what is older than the unban of an entry that nobody else held.
        if (after.state === 'active')
          assert.deepEqual(outcome(again, NOW_MS + 1), outcome(expected, NOW_MS + 1));
        else assert.equal(outcome(again, NOW_MS + 1), undefined);
        if (after.state === 'lifted') lifted++;
        else kept++;
      }),
      { numRuns: 1000 },
    );
    assert.ok(lifted > 20 && kept > 100, `${lifted} lifted, ${kept} kept`);
  });

  it('may come anew: what opens later counts', () => {
    for (const others of [[], [{ scenario: 'b' }]]) {
      const entry = revoke(
        present([{ scenario: 'a', untilMs: START_MS + 2 * HOUR_MS }, ...others]),
        { scenario: 'a' },
        BY,
        NOW_MS,
      );
      const of = (openedMs: number, version: string): Part => ({
        ...{ scenario: 'a', version, openedMs, rev: 1, lastSeenMs: NOW_MS + 1000 },
        untilMs: NOW_MS + 2 * HOUR_MS,
      });
      const held = (contribution: Part) =>
        made([contribution], NOW_MS + 2000, entry)?.untilMs === contribution.untilMs;
      assert.equal(held(of(NOW_MS - 1, 'v1')), false, 'it opened before');
      assert.equal(held(of(NOW_MS + 500, 'v1')), true);
      assert.equal(held(of(NOW_MS - 1, 'v2')), true, 'another version');
    }
  });

  it('says who took it back and why, and leaves the last word to one that holds', () => {
    const both = present([{ scenario: 'b' }, { scenario: 'a' }]);
    const kept = revoke(both, { scenario: 'a' }, BY, NOW_MS) ?? assert.fail();
    assert.deepEqual([kept.id, kept.state, kept.contributions.at(-1)?.scenario], [both.id, 'active', 'b']);
    const [{ author, reason, revokedMs }] = kept.contributions;
    assert.deepEqual({ author, reason, revokedMs }, { ...BY, revokedMs: NOW_MS });
    const lifted = revoke(kept, { scenario: 'b' }, BY, NOW_MS + 1) ?? assert.fail();
    assert.deepEqual([lifted.state, lifted.contributions.at(-1)?.reason], ['lifted', BY.reason]);
  });

  it('counts from when somebody was first held by it', () => {
    const old = present([{ scenario: 'a', openedMs: START_MS }]);
    const grown = made([{ scenario: 'a', openedMs: START_MS, rev: 2 }], NOW_MS + 5000, old) ?? assert.fail();
    assert.equal(revoke(grown, { scenario: 'a' }, BY, NOW_MS + 6000, NOW_MS + 1), undefined);
    assert.equal(revoke(grown, { scenario: 'a' }, BY, NOW_MS + 6000, NOW_MS)?.state, 'lifted');
  });

  it('is no ban that makes the next one longer', () => {
    const repeat = { factor: 2, ceilingMs: 9 * HOUR_MS, forgetMs: 24 * HOUR_MS };
    const manual = { scenario: MANUAL, untilMs: NOW_MS + 1000 };
    const entry = revoke(
      contribute(present([manual]), change({ repeat, contribution: { scenario: 'a' } }), NOW_MS) ??
        assert.fail(),
      { scenario: 'a' },
      BY,
      NOW_MS,
    );
    const openedMs = NOW_MS + HOUR_MS;
    const next = contribute(entry, change({ repeat, contribution: { scenario: 'a', openedMs } }), openedMs);
    assert.equal(next?.untilMs, openedMs + HOUR_MS);
  });

  it('is remembered for as long as it could come again', () => {
    const short = { scenario: 'b', untilMs: NOW_MS + 1000 };
    const long = { scenario: 'a', untilMs: NOW_MS + 5 * HOUR_MS };
    const entry = revoke(present([short, long]), { scenario: 'a' }, BY, NOW_MS) ?? assert.fail();
    assert.equal(spentMs(entry, HOUR_MS, 1), NOW_MS + 6 * HOUR_MS);
    assert.equal(spentMs(entry, HOUR_MS, 0), NOW_MS + 6 * HOUR_MS, 'however full the ledger is');
  });

  it('of what is lifted, or over, is nothing', () => {
    const entry = present([{ scenario: 'a' }]);
    assert.equal(
      revoke(lift(entry, BY, NOW_MS) ?? assert.fail(), { scenario: 'a' }, BY, NOW_MS + 1),
      undefined,
    );
    assert.equal(revoke(entry, { scenario: 'a' }, BY, entry.untilMs), undefined);
  });
});
