/** A test of the values of one textual field, and the literals without which no value passes it. */
import { WeirError } from '../errors/weir-error.ts';
import type { TextColumn } from '../wire/text-column.ts';
import type { Condition, TextTest } from './condition.ts';
import { derivationOf, type TextualField, tracesOf } from './fields.ts';
import { linearPattern } from './linear-pattern.ts';
import type { Lists } from './list.ts';
import { BEYOND_ASCII, END, patternLiterals, rarest, START, textLiteral } from './required-literals.ts';

type Leaf =
  | Extract<Condition, { op: 'text' }>
  | (Extract<Condition, { op: 'list' }> & { field: TextualField });
/** A condition on one textual field. */
export type TextCondition = Leaf | { readonly op: 'and' | 'or'; readonly of: readonly TextCondition[] };

export interface TextPredicate {
  /** Where its literals are looked for: in the text as it is, or in what it is decoded to. */
  readonly isDecoded: boolean;
  /**
   * Each value that passes and is not empty contains one of them; undefined: none are known. One that is sure says that
   * the value passes, if it is ASCII.
   */
  readonly literals: readonly Literal[] | undefined;
  test(column: TextColumn, value: number): boolean;
}

export interface Literal {
  readonly literal: string;
  readonly isSure: boolean;
}

/** @throws WeirError `invalid` when a pattern is none that RE2 takes, or a list is not there */
export function textPredicate(condition: TextCondition, lists: Lists): TextPredicate {
  const field = fieldOf(condition);
  const passes = testOf(condition, lists);
  const derive = derivationOf(field);
  const { traces } = tracesOf(field);
  // Texts that are not empty can have an empty one derived from them.
  const isElusive = traces === 'base' && derive !== undefined && passes('');
  return {
    isDecoded: traces === 'decoded',
    literals: isElusive ? undefined : literalsOf(condition),
    test: derive
      ? (column, value) => passes(column.derived(value, derive))
      : (bytesTest(condition) ?? ((column, value) => passes(column.text(value)))),
  };
}

/** The test on bytes, where that spares making a text of them; undefined where it does not. */
function bytesTest(condition: TextCondition): TextPredicate['test'] | undefined {
  if (condition.op !== 'text') return undefined;
  const { test, values } = condition;
  const isEnd = test === 'is' || test === 'startsWith' || test === 'endsWith';
  // Bytes that are no valid UTF-8 become a character beyond ASCII.
  if (!isEnd || values.some((value) => BEYOND_ASCII.test(value))) return undefined;
  const wanted = values.map((value) => Buffer.from(value));
  return (column, value) => {
    const start = column.start(value);
    const end = column.end(value);
    for (const bytes of wanted) {
      const from = test === 'endsWith' ? end - bytes.length : start;
      const fits = test === 'is' ? end - start === bytes.length : end - start >= bytes.length;
      if (fits && stands(bytes, column.data, from)) return true;
    }
    return false;
  };
}

function stands(bytes: Uint8Array, data: Uint8Array, from: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (data[from + i] !== bytes[i]) return false;
  return true;
}

export function fieldOf(condition: TextCondition): TextualField {
  return 'of' in condition ? fieldOf(condition.of[0]) : condition.field;
}

type Test = (text: string) => boolean;

function testOf(condition: TextCondition, lists: Lists): Test {
  switch (condition.op) {
    case 'and': {
      const tests = condition.of.map((part) => testOf(part, lists));
      return (text) => tests.every((test) => test(text));
    }
    case 'or': {
      const tests = condition.of.map((part) => testOf(part, lists));
      return (text) => tests.some((test) => test(text));
    }
    case 'list': {
      const list = lists.get(condition.list);
      if (!list) throw new WeirError('invalid', `there is no list ${condition.list}`);
      if (list.kind !== 'texts') {
        throw new WeirError(
          'invalid',
          `${condition.list} is a list of addresses: it can't be used for ${condition.field}`,
        );
      }
      return (text) => list.has(text);
    }
    case 'text':
      return leafTest(condition);
  }
}

function leafTest({ test, values }: Extract<Condition, { op: 'text' }>): Test {
  switch (test) {
    case 'is': {
      const wanted = new Set(values);
      return (text) => wanted.has(text);
    }
    case 'contains':
      return (text) => values.some((value) => text.includes(value));
    case 'startsWith':
      return (text) => values.some((value) => text.startsWith(value));
    case 'endsWith':
      return (text) => values.some((value) => text.endsWith(value));
    case 'matches': {
      const patterns = values.map(linearPattern);
      return (text) => patterns.some((pattern) => pattern(text));
    }
  }
}

function literalsOf(condition: TextCondition): readonly Literal[] | undefined {
  switch (condition.op) {
    case 'and':
      return rarestOf(condition.of.map(literalsOf));
    case 'or':
      return unionOf(condition.of.map(literalsOf));
    case 'list':
      return undefined;
    case 'text':
      return unionOf(condition.values.map((value) => valueLiterals(condition, value)));
  }
}

/** All parts have to pass, so that none of their literals is sure. */
function rarestOf(parts: readonly (readonly Literal[] | undefined)[]): readonly Literal[] | undefined {
  const best = rarest(parts.map((part) => part?.map(({ literal }) => literal)));
  return best?.map((literal) => ({ literal, isSure: false }));
}

function unionOf(parts: readonly (readonly Literal[] | undefined)[]): readonly Literal[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function valueLiterals(
  { field, test }: Extract<Condition, { op: 'text' }>,
  value: string,
): readonly Literal[] | undefined {
  const { traces, ends } = tracesOf(field);
  const [start = START, end = END] = ends ?? [];
  if (traces === 'template') return templateLiterals(test, value);
  if (test === 'matches') {
    const literals = patternLiterals(value);
    return literals?.map((literal) => ({
      literal: literal.replaceAll(START, start).replaceAll(END, end),
      isSure: false,
    }));
  }
  // An empty value passes without being looked for.
  if (test === 'is' && value === '') return [];
  const before = test === 'is' || test === 'startsWith' ? start : '';
  const after = test === 'is' || test === 'endsWith' ? end : '';
  const literal = textLiteral(value, before, after);
  if (literal === undefined) return undefined;
  const isWhole = literal === before + value + after;
  return [{ literal, isSure: isWhole && isExact(field, traces, test, value) }];
}

const DIGITS_AT_END = [...'0123456789'].map((digit) => digit + END);

/** A `:n` at the end of a template was a number in the text, or is there itself. What is before a `:` stands in the text. */
function templateLiterals(test: TextTest, value: string): readonly Literal[] | undefined {
  if (test === 'matches') return undefined;
  if (test === 'is' && value === '') return [];
  const isWhole = test === 'is' || test === 'endsWith';
  if (isWhole && value.endsWith(':n')) {
    return [...DIGITS_AT_END, `:n${END}`].map((literal) => ({ literal, isSure: false }));
  }
  const [verbatim] = value.split(':');
  const isAtStart = test === 'is' || test === 'startsWith';
  const literal = textLiteral(verbatim, isAtStart ? START : '', isWhole && verbatim === value ? END : '');
  return literal === undefined ? undefined : [{ literal, isSure: false }];
}

/** Whether a text in which the literal of a value is found, whatever its case, passes the test for that value. */
function isExact(field: TextualField, traces: string, test: string, value: string): boolean {
  if (traces === 'decoded') return true;
  if (field === 'extension') return test === 'is' && !/[./]/.test(value);
  return derivationOf(field) === undefined && !/[a-z]/.test(value);
}
