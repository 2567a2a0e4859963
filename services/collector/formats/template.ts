/**
 * The plan by which lines of one form are taken apart, made from text and variables (log-format-text.ts).
 *
 * Some bytes can't be in a value, because the server escapes them: quotes above all. At these, the boundaries, a line is
 * cut with certainty, whatever a client sent. Between two of them the plan goes from the left as far as it can tell
 * where each variable ends, and from the right back to the same place; what is left there is the one variable that may
 * hold anything. A second one in the same stretch would let clients move what stands between, so there is none.
 */
import { WeirError } from '#libs/errors/weir-error.ts';
import { LINE_FIELDS, type LineField } from './fields.ts';
import { mistake, type Piece } from './log-format-text.ts';
import type { Shape } from './shapes.ts';
import type { Variable } from './variables.ts';

/** How a server writes bytes that would disturb a line: `\x22` or `\"`; `#22` (HAProxy); as they are. */
export type Escaping = 'backslash' | 'hash' | 'none';

export interface Value {
  readonly shape: Shape;
  /** -1 for what no event needs. */
  readonly slot: number;
}

export type Step = { readonly text: Buffer } | Value;

/** What stands up to a boundary, or to the end of the line. */
export interface Stretch {
  /** From the left. */
  readonly left: readonly Step[];
  /** What is left between; undefined when that is nothing. */
  readonly free: Value | undefined;
  /** From the right. */
  readonly right: readonly Step[];
  /** The byte that ends it; -1 for the end of the line. */
  readonly boundary: number;
}

export interface Template {
  readonly escaping: Escaping;
  readonly stretches: readonly Stretch[];
  /** By slot. */
  readonly fields: readonly LineField[];
  /** Lines may have more behind it. */
  readonly isOpen: boolean;
  /** Lines may end before their last boundary, because the server cuts them. */
  readonly isCut: boolean;
}

export interface TemplateOptions {
  readonly escaping: Escaping;
  readonly isOpen?: boolean;
  readonly isCut?: boolean;
  readonly variableOf: (name: string) => Variable;
  /** Of two variables that hold the same, the one with the lower number is taken. */
  readonly orderOf?: (name: string) => number;
}

type Named = Exclude<Piece, { text: string }>;

/** @throws WeirError `config` that names the variable and its place where lines could not be taken apart for certain. */
export function templateOf(pieces: readonly Piece[], options: TemplateOptions): Template {
  const taken = takenVariables(pieces, options);
  const fields = LINE_FIELDS.filter((field) => taken.has(field));
  const slotOf = (piece: Named): number => fields.findIndex((field) => taken.get(field) === piece);
  const stretches = cutAtBoundaries(pieces, options.escaping).map(({ pieces: within, boundary }) =>
    stretchOf(within, boundary, options, slotOf),
  );
  const { escaping, isOpen = false, isCut = false } = options;
  return { escaping, stretches, fields, isOpen, isCut };
}

/** By field, the variable that holds it. */
function takenVariables(
  pieces: readonly Piece[],
  { variableOf, orderOf = () => 0 }: TemplateOptions,
): Map<LineField, Named> {
  const taken = new Map<LineField, Named>();
  for (const piece of pieces) {
    if ('text' in piece) continue;
    const { field } = variableOf(piece.variable);
    if (field === undefined) continue;
    const other = taken.get(field);
    if (!other || orderOf(piece.variable) < orderOf(other.variable)) taken.set(field, piece);
  }
  return taken;
}

/** Whether a byte of the format can't be in any value. */
function isBoundary(byte: number, escaping: Escaping): boolean {
  return escaping !== 'none' && (byte === 0x22 || byte < 0x20);
}

function cutAtBoundaries(
  pieces: readonly Piece[],
  escaping: Escaping,
): { pieces: Piece[]; boundary: number }[] {
  const cut: { pieces: Piece[]; boundary: number }[] = [];
  let current: Piece[] = [];
  for (const piece of pieces) {
    if (!('text' in piece)) {
      current.push(piece);
      continue;
    }
    let text = '';
    for (const character of piece.text) {
      const code = character.charCodeAt(0);
      if (!isBoundary(code, escaping)) {
        text += character;
        continue;
      }
      if (text !== '') current.push({ text });
      cut.push({ pieces: current, boundary: code });
      current = [];
      text = '';
    }
    if (text !== '') current.push({ text });
  }
  cut.push({ pieces: current, boundary: -1 });
  return cut;
}

function stretchOf(
  pieces: readonly Piece[],
  boundary: number,
  { variableOf }: TemplateOptions,
  slotOf: (piece: Named) => number,
): Stretch {
  const step = (piece: Piece): Step =>
    'text' in piece
      ? { text: Buffer.from(piece.text) }
      : { shape: variableOf(piece.variable).shape, slot: slotOf(piece) };
  const shapeOf = (piece: Named) => variableOf(piece.variable).shape;
  let at = 0;
  while (at < pieces.length && endsForCertain(pieces, at, shapeOf)) at++;
  const left = pieces.slice(0, at).map(step);
  const free = pieces[at];
  if (free === undefined) return { left, free: undefined, right: [], boundary };
  if ('text' in free) throw new WeirError('bug', 'text has no end');
  for (let i = pieces.length - 1; i > at; i--) requireBeginning(pieces, i, free, shapeOf);
  const right = pieces
    .slice(at + 1)
    .reverse()
    .map(step);
  return { left, free: { shape: shapeOf(free), slot: slotOf(free) }, right, boundary };
}

/** Whether one can tell from the left where a piece ends. */
function endsForCertain(pieces: readonly Piece[], at: number, shapeOf: (piece: Named) => Shape): boolean {
  const piece = pieces[at];
  if ('text' in piece) return true;
  const shape = shapeOf(piece);
  if (shape.length > 0 || shape.isLazy || shape.isBeforePort) return true;
  const next = pieces[at + 1];
  if (shape.isFree || (next !== undefined && !('text' in next))) return false;
  return next === undefined || shape.bytes[Buffer.from(next.text)[0]] === 0;
}

/** @throws WeirError `config` unless one can tell from the right where the piece at `at` begins. */
function requireBeginning(
  pieces: readonly Piece[],
  at: number,
  free: Named,
  shapeOf: (piece: Named) => Shape,
): void {
  const piece = pieces[at];
  if ('text' in piece) return;
  const shape = shapeOf(piece);
  const place = `$${piece.variable} at character ${piece.at}`;
  const before = pieces[at - 1];
  if (before !== undefined && !('text' in before) && shape.length === 0) {
    throw mistake(`nothing stands between $${before.variable} and ${place}; put a blank or quotes there`);
  }
  const last = before && 'text' in before ? Buffer.from(before.text).at(-1) : undefined;
  const isCertain = shape.length > 0 || (!shape.isFree && (last === undefined || shape.bytes[last] === 0));
  if (isCertain) return;
  throw mistake(
    `a client can move the end of $${free.variable} at character ${free.at} into ${place}; ` +
      `put quotes around one of them: "$${shape.isFree ? piece.variable : free.variable}"`,
  );
}
