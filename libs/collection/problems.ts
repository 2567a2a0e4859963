/** What is wrong with a program, and where: so that one that is loaded can be run. */
import { nearest } from '../config/nearest.ts';
import type { Action } from './action.ts';
import { collectionOf, isCollection, TX } from './name.ts';
import { conditionsOf, fieldsOfKey, keyOf, type Program, type VariableTest, variablesOf } from './program.ts';
import { parseTemplate } from './template.ts';

/** A condition is a bit of a number. */
export const CONDITIONS_MAX = 16;
export const RULES_MAX = 100;
/** Each takes 16 bytes of every key. */
export const VARIABLES_MAX = 16;
export const DENY_MIN = 400;
export const DENY_MAX = 599;

export interface Problem {
  /** Such as ['rules', 2]. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function problemsOf(program: Program): readonly Problem[] {
  const { rules } = program;
  const problems: Problem[] = [...keyProblems(program)];
  rules.forEach((rule, i) => {
    const add = (message: string) => problems.push({ path: ['rules', i], message });
    for (const each of [...rule.tests, ...rule.actions]) {
      for (const message of partProblems(each, program)) add(message);
    }
    if (rule.deny !== undefined && (rule.deny < DENY_MIN || rule.deny > DENY_MAX)) {
      const message = `status ${rule.deny} refuses nothing; use ${DENY_MIN} to ${DENY_MAX}`;
      problems.push({ path: ['rules', i, 'deny'], message });
    }
  });
  const limits = [
    ['rules', rules.length, RULES_MAX],
    ['different conditions', conditionsOf(program).length, CONDITIONS_MAX],
    ['variables', variablesOf(program).length, VARIABLES_MAX],
  ] as const;
  for (const [what, count, max] of limits) {
    if (count > max) {
      problems.push({ path: ['rules'], message: `${count} ${what} are too many; ${max} fit one scenario` });
    }
  }
  if (!rules.some(({ deny }) => deny !== undefined)) {
    problems.push({ path: ['rules'], message: 'no rule denies, so nothing would be found' });
  }
  return problems;
}

function* keyProblems(program: Program): Generator<Problem> {
  const wanted = keyOf(program).join();
  const entries = Object.entries(program.collections);
  if (entries.length === 0) {
    yield { path: ['collections'], message: 'a key is missing; write one such as ip: "%{remote_addr}"' };
  }
  for (const [name, key] of entries) {
    const path = ['collections', name];
    if (!isCollection(name))
      yield { path, message: `"${name}" can't be a collection; use ip, global, user …` };
    const pieces = parseTemplate(key);
    if (typeof pieces === 'string') {
      yield { path, message: pieces };
      continue;
    }
    for (const piece of pieces) {
      if (piece.kind === 'variable') {
        yield {
          path,
          message: `%{${piece.name}} can't be part of a key, which must follow from the event alone`,
        };
      } else if (piece.kind === 'event' && piece.macro === 'response_status') {
        yield { path, message: 'the status can’t be part of a key' };
      }
    }
    if (fieldsOfKey(key).join() !== wanted) {
      const message =
        'collections of one program must be told apart by the same fields, as other keys are counted in other places';
      yield { path, message };
    }
  }
}

function* partProblems(part: VariableTest | Action, program: Program): Generator<string> {
  const { variable } = part;
  const known = [TX, ...Object.keys(program.collections)];
  if (!known.includes(collectionOf(variable))) yield noCollection(variable, known);
  if ('value' in part) {
    const pieces = parseTemplate(part.value);
    if (typeof pieces === 'string') yield pieces;
    else {
      for (const piece of pieces) {
        if (piece.kind !== 'variable') continue;
        if (!known.includes(collectionOf(piece.name))) yield noCollection(piece.name, known);
        if (pieces.length > 1) yield `%{${piece.name}} must stand alone: texts are remembered by their hash`;
      }
    }
  }
  if ('is' in part && part.is !== 'unset' && !isSet(variable, program)) {
    const meant = nearest(
      variable,
      variablesOf(program).filter((name) => isSet(name, program)),
    );
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    yield `${variable} is tested and never set${hint}`;
  }
  if ('do' in part && part.do === 'expire' && collectionOf(variable) === TX) {
    yield `${variable} ends with its event anyway and can't expire`;
  }
}

function isSet(variable: string, { rules }: Program): boolean {
  return rules.some(({ actions }) =>
    actions.some((each) => each.variable === variable && each.do !== 'delete' && each.do !== 'expire'),
  );
}

function noCollection(variable: string, known: readonly string[]): string {
  return `${variable} belongs to no collection that has a key; there are ${known.join(', ')}`;
}
