/** Tests of REQUEST_URI, the path and behind a question mark the query, as tests of both: only where they mean the same. */
import { and, type Condition, not, or, text } from '../match/condition.ts';
import { type Pattern, parsePattern } from '../match/pattern.ts';
import { type TextOperator, textTest } from './text-test.ts';

/** A question mark. */
const MARK = 0x3f;
const NO_QUERY = text('query', 'is', '');

/** @returns a sentence that says why there is no exact equivalent */
export function uriTest(operator: TextOperator): Condition | string {
  if (operator.test === 'matches') return patternTest(operator);
  const tests = operator.values.map((value) => plainTest(operator.test, value));
  return tests.length === 1 ? tests[0] : or(...tests);
}

function plainTest(test: TextOperator['test'], value: string): Condition {
  const mark = value.indexOf('?');
  if (mark < 0) return withoutMark(test, value);
  const [before, after] = [value.slice(0, mark), value.slice(mark + 1)];
  const begins = after === '' ? not(NO_QUERY) : text('query', 'startsWith', after);
  const across = (query: Condition) => (before === '' ? query : and(text('path', 'endsWith', before), query));
  switch (test) {
    case 'is':
      return and(text('path', 'is', before), text('query', 'is', after));
    case 'startsWith':
      return and(text('path', 'is', before), begins);
    case 'endsWith':
      return or(across(text('query', 'is', after)), text('query', 'endsWith', value));
    default:
      return or(across(begins), text('query', 'contains', value));
  }
}

/** A text without a question mark lies in one of both as a whole. */
function withoutMark(test: TextOperator['test'], value: string): Condition {
  switch (test) {
    case 'is':
      return and(text('path', 'is', value), NO_QUERY);
    case 'startsWith':
      return text('path', 'startsWith', value);
    case 'endsWith':
      return or(and(text('path', 'endsWith', value), NO_QUERY), text('query', 'endsWith', value));
    default:
      return or(text('path', 'contains', value), text('query', 'contains', value));
  }
}

/** What a pattern matches that can't match a question mark lies in one of both as well. */
function patternTest(operator: TextOperator): Condition | string {
  const pattern = parsePattern(operator.values[0]);
  const ends = pattern && endsOf(pattern);
  if (!ends?.middle.every(staysOnOneSide)) {
    return 'this pattern may match across the question mark; look at REQUEST_FILENAME or QUERY_STRING instead';
  }
  const path = textTest('path', operator);
  const query = textTest('query', operator);
  if (ends.atStart) return ends.atEnd ? and(path, NO_QUERY) : path;
  return ends.atEnd ? or(and(path, NO_QUERY), query) : or(path, query);
}

/** A pattern, and whether it begins with the text and ends with it. */
function endsOf(pattern: Pattern): {
  readonly atStart: boolean;
  readonly atEnd: boolean;
  readonly middle: readonly Pattern[];
} {
  const parts = pattern.kind === 'sequence' ? pattern.of : [pattern];
  const isPlace = (part: Pattern | undefined, place: string) => part?.kind === 'at' && part.place === place;
  const atStart = isPlace(parts[0], 'start');
  const atEnd = parts.length > 1 && isPlace(parts.at(-1), 'end');
  return { atStart, atEnd, middle: parts.slice(atStart ? 1 : 0, atEnd ? -1 : undefined) };
}

/** Whether nothing in the pattern can match a question mark, or stands for the beginning or end of the text. */
function staysOnOneSide(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'set':
      return !pattern.ranges.some(([from, to]) => from <= MARK && to >= MARK);
    case 'at':
      // At a question mark a word ends as it does at the end of the text.
      return pattern.place === 'boundary';
    case 'repeat':
      return staysOnOneSide(pattern.of);
    default:
      return pattern.of.every(staysOnOneSide);
  }
}
