/**
 * Expressions: what people write in CEL, compiled to conditions over columns.
 *
 * Only what can be tested column by column is admitted: a field against constants, joined by &&, || and !. So nothing
 * that is admitted can run long, whatever it says.
 */
import type { Condition } from '../match/condition.ts';
import type { EventSource } from '../scenario/scenario.ts';
import { compileCondition } from './condition-compiler.ts';
import { Operands } from './operands.ts';
import { parse } from './syntax.ts';

/** Something about an expression; offsets count UTF-16 units of its text. */
export interface ExpressionProblem {
  readonly level: 'error' | 'warning';
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export interface Expression {
  /** Undefined when there are errors. */
  readonly condition: Condition | undefined;
  readonly problems: readonly ExpressionProblem[];
}

/** What surrounds an expression. */
export interface Surroundings {
  readonly source: EventSource;
  /** Names of the lists there are. */
  readonly lists: ReadonlySet<string>;
}

export function compileExpression(text: string, surroundings: Surroundings): Expression {
  const parsed = parse(text);
  if ('message' in parsed) return { condition: undefined, problems: [{ level: 'error', ...parsed }] };
  const operands = new Operands(surroundings);
  const condition = compileCondition(parsed.root, operands);
  const { problems } = operands;
  if (problems.some(({ level }) => level === 'error')) return { condition: undefined, problems };
  // What was compiled is CEL in our reading of it; here the library confirms it.
  const mistake = parsed.check();
  if (mistake) return { condition: undefined, problems: [...problems, { level: 'error', ...mistake }] };
  return { condition, problems };
}
