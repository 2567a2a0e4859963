/** Tests of REQUEST_URI, the path and behind a question mark the query, as tests of both: only where they mean the same. */
import { and, type Condition, not, or, text } from '../match/condition.ts';
import { type TextOperator, textTest } from './text-test.ts';

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
  const [source] = operator.values;
  const inner = source.replace(/^\(\?i\)/, '').replace(/^\^/, '');
  const atStart = inner.length < source.replace(/^\(\?i\)/, '').length;
  const atEnd = /(?<!\\)(?:\\\\)*\$$/.test(inner);
  const middle = atEnd ? inner.slice(0, -1) : inner;
  const path = textTest('path', operator);
  const query = textTest('query', operator);
  if (!staysOnOneSide(middle) || ((atStart || atEnd) && hasAlternatives(middle))) {
    return 'this pattern may match across the question mark; look at REQUEST_FILENAME or QUERY_STRING instead';
  }
  if (atStart) return atEnd ? and(path, NO_QUERY) : path;
  return atEnd ? or(and(path, NO_QUERY), query) : or(path, query);
}

/** Whether nothing in the pattern can match a question mark, or stands for the beginning or end of the text. */
function staysOnOneSide(pattern: string): boolean {
  const plain = pattern
    // Classes of letters, digits and plain signs.
    .replaceAll(/\[(?:\\[dws./-]|a-z|A-Z|0-9|a-f|A-F|[\w/.,:;=&%+~@! ](?!-[^\]]))+-?\]/g, 'x')
    .replaceAll(/\\(?:[dwsbB]|[^a-zA-Z0-9?])/g, 'x')
    .replaceAll('(?:', '(');
  return !/[.[\]\\^$]|\(\?/.test(plain);
}

/** Whether a | stands outside of all groups. */
function hasAlternatives(pattern: string): boolean {
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const own = pattern[at];
    if (own === '\\') at++;
    else if (own === '(') depth++;
    else if (own === ')') depth--;
    else if (own === '|' && depth === 0) return true;
  }
  return false;
}
