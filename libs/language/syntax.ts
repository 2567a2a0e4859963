/**
 * CEL as a language: texts are parsed and type-checked by the library, within limits, in an environment that knows our
 * fields and functions. Nothing is ever evaluated here; conditions are compiled.
 */
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { WeirError } from '../errors/weir-error.ts';
import { EXPRESSION_FIELDS, type ExpressionField } from './fields.ts';
import { FIELD_FUNCTIONS } from './functions.ts';

export type Node = ASTNode;

/** Limits of one expression; longer lists belong in files. */
export const EXPRESSION_LIMITS = {
  /** The parser reads a run of ! recursively: so many do not exhaust the stack. */
  characters: 5000,
  nodes: 2000,
  depth: 32,
  listItems: 500,
  patternCharacters: 2000,
  /** Of all its patterns, for RE2's engine: half a second for one text at worst. */
  patternInstructions: 5000,
} as const;

/** What the library found; offsets count UTF-16 units of the text. */
export interface SyntaxProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

export interface Parsed {
  readonly root: Node;
  /** What the type checker says against it, if anything. */
  check(): SyntaxProblem | undefined;
}

const CEL_TYPES: Readonly<Record<ExpressionField['type'], string>> = {
  text: 'string',
  address: 'string',
  integer: 'int',
  decimal: 'double',
  flag: 'bool',
};

/** Names and signatures of all there is, in CEL's own notation, for any implementation of it. */
export function declarations(): { variables: Map<string, string>; functions: string[] } {
  const variables = new Map([...EXPRESSION_FIELDS].map(([name, { type }]) => [name, CEL_TYPES[type]]));
  const functions = [...FIELD_FUNCTIONS].flatMap(([name, { takes }]) => [
    ...(takes === 'many' ? [] : [`string.${name}(string): bool`]),
    ...(takes === 'one' ? [] : [`string.${name}(list<string>): bool`]),
  ]);
  return { variables, functions: [...functions, 'list(string): list<string>'] };
}

/** What CEL has by itself: it must not be declared again. */
export const STANDARD_FUNCTIONS = ['contains', 'startsWith', 'endsWith', 'matches'];

const environment = newEnvironment();

function newEnvironment(): Environment {
  const { nodes, depth, listItems } = EXPRESSION_LIMITS;
  const made = new Environment({
    limits: { maxAstNodes: nodes, maxDepth: depth, maxListElements: listItems, maxCallArguments: 4 },
  });
  const { variables, functions } = declarations();
  const objects = new Map<string, Record<string, string>>();
  for (const [name, type] of variables) {
    const [object, property] = name.split('.');
    if (property === undefined) made.registerVariable(name, type);
    else objects.set(object, { ...objects.get(object), [property]: type });
  }
  for (const [name, schema] of objects) made.registerVariable({ name, schema });
  const notEvaluated = () => {
    throw new WeirError('bug', 'expressions are compiled, not evaluated');
  };
  for (const signature of functions) {
    if (!STANDARD_FUNCTIONS.some((name) => signature.startsWith(`string.${name}(`))) {
      made.registerFunction(signature, notEvaluated);
    }
  }
  return made;
}

/** The expression as a tree, or why it is none. */
export function parse(text: string): Parsed | SyntaxProblem {
  if (text.length > EXPRESSION_LIMITS.characters) {
    return problem(
      `an expression has ${EXPRESSION_LIMITS.characters} characters at most; put long lists into a file and use list('name')`,
      0,
      0,
    );
  }
  try {
    const parsed = environment.parse(text);
    return {
      root: parsed.ast,
      check: () => {
        const { error } = parsed.check();
        return error && problem(error.summary, error.range?.start ?? 0, error.range?.end ?? text.length);
      },
    };
  } catch (error) {
    if (error instanceof ParseError) return explained(error, text);
    throw error;
  }
}

/** Says in our words what those mistake who know other languages. */
function explained(error: ParseError, text: string): SyntaxProblem {
  const from = error.range?.start ?? 0;
  const to = Math.max(error.range?.end ?? from + 1, from + 1);
  const { code, summary } = error;
  if (code === 'limit_exceeded') return problem(exceeded(summary), from, to);
  if (code === 'invalid_escape_sequence') {
    return problem(`${text.slice(from, to)} is no escape; write texts with a backslash as r'...'`, from, to);
  }
  if (summary.endsWith('EOF')) {
    return problem('the expression ends where something is still expected', from, to);
  }
  const before = /\bnot\s+$/i.exec(text.slice(0, from));
  if (before) return problem('"not" is not CEL; write !', before.index, before.index + 3);
  const [word = ''] = /^(?:[a-z]+|=~|[~=&|])/i.exec(text.slice(from)) ?? [];
  const meant = OTHER_LANGUAGES[word.toLowerCase()];
  if (meant !== undefined) return problem(`"${word}" is not CEL; write ${meant}`, from, from + word.length);
  if (!summary.startsWith('Unexpected') && !summary.startsWith('Expected')) return problem(summary, from, to);
  const [shown = ''] = /^(?:\w+|\S)/.exec(text.slice(from)) ?? [];
  return problem(`${JSON.stringify(shown)} is not expected here`, from, from + Math.max(1, shown.length));
}

const OTHER_LANGUAGES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  and: '&&',
  or: '||',
  is: '==',
  like: '.contains(...) or .matches(...)',
  '=': '==',
  '&': '&&',
  '|': '||',
  '~': `.matches(r'...')`,
  '=~': `.matches(r'...')`,
});

function exceeded(summary: string): string {
  const { nodes, depth, listItems } = EXPRESSION_LIMITS;
  if (summary.includes('maxListElements')) {
    return `a list has ${listItems} items at most; put longer ones into a file and use list('name')`;
  }
  if (summary.includes('maxDepth')) return `an expression is nested ${depth} deep at most`;
  if (summary.includes('maxCallArguments')) return 'these are too many arguments';
  return `an expression has ${nodes} parts at most`;
}

function problem(message: string, from: number, to: number): SyntaxProblem {
  return { message, from, to };
}
