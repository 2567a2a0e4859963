/**
 * Conditions over columns: texts are tested once for each distinct value of a batch, numbers by table or in one loop over
 * a column, and the results are combined as bits, 32 rows at a time. Equal parts of several conditions are computed once,
 * and a conjunction that no value of the batch can meet is not computed at all.
 */
import { parsePrefix } from '../domain/prefix.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { Batch } from '../wire/batch.ts';
import { AddressNode, type AddressSet } from './address-node.ts';
import type { Condition } from './condition.ts';
import { textColumnOf } from './fields.ts';
import type { Lists } from './list.ts';
import type { CacheCounts } from './mask-cache.ts';
import { And, type Matches, type Node, Not, Or } from './node.ts';
import { asTextCondition, type NumberCondition, normalForm, numberField } from './normal-form.ts';
import { NumberNode } from './number-node.ts';
import { PrefixTable } from './prefix-table.ts';
import { TextMasks } from './text-masks.ts';
import { TextNode } from './text-node.ts';
import { fieldOf, type TextCondition, type TextPredicate, textPredicate } from './text-predicate.ts';

export class Matcher {
  /** Texts that were looked for among those of earlier batches, and found there. */
  readonly counts: Readonly<CacheCounts>;
  readonly #roots: readonly Node[];

  /** @throws WeirError `invalid` when a pattern is none that RE2 takes, or a list is missing or of the wrong kind */
  constructor(conditions: readonly Condition[], lists: Lists = new Map()) {
    const counts = { lookups: 0, hits: 0 };
    this.counts = counts;
    this.#roots = new Compiler(lists, counts).compile(conditions.map(normalForm));
  }

  /** Matches of each condition, in their order. Good until the next call. */
  match(batch: Batch): Matches[] {
    return this.#roots.map((root) => root.match(batch));
  }
}

class Compiler {
  readonly #lists: Lists;
  readonly #counts: CacheCounts;
  readonly #nodes = new Map<string, Node>();
  /** Of each text column, by name. */
  readonly #predicates = new Map<number, Map<string, TextPredicate>>();
  readonly #masks = new Map<number, TextMasks>();

  constructor(lists: Lists, counts: CacheCounts) {
    this.#lists = lists;
    this.#counts = counts;
  }

  compile(conditions: readonly Condition[]): Node[] {
    for (const condition of conditions) this.#collect(condition);
    for (const [column, predicates] of this.#predicates) {
      this.#masks.set(column, new TextMasks(column, [...predicates.values()], this.#counts));
    }
    return conditions.map((condition) => this.#node(condition));
  }

  /** A text column has to know all its predicates before it is made. */
  #collect(condition: Condition): void {
    const onText = asTextCondition(condition);
    if (onText) {
      const column = textColumnOf(fieldOf(onText));
      const known = this.#predicates.get(column) ?? new Map<string, TextPredicate>();
      this.#predicates.set(column, known);
      const name = JSON.stringify(onText);
      if (!known.has(name)) known.set(name, textPredicate(onText, this.#lists));
    } else if (condition.op === 'and' || condition.op === 'or') {
      for (const part of condition.of) this.#collect(part);
    } else if (condition.op === 'not') this.#collect(condition.of);
  }

  /** The node of a condition; one that was met before, in whatever condition, is the same again. */
  #node(condition: Condition): Node {
    const name = JSON.stringify(condition);
    let node = this.#nodes.get(name);
    if (!node) {
      node = this.#newNode(condition);
      this.#nodes.set(name, node);
    }
    return node;
  }

  #newNode(condition: Condition): Node {
    const onText = asTextCondition(condition);
    if (onText) return this.#textNode(onText);
    const field = numberField(condition);
    if (field !== undefined) return new NumberNode(field, condition as NumberCondition);
    switch (condition.op) {
      case 'and':
        return new And(condition.of.map((part) => this.#node(part)));
      case 'or':
        return new Or(condition.of.map((part) => this.#node(part)));
      case 'not':
        return new Not(this.#node(condition.of));
      case 'address':
        return new AddressNode(prefixTable(condition.prefixes));
      case 'list':
        return new AddressNode(this.#addressList(condition.list));
      default:
        throw new WeirError('bug', `${condition.op} has no node`);
    }
  }

  #textNode(condition: TextCondition): Node {
    const column = textColumnOf(fieldOf(condition));
    const masks = this.#masks.get(column) as TextMasks;
    const names = [...(this.#predicates.get(column)?.keys() ?? [])];
    return new TextNode(masks, names.indexOf(JSON.stringify(condition)));
  }

  #addressList(name: string): AddressSet {
    const list = this.#lists.get(name);
    if (!list) throw new WeirError('invalid', `there is no list ${name}`);
    if (list.kind !== 'prefixes') {
      throw new WeirError('invalid', `${name} is a list of texts: it can't be used for client.ip`);
    }
    return list;
  }
}

function prefixTable(texts: readonly string[]): PrefixTable {
  return new PrefixTable(
    texts.map((text) => {
      const prefix = parsePrefix(text);
      if (!prefix) {
        throw new WeirError('invalid', `${text} is no prefix, such as 192.0.2.0/24 or 2001:db8::/32`);
      }
      return prefix;
    }),
  );
}
