import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { Automaton } from '#libs/match/automaton.ts';
import { stepsOf } from '#libs/match/backtracking.ts';
import { linearPattern } from '#libs/match/linear-pattern.ts';
import { parsePattern } from '#libs/match/pattern.ts';
import { END, patternLiterals, START } from '#libs/match/required-literals.ts';
import { failing } from '../support/failures.ts';

/** Characters about which engines and cases disagree most easily. */
const CHARACTERS = [
  ...'abckszKSZ019_-./ \t\n\v\r\\',
  '\u0130',
  '\u0131',
  '\u017f',
  '\u212a',
  '\xe9',
  '\xc9',
  '\u2028',
  '\ufffd',
  '\u{1f600}',
];
const character = fc.oneof(fc.constantFrom(...'abks'), fc.constantFrom(...CHARACTERS));
const subject = fc.array(character, { maxLength: 20 }).map((parts) => parts.join(''));

const quoted = (text: string) => RE2JS.quote(text);
const classItem = fc.oneof(
  character.map((each) => (/[\\\]^-]/.test(each) ? `\\${each}` : each)),
  fc.constantFrom('a-c', 'A-Z', '0-9', '\\d', '\\w', '\\s', '\\W', '\\x41-\\x{5A}', '\xc0-\xff'),
);
const atom = fc.oneof(
  { weight: 5, arbitrary: character.map(quoted) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('.', '\\d', '\\w', '\\s', '\\D', '\\W', '\\S', '\\.', '\\x41', '\\n'),
  },
  { weight: 2, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B', '\\A', '\\z') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('', '^'), fc.array(classItem, { minLength: 1, maxLength: 4 }))
      .map(([not, items]) => `[${not}${items.join('')}]`),
  },
);
const { choice } = fc.letrec<{ choice: string; sequence: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    atom,
    fc
      .tuple(fc.constantFrom('', '?:', '?i:', '?P<n>', '?s:', '?is:'), tie('choice'))
      .map(([kind, of]) => `(${kind}${of})`),
    fc
      .tuple(tie('part'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,3}', '{0,2}?', '{2,}'))
      .map(([of, times]) => (/^(\\?.|\[.*\]|\(.*\))$/su.test(of) ? `${of}${times}` : `(?:${of})${times}`)),
  ),
  sequence: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')),
}));
const pattern = fc
  .tuple(fc.constantFrom('', '', '(?i)', '(?s)', '(?is)'), choice)
  .map(([flags, of]) => flags + of)
  .filter((source) => compiles(source));

function compiles(source: string): boolean {
  try {
    RE2JS.compile(source);
    return true;
  } catch {
    return false;
  }
}

const isFound = (source: string, text: string) => RE2JS.compile(source).matcher(text).find();

describe('a pattern', () => {
  it('matches what RE2 matches, whichever engine it runs on', () => {
    let matched = 0;
    fc.assert(
      fc.property(pattern, fc.array(subject, { minLength: 1, maxLength: 8 }), (source, texts) => {
        const test = linearPattern(source);
        for (const text of texts) {
          const expected = isFound(source, text);
          if (expected) matched++;
          assert.equal(test(text), expected, `${JSON.stringify(source)} on ${JSON.stringify(text)}`);
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(matched > 200, `${matched} matched`);
  });

  it('is understood the same in every way that RE2 writes it', () => {
    const sources = [
      '[]a]b',
      '[^]a]',
      '[a-]',
      '[-a]',
      '[\\d-z]',
      'a{,3}',
      'a{2',
      'a{01}',
      '{',
      ']',
      '}',
      '()',
      '(|a)',
      '\\x{41}',
    ];
    const more = [
      'a||b',
      '(?i)a(b|(?s).)c',
      '(a(?i)b)c',
      '^*a',
      '[\\]\\\\]',
      '\\/\\-\\_',
      '(?P<a>b)',
      '(?<a>b)',
      'a$|^b',
    ];
    const texts = fc.constantFrom(
      'a',
      'b',
      ']',
      '-',
      '\\',
      'A',
      'aaa',
      'a{,3}',
      'a{01}',
      'a{2',
      '{',
      '}',
      'ab',
      'aB',
      'Ab',
      'a\nC',
      'abc',
      '',
    );
    fc.assert(
      fc.property(fc.constantFrom(...sources, ...more), texts, texts, (source, some, others) => {
        assert.equal(linearPattern(source)(some + others), isFound(source, some + others), source);
      }),
      { numRuns: 3000 },
    );
  });

  it('that is rare is left to RE2', () => {
    for (const source of [
      '\\pL',
      '[[:alpha:]]',
      '(?m)^a',
      '(?U)a+',
      '(?i)\xe9',
      '\\Qa.b\\E',
      '\\07',
      'a\\C?',
    ]) {
      assert.equal(parsePattern(source), undefined, source);
    }
  });

  it('takes few steps on an engine that goes back, or runs on the other', () => {
    const most = (source: string) => stepsOf(parsePattern(source) ?? { kind: 'choice', of: [] });
    for (const source of [
      '(a+)+$',
      '(a|a)*b',
      '.*foo.*bar',
      '(\\w+\\s?)*$',
      '\\s+$',
      'a.*b.*c',
      '(a|ab){1,40}c',
    ]) {
      assert.ok(most(source) > 1e6, `${source}: ${most(source)}`);
      const text = `${'a'.repeat(1000)}foo${' '.repeat(1000)}!`;
      assert.equal(linearPattern(source)(text), isFound(source, text));
    }
    for (const source of [
      '^/(login|signin)/?$',
      '^/[a-z/]{1,80}/\\d{1,12}$',
      'sqlmap|nikto|nmap',
      '^/.*\\.php$',
    ]) {
      assert.ok(most(source) < 2e5, `${source}: ${most(source)}`);
    }
  });

  it('is left by a repeat in one way only where what follows begins otherwise', () => {
    const steps = (source: string) => stepsOf(parsePattern(`^${source}$`) ?? { kind: 'choice', of: [] });
    for (const [few, many] of [
      ['a{1,40}b{1,40}c', 'a{1,40}a{1,40}c'],
      ['[ab]{1,40}(cd){1,40}', '[ab]{1,40}(bd){1,40}'],
      ['a{0,40}(b|c){1,40}e', 'a{0,40}(b|a){1,40}e'],
    ]) {
      assert.ok(steps(few) < 300, `${few}: ${steps(few)}`);
      assert.ok(steps(many) > 1000, `${many}: ${steps(many)}`);
    }
  });

  it('that RE2 does not take is refused', () => {
    for (const source of ['a(?=b)', '(a)\\1', '(', 'a**', '[b-a]', 'a{1001}']) {
      assert.throws(() => linearPattern(source), failing('invalid', /pattern/), source);
    }
  });
});

describe('the literals of a pattern', () => {
  const cases: readonly (readonly [pattern: string, literals: readonly string[] | undefined])[] = [
    ['sqlmap|nikto', ['sqlmap', 'nikto']],
    ['(?i)SQLmap', ['sqlmap']],
    ['^/(login|signin)/?$', ['⊢/login⊣', '⊢/login/⊣', '⊢/signin⊣', '⊢/signin/⊣']],
    ['(^|/)\\.\\./', ['⊢../', '/../']],
    ['union[\\s/*]{1,20}(all[\\s/*]{1,20})?select', ['select']],
    ['\\.(php|phtml)$', ['.php⊣', '.phtml⊣']],
    ['send[-_]code', ['send-code', 'send_code']],
    ['/(sms|otp)(/|$)', ['/sms/', '/sms⊣', '/otp/', '/otp⊣']],
    ['a*', undefined],
    ['.', undefined],
    ['\\pL', undefined],
    ['foo|.', undefined],
    ['^$', undefined],
  ];
  for (const [source, literals] of cases) {
    it(`${source}: ${literals?.join(' ') ?? 'none'}`, () => {
      assert.deepEqual(patternLiterals(source)?.toSorted(), literals?.toSorted());
    });
  }

  it('are in everything that it matches', () => {
    let matched = 0;
    fc.assert(
      fc.property(pattern, fc.array(subject, { minLength: 1, maxLength: 8 }), (source, texts) => {
        const literals = patternLiterals(source);
        if (!literals) return;
        const automaton = new Automaton(
          literals.map((literal) => ({ literal, bit: 0, isSure: false })),
          1,
        );
        for (const text of texts) {
          // An empty text is never looked through.
          if (text === '' || !isFound(source, text)) continue;
          matched++;
          const found = new Uint32Array(2);
          automaton.scanText(text, found);
          assert.equal(found[1], 1, `${JSON.stringify(source)}: ${literals} in ${JSON.stringify(text)}`);
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(matched > 200, `${matched} matched`);
  });
});

describe('the automaton', () => {
  it('finds just the literals that are there', () => {
    const ascii = fc.array(fc.constantFrom(...'aAbk./%'), { maxLength: 6 }).map((parts) => parts.join(''));
    const literal = fc
      .tuple(fc.constantFrom('', START), ascii, fc.constantFrom('', END))
      .map(([start, text, end]) => start + text.toLowerCase() + end)
      .filter((text) => /[^⊢⊣]/.test(text));
    fc.assert(
      fc.property(fc.array(literal, { maxLength: 70 }), ascii, (literals, text) => {
        const wanted = literals.map((each, bit) => ({ literal: each, bit, isSure: bit % 2 === 0 }));
        const automaton = new Automaton(wanted, literals.length);
        const words = Math.ceil(literals.length / 32);
        const found = new Uint32Array(2 * words);
        const bytes = Buffer.from(`xx${text}xx`);
        automaton.scanBytes(bytes, 2, bytes.length - 2, found);
        const foundInText = new Uint32Array(2 * words);
        automaton.scanText(text, foundInText);
        assert.deepEqual(foundInText, found);
        const whole = START + text.toLowerCase() + END;
        for (const { literal, bit, isSure } of wanted) {
          const at = (bit >>> 5) + (isSure ? 0 : words);
          assert.equal(
            ((found[at] >>> (bit & 31)) & 1) === 1,
            whole.includes(literal),
            `${literal} in ${text}`,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
