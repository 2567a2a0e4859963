/** Text with macros, such as `%{remote_addr}_%{request_headers.user-agent}`: values of variables, and keys of collections. */
import { nearest } from '../config/nearest.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { ValueField } from '../match/fields.ts';
import { type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import { isVariable } from './name.ts';

/** What an event can be asked for, by ModSecurity's names: the fields it is made of. */
const EVENT_MACROS = {
  remote_addr: ['client.ip'],
  remote_user: ['user'],
  request_method: ['method'],
  request_protocol: ['protocol'],
  request_filename: ['path'],
  request_uri: ['path', 'query'],
  query_string: ['query'],
  server_name: ['host'],
  unique_id: ['request_id'],
  'request_headers.host': ['host'],
  'request_headers.referer': ['referer'],
  'request_headers.user-agent': ['user_agent'],
  response_status: [],
} as const satisfies Record<string, readonly ValueField[]>;

export type EventMacro = keyof typeof EVENT_MACROS;

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'event'; readonly macro: EventMacro }
  /** Such as `tx.x`. */
  | { readonly kind: 'variable'; readonly name: string };

const MACRO = /%\{([^}]*)\}/g;

/** @returns a sentence that says what is wrong when the text is no template. */
export function parseTemplate(text: string): readonly Piece[] | string {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: whole, 1: inner, index } of text.matchAll(MACRO)) {
    if (index > from) pieces.push({ kind: 'text', text: text.slice(from, index) });
    from = index + whole.length;
    const name = inner.trim().toLowerCase().replace(':', '.');
    if (isEventMacro(name)) pieces.push({ kind: 'event', macro: name });
    else if (isVariable(name)) pieces.push({ kind: 'variable', name });
    else return unknownMacro(whole, name);
  }
  if (text.indexOf('%{', from) >= 0) return `a macro in "${text}" is not closed; write %{remote_addr}`;
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** The fields that the templates' texts are made of, each once. */
export function fieldsOfPieces(pieces: readonly Piece[]): ValueField[] {
  const fields = pieces.flatMap((piece) => (piece.kind === 'event' ? EVENT_MACROS[piece.macro] : []));
  return [...new Set<ValueField>(fields)];
}

/** Reads what a macro stands for from the rows of a batch. */
export function macroReader(macro: EventMacro, hash: SeededHash): (batch: Batch, at: number) => string {
  if (macro === 'response_status') return (batch, at) => String(batch.status[at]);
  const [first, second]: readonly ValueReader[] = EVENT_MACROS[macro].map((field) =>
    valueReader(field, hash),
  );
  if (!second) return (batch, at) => first.describe(batch, at);
  return (batch, at) => {
    const query = second.describe(batch, at);
    return query === '' ? first.describe(batch, at) : `${first.describe(batch, at)}?${query}`;
  };
}

function isEventMacro(name: string): name is EventMacro {
  return name in EVENT_MACROS;
}

function unknownMacro(whole: string, name: string): string {
  const meant = nearest(name, Object.keys(EVENT_MACROS));
  const hint =
    meant === undefined ? `known: ${Object.keys(EVENT_MACROS).join(', ')}` : `did you mean %{${meant}}?`;
  return `${whole} is nothing that a log line tells; ${hint}`;
}
