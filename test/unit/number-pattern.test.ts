import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { numberPattern } from '#libs/secrule/number-pattern.ts';

const NUMBERS = ['0', '1', '4', '5'].flatMap((a) =>
  ['0', '4', '5'].flatMap((b) => [`${a}${b}0`, `${a}${b}4`]),
);

/** Longer than JavaScript takes for any pattern but those that it tries all ways of. */
const ORACLE_MS = 200;

/** What JavaScript finds; undefined for a pattern that it would be at for years, as `(?:|(?:|0)*){7}+?x` is. */
function matchedElsewhere(source: string): string[] | undefined {
  const script = 'texts.filter((text) => new RegExp(source).test(text)).join()';
  try {
    const found: string = runInNewContext(script, { texts: NUMBERS, source }, { timeout: ORACLE_MS });
    return found === '' ? [] : found.split(',');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

/** Patterns that JavaScript reads alike. */
const digit = fc.constantFrom('0', '1', '4', '5');
const leaf = fc.oneof(
  digit,
  fc.constantFrom('.', '\\d', '\\D', '^', '$', '[0-4]', '[^45]', '[015-9]', '[^0]', '\\.', ''),
);
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `(?:${inner})`) },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `(?=${inner})`) },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `(?!${inner})`) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          tie('pattern'),
          fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '{2,3}', '*?', '+?', '??', '{0}', '{7}'),
        )
        .map(([inner, count]) => `(?:${inner})${count}`),
    },
  ),
  pattern: fc
    .tuple(fc.array(tie('part'), { maxLength: 4 }), fc.array(tie('part'), { maxLength: 2 }))
    .map(([one, other]) => (other.length > 0 ? `${one.join('')}|${other.join('')}` : one.join(''))),
}));

describe('a pattern for a number', () => {
  it('matches what it matches elsewhere', () => {
    let some = 0;
    fc.assert(
      fc.property(
        // Longer ones are refused.
        pattern.filter(({ length }) => length <= 500),
        (source) => {
          const test = numberPattern(source);
          const expected = matchedElsewhere(source);
          fc.pre(expected !== undefined);
          assert.deepEqual(NUMBERS.filter(test), expected);
          if (expected.length > 0 && expected.length < NUMBERS.length) some++;
        },
      ),
      { numRuns: 500 },
    );
    assert.ok(some > 60, `${some} patterns of meaning`);
  });

  it('takes no time, however it is nested', () => {
    const nested = (of: string, by: string) => `${'('.repeat(40)}${of}${`)${by}`.repeat(40)}`;
    for (const source of [
      nested('\\d*', '*'),
      nested('\\d?', '{9}'),
      nested('(?!4)\\d|5', '+'),
      '(\\d?){99}x',
    ]) {
      const test = numberPattern(source);
      assert.equal(typeof NUMBERS.filter(test).length, 'number');
    }
  });

  it('that can’t be read is refused with the reason and the place', () => {
    for (const [source, reason] of [
      ['4(0', /"\(" is not closed \(character 4/],
      ['40)', /"\)" has no "\("/],
      ['[4', /"\[" is not closed/],
      ['(?<=4)0', /only .* are read/],
      ['(?i)4', /only .* are read/],
      ['*4', /"\*" repeats nothing/],
      ['4*+', /possessive/],
      ['(4)\\1', /"\\1" is not read/],
      ['[[:digit:]]', /named classes/],
      ['4{3,2}', /can't be repeated/],
      ['4\\', /"\\" is not read/],
      ['('.repeat(60), /nested too deep/],
      ['4'.repeat(501), /500 characters/],
    ] as const) {
      assert.throws(() => numberPattern(source), { failure: 'invalid', message: reason }, source);
    }
  });
});
