/** The fields that expressions can name: of what type each is, which events have it, and what it never holds. */

import { SESSION_TRAIL, type SessionNumber } from '../domain/session.ts';
import type { NumericField, TextualField } from '../match/fields.ts';
import { EVENT_SOURCES, type EventSource } from '../scenario/scenario.ts';

/** Characters that a field never has, so that a test for them is a slip. */
export interface Never {
  /** Matches what has one of them in it. */
  readonly test: RegExp;
  readonly why: string;
}

interface Common {
  /** The events that have the field; in others it is always empty. */
  readonly sources: readonly EventSource[];
}

export type ExpressionField =
  | (Common & { readonly type: 'text'; readonly field: TextualField; readonly never?: Never })
  | (Common & { readonly type: 'integer' | 'decimal'; readonly field: NumericField })
  /** True or false: whether what is asked for is a file that a page brings along. */
  | (Common & { readonly type: 'flag'; readonly field: 'static' })
  | (Common & { readonly type: 'address'; readonly field: 'client.ip' });

const ALL = EVENT_SOURCES;

const DECODED: Never = {
  test: /[A-Z\\]/,
  why: 'decoded texts are in lower case and have / in place of \\',
};
const EXTENSION: Never = {
  test: /[A-Z./]/,
  why: 'extensions are in lower case and have no dot, such as php',
};
const METHOD: Never = { test: /[a-z]/, why: 'methods are in upper case, such as GET' };

const text = (field: TextualField, never?: Never): ExpressionField => ({
  type: 'text',
  field,
  sources: ALL,
  ...(never && { never }),
});

/** Only sessions have it. */
const session = (field: SessionNumber, type: 'integer' | 'decimal' = 'integer'): ExpressionField => ({
  type,
  field,
  sources: ['session'],
});

type Name = TextualField | NumericField | 'static' | 'client.ip';

const TABLE: Readonly<Record<Name, ExpressionField>> = {
  host: text('host'),
  method: text('method', METHOD),
  path: text('path'),
  query: text('query'),
  protocol: text('protocol'),
  user_agent: text('user_agent'),
  referer: text('referer'),
  user: text('user'),
  request_id: text('request_id'),
  waf_rule: { type: 'text', field: 'waf_rule', sources: ['waf'] },
  path_decoded: text('path_decoded', DECODED),
  query_decoded: text('query_decoded', DECODED),
  user_agent_decoded: text('user_agent_decoded', DECODED),
  referer_decoded: text('referer_decoded', DECODED),
  user_decoded: text('user_decoded', DECODED),
  host_decoded: text('host_decoded', DECODED),
  extension: text('extension', EXTENSION),
  path_template: text('path_template'),
  path_stem: text('path_stem'),
  status: { type: 'integer', field: 'status', sources: ALL },
  bytes_sent: { type: 'integer', field: 'bytes_sent', sources: ALL },
  request_bytes: { type: 'integer', field: 'request_bytes', sources: ALL },
  request_time: { type: 'decimal', field: 'request_time', sources: ALL },
  waf_severity: { type: 'integer', field: 'waf_severity', sources: ['waf'] },
  static: { type: 'flag', field: 'static', sources: ALL },
  'client.ip': { type: 'address', field: 'client.ip', sources: ALL },
  'session.requests': session('session.requests'),
  'session.duration': session('session.duration', 'decimal'),
  'session.errors': session('session.errors'),
  'session.server_errors': session('session.server_errors'),
  'session.unauthorized': session('session.unauthorized'),
  'session.error_ratio': session('session.error_ratio', 'decimal'),
  'session.not_found_ratio': session('session.not_found_ratio', 'decimal'),
  'session.failed_paths': session('session.failed_paths'),
  'session.paths': session('session.paths'),
  'session.asset_ratio': session('session.asset_ratio', 'decimal'),
  'session.referer_ratio': session('session.referer_ratio', 'decimal'),
  'session.odd_methods': session('session.odd_methods'),
  'session.gap_mean': session('session.gap_mean', 'decimal'),
  'session.gap_cv': session('session.gap_cv', 'decimal'),
  'session.bytes': session('session.bytes'),
  'session.closed': session('session.closed'),
  'session.trail': { type: 'text', field: SESSION_TRAIL, sources: ['session'] },
};

export const EXPRESSION_FIELDS: ReadonlyMap<string, ExpressionField> = new Map(Object.entries(TABLE));
