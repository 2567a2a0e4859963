import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PERMANENT_MS } from '#libs/domain/decision.ts';
import { endAfter, formatEnd, isPermanent, parseEnd, parseLength } from '#libs/domain/end.ts';
import { START_MS } from '../support/batches.ts';

describe('the end of a decision', () => {
  const lengths: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['4h', 14_400_000],
    ['permanent', Number.POSITIVE_INFINITY],
    ['0s', undefined],
    ['never', undefined],
    ['ever', undefined],
  ];
  for (const [text, ms] of lengths) {
    it(`${text} from now is ${ms}`, () => assert.equal(parseLength(text), ms));
  }

  const ends: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['never', PERMANENT_MS],
    ['permanent', PERMANENT_MS],
    ['2027-01-31', Date.UTC(2027, 0, 31)],
    ['2027-01-31T12:00:00Z', Date.UTC(2027, 0, 31, 12)],
    ['2027-01-31T12:00:00.250+02:00', Date.UTC(2027, 0, 31, 10, 0, 0, 250)],
    ['9999-12-31T23:59:59Z', PERMANENT_MS],
    ['2027-01-31T12:00:00', undefined],
    ['2027-13-01', undefined],
    ['31.1.2027', undefined],
    ['1800000000', undefined],
    ['', undefined],
  ];
  for (const [text, ms] of ends) {
    it(`${JSON.stringify(text)} is ${ms}`, () => assert.equal(parseEnd(text), ms));
  }

  it('is never later than what is permanent', () => {
    assert.equal(endAfter(START_MS, 1000), START_MS + 1000);
    assert.equal(endAfter(START_MS, Number.POSITIVE_INFINITY), PERMANENT_MS);
    assert.equal(endAfter(START_MS, 1e15), PERMANENT_MS);
    assert.deepEqual([PERMANENT_MS - 1, PERMANENT_MS].map(isPermanent), [false, true]);
  });

  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PERMANENT_MS }), (ms) => {
        assert.equal(parseEnd(formatEnd(ms)), ms);
      }),
      { numRuns: 200 },
    );
    assert.equal(formatEnd(PERMANENT_MS), 'never');
  });
});
