import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EVENT_FIELDS, fieldsOf, TEXT_FIELDS } from '#libs/domain/event.ts';
import {
  and,
  type Condition,
  inList,
  inPrefixes,
  matches,
  neededFields,
  not,
  number,
  or,
  text,
  usedFields,
} from '#libs/match/condition.ts';
import { EVENT_TEXTS } from '#libs/match/fields.ts';
import { type List, type Lists, readPrefixList, readTextList } from '#libs/match/list.ts';
import { Matcher } from '#libs/match/matcher.ts';
import { hasRow } from '#libs/match/row-set.ts';
import { batchOf, event, type TestEvent } from '../support/batches.ts';
import { holds } from '../support/condition-oracle.ts';
import { anyEvent, condition, LIST_ENTRIES } from '../support/conditions.ts';
import { failing } from '../support/failures.ts';

const lists: Lists = new Map<string, List>([
  ['texts', readTextList('texts.txt', (LIST_ENTRIES.get('texts') ?? []).join('\n'))],
  ['prefixes', readPrefixList('prefixes.txt', (LIST_ENTRIES.get('prefixes') ?? []).join('\n'))],
]);

const rowsOf = (matcher: Matcher, events: readonly TestEvent[]) =>
  matcher
    .match(batchOf(events))
    .map((found) => events.map((_, row) => found !== undefined && hasRow(found, row)));

function assertMatches(conditions: readonly Condition[], batches: readonly (readonly TestEvent[])[]): void {
  const matcher = new Matcher(conditions, lists);
  for (const events of batches) {
    const found = matcher.match(batchOf(events));
    for (const [i, of] of conditions.entries()) {
      const rows = found[i];
      const expected = events.map((each) => holds(of, each, LIST_ENTRIES));
      const actual = events.map((_, row) => rows !== undefined && hasRow(rows, row));
      assert.deepEqual(actual, expected, JSON.stringify(of));
      assert.equal(rows === undefined, !expected.includes(true));
    }
  }
}

describe('a matcher', () => {
  it('finds the rows for which each condition holds, batch after batch', () => {
    const events = fc.array(anyEvent, { minLength: 1, maxLength: 40 });
    const batches = fc.array(events, { minLength: 1, maxLength: 3 });
    fc.assert(fc.property(fc.array(condition, { minLength: 1, maxLength: 6 }), batches, assertMatches), {
      numRuns: 500,
    });
  });

  it('does so for very many conditions on one column, which share their parts', () => {
    const events = fc.array(anyEvent, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(condition, { minLength: 70, maxLength: 100 }), events, (conditions, batch) => {
        assertMatches(
          [...conditions, ...conditions.map(not), and(...conditions), or(...conditions)],
          [batch],
        );
      }),
      { numRuns: 20 },
    );
  });

  it('does so for texts that are not what they look like', () => {
    const paths = [
      'a.js',
      'a.JS',
      'a.j\u017f',
      'x/\u212as',
      '/\u0130d',
      '/A',
      '/\xc9',
      '/%41',
      '/%2541',
      '/a/:n',
      '/a/7',
      '/a',
      '/',
      '',
    ];
    const conditions = [
      text('extension', 'is', 'js'),
      text('extension', 'is', 'js', ''),
      text('extension', 'startsWith', ''),
      text('path_decoded', 'contains', '/ks', '/id', '/a'),
      text('path_decoded', 'is', '/i\u0307d', '/\xe9'),
      matches('path', '(?i)[/.](k|j)s$'),
      text('path', 'endsWith', '/a'),
      text('path_stem', 'is', '/a', ''),
      text('path_stem', 'endsWith', '/a'),
      text('path_template', 'endsWith', '/:n'),
      text('path_template', 'is', '/a/:n', ''),
      text('path_template', 'startsWith', '/a/:n'),
    ];
    assertMatches([...conditions, ...conditions.map(not)], [paths.map((path) => event({ path }))]);
  });

  it('takes batches without rows, and columns without texts', () => {
    const conditions = [
      not(text('path', 'contains', '/a')),
      text('path', 'is', ''),
      number('status', 'in', 0),
    ];
    assert.deepEqual(new Matcher(conditions).match(batchOf([])), [undefined, undefined, undefined]);
    assertMatches(conditions, [[event({ path: '' })]]);
  });

  it('tests a text once, however many rows and conditions have it', () => {
    const events = Array.from({ length: 300 }, (_, i) => event({ path: i % 3 === 0 ? '/a1' : '/b2' }));
    const batch = batchOf(events);
    const column = batch.texts[TEXT_FIELDS.indexOf('path')];
    let looks = 0;
    const original = column.text.bind(column);
    column.text = (value) => {
      looks++;
      return original(value);
    };
    const isA = matches('path', 'a\\d');
    const found = new Matcher([isA, and(isA, number('status', 'in', 200)), not(isA)]).match(batch);
    const count = (rows: Uint32Array | undefined) =>
      events.filter((_, row) => rows && hasRow(rows, row)).length;
    assert.deepEqual(found.map(count), [100, 100, 200]);
    // Only the one that has the literal.
    assert.equal(looks, 1);
  });

  it('takes patterns that are linear in time only, and says which it does not take', () => {
    const of = (pattern: string) => () => new Matcher([matches('path', pattern)]);
    assert.throws(of('(a)\\1'), failing('invalid', /pattern "\(a\)\\\\1"/));
    assert.throws(of('a(?=b)'), failing('invalid'));
    assert.throws(of('('), failing('invalid'));
    const [slow] = rowsOf(of('(a+)+$')(), [event({ path: `${'a'.repeat(2000)}b` })]);
    assert.deepEqual(slow, [false]);
  });

  it('says which list is missing or of the wrong kind, and what is no prefix', () => {
    const of = (condition: Condition) => () => new Matcher([condition], lists);
    assert.throws(of(inList('path', 'paths')), failing('invalid', /there is no list paths/));
    assert.throws(of(inList('client.ip', 'bad')), failing('invalid', /there is no list bad/));
    assert.throws(of(inList('path', 'prefixes')), failing('invalid', /prefixes is a list of addresses/));
    assert.throws(of(inList('client.ip', 'texts')), failing('invalid', /texts is a list of texts/));
    assert.throws(of(inPrefixes('192.0.2.0/33')), failing('invalid', /192\.0\.2\.0\/33 is no prefix/));
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
    for (const field of EVENT_TEXTS) {
      const [found] = fieldsOf(usedFields(text(field, 'is', 'a')));
      assert.ok(EVENT_FIELDS.includes(found));
    }
  });
});
