/** Which ModSecurity variables a log line tells, and as which field. */
import type { TextualField } from '../match/fields.ts';
import type { Target } from './rule.ts';

export type EventTarget =
  | { readonly kind: 'status' }
  | { readonly kind: 'address' }
  /** Path and query as one text. */
  | { readonly kind: 'uri' }
  /** `optional`: a request may be without it, and is then not looked at. */
  | { readonly kind: 'text'; readonly field: TextualField; readonly optional: boolean };

const text = (field: TextualField, optional = false): EventTarget => ({ kind: 'text', field, optional });

/** By variable and selector. */
const EVENT_TARGETS: Readonly<Record<string, EventTarget>> = {
  RESPONSE_STATUS: { kind: 'status' },
  REMOTE_ADDR: { kind: 'address' },
  REQUEST_URI: { kind: 'uri' },
  REQUEST_FILENAME: text('path'),
  REQUEST_METHOD: text('method'),
  QUERY_STRING: text('query'),
  'REQUEST_HEADERS:user-agent': text('user_agent', true),
  'REQUEST_HEADERS:host': text('host', true),
  'REQUEST_HEADERS:referer': text('referer', true),
};

export const TARGET_NAMES = Object.keys(EVENT_TARGETS);

export function eventTargetOf({ name, selector, counted }: Target): EventTarget | undefined {
  return counted ? undefined : EVENT_TARGETS[selector === '' ? name : `${name}:${selector}`];
}

/** The macro that stands for the same. */
export function macroOf({ name, selector }: Target): string {
  return `%{${[name, ...(selector === '' ? [] : [selector])].join('.').toLowerCase()}}`;
}
