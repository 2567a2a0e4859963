import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Contribution, Decision } from '#libs/domain/decision.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { START_MS } from '../support/batches.ts';
import { type ChangeOptions, change, contribution, HOUR_MS } from '../support/decisions.ts';

const NOW_MS = START_MS + 60_000;
const BY = { author: 'ann', reason: 'a mistake' };

function applied(entry: Decision | undefined, options: ChangeOptions, nowMs = NOW_MS): Decision {
  const next = contribute(entry, change(options), nowMs);
  assert.ok(next, 'nothing changed');
  return next;
}

const first = applied(undefined, {});

describe('what is done when scenarios want different things', () => {
  it('is the strongest that is enforced, for as long as that holds', () => {
    const throttled = applied(undefined, { contribution: { remediation: 'throttle' } });
    assert.equal(throttled.remediation, 'throttle');
    const blocked = applied(throttled, {
      contribution: { scenario: 'b', remediation: 'block', untilMs: NOW_MS + 1000 },
      statusCode: 429,
    });
    assert.deepEqual(
      [blocked.remediation, blocked.statusCode, blocked.untilMs],
      ['block', 429, NOW_MS + 1000],
    );
    const shadow = applied(throttled, {
      contribution: { scenario: 'b', remediation: 'block', mode: 'shadow' },
    });
    assert.deepEqual([shadow.remediation, shadow.mode], ['throttle', 'enforce']);
  });

  it('drops packets while what is enforced is worth it', () => {
    const intense = applied(first, { contribution: { scenario: 'flood', intense: true } });
    assert.equal(intense.intense, true);
    assert.equal(lift(intense, BY, NOW_MS)?.intense, false);
  });
});

describe('a contribution', () => {
  it('makes an entry that is enforced as long as it says', () => {
    const { id, contributions, stages, ...rest } = first;
    assert.match(id, /^[0-9a-z]{10}$/);
    assert.deepEqual(contributions, [contribution()]);
    assert.equal(stages.decidedMs, NOW_MS);
    assert.deepEqual(rest, {
      scope: 'ip',
      value: '198.51.100.7',
      state: 'active',
      remediation: 'block',
      statusCode: 403,
      mode: 'enforce',
      withheld: '',
      createdMs: NOW_MS,
      updatedMs: NOW_MS,
      untilMs: START_MS + HOUR_MS,
      liftedMs: 0,
      strikes: 0,
      forgetMs: 0,
      intense: false,
      traceparent: '',
    });
  });

  const stale: readonly (readonly [name: string, Partial<Contribution>])[] = [
    ['that comes again', {}],
    ['of a lower revision', { rev: 0 }],
    ['of an earlier detection', { openedMs: START_MS - 1, rev: 9 }],
  ];
  for (const [name, of] of stale) {
    it(`${name} changes nothing`, () => {
      assert.equal(contribute(first, change({ contribution: of }), NOW_MS + 1), undefined);
    });
  }

  it('replaces an earlier word of its scenario, and the entry goes on under its id', () => {
    const next = applied(
      first,
      { contribution: { rev: 2, lastSeenMs: START_MS + 5000, events: 9 } },
      NOW_MS + 1,
    );
    assert.deepEqual([next.id, next.createdMs, next.updatedMs], [first.id, NOW_MS, NOW_MS + 1]);
    assert.deepEqual(
      next.contributions.map(({ rev, events }) => [rev, events]),
      [[2, 9]],
    );
    assert.equal(next.untilMs, START_MS + 5000 + HOUR_MS);
  });

  it('of another scenario adds to the entry, which ends when the last of them does', () => {
    const shorter = applied(first, { contribution: { scenario: 'http-flood', untilMs: NOW_MS + 1000 } });
    assert.equal(shorter.untilMs, first.untilMs);
    assert.equal(shorter.contributions.length, 2);
    const longer = applied(first, {
      contribution: { scenario: 'log4shell', untilMs: NOW_MS + 24 * HOUR_MS },
    });
    assert.equal(longer.untilMs, NOW_MS + 24 * HOUR_MS);
  });

  it('begins a new entry when the old one has ended', () => {
    const later = first.untilMs + 1;
    const next = applied(first, { contribution: { openedMs: later } }, later);
    assert.notEqual(next.id, first.id);
    assert.equal(next.createdMs, later);
  });

  it('in shadow mode is recorded and not enforced, until one is that is', () => {
    const shadow = applied(undefined, { contribution: { mode: 'shadow', untilMs: NOW_MS + 2 * HOUR_MS } });
    assert.equal(shadow.mode, 'shadow');
    const both = applied(shadow, { contribution: { scenario: 'log4shell' } });
    assert.deepEqual([both.mode, both.untilMs], ['enforce', START_MS + HOUR_MS]);
    const again = applied(
      both,
      { contribution: { openedMs: START_MS + 1, mode: 'shadow' } },
      both.untilMs + 1,
    );
    assert.equal(again.mode, 'shadow');
  });

  it('that is too old, or about whom nobody may block, is withheld', () => {
    const old = applied(undefined, {}, START_MS + HOUR_MS);
    assert.equal(old.withheld, 'the evidence is too old');
    const guarded = applied(undefined, { protectedBy: 'a trusted proxy' });
    assert.deepEqual([guarded.withheld, guarded.state], ['a trusted proxy', 'active']);
    assert.equal(applied(old, { contribution: { rev: 2, lastSeenMs: START_MS + HOUR_MS } }).withheld, '');
  });

  it('is kept for the latest 32 scenarios', () => {
    let entry: Decision | undefined;
    for (let i = 0; i < 40; i++) entry = applied(entry, { contribution: { scenario: `s${i}` } });
    assert.deepEqual(
      entry?.contributions.map(({ scenario }) => scenario),
      Array.from({ length: 32 }, (_, i) => `s${i + 8}`),
    );
  });
});

describe('an unban', () => {
  const lifted = lift(first, BY, NOW_MS + 10);
  assert.ok(lifted);

  it('takes the entry back and says who did it and why', () => {
    assert.deepEqual([lifted.state, lifted.liftedMs, lifted.id], ['lifted', NOW_MS + 10, first.id]);
    const { scenario, author, reason } = lifted.contributions.at(-1)!;
    assert.deepEqual({ scenario, author, reason }, { scenario: 'manual', ...BY });
  });

  it('of what is lifted or has ended changes nothing', () => {
    assert.equal(lift(lifted, BY, NOW_MS + 11), undefined);
    assert.equal(lift(first, BY, first.untilMs), undefined);
  });

  it('is not undone by what is older, which is marked all the same', () => {
    assert.equal(contribute(lifted, change(), NOW_MS + 20), undefined);
    const grown = applied(lifted, { contribution: { rev: 2, lastSeenMs: NOW_MS + 10 } }, NOW_MS + 20);
    assert.deepEqual([grown.state, grown.untilMs, grown.updatedMs], ['lifted', lifted.untilMs, NOW_MS + 20]);
    assert.equal(contribute(grown, change({ contribution: { rev: 2 } }), NOW_MS + 30), undefined);
  });

  it('is undone by what was seen after it, and only that counts then', () => {
    const seenMs = NOW_MS + 11;
    const again = applied(
      lifted,
      { contribution: { scenario: 'http-flood', openedMs: seenMs, untilMs: seenMs + 1000 } },
      seenMs,
    );
    assert.deepEqual([again.state, again.untilMs], ['active', seenMs + 1000]);
    assert.notEqual(again.id, first.id);
    assert.equal(again.liftedMs, NOW_MS + 10);
  });
});

describe('an attack that goes on after an unban', () => {
  it('is blocked again, though it is the same detection', () => {
    const lifted = lift(first, BY, NOW_MS + 10);
    const grown = applied(lifted, { contribution: { rev: 2, lastSeenMs: NOW_MS + 11 } }, NOW_MS + 20);
    assert.deepEqual([grown.state, grown.untilMs], ['active', NOW_MS + 11 + HOUR_MS]);
  });
});

describe('contributions', () => {
  /** Every revision says one thing, however often it is said. */
  const said = fc
    .uniqueArray(
      fc.record({
        scenario: fc.constantFrom('a', 'b', 'c'),
        openedMs: fc.integer({ min: 0, max: 3 }).map((hours) => START_MS + hours * HOUR_MS),
        rev: fc.integer({ min: 1, max: 4 }),
        lastSeenMs: fc.integer({ min: 0, max: 5 }).map((hours) => START_MS + hours * HOUR_MS),
        untilMs: fc.integer({ min: 0, max: 9 }).map((hours) => START_MS + hours * HOUR_MS),
        mode: fc.constantFrom('enforce', 'shadow'),
      }),
      {
        selector: ({ scenario, openedMs, rev }) => `${scenario} ${openedMs} ${rev}`,
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((list) => list.map((each) => contribution(each)));

  /** The set in another order, some of it more than once. */
  const shuffled = said.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc
        .tuple(fc.array(fc.constantFrom(...list)), fc.shuffledSubarray(list, { minLength: list.length }))
        .map(([some, all]) => [...some, ...all]),
    ),
  );

  const outcome = (entry: Decision | undefined) => ({
    contributions: entry?.contributions.toSorted((a, b) => (a.scenario < b.scenario ? -1 : 1)),
    untilMs: entry?.untilMs,
    mode: entry?.mode,
    withheld: entry?.withheld,
    state: entry?.state,
  });

  const all = (list: readonly Contribution[], from: Decision | undefined, nowMs: number) =>
    list.reduce((entry, each) => contribute(entry, change({ contribution: each }), nowMs) ?? entry, from);

  it('in any order and any number come to the same', () => {
    fc.assert(
      fc.property(shuffled, fc.nat(9), ([list, other], hours) => {
        const nowMs = START_MS + hours * HOUR_MS;
        assert.deepEqual(outcome(all(other, undefined, nowMs)), outcome(all(list, undefined, nowMs)));
      }),
      { numRuns: 500 },
    );
  });

  it('hold until the last of the latest of each scenario does', () => {
    fc.assert(
      fc.property(said, (list) => {
        const latest = [...Map.groupBy(list, ({ scenario }) => scenario).values()]
          .map((of) => of.reduce((a, b) => ((b.openedMs - a.openedMs || b.rev - a.rev) > 0 ? b : a)))
          .filter(({ mode }) => mode === 'enforce');
        if (latest.length === 0) return;
        const entry = all(list, undefined, START_MS - 1);
        assert.deepEqual(
          [entry?.mode, entry?.untilMs],
          ['enforce', Math.max(...latest.map(({ untilMs }) => untilMs))],
        );
      }),
      { numRuns: 300 },
    );
  });

  it('that come again after an unban change nothing, in any order', () => {
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const entry = all(list, undefined, START_MS - 1);
        const back = entry && lift(entry, BY, START_MS + 5 * HOUR_MS - 1);
        if (!back) return;
        for (const each of other)
          assert.equal(contribute(back, change({ contribution: each }), START_MS), undefined);
      }),
      { numRuns: 200 },
    );
  });
});
