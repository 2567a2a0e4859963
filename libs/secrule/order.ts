/** Rules as ModSecurity runs them with one request, turned into rules that run when the request is over. */
import type { Action } from '../collection/action.ts';
import { collectionOf, TX } from '../collection/name.ts';
import type { VariableTest } from '../collection/program.ts';
import { parseTemplate } from '../collection/template.ts';
import { type Condition, number, or } from '../match/condition.ts';
import type { Piece } from './piece.ts';

/** Without what changes nothing of what is denied. */
export function withoutUseless(pieces: readonly Piece[]): readonly Piece[] {
  for (let left = pieces; ; ) {
    const read = new Set(left.flatMap(readsOf));
    const next = left
      .map((piece) => ({ ...piece, actions: piece.actions.filter(({ variable }) => read.has(variable)) }))
      .filter(({ actions, deny }) => actions.length > 0 || deny !== 0);
    const same = (all: readonly Piece[]) => all.reduce((sum, { actions }) => sum + 1 + actions.length, 0);
    if (same(next) === same(left)) return next;
    left = next;
  }
}

/**
 * What looks at remembered variables only, and at nothing that an earlier rule of the same request has changed, moves behind
 * all others: what the next request would have met first is known as soon as this one is over.
 */
export function inOrder(pieces: readonly Piece[]): readonly Piece[] {
  const staying: Piece[] = [];
  const moved: Piece[] = [];
  for (const piece of pieces) {
    const canMove = isRemembering(piece) && staying.every((earlier) => areIndependent(earlier, piece));
    (canMove ? moved : staying).push(piece);
  }
  return [...staying, ...moved];
}

/** The events that can change something. */
export function eventsOf(pieces: readonly Piece[]): Condition {
  const conditions = new Map<string, Condition>();
  for (const [i, piece] of pieces.entries()) {
    if (piece.when) conditions.set(JSON.stringify(piece.when), piece.when);
    else if (concernsAny(piece, i, pieces)) return number('status', '>=', 0);
  }
  const all = [...conditions.values()];
  return all.length === 1 ? all[0] : or(...all);
}

/** Whether a rule without a condition matters for events that meet no other rule's condition. */
function concernsAny(piece: Piece, i: number, pieces: readonly Piece[]): boolean {
  const { tests, actions, deny } = piece;
  const waitsForRule = tests.some(
    ({ variable, is }) =>
      is !== 'unset' &&
      collectionOf(variable) === TX &&
      pieces.every(
        ({ when, actions }) => when !== undefined || !actions.some((each) => each.variable === variable),
      ),
  );
  if (waitsForRule) return false;
  const isKept = ({ variable }: Action) => collectionOf(variable) !== TX;
  if (actions.some(isKept)) return true;
  if (deny === 0) return false;
  const tested = tests.filter(({ variable, is }) => is !== 'unset' && collectionOf(variable) !== TX);
  const changedLater = pieces.slice(i + 1).some((later) => meet(writesOf(later), readsOf(piece)));
  return tested.length === 0 || changedLater;
}

function isRemembering({ when, tests, actions }: Piece): boolean {
  const kept = [...tests, ...actions].every(({ variable }) => collectionOf(variable) !== TX);
  const known = [...tests, ...actions].every((each) => !('value' in each) || isKnown(each.value));
  return when === undefined && kept && known && tests.some(({ is }) => is !== 'unset');
}

/** Whether a value needs no event. */
function isKnown(value: string): boolean {
  const pieces = parseTemplate(value);
  if (typeof pieces === 'string') return false;
  return pieces.every(
    (piece) => piece.kind === 'text' || (piece.kind === 'variable' && collectionOf(piece.name) !== TX),
  );
}

function areIndependent(a: Piece, b: Piece): boolean {
  return !meet(writesOf(a), [...readsOf(b), ...writesOf(b)]) && !meet(writesOf(b), readsOf(a));
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.some((each) => b.includes(each));
}

/** Variables that a piece looks at, in tests and in values. */
export function readsOf({ tests, actions }: Piece): string[] {
  return [...tests.map(({ variable }) => variable), ...[...tests, ...actions].flatMap(variablesIn)];
}

export function writesOf({ actions }: Piece): string[] {
  return actions.map(({ variable }) => variable);
}

function variablesIn(part: VariableTest | Action): string[] {
  const pieces = 'value' in part ? parseTemplate(part.value) : [];
  if (typeof pieces === 'string') return [];
  return pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : []));
}
