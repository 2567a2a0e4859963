/** The operands of an expression: fields and constants, and what is said about everything else that stands in their place. */
import { nearest } from '../config/nearest.ts';
import { formatPrefix, parsePrefix } from '../domain/prefix.ts';
import type { ExpressionProblem, Surroundings } from './expression.ts';
import { EXPRESSION_FIELDS, type ExpressionField } from './fields.ts';
import { FIELD_FUNCTIONS } from './functions.ts';
import { PatternBudget } from './pattern.ts';
import type { Node } from './syntax.ts';

export interface NamedField {
  readonly name: string;
  readonly is: ExpressionField;
}

export type Constant =
  | { readonly type: 'text'; readonly value: string }
  /** An address, as the prefix of its full length. */
  | { readonly type: 'address'; readonly value: string }
  | { readonly type: 'integer' | 'decimal'; readonly value: number }
  | { readonly type: 'flag'; readonly value: boolean }
  /** What no field can be: null, bytes, an unsigned number. */
  | { readonly type: 'other'; readonly value: undefined };

const EXAMPLES: Readonly<Record<ExpressionField['type'], string>> = {
  text: `a text, such as 'abc'`,
  integer: 'a whole number, such as 404',
  decimal: 'a number with a point, such as 2.0',
  address: `an address, such as '192.0.2.7'`,
  flag: 'true or false',
};

const SHOWN_CHARACTERS = 60;

export class Operands {
  readonly problems: ExpressionProblem[] = [];
  readonly patterns = new PatternBudget();
  readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  /** The field that `node` names. */
  field(node: Node): NamedField | undefined {
    const name = nameOf(node);
    if (name === undefined) {
      if (isConstant(node) || node.op === 'list') {
        return this.error(node, 'a field must stand on one side, and a constant on the other');
      }
      return this.refuse(node);
    }
    const is = EXPRESSION_FIELDS.get(name);
    if (!is) {
      const names = [...EXPRESSION_FIELDS.keys()];
      return this.error(node, `there is no field ${quoted(name)}; ${hint(name, names, 'fields')}`);
    }
    const { source } = this.surroundings;
    if (!is.sources.includes(source)) {
      return this.error(
        node,
        `${name} is known to source: ${is.sources.join(', ')}, and this is source: ${source}`,
      );
    }
    return { name, is };
  }

  /**
   * The constant that `node` is, fit for a field of this type.
   * @param ordered whether it is compared by order, where CEL takes any number
   */
  constant(node: Node, type: ExpressionField['type'], ordered = false): Constant | undefined {
    const constant = constantOf(node);
    if (!constant) return this.noConstant(node);
    if (type === 'address' && constant.type === 'text') return this.#address(constant.value, node);
    const fits = constant.type === type || (ordered && isNumeric(constant.type) && isNumeric(type));
    if (!fits) return this.error(node, `write ${EXAMPLES[type]}, here`);
    if (constant.type === 'integer' && !Number.isSafeInteger(constant.value)) {
      return this.error(node, 'this number is too large');
    }
    return constant;
  }

  /** The constants that all of `nodes` are; undefined when one is none. */
  constants(nodes: readonly Node[], type: ExpressionField['type']): Constant[] | undefined {
    const constants = nodes.map((node) => this.constant(node, type));
    return constants.every((constant) => constant !== undefined) ? constants : undefined;
  }

  noConstant(node: Node): undefined {
    const name = nameOf(node);
    if (name === undefined) return this.refuse(node);
    return EXPRESSION_FIELDS.has(name)
      ? this.error(node, 'fields are compared with constants, not with each other')
      : this.error(node, `a constant must stand here; texts are in quotes, such as '${name}'`);
  }

  /** Says of what CEL has, and expressions here have not, what to write. */
  refuse(node: Node): undefined {
    switch (node.op) {
      case 'value':
        return this.error(node, 'a constant alone is no condition; compare a field with it');
      case '?:':
        return this.error(node, 'there is no "? :" here; join conditions with &&, || and !');
      case 'call':
      case 'rcall':
        if (node.args[0] === 'list') {
          return this.error(node, `lists stand behind "in", such as path in list('name')`);
        }
        return this.noFunction(node, node.args[0]);
      case '[]':
      case '[?]':
      case '.?':
      case '.':
        return this.error(node, 'fields are named as they are, such as client.ip; nothing else has parts');
      case 'list':
      case 'map':
        return this.error(node, `${node.op === 'list' ? 'a list' : 'a map'} can't stand here`);
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
      case '-_':
        return this.error(node, 'nothing is computed here; compare a field with a constant');
      default:
        return this.error(node, 'a condition has no value to compare; join conditions with &&, || and !');
    }
  }

  noFunction(node: Node, name: string): undefined {
    const known = FIELD_FUNCTIONS.get(name);
    if (known) return this.error(node, `${name} stands behind a field; write it such as ${known.example}`);
    const names = [...FIELD_FUNCTIONS.keys()];
    return this.error(node, `there is no function ${quoted(name)}; ${hint(name, names, 'functions')}`);
  }

  error(node: Node, message: string): undefined {
    this.#add('error', node, message);
    return undefined;
  }

  warn(node: Node, message: string): void {
    this.#add('warning', node, message);
  }

  #add(level: ExpressionProblem['level'], { start, end }: Node, message: string): void {
    this.problems.push({ level, message, from: start, to: end });
  }

  #address(value: string, node: Node): Constant | undefined {
    const prefix = parsePrefix(value);
    if (prefix && !value.includes('/')) return { type: 'address', value: formatPrefix(prefix) };
    return this.error(
      node,
      prefix
        ? `${quoted(value)} is a network; write client.ip.inNet('${formatPrefix(prefix)}')`
        : `${quoted(value)} is no address; write one such as '192.0.2.7' or '2001:db8::7'`,
    );
  }
}

export function isConstant(node: Node): boolean {
  return node.op === 'value' || (node.op === '-_' && node.args.op === 'value');
}

/** Name of a field, known or not, such as `client.ip`; undefined when `node` is no name. */
function nameOf(node: Node): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const object = nameOf(node.args[0]);
  return object === undefined ? undefined : `${object}.${node.args[1]}`;
}

function constantOf(node: Node): Constant | undefined {
  if (node.op === '-_') {
    const positive = constantOf(node.args);
    if (positive?.type !== 'integer' && positive?.type !== 'decimal') return undefined;
    return { type: positive.type, value: -positive.value };
  }
  if (node.op !== 'value') return undefined;
  const value = node.args;
  switch (typeof value) {
    case 'string':
      return { type: 'text', value };
    case 'bigint':
      return { type: 'integer', value: Number(value) };
    case 'number':
      return { type: 'decimal', value };
    case 'boolean':
      return { type: 'flag', value };
    default:
      return { type: 'other', value: undefined };
  }
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'decimal';
}

/** A text of the file in a message: shortened, and with nothing in it that a terminal would obey. */
export function quoted(text: string): string {
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return JSON.stringify(shown);
}

export function hint(wrong: string, names: readonly string[], what: string): string {
  const meant = nearest(wrong, names);
  if (meant !== undefined) return `did you mean ${quoted(meant)}?`;
  return names.length === 0 ? `there are no ${what}` : `${what} are ${names.join(', ')}`;
}
