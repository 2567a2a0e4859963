/**
 * Conditions over columns: text tests run once for each distinct value of a batch, number tests in one loop over a
 * column, and the results are combined row by row. Equal parts of several scenarios are computed once.
 */
import { RE2JS } from 're2js';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import type { Batch } from '../wire/batch.ts';
import type { TextColumn } from '../wire/text-column.ts';
import type { Condition } from './condition.ts';
import { derivationOf, textColumnOf } from './fields.ts';

/** For each row whether it matches; undefined when none does. */
export type Matches = Uint8Array | undefined;

interface Node {
  /** The result is only good until the next batch. */
  match(batch: Batch): Matches;
  /** Clears those of the set rows that do not match; returns whether any is left. */
  narrow(batch: Batch, rows: Uint8Array): boolean;
}

const UNTESTED = 2;

type NumberLeaf = Extract<Condition, { op: 'number' }>;
type TextLeaf = Extract<Condition, { op: 'text' }>;

export class Matcher {
  readonly #roots: Node[];

  /** @throws WeirError `invalid` when a pattern is none that RE2 takes */
  constructor(conditions: readonly Condition[]) {
    const nodes = new Map<string, Node>();
    this.#roots = conditions.map((condition) => compile(condition, nodes));
  }

  /** Matches of each condition, in their order. Good until the next call. */
  match(batch: Batch): Matches[] {
    return this.#roots.map((root) => root.match(batch));
  }
}

/** The node of a condition; one that was met before, in whatever scenario, is the same again. */
function compile(condition: Condition, nodes: Map<string, Node>): Node {
  const name = JSON.stringify(condition);
  let node = nodes.get(name);
  if (!node) {
    node = newNode(condition, (part) => compile(part, nodes));
    nodes.set(name, node);
  }
  return node;
}

function newNode(condition: Condition, nodeOf: (part: Condition) => Node): Node {
  switch (condition.op) {
    case 'and':
      return new And(condition.of.map(nodeOf));
    case 'or':
      return new Or(condition.of.map(nodeOf));
    case 'not':
      return new Not(nodeOf(condition.of));
    case 'number':
      return new NumberTest(condition);
    case 'text':
      return new TextTest(condition);
    default:
      throw new WeirError('invalid', `conditions on ${condition.op} can't be compiled yet`);
  }
}

/** Memory for the results of rows or values, kept from batch to batch. */
class Rows {
  #bytes = new Uint8Array(0);

  take(rows: number): Uint8Array {
    if (this.#bytes.length < rows) this.#bytes = new Uint8Array(rows);
    return this.#bytes;
  }
}

abstract class Combination implements Node {
  protected readonly rows = new Rows();
  #batch: Batch | undefined;
  #matches: Matches;

  match(batch: Batch): Matches {
    if (this.#batch !== batch) {
      this.#matches = this.combine(batch);
      this.#batch = batch;
    }
    return this.#matches;
  }

  protected abstract combine(batch: Batch): Matches;

  narrow(batch: Batch, rows: Uint8Array): boolean {
    const matches = this.match(batch);
    if (!matches) return false;
    let any = 0;
    for (let i = 0; i < batch.rows; i++) any |= rows[i] &= matches[i];
    return any !== 0;
  }
}

/** Its parts are asked in their order, each only about the rows that are left: the cheap ones should come first. */
class And extends Combination {
  readonly #first: Node;
  readonly #others: readonly Node[];

  constructor(parts: readonly Node[]) {
    super();
    [this.#first, ...this.#others] = parts;
  }

  protected combine(batch: Batch): Matches {
    const matches = this.#first.match(batch);
    if (!matches) return undefined;
    const rows = this.rows.take(batch.rows);
    rows.set(matches.subarray(0, batch.rows));
    return this.#others.every((part) => part.narrow(batch, rows)) ? rows : undefined;
  }
}

class Or extends Combination {
  readonly #parts: readonly Node[];

  constructor(parts: readonly Node[]) {
    super();
    this.#parts = parts;
  }

  protected combine(batch: Batch): Matches {
    const rows = this.rows.take(batch.rows);
    let any = false;
    for (const part of this.#parts) {
      const matches = part.match(batch);
      if (!matches) continue;
      if (any) for (let i = 0; i < batch.rows; i++) rows[i] |= matches[i];
      else rows.set(matches.subarray(0, batch.rows));
      any = true;
    }
    return any ? rows : undefined;
  }
}

class Not extends Combination {
  readonly #part: Node;

  constructor(part: Node) {
    super();
    this.#part = part;
  }

  protected combine(batch: Batch): Matches {
    const matches = this.#part.match(batch);
    const rows = this.rows.take(batch.rows);
    if (!matches) return rows.fill(1, 0, batch.rows);
    let any = 0;
    for (let i = 0; i < batch.rows; i++) any |= rows[i] = 1 - matches[i];
    return any === 0 ? undefined : rows;
  }
}

/** A test of one column; several conditions may share it. */
abstract class Leaf implements Node {
  readonly #rows = new Rows();
  #batch: Batch | undefined;
  #matches: Matches;

  match(batch: Batch): Matches {
    if (this.#batch !== batch) {
      const rows = this.#rows.take(batch.rows).fill(1, 0, batch.rows);
      this.#matches = this.narrow(batch, rows) ? rows : undefined;
      this.#batch = batch;
    }
    return this.#matches;
  }

  abstract narrow(batch: Batch, rows: Uint8Array): boolean;
}

class NumberTest extends Leaf {
  readonly #leaf: NumberLeaf;
  readonly #test: (value: number) => boolean;

  constructor(leaf: NumberLeaf) {
    super();
    this.#leaf = leaf;
    const [value] = leaf.values;
    const wanted = new Set(leaf.values);
    const tests: Record<NumberLeaf['test'], (actual: number) => boolean> = {
      in: (actual) => wanted.has(actual),
      '<': (actual) => actual < value,
      '<=': (actual) => actual <= value,
      '>': (actual) => actual > value,
      '>=': (actual) => actual >= value,
    };
    this.#test = tests[leaf.test];
  }

  narrow(batch: Batch, rows: Uint8Array): boolean {
    const column = {
      status: batch.status,
      bytes_sent: batch.bytesSent,
      request_bytes: batch.requestBytes,
      request_time: batch.requestTimeUs,
      waf_severity: batch.wafSeverity,
    }[this.#leaf.field];
    // Request times are written in seconds and held in microseconds.
    const unit = this.#leaf.field === 'request_time' ? 1e6 : 1;
    let any = 0;
    for (let i = 0; i < batch.rows; i++) {
      if (rows[i] !== 0) any |= rows[i] = this.#test(column[i] / unit) ? 1 : 0;
    }
    return any !== 0;
  }
}

class TextTest extends Leaf {
  readonly #column: number;
  readonly #derive: ((text: string) => string) | undefined;
  readonly #test: (text: string) => boolean;
  /** For each value of the batch: not tested yet, no, or yes. */
  readonly #results = new Rows();
  #batch: Batch | undefined;

  constructor(leaf: TextLeaf) {
    super();
    this.#column = textColumnOf(leaf.field);
    this.#derive = derivationOf(leaf.field);
    this.#test = textTest(leaf);
  }

  narrow(batch: Batch, rows: Uint8Array): boolean {
    const column = batch.texts[this.#column];
    const { index } = column;
    const results = this.#results.take(column.values);
    if (this.#batch !== batch) {
      results.fill(UNTESTED, 0, column.values);
      this.#batch = batch;
    }
    let any = 0;
    for (let i = 0; i < batch.rows; i++) {
      if (rows[i] === 0) continue;
      const value = index[i];
      if (results[value] === UNTESTED) results[value] = this.#testValue(column, value);
      any |= rows[i] = results[value];
    }
    return any !== 0;
  }

  #testValue(column: TextColumn, value: number): number {
    const text = this.#derive ? column.derived(value, this.#derive) : column.text(value);
    return this.#test(text) ? 1 : 0;
  }
}

function textTest({ test, values, literal = '' }: TextLeaf): (text: string) => boolean {
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
      return (text) => text.includes(literal) && patterns.some((pattern) => pattern.matcher(text).find());
    }
  }
}

/** A pattern that takes time linear in the text, whatever both are. */
function linearPattern(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    throw new WeirError('invalid', `pattern ${JSON.stringify(source)}: ${messageOf(error)}`);
  }
}
