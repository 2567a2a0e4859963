/** From the tree of an expression to a condition. Everything that is wrong with it is found, not the first thing only. */
import { formatPrefix, parsePrefix } from '../domain/prefix.ts';
import {
  and,
  type Condition,
  inList,
  inPrefixes,
  matches,
  not,
  number,
  or,
  type TextTest,
  text,
} from '../match/condition.ts';
import { STATIC_EXTENSIONS } from '../match/fields.ts';
import type { ExpressionField } from './fields.ts';
import { FIELD_FUNCTIONS } from './functions.ts';
import { hint, isConstant, type NamedField, type Operands, quoted } from './operands.ts';
import { patternWarnings } from './pattern.ts';
import type { Node } from './syntax.ts';

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
type NodeOf<O extends Node['op']> = Extract<Node, { op: O }>;
type TextField = Extract<ExpressionField, { type: 'text' }>;

/** The same comparison with its sides exchanged. */
const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Undefined when there is an error in it, which `operands` has been told then. */
export function compileCondition(node: Node, operands: Operands): Condition | undefined {
  switch (node.op) {
    case '&&':
    case '||': {
      const parts = operandsOf(node, node.op).map((part) => compileCondition(part, operands));
      if (!parts.every((part) => part !== undefined)) return undefined;
      return node.op === '&&' ? and(...parts) : or(...parts);
    }
    case '!_': {
      const part = compileCondition(node.args, operands);
      return part && not(part);
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node, operands);
    case 'in':
      return membership(node, operands);
    case 'rcall':
      return call(node, operands);
    case 'id':
    case '.':
      return flag(node, operands);
    default:
      return operands.refuse(node);
  }
}

/** The parts of `a && b && c`, which the parser has nested. */
function operandsOf(node: Node, op: '&&' | '||'): Node[] {
  if (node.op !== op) return [node];
  const [left, right] = node.args;
  return [...operandsOf(left, op), ...operandsOf(right, op)];
}

function flag(node: Node, operands: Operands): Condition | undefined {
  const field = operands.field(node);
  if (!field) return undefined;
  if (field.is.type === 'flag') return text('extension', 'is', ...STATIC_EXTENSIONS);
  const { name } = field;
  const example =
    field.is.type === 'text' || field.is.type === 'address' ? `${name} == '...'` : `${name} > 0`;
  return operands.error(node, `${name} alone is no condition; compare it, such as ${example}`);
}

function comparison(node: NodeOf<Comparison>, operands: Operands): Condition | undefined {
  const [left, right] = node.args;
  const mirrored = isConstant(left) && !isConstant(right);
  const field = operands.field(mirrored ? right : left);
  const constant = mirrored ? left : right;
  if (!field) return isConstant(constant) ? undefined : operands.noConstant(constant);
  const { is, name } = field;
  if (is.type === 'flag') {
    return operands.error(node, `${name} is true or false by itself; write ${name} or !${name}`);
  }
  const test = mirrored ? MIRRORED[node.op] : node.op;
  if (test === '==') return equality(field, [constant], operands);
  if (test === '!=') {
    const equal = equality(field, [constant], operands);
    return equal && not(equal);
  }
  if (is.type === 'text' || is.type === 'address') {
    return operands.error(node, `${node.op} is for numbers, and ${name} is none`);
  }
  const bound = operands.constant(constant, is.type, true);
  return bound && number(is.field, test, bound.value as number);
}

/** The field is one of the constants. */
function equality(field: NamedField, nodes: readonly Node[], operands: Operands): Condition | undefined {
  const { is } = field;
  const constants = operands.constants(nodes, is.type);
  if (!constants) return undefined;
  const values = constants.map(({ value }) => value);
  switch (is.type) {
    case 'text':
      warnOfNever(field, nodes, values as string[], operands);
      return text(is.field, 'is', ...(values as string[]));
    case 'address':
      return inPrefixes(...(values as string[]));
    case 'flag':
      return undefined;
    default:
      return number(is.field, 'in', ...(values as number[]));
  }
}

function membership(node: NodeOf<'in'>, operands: Operands): Condition | undefined {
  const [left, right] = node.args;
  if (right.op === 'call' && right.args[0] === 'list') return listed(operands.field(left), right, operands);
  if (right.op !== 'list') {
    return operands.error(right, `behind "in" stands a list, such as ['a', 'b'] or list('name')`);
  }
  const field = operands.field(left);
  if (!field) return undefined;
  if (field.is.type === 'flag') return operands.error(node, `${field.name} is true or false by itself`);
  if (right.args.length === 0) return operands.error(right, 'nothing is in an empty list');
  return equality(field, right.args, operands);
}

/** The field is in a list that has a name. */
function listed(
  field: NamedField | undefined,
  node: NodeOf<'call'>,
  operands: Operands,
): Condition | undefined {
  const [argument, ...more] = node.args[1];
  if (argument?.op !== 'value' || typeof argument.args !== 'string' || more.length > 0) {
    return operands.error(node, `list takes one name, such as list('name')`);
  }
  const list = argument.args;
  const { lists } = operands.surroundings;
  if (!lists.has(list)) {
    return operands.error(argument, `there is no list ${quoted(list)}; ${hint(list, [...lists], 'lists')}`);
  }
  if (!field) return undefined;
  const { is, name } = field;
  if (is.type !== 'text' && is.type !== 'address') {
    return operands.error(node, `lists hold texts or addresses, and ${name} is neither`);
  }
  return inList(is.field, list);
}

function call(node: NodeOf<'rcall'>, operands: Operands): Condition | undefined {
  const [called, receiver, given] = node.args;
  const made = FIELD_FUNCTIONS.get(called);
  if (!made) return operands.noFunction(node, called);
  const field = operands.field(receiver);
  const example = `write it such as ${made.example}`;
  const [argument, ...more] = given;
  if (!argument || more.length > 0) return operands.error(node, `${called} takes one argument; ${example}`);
  const isList = argument.op === 'list';
  if (!isList && !isConstant(argument)) return operands.noConstant(argument);
  if (isList ? made.takes === 'one' : made.takes === 'many') {
    const wanted = made.takes === 'one' ? 'one text' : 'a list of texts';
    return operands.error(argument, `${called} takes ${wanted}; ${example}`);
  }
  const nodes = isList ? argument.args : [argument];
  if (nodes.length === 0) return operands.error(argument, 'an empty list never matches');
  if (!field) return undefined;
  const { is, name } = field;
  if (is.type === 'address' && made.on === 'address') return inNet(nodes, operands);
  if (is.type === 'text' && made.on === 'text') return textTest(is, name, made.test, nodes, operands);
  const kind = made.on === 'text' ? 'a text' : 'an address';
  return operands.error(node, `${called} is for ${kind}, and ${name} is none; ${example}`);
}

function inNet(nodes: readonly Node[], operands: Operands): Condition | undefined {
  const constants = operands.constants(nodes, 'text');
  if (!constants) return undefined;
  const prefixes = constants.map(({ value }, i) => {
    const prefix = parsePrefix(value as string);
    if (prefix) return formatPrefix(prefix);
    const example = `'10.0.0.0/8' or '2001:db8::/32'`;
    return operands.error(nodes[i], `${quoted(value as string)} is no network; write one such as ${example}`);
  });
  return prefixes.every((prefix) => prefix !== undefined) ? inPrefixes(...prefixes) : undefined;
}

function textTest(
  is: TextField,
  name: string,
  test: TextTest,
  nodes: readonly Node[],
  operands: Operands,
): Condition | undefined {
  const constants = operands.constants(nodes, 'text');
  if (!constants) return undefined;
  const values = constants.map(({ value }) => value as string);
  if (test === 'matches') {
    const mistake = operands.patterns.mistake(values[0]);
    if (mistake !== undefined) return operands.error(nodes[0], mistake);
    for (const warning of patternWarnings(values[0], name, is.never)) operands.warn(nodes[0], warning);
    return matches(is.field, values[0]);
  }
  const empty = values.indexOf('');
  if (empty >= 0) return operands.error(nodes[empty], 'this is true of every text; leave it out');
  warnOfNever({ is, name }, nodes, values, operands);
  return text(is.field, test, ...values);
}

function warnOfNever(
  { is, name }: NamedField,
  nodes: readonly Node[],
  values: readonly string[],
  operands: Operands,
): void {
  if (is.type !== 'text' || !is.never) return;
  for (const [i, value] of values.entries()) {
    if (is.never.test.test(value)) operands.warn(nodes[i], `${name} never has this in it: ${is.never.why}`);
  }
}
