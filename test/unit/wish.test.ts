/** What people want done, and what becomes of the entry that it is about. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Decision, isEnforced, MANUAL, PERMANENT_MS } from '#libs/domain/decision.ts';
import {
  extended,
  fulfilled,
  granted,
  type Wish,
  type WishMessage,
  wishOf,
} from '#services/decision/by-hand/wish.ts';
import { lift } from '#services/decision/ledger/merge.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';

const BY = { author: 'ann', reason: 'scraping' };
const MESSAGE: WishMessage = {
  scope: 0,
  value: '198.51.100.7',
  remediation: 0,
  statusCode: 0,
  durationMs: HOUR_MS,
};

function wish(options: Partial<WishMessage> = {}, whyNot = '', knowsAsns = true): Wish | string {
  return wishOf({ ...MESSAGE, ...options }, BY, { whyNot: () => whyNot, knowsAsns }, START_MS);
}

function wanted(options: Partial<WishMessage> = {}): Wish {
  const found = wish(options);
  assert.ok(typeof found === 'object', String(found));
  return found;
}

describe('a wish', () => {
  it('is to block with 403, unless it says something else', () => {
    const { subject, remediation, statusCode, untilMs, by } = wanted();
    assert.deepEqual(
      [subject.scope, remediation, statusCode, untilMs, by],
      ['ip', 'block', 403, START_MS + HOUR_MS, BY],
    );
    assert.equal(wanted({ durationMs: Number.POSITIVE_INFINITY }).untilMs, PERMANENT_MS);
    assert.equal(wanted({ durationMs: 0, untilMs: START_MS - 5 }).untilMs, START_MS - 5);
  });

  const refused: readonly (readonly [options: Partial<WishMessage>, why: RegExp])[] = [
    [{ value: 'nobody' }, /"nobody" is no IP address/],
    [{ value: 'x'.repeat(3000) }, /2048 characters at most/],
    [{ durationMs: 0 }, /must be positive/],
    [{ durationMs: Number.NaN }, /must be positive/],
    [{ statusCode: 200 }, /400 to 599/],
    [{ remediation: 2 }, /no target can challenge yet/],
    [{ value: 'AS64500' }, /^AS64500 can only be allowed, .*; block its prefixes$/],
    [{ value: 'AS64500', remediation: 3 }, /^AS64500 can only be allowed/],
    [{ value: 'AS0', remediation: 4 }, /^"AS0" is no ASN; write one such as AS64500$/],
  ];
  for (const [options, why] of refused) {
    it(`is refused: ${why.source}`, () => assert.match(String(wish(options)), why));
  }

  it('to block is refused where nobody may be blocked, and to allow is not', () => {
    assert.equal(wish({}, 'a trusted proxy'), "198.51.100.7 can't be blocked: it is a trusted proxy");
    assert.equal(typeof wish({ remediation: 3 }, 'a trusted proxy'), 'string');
    assert.equal(typeof wish({ remediation: 4 }, 'a trusted proxy'), 'object');
  });

  it('to allow an ASN is refused where nothing tells its networks', () => {
    const { subject } = wanted({ value: 'as64500', remediation: 4 });
    assert.deepEqual(subject, { scope: 'asn', value: 'AS64500' });
    assert.equal(
      wish({ value: 'AS64500', remediation: 4 }, '', false),
      "AS64500 can't be allowed: nothing tells which networks are its; set decision.asn.database",
    );
  });
});

describe('a wish that is fulfilled', () => {
  const at = (entry: Decision | undefined, nowMs: number, options: Partial<WishMessage> = {}) =>
    fulfilled(entry, wanted(options), nowMs);

  it('is the last word, whatever the clocks of others said', () => {
    const ahead = contribution({ scenario: MANUAL, openedMs: START_MS + 5000, rev: 3 });
    for (const entry of [
      decision({ contributions: [ahead] }),
      decision({ state: 'lifted', liftedMs: START_MS + 9000 }),
    ]) {
      const after = at(entry, START_MS, { durationMs: 2 * HOUR_MS });
      assert.deepEqual(
        [after?.state, after?.untilMs, after && isEnforced(after, START_MS)],
        ['active', START_MS + 2 * HOUR_MS, true],
      );
    }
  });

  it('twice in a millisecond is done twice', () => {
    const first = at(undefined, START_MS, { durationMs: 2 * HOUR_MS });
    assert.equal(at(first, START_MS)?.untilMs, START_MS + HOUR_MS);
  });

  it('holds after an unban of the same moment', () => {
    const lifted = lift(decision(), BY, START_MS);
    const again = at(lifted, START_MS);
    assert.deepEqual([again?.state, again?.untilMs], ['active', START_MS + HOUR_MS]);
  });
});

describe('one wish of many', () => {
  it('changes nothing that is in force for as long already', () => {
    assert.equal(granted(decision(), wanted(), START_MS), undefined);
    assert.equal(granted(decision({ untilMs: PERMANENT_MS }), wanted(), START_MS), undefined);
    assert.equal(granted(decision({ state: 'lifted' }), wanted(), START_MS)?.state, 'active');
    assert.equal(granted(decision({ mode: 'shadow' }), wanted(), START_MS)?.mode, 'enforce');
    assert.equal(granted(decision(), wanted({ statusCode: 429 }), START_MS)?.statusCode, 429);
  });

  it('never shortens, and is nothing new the second time', () => {
    const entry = fc.record({
      untilMs: fc.integer({ min: -2, max: 9 }).map((hours) => START_MS + hours * HOUR_MS),
      state: fc.constantFrom('active', 'lifted'),
      mode: fc.constantFrom('enforce', 'shadow'),
      statusCode: fc.constantFrom(403, 429),
      withheld: fc.constantFrom('', 'a private address'),
    });
    fc.assert(
      fc.property(fc.option(entry, { nil: undefined }), fc.integer({ min: 1, max: 9 }), (options, hours) => {
        const before = options && decision({ ...options, contributions: [contribution(options)] });
        const mine = wanted({ durationMs: hours * HOUR_MS });
        const after = granted(before, mine, START_MS) ?? before;
        assert.ok(after && isEnforced(after, START_MS));
        assert.ok(after.untilMs >= mine.untilMs);
        if (before && isEnforced(before, START_MS)) assert.ok(after.untilMs >= before.untilMs);
        assert.equal(granted(after, mine, START_MS), undefined);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an entry that is extended', () => {
  const later = (entry: Decision | undefined, untilMs: number) => extended(entry, untilMs, BY, START_MS);

  it('ends at the later of both ends, and is the same in all else', () => {
    const entry = decision({ statusCode: 429, traceparent: 'trace' });
    const after = later(entry, START_MS + 2 * HOUR_MS);
    assert.deepEqual(
      { ...after, contributions: [], stages: entry.stages },
      { ...entry, untilMs: START_MS + 2 * HOUR_MS, contributions: [] },
    );
    assert.deepEqual(
      after?.contributions.map(({ scenario, author, reason }) => [scenario, author, reason]),
      [
        ['scanner-probing', 'weir', ''],
        [MANUAL, 'ann', 'scraping'],
      ],
    );
    assert.equal(later(entry, START_MS + HOUR_MS), undefined);
    assert.equal(later(after, START_MS + HOUR_MS), undefined);
    assert.equal(later(after, PERMANENT_MS)?.untilMs, PERMANENT_MS);
  });

  const not: readonly (readonly [name: string, entry: Decision | undefined])[] = [
    ['is not there', undefined],
    ['was lifted', decision({ state: 'lifted' })],
    ['is over', decision({ untilMs: START_MS })],
    ['is only recorded', decision({ mode: 'shadow' })],
  ];
  for (const [name, entry] of not) {
    it(`can't be one that ${name}`, () =>
      assert.throws(() => later(entry, PERMANENT_MS), failing('missing')));
  }
});
