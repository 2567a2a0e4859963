/** Rows whose number passes a test. */
import type { Batch } from '../wire/batch.ts';
import { type NumberColumn, numberColumn, unitsOf } from './columns.ts';
import type { NumericField } from './fields.ts';
import { Node } from './node.ts';
import type { NumberCondition } from './normal-form.ts';
import type { RowSet } from './row-set.ts';

/** Small whole numbers, such as statuses, are looked up in a table of bits. */
const TABLE_SIZE = 1024;

type NumberTest = (value: number) => boolean;

export class NumberNode extends Node {
  readonly #field: NumericField;
  readonly #test: NumberTest;
  readonly #table = new Uint32Array(TABLE_SIZE / 32);

  /** @param condition on no other field than this */
  constructor(field: NumericField, condition: NumberCondition) {
    super();
    this.#field = field;
    this.#test = testOf(condition);
    for (let value = 0; value < TABLE_SIZE; value++) {
      if (this.#test(value)) this.#table[value >>> 5] |= 1 << (value & 31);
    }
  }

  isVoid(): boolean {
    return false;
  }

  protected fill(batch: Batch, rows: RowSet): boolean {
    const column = numberColumn(batch, this.#field);
    const units = unitsOf(this.#field);
    return units === 1 && column.BYTES_PER_ELEMENT <= 2
      ? fillByTable(column, this.#table, this.#test, rows)
      : fillByTest(column, units, this.#test, rows);
  }
}

function fillByTable(column: NumberColumn, table: Uint32Array, test: NumberTest, rows: RowSet): boolean {
  let any = 0;
  for (let row = 0, word = 0; row < column.length; word++) {
    const end = Math.min(row + 32, column.length);
    let bits = 0;
    for (let at = 0; row < end; row++, at++) {
      const value = column[row];
      if (value < TABLE_SIZE) bits |= ((table[value >>> 5] >>> (value & 31)) & 1) << at;
      else if (test(value)) bits |= 1 << at;
    }
    rows[word] = bits;
    any |= bits;
  }
  return any !== 0;
}

function fillByTest(column: NumberColumn, units: number, test: NumberTest, rows: RowSet): boolean {
  let any = 0;
  for (let row = 0, word = 0; row < column.length; word++) {
    const end = Math.min(row + 32, column.length);
    let bits = 0;
    for (let at = 0; row < end; row++, at++) if (test(column[row] / units)) bits |= 1 << at;
    rows[word] = bits;
    any |= bits;
  }
  return any !== 0;
}

function testOf(condition: NumberCondition): NumberTest {
  switch (condition.op) {
    case 'and': {
      const tests = condition.of.map(testOf);
      return (value) => tests.every((test) => test(value));
    }
    case 'or': {
      const tests = condition.of.map(testOf);
      return (value) => tests.some((test) => test(value));
    }
    case 'not': {
      const test = testOf(condition.of);
      return (value) => !test(value);
    }
    case 'number':
      return leafTest(condition);
  }
}

function leafTest({ test, values }: Extract<NumberCondition, { op: 'number' }>): NumberTest {
  const [limit] = values;
  switch (test) {
    case 'in': {
      const wanted = new Set(values);
      return (value) => wanted.has(value);
    }
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
  }
}
