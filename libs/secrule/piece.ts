/** A chain as rules of a program: conditions of the event, tests of variables, actions. */
import { type Action, parseExpirevar, parseSetvar } from '../collection/action.ts';
import { collectionOf, isCollection, isVariable, TX } from '../collection/name.ts';
import type { VariableTest } from '../collection/program.ts';
import { parseTemplate } from '../collection/template.ts';
import { nearest } from '../config/nearest.ts';
import { and, type Condition, or } from '../match/condition.ts';
import { type Chain, isUnconditional, type Link } from './chain.ts';
import { type Constants, usesMatched, withMatched } from './constants.ts';
import { eventTest } from './event-test.ts';
import type { Fragment, Remark } from './fragment.ts';
import type { Operator, Target } from './rule.ts';
import { eventTargetOf, TARGET_NAMES } from './target.ts';
import { variableTest } from './variable-test.ts';

export interface Piece {
  readonly at: Fragment;
  readonly when: Condition | undefined;
  readonly tests: readonly VariableTest[];
  readonly actions: readonly Action[];
  /** Status; 0 when it denies nothing. */
  readonly deny: number;
  readonly id: string;
  readonly message: string;
  readonly severity: string;
}

export interface PieceContext {
  readonly constants: Constants;
  /** Collections that have keys. */
  readonly collections: ReadonlySet<string>;
  readonly add: (problem: Remark) => void;
}

/**
 * ModSecurity does what a rule of a chain says as soon as that rule holds, whatever comes of the others: so each that does
 * something is a piece.
 */
export function piecesOf(chain: Chain, order: number, context: PieceContext): Piece[] {
  const [first] = chain;
  const { deny, status, id, message, severity } = first.actions;
  const pieces: Piece[] = [];
  const whens: Condition[] = [];
  const tests: VariableTest[] = [];
  chain.forEach((link, i) => {
    const isLast = i === chain.length - 1;
    const looked = lookOf(link, order, context);
    if (looked.when) whens.push(looked.when);
    tests.push(...looked.tests);
    const actions = link.actions.statements.flatMap((statement) => {
      const action = actionOf(statement, link, order, context);
      if (action && !isLast && tests.some(({ variable }) => variable === action.variable)) {
        context.add(
          statement.at.remark(
            'this changes what the chain looks at; write it into the last rule of the chain',
          ),
        );
      }
      return action ? [action] : [];
    });
    if (actions.length === 0 && !isLast) return;
    const when = whens.length > 1 ? and(...whens) : whens[0];
    const denied = isLast && deny ? status : 0;
    pieces.push({ at: first.rule.at, when, tests: [...tests], actions, deny: denied, id, message, severity });
  });
  return pieces;
}

interface Look {
  readonly when?: Condition | undefined;
  readonly tests: readonly VariableTest[];
}

function lookOf({ rule, actions }: Link, order: number, context: PieceContext): Look {
  const { targets, operator } = rule;
  if (!operator || isUnconditional(rule))
    return { tests: targets.flatMap((each) => existence(each, context)) };
  const variables = targets.filter((target) => !eventTargetOf(target));
  if (variables.length > 0) {
    if (targets.length === 1) return { tests: testsOf(variables[0], operator, order, context) };
    context.add(
      rule.targets[0].at.remark(
        'several variables at once can’t be followed when one is remembered; write a rule for each',
      ),
    );
    return { tests: [] };
  }
  const conditions = targets.flatMap((target) => {
    const event = eventTargetOf(target);
    const condition = event && eventTest(event, operator, actions.lowercase !== undefined);
    if (typeof condition !== 'string') return condition ? [condition] : [];
    context.add(operator.at.remark(condition));
    return [];
  });
  return { when: conditions.length > 1 ? or(...conditions) : conditions[0], tests: [] };
}

/** A variable that anything will do for has to be there. */
function existence(target: Target, context: PieceContext): VariableTest[] {
  if (eventTargetOf(target)) return [];
  const variable = variableOf(target, context);
  return variable === undefined ? [] : [{ variable, is: 'set' }];
}

function testsOf(target: Target, operator: Operator, order: number, context: PieceContext): VariableTest[] {
  const variable = variableOf(target, context);
  if (variable === undefined) return [];
  refuseDigest(target.at, `%{${variable}}`, context);
  const value = context.constants.resolve(operator.argument.text, order);
  refuseDigest(operator.at, value, context);
  const test = variableTest(variable, target.counted, operator, value);
  if (typeof test !== 'string') return [test];
  context.add(operator.at.remark(test));
  return [];
}

/** The variable of a collection that has a key. */
function variableOf({ at, name, selector }: Target, { collections, add }: PieceContext): string | undefined {
  const collection = name.toLowerCase();
  const variable = `${collection}.${selector}`;
  if (collection === TX || collections.has(collection)) {
    if (isVariable(variable)) return variable;
    add(at.remark(`${at.text} names no variable; write one such as ${name}:failures`));
    return undefined;
  }
  add(at.remark(isCollection(collection) && selector !== '' ? noKey(collection) : unknownTarget(at.text)));
  return undefined;
}

function unknownTarget(text: string): string {
  const meant = nearest(text, TARGET_NAMES);
  const hint =
    meant === undefined
      ? `read are ${TARGET_NAMES.join(', ')}, and variables of collections`
      : `did you mean ${meant}?`;
  return `${text} can't be followed, as the log does not tell it; ${hint}`;
}

function noKey(collection: string): string {
  return `no rule says whose ${collection} is: write SecAction "initcol:${collection}=%{remote_addr}"`;
}

function actionOf(
  { at, kind, text }: Link['actions']['statements'][number],
  link: Link,
  order: number,
  context: PieceContext,
): Action | undefined {
  const { constants, collections, add } = context;
  const refuse = (message: string) => {
    add(at.remark(message));
    return undefined;
  };
  const digest = link.actions.digest !== undefined && usesMatched(text);
  const resolved = constants.resolve(withMatched(text, link), order);
  const action = kind === 'setvar' ? parseSetvar(resolved) : parseExpirevar(resolved);
  if (typeof action === 'string') return refuse(action);
  const collection = collectionOf(action.variable);
  // What is only part of keys has been put in there.
  if (constants.isDigest(action.variable)) return undefined;
  if (digest)
    return refuse('a digest can’t be followed, unless it is set for every request and part of a key only');
  if (collection !== TX && !collections.has(collection)) return refuse(noKey(collection));
  if (!('value' in action)) return action;
  refuseDigest(at, action.value, context);
  if (usesMatched(action.value))
    return refuse('%{matched_var} can’t be followed here: it is no one text of the log');
  const pieces = parseTemplate(action.value);
  if (typeof pieces === 'string') return refuse(pieces);
  if (pieces.length > 1 && pieces.some((piece) => piece.kind === 'variable')) {
    return refuse('a variable in a value must stand alone, as texts are remembered by their hash');
  }
  return action;
}

function refuseDigest(at: Fragment, value: string, { constants, add }: PieceContext): void {
  const pieces = parseTemplate(value);
  if (typeof pieces === 'string') return;
  for (const piece of pieces) {
    if (piece.kind !== 'variable' || !constants.isDigest(piece.name)) continue;
    add(at.remark(`${piece.name} is a digest, which can only be part of a key`));
  }
}
