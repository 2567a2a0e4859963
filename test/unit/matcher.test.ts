import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EVENT_FIELDS, fieldsOf, TEXT_FIELDS, type TextField } from '#libs/domain/event.ts';
import {
  and,
  type Condition,
  matches,
  neededFields,
  not,
  number,
  or,
  text,
  usedFields,
} from '#libs/match/condition.ts';
import type { TextualField } from '#libs/match/fields.ts';
import { Matcher } from '#libs/match/matcher.ts';
import { batchOf, event, type TestEvent } from '../support/batches.ts';
import { failing } from '../support/failures.ts';

/** Values of which conditions and events have many in common. */
const WORDS = [
  '',
  '/',
  '/a',
  '/A',
  '/a.js',
  '/b.PHP',
  '/a%2eb',
  '/%252e',
  'GET',
  'a+b',
  '\\a',
  '\xe9',
  '/12',
];
const PATTERNS: readonly (readonly [pattern: string, literal: string])[] = [
  ['^/', '/'],
  ['[0-9]{2}', ''],
  ['a|b$', ''],
  ['\\.[a-z]+$', '.'],
  ['^$', ''],
  // The literal is asked for even where the pattern is not about it.
  ['a', '/'],
];
const NUMBERS = [0, 1, 200, 404, 500, 65_535];
const REQUEST_TIMES_US = [0, 1000, 100_000, 1_000_000, 4_294_967_295];
const TEXTUAL: readonly TextualField[] = [
  'method',
  'path',
  'query',
  'path_decoded',
  'query_decoded',
  'user_agent_decoded',
  'extension',
];

const word = fc.constantFrom(...WORDS);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('status', 'bytes_sent'), fc.subarray(NUMBERS))
    .map(([field, values]) => number(field, 'in', ...values)),
  fc
    .tuple(
      fc.constantFrom('status', 'bytes_sent'),
      fc.constantFrom('<', '<=', '>', '>='),
      fc.constantFrom(...NUMBERS),
    )
    .map(([field, test, value]) => number(field, test, value)),
  fc
    .tuple(fc.constantFrom('in', '<', '<=', '>', '>='), fc.constantFrom(...REQUEST_TIMES_US))
    .map(([test, us]) => number('request_time', test, us / 1e6)),
  fc
    .tuple(
      fc.constantFrom(...TEXTUAL),
      fc.constantFrom('is', 'contains', 'startsWith', 'endsWith'),
      fc.array(word, { minLength: 1, maxLength: 3 }),
    )
    .map(([field, test, values]) => text(field, test, ...values)),
  fc
    .tuple(fc.constantFrom(...TEXTUAL), fc.constantFrom(...PATTERNS))
    .map(([field, [pattern, literal]]) => matches(field, literal, pattern)),
);
const { condition } = fc.letrec<{ condition: Condition; parts: Condition[] }>((tie) => ({
  parts: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    tie('parts').map((parts) => and(...parts)),
    tie('parts').map((parts) => or(...parts)),
    tie('condition').map(not),
  ),
}));

const anyEvent: fc.Arbitrary<TestEvent> = fc
  .record({
    status: fc.constantFrom(...NUMBERS),
    bytesSent: fc.constantFrom(...NUMBERS),
    requestTimeUs: fc.constantFrom(...REQUEST_TIMES_US),
    method: word,
    path: fc.oneof(word, fc.uint8Array({ maxLength: 3 })),
    query: word,
    user_agent: word,
  })
  .map((options) => event(options));

/** A condition, row by row, as it reads. */
function holds(of: Condition, on: TestEvent): boolean {
  switch (of.op) {
    case 'and':
      return of.of.every((part) => holds(part, on));
    case 'or':
      return of.of.some((part) => holds(part, on));
    case 'not':
      return !holds(of.of, on);
    case 'number': {
      const actual = {
        status: on.status,
        bytes_sent: on.bytesSent,
        request_bytes: on.requestBytes,
        request_time: on.requestTimeUs / 1e6,
        waf_severity: on.wafSeverity,
      }[of.field];
      const [value] = of.values;
      const result = {
        '<': actual < value,
        '<=': actual <= value,
        '>': actual > value,
        '>=': actual >= value,
      };
      return of.test === 'in' ? of.values.includes(actual) : result[of.test];
    }
    case 'text': {
      const actual = fieldText(of.field, on);
      if (of.test === 'matches') {
        return (
          actual.includes(of.literal ?? '') && of.values.some((pattern) => new RegExp(pattern).test(actual))
        );
      }
      const test = of.test;
      return of.values.some((value) =>
        test === 'is'
          ? actual === value
          : {
              contains: actual.includes(value),
              startsWith: actual.startsWith(value),
              endsWith: actual.endsWith(value),
            }[test],
      );
    }
    default:
      throw new Error(`no oracle for ${of.op}`);
  }
}

function fieldText(field: TextualField, on: TestEvent): string {
  const base = field === 'extension' ? 'path' : (field.replace('_decoded', '') as TextField);
  const raw = Buffer.from(on[base] ?? '').toString('utf8');
  if (field === 'extension') return (/\.([^./]*)$/.exec(raw)?.[1] ?? '').toLowerCase();
  if (!field.endsWith('_decoded')) return raw;
  const once = (of: string) =>
    of.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return once(once(raw.replaceAll('+', ' ')))
    .replaceAll('\\', '/')
    .toLowerCase();
}

const rowsOf = (matcher: Matcher, events: readonly TestEvent[]) =>
  matcher.match(batchOf(events)).map((found) => events.map((_, row) => found?.[row] === 1));

describe('a matcher', () => {
  it('finds the rows for which each condition holds, batch after batch', () => {
    const batches = fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 30 }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), batches, (conditions, all) => {
        const matcher = new Matcher(conditions);
        for (const events of all) {
          const found = matcher.match(batchOf(events));
          for (const [i, of] of conditions.entries()) {
            const expected = events.map((each) => holds(of, each));
            assert.deepEqual(
              events.map((_, row) => found[i]?.[row] === 1),
              expected,
              JSON.stringify(of),
            );
            assert.equal(found[i] === undefined, !expected.includes(true));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tests a text once, however many rows and conditions have it', () => {
    const events = Array.from({ length: 300 }, (_, i) => event({ path: i % 3 === 0 ? '/a' : '/b' }));
    const batch = batchOf(events);
    const column = batch.texts[TEXT_FIELDS.indexOf('path')];
    let looks = 0;
    const original = column.text.bind(column);
    column.text = (value) => {
      looks++;
      return original(value);
    };
    const isA = text('path', 'is', '/a');
    const found = new Matcher([isA, and(isA, number('status', 'in', 200)), not(isA)]).match(batch);
    assert.deepEqual(
      found.map((rows) => rows?.slice(0, 300).reduce((sum, row) => sum + row, 0)),
      [100, 100, 200],
    );
    assert.equal(looks, 2);
  });

  it('asks only for the rows that are left: an expensive test comes last', () => {
    const events = [event({ path: '/a', status: 404 }), event({ path: '/b' }), event({ path: '/c' })];
    const batch = batchOf(events);
    const column = batch.texts[TEXT_FIELDS.indexOf('path')];
    const seen: number[] = [];
    const original = column.text.bind(column);
    column.text = (value) => {
      seen.push(value);
      return original(value);
    };
    new Matcher([and(number('status', 'in', 404), matches('path', '', 'a'))]).match(batch);
    assert.deepEqual(seen, [column.index[0]]);
  });

  it('takes patterns that are linear in time only, and says which it does not take', () => {
    const of = (pattern: string) => () => new Matcher([matches('path', '', pattern)]);
    assert.throws(of('(a)\\1'), failing('invalid', /pattern "\(a\)\\\\1"/));
    assert.throws(of('a(?=b)'), failing('invalid'));
    assert.throws(of('('), failing('invalid'));
    const [slow] = rowsOf(of('(a+)+$')(), [event({ path: `${'a'.repeat(2000)}b` })]);
    assert.deepEqual(slow, [false]);
  });
});

describe('the fields of a condition', () => {
  const path = text('path_decoded', 'contains', '/a');
  const query = text('query', 'contains', 'a');
  const status = number('status', 'in', 404);
  const cases: readonly (readonly [name: string, Condition, needed: string[], used: string[]])[] = [
    ['a leaf', path, ['path'], ['path']],
    ['and', and(path, status), ['path', 'status'], ['path', 'status']],
    ['or', or(path, query), [], ['path', 'query']],
    ['or of the same', or(and(path, status), and(status, query)), ['status'], ['path', 'query', 'status']],
    ['not', and(not(path), status), ['status'], ['path', 'status']],
  ];
  for (const [name, of, needed, used] of cases) {
    it(`${name}: needs ${needed.join(' and ') || 'none'}, looks at ${used.join(' and ')}`, () => {
      assert.deepEqual(fieldsOf(neededFields(of)), needed);
      assert.deepEqual(fieldsOf(usedFields(of)), used);
    });
  }

  it('are known ones', () => {
    for (const field of TEXTUAL) {
      const [found] = fieldsOf(usedFields(text(field, 'is', 'a')));
      assert.ok(EVENT_FIELDS.includes(found));
    }
  });
});
