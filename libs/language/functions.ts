/** The functions of expressions: on which type of field each is called, and with what. */
import type { TextTest } from '../match/condition.ts';

interface Function {
  /** One constant text, a list of them, or either. */
  readonly takes: 'one' | 'many' | 'either';
  readonly example: string;
}

export type FieldFunction = Function &
  ({ readonly on: 'text'; readonly test: TextTest } | { readonly on: 'address' });

const TABLE: Readonly<Record<string, FieldFunction>> = {
  contains: { on: 'text', takes: 'one', test: 'contains', example: `path.contains('/admin')` },
  startsWith: { on: 'text', takes: 'one', test: 'startsWith', example: `path.startsWith('/api/')` },
  endsWith: { on: 'text', takes: 'one', test: 'endsWith', example: `path.endsWith('/login')` },
  matches: { on: 'text', takes: 'one', test: 'matches', example: `path.matches(r'/login/?$')` },
  containsAny: {
    on: 'text',
    takes: 'many',
    test: 'contains',
    example: `path.containsAny(['login', 'signin'])`,
  },
  startsWithAny: {
    on: 'text',
    takes: 'many',
    test: 'startsWith',
    example: `path.startsWithAny(['/api/', '/v1/'])`,
  },
  endsWithAny: { on: 'text', takes: 'many', test: 'endsWith', example: `path.endsWithAny(['.sql', '.bak'])` },
  inNet: { on: 'address', takes: 'either', example: `client.ip.inNet('10.0.0.0/8')` },
};

export const FIELD_FUNCTIONS: ReadonlyMap<string, FieldFunction> = new Map(Object.entries(TABLE));
