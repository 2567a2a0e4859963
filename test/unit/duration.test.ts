import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '#libs/domain/duration.ts';

describe('a duration', () => {
  const read: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5h', 5_400_000],
    ['10m', 600_000],
    ['7d', 604_800_000],
    ['0s', 0],
    ['', undefined],
    ['30', undefined],
    ['30 s', undefined],
    ['-1s', undefined],
    ['1e3s', undefined],
    ['.5s', undefined],
    ['1h30m', undefined],
    ['10M', undefined],
    ['9999999999s', undefined],
  ];
  for (const [text, ms] of read) {
    it(`${JSON.stringify(text)} is ${ms}`, () => assert.equal(parseDuration(text), ms));
  }

  const written: readonly (readonly [ms: number, text: string])[] = [
    [0, '0ms'],
    [380.4, '380ms'],
    [999.4, '999ms'],
    [999.6, '1s'],
    [1000, '1s'],
    [42_400, '42s'],
    [65_000, '1m 5s'],
    [3_600_000, '1h'],
    [3_661_000, '1h 1m'],
    [86_405_000, '1d 5s'],
    [8 * 86_400_000 + 3_600_000 + 60_000, '8d 1h'],
  ];
  for (const [ms, text] of written) {
    it(`${ms} ms is written ${text}`, () => assert.equal(formatDuration(ms), text));
  }

  it('of one unit comes back from its text', () => {
    const unit = fc.constantFrom(['ms', 999], ['s', 59], ['m', 59], ['h', 23], ['d', 999] as const);
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: 999 }), ([name, most], count) => {
        const text = `${Math.min(Number(most), count)}${name}`;
        assert.equal(formatDuration(parseDuration(text) ?? 0), text);
      }),
      { numRuns: 100 },
    );
  });
});
