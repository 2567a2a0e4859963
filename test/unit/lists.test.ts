/** Lists that people import. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Decision, MANUAL, PERMANENT_MS, REMEDIATIONS } from '#libs/domain/decision.ts';
import { parseSubject, SCOPES } from '#libs/domain/scope.ts';
import { LENGTH_MS, type List, type ListDefaults } from '#services/cli/lists/entry.ts';
import { guessFormat, type ListFormat, readList } from '#services/cli/lists/read-list.ts';
import { chunksOf } from '#services/cli/lists/requests.ts';
import { beginningOf, lineOf } from '#services/cli/lists/write-list.ts';
import { address, wholeText } from '../support/arbitraries.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';

const NOTHING_SAID: ListDefaults = { lengthMs: undefined, remediation: 'block', reason: '' };

function read(format: ListFormat, lines: string | readonly string[], said: Partial<ListDefaults> = {}): List {
  const text = typeof lines === 'string' ? lines : lines.join('\n');
  return readList(text, format, { ...NOTHING_SAID, ...said });
}

const values = ({ entries }: List) => entries.map(({ subject }) => subject.value);
const mistakes = (list: List) => list.mistakes.map(({ line, why }) => `${line}: ${why}`);

describe('a plain list', () => {
  const lines = [
    '# of our partner',
    '203.0.113.7',
    '',
    '  203.0.113.0/24  # office',
    '198.51.0.0/16 ; SBL1234\r',
    '2001:DB8::1',
  ];

  it('has an address or a prefix a line, and comments', () => {
    const list = read('plain', lines, { lengthMs: HOUR_MS, reason: 'partner' });
    assert.deepEqual(values(list), ['203.0.113.7', '203.0.113.0/24', '198.51.0.0/16', '2001:db8::1']);
    assert.deepEqual(list.entries[1], {
      line: 4,
      subject: { scope: 'prefix', value: '203.0.113.0/24' },
      remediation: 'block',
      statusCode: 0,
      end: { lengthMs: HOUR_MS },
      reason: 'partner',
    });
    assert.deepEqual([list.mistakes, list.skipped], [[], 0]);
  });

  it('tells each line that can’t be read, and why', () => {
    const list = read('plain', ['203.0.113.7', 'shop.example', '10.0.0.0/8']);
    assert.deepEqual(values(list), ['203.0.113.7']);
    assert.deepEqual(mistakes(list), [
      '2: "shop.example" is no IP address; write one such as 203.0.113.7 or 2001:db8::1',
      '3: 10.0.0.0/8 has a length that is not enforced; use /32, /24 or /16',
    ]);
  });

  it('gives back every address that was written into it', () => {
    fc.assert(
      fc.property(
        fc.array(address, { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n', ' # x\n'),
        (all, end) => {
          assert.deepEqual(values(read('plain', all.map((each) => each + end).join(''))), all);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a list as CSV', () => {
  it('says of each entry what it wants', () => {
    const list = read('csv', [
      '\ufeffvalue,Duration,until,reason,remediation,status,scope',
      '203.0.113.7,30m,,"a ""bad"" one, really",,429,',
      '# nobody',
      '203.0.113.0/24,,2027-01-31T12:00:00Z,,allow,,',
      '198.51.100.7 Shop.example,permanent,,,,,ip+host',
      '198.51.100.8,,never,,,,',
      '198.51.100.9,,,,,,',
    ]);
    assert.deepEqual(mistakes(list), []);
    assert.deepEqual(
      list.entries.map(({ line, subject, end, reason, remediation, statusCode }) => [
        line,
        subject.scope,
        subject.value,
        Object.values(end)[0],
        reason,
        remediation,
        statusCode,
      ]),
      [
        [2, 'ip', '203.0.113.7', HOUR_MS / 2, 'a "bad" one, really', 'block', 429],
        [4, 'prefix', '203.0.113.0/24', Date.UTC(2027, 0, 31, 12), '', 'allow', 0],
        [5, 'ip+host', '198.51.100.7 shop.example', Number.POSITIVE_INFINITY, '', 'block', 0],
        [6, 'ip', '198.51.100.8', PERMANENT_MS, '', 'block', 0],
        [7, 'ip', '198.51.100.9', LENGTH_MS, '', 'block', 0],
      ],
    );
  });

  it('tells each row that can’t be read, and why', () => {
    const list = read('csv', [
      'value,duration,until,status,remediation,scope',
      '203.0.113.7,1 hour,,,,',
      '203.0.113.7,1h,never,,,',
      '203.0.113.7,,tomorrow,,,',
      '203.0.113.7,,,200,,',
      '203.0.113.7,,,,ban,',
      '203.0.113.7,,,,,address',
      '203.0.113.7',
      ',1h,,,,',
      '203.0.113.8,1h,,,,',
    ]);
    assert.deepEqual(values(list), ['203.0.113.8']);
    assert.deepEqual(mistakes(list), [
      '2: "1 hour" is no duration; write one such as 30m, 4h or 7d, or permanent',
      '3: there are a duration and an until; leave one of them out',
      '4: until "tomorrow" is no time; write one such as 2027-01-31T12:00:00Z, or never',
      '5: status "200": use 400 to 599',
      '6: there is no remediation "ban"; use block, throttle, challenge, allow',
      '7: there is no scope "address"; use ip, prefix, ip+host, ip+agent, host+path, agent, asn',
      '8: the row has not as many fields as the first',
      '9: there is no value; write an address or a prefix',
    ]);
  });

  it('refuses columns that nobody knows', () => {
    const refused = (header: string, why: RegExp) =>
      assert.throws(() => read('csv', [header, '203.0.113.7,1h']), failing('invalid', why));
    refused('value,untill', /there is no column "untill"; did you mean "until"\?/);
    refused('value,colour', /there is no column "colour"; use value, scope, duration/);
  });
});

describe('a list of JSON objects', () => {
  it('says of each entry what it wants', () => {
    const list = read('ndjson', [
      '{"value":"203.0.113.7","duration":"30m","status":429,"reason":"bad"}',
      '',
      '{"value":"curl/8","scope":"agent","until":"never"}',
    ]);
    assert.deepEqual(mistakes(list), []);
    assert.deepEqual(
      list.entries.map(({ line, subject, end, statusCode, reason }) => [
        line,
        subject.value,
        Object.values(end)[0],
        statusCode,
        reason,
      ]),
      [
        [1, '203.0.113.7', HOUR_MS / 2, 429, 'bad'],
        [3, 'curl/8', PERMANENT_MS, 0, ''],
      ],
    );
  });

  it('tells each line that can’t be read, and why', () => {
    const list = read('ndjson', [
      '{"value":',
      '[]',
      '{"value":"x"}',
      '{"valu":"203.0.113.7"}',
      '{"colour":1}',
    ]);
    assert.deepEqual(mistakes(list), [
      '1: this is no JSON object',
      '2: this is no JSON object',
      '3: "x" is no IP address; write one such as 203.0.113.7 or 2001:db8::1',
      '4: there is no field "valu"; did you mean "value"?',
      '5: there is no field "colour"; use value, scope, duration, until, reason, remediation, status',
    ]);
  });

  it('reads decisions as lists of them tell them, those that are in force', () => {
    const untilMs = START_MS + HOUR_MS;
    const told = [
      decision({ value: '203.0.113.1', untilMs, statusCode: 429 }),
      decision({
        value: '203.0.113.2',
        contributions: [contribution({ scenario: 'manual', reason: 'ann' })],
      }),
      decision({ value: '203.0.113.3', state: 'lifted' }),
      decision({ value: '203.0.113.4', withheld: 'a private address' }),
      decision({ value: '203.0.113.5', mode: 'shadow' }),
      decision({ value: '203.0.113.6', remediation: 'allow', untilMs: PERMANENT_MS }),
    ];
    for (const text of [
      told.map((each) => JSON.stringify(each)).join('\n'),
      JSON.stringify({ decisions: told }),
    ]) {
      const list = read('ndjson', text, { lengthMs: 1, reason: 'mine' });
      assert.deepEqual([list.mistakes, list.skipped], [[], 3]);
      assert.deepEqual(
        list.entries.map(({ subject, end, statusCode, reason, remediation }) => [
          subject.value,
          end,
          statusCode,
          reason,
          remediation,
        ]),
        [
          ['203.0.113.1', { untilMs }, 429, 'scanner-probing', 'block'],
          ['203.0.113.2', { untilMs }, 403, 'ann', 'block'],
          ['203.0.113.6', { untilMs: PERMANENT_MS }, 403, 'scanner-probing', 'allow'],
        ],
      );
    }
  });

  const replayed = {
    type: 'decision',
    scenario: 'log4shell',
    scope: 'ip',
    value: '203.0.113.7',
    mode: 'enforce',
    remediation: 'block',
    status: 429,
    at: '2026-11-21T10:00:30.000Z',
    expires_at: '2026-11-22T10:00:30.000Z',
  };
  const replay = [
    { type: 'detection', scenario: 'log4shell', scope: 'ip', value: '203.0.113.9', mode: 'enforce' },
    replayed,
    { ...replayed, mode: 'shadow' },
    { type: 'summary', lines: 11, parsed: 10, malformed: 1, detections: 2, seconds: 0.1 },
  ].map((each) => JSON.stringify(each));

  it('reads what a replay decided, for as long from now as it would have lasted', () => {
    const list = read('ndjson', replay);
    assert.deepEqual([list.mistakes, list.skipped], [[], 1]);
    assert.deepEqual(list.entries, [
      {
        line: 2,
        subject: { scope: 'ip', value: '203.0.113.7' },
        remediation: 'block',
        statusCode: 429,
        end: { lengthMs: 24 * HOUR_MS },
        reason: 'log4shell',
      },
    ]);
    const [said] = read('ndjson', replay, { lengthMs: HOUR_MS, reason: 'nightly' }).entries;
    assert.deepEqual([said.end, said.reason], [{ lengthMs: HOUR_MS }, 'nightly']);
  });
});

describe('the format of a list', () => {
  const looks: readonly (readonly [text: string, format: ListFormat])[] = [
    ['203.0.113.7\n', 'plain'],
    ['', 'plain'],
    ['# value\n203.0.113.7', 'plain'],
    ['\ufeffvalue\n203.0.113.7', 'csv'],
    ['# a list\n\nscope,Value\n', 'csv'],
    ['"reason","value"\n', 'csv'],
    ['\n {"value":"203.0.113.7"}\n', 'ndjson'],
  ];
  for (const [text, format] of looks) {
    it(`of ${JSON.stringify(text)} is ${format}`, () => assert.equal(guessFormat(text), format));
  }

  it('that is CSV for some lines only tells so', () => {
    const list = read('csv', 'value\n203.0.113.7\n"203.0.113.8\n203.0.113.9\n');
    assert.deepEqual(values(list), ['203.0.113.7']);
    assert.match(mistakes(list).join(), /^\d: Quote Not Closed/);
    const part = fc.oneof(wholeText, address, fc.constantFrom('"', ',', '#', '\n', 'value'));
    fc.assert(
      fc.property(
        fc.constantFrom('value,reason\n', '', '"'),
        fc.array(part, { maxLength: 12 }),
        (header, parts) => {
          try {
            for (const { line: at, why } of read('csv', `${header}${parts.join('')}`).mistakes)
              assert.ok(at > 0 && why !== '');
          } catch (error) {
            failing('invalid', /there is no column/)(error);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of anything can be read, with a line for each mistake', () => {
    const line = fc.oneof(wholeText, address, fc.constantFrom('{"value":"x"}', 'value,scope', '"', ','));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('plain', 'ndjson'), (lines, format) => {
        const text = lines.join('\n');
        const count = text.split('\n').length;
        for (const { line: at, why } of read(format, text).mistakes) {
          assert.ok(at >= 1 && at <= count);
          assert.notEqual(why, '');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a list that is written', () => {
  const text = fc.oneof(
    wholeText,
    fc.constantFrom('# no comment', ' spaces ', 'a "quoted", one', 'two\nlines', '=1+1'),
  );
  const subject = fc
    .tuple(fc.constantFrom(...SCOPES), address, text)
    .map(([scope, first, rest]) => {
      if (scope === 'prefix') return parseSubject(scope, `${first}/${first.includes(':') ? 64 : 24}`);
      return parseSubject(scope, scope === 'ip' ? first : scope === 'agent' ? rest : `${first} ${rest}`);
    })
    .filter((found) => typeof found === 'object');
  const decisions = fc.array(
    fc.record(
      {
        subject,
        remediation: fc.constantFrom(...REMEDIATIONS),
        statusCode: fc.integer({ min: 400, max: 599 }),
        untilMs: fc.oneof(fc.constant(PERMANENT_MS), fc.integer({ min: START_MS, max: PERMANENT_MS })),
        reason: text,
      },
      { noNullPrototype: true },
    ),
    { maxLength: 8 },
  );
  const written = (all: readonly Decision[], format: ListFormat) =>
    beginningOf(format) + all.map((each) => lineOf(each, format) ?? '').join('');

  for (const format of ['csv', 'ndjson'] as const) {
    it(`as ${format} is read as what it was`, () => {
      fc.assert(
        fc.property(decisions, (all) => {
          const made = all.map(({ subject: of, reason, ...more }) =>
            decision({ ...of, ...more, contributions: [contribution({ scenario: MANUAL, reason })] }),
          );
          const content = written(made, format);
          if (made.length > 0) assert.equal(guessFormat(content), format);
          const list = read(format, content);
          assert.deepEqual([list.mistakes, list.skipped], [[], 0]);
          assert.deepEqual(
            list.entries.map(({ line: _, end, ...more }) => ({ ...more, ...end })),
            all,
          );
        }),
        { numRuns: 300 },
      );
    });
  }

  it('plainly has the addresses and prefixes that are blocked', () => {
    const all = [
      decision({ value: '203.0.113.7' }),
      decision({ value: '203.0.113.0/24', scope: 'prefix' }),
      decision({ value: 'curl/8', scope: 'agent' }),
      decision({ value: '203.0.113.8', remediation: 'allow' }),
    ];
    assert.equal(written(all, 'plain'), '203.0.113.7\n203.0.113.0/24\n');
  });
});

describe('chunks of a list', () => {
  it('hold all entries in order, and are small enough for a message', () => {
    const subject = parseSubject('ip', '203.0.113.7');
    assert.ok(typeof subject === 'object');
    const lengths = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(lengths, fc.nat(2500), (reasons, more) => {
        const all = [...reasons, ...Array.from({ length: more }, () => 1)].map((length, line) => ({
          line,
          subject,
          remediation: 'block' as const,
          statusCode: 0,
          end: { lengthMs: 1 },
          reason: 'x'.repeat(length),
        }));
        const chunks = chunksOf(all);
        assert.deepEqual(chunks.flat(), all);
        for (const chunk of chunks) {
          assert.ok(chunk.length > 0 && chunk.length <= 1000);
          const characters = chunk.reduce((sum, { reason }) => sum + reason.length, 0);
          assert.ok(chunk.length === 1 || characters <= 500_000);
        }
      }),
      { numRuns: 30 },
    );
  });
});
