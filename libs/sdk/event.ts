/**
 * An event as scenarios in code see it: its fields by the names that they have in conditions, each of its type. It is a
 * reader of the row in hand, not an object for each event: use it, and do not keep it.
 */

import { FLAG } from '../domain/event.ts';
import { SeededHash } from '../domain/hash.ts';
import { SESSION_NUMBER_NAMES, SESSION_TRAIL, type SessionNumber } from '../domain/session.ts';
import { WeirError } from '../errors/weir-error.ts';
import { numberColumn, unitsOf } from '../match/columns.ts';
import {
  derivationOf,
  EVENT_NUMBERS,
  EVENT_TEXTS,
  type EventNumber,
  extension,
  isStatic,
  type TextualField,
  textColumnOf,
} from '../match/fields.ts';
import { valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';

type Texts = { readonly [F in Exclude<TextualField, `${string}.${string}`>]: string };
type Numbers = { readonly [F in EventNumber]: number };
type SessionNumbers = { readonly [F in SessionNumber as F extends `session.${infer N}` ? N : never]: number };

/** Texts are empty, and numbers 0, where the log says nothing. Request times are in seconds. */
export interface TypedEvent extends Texts, Numbers {
  /** Event time, Unix ms. */
  readonly timeMs: number;
  /** Whether what is asked for is a file that a page brings along. */
  readonly static: boolean;
  /** The request line was no HTTP request. */
  readonly not_http: boolean;
  /** The client's address, its IPv4 /24 or IPv6 /48, and its IPv4 /24 or IPv6 /64. */
  readonly client: { readonly ip: string; readonly net: string; readonly subnet: string };
  /** Of events of `source: session`. @throws WeirError `invalid` in others */
  readonly session: SessionNumbers & { readonly trail: string };
}

/** Where the reader stands. */
export class Cursor {
  #batch: Batch | undefined;
  at = 0;

  get batch(): Batch {
    if (!this.#batch) throw new WeirError('bug', 'an event is read before there is one');
    return this.#batch;
  }

  turnTo(batch: Batch, at: number): void {
    this.#batch = batch;
    this.at = at;
  }
}

/** Addresses are read as they are: nothing is hashed. */
const NO_HASH = new SeededHash(new Uint8Array(8));

/** The event that a cursor stands at. */
export function typedEvent(cursor: Cursor): TypedEvent {
  const readers: Record<string, () => unknown> = {
    timeMs: () => Math.floor(cursor.batch.timeMs[cursor.at]),
    static: () => isStatic(derivedText(cursor, 'extension', extension)),
    not_http: () => (cursor.batch.flags[cursor.at] & FLAG.notHttp) !== 0,
  };
  for (const field of EVENT_TEXTS) readers[field] = textOf(cursor, field);
  for (const field of EVENT_NUMBERS) {
    const units = unitsOf(field);
    readers[field] = () => numberColumn(cursor.batch, field)[cursor.at] / units;
  }
  const client = withReaders(
    Object.fromEntries(
      (['ip', 'net', 'subnet'] as const).map((part) => {
        const reader = valueReader(`client.${part}`, NO_HASH);
        return [part, () => reader.describe(cursor.batch, cursor.at)];
      }),
    ),
  );
  const session = sessionOf(cursor);
  readers.client = () => client;
  readers.session = () => {
    if (cursor.batch.session) return session;
    throw new WeirError('invalid', `event.session is known to source: session`);
  };
  return withReaders(readers) as unknown as TypedEvent;
}

function sessionOf(cursor: Cursor): object {
  const prefix = 'session.';
  const readers: Record<string, () => unknown> = { trail: textOf(cursor, SESSION_TRAIL) };
  for (const field of SESSION_NUMBER_NAMES) {
    readers[field.slice(prefix.length)] = () => numberColumn(cursor.batch, field)[cursor.at];
  }
  return withReaders(readers);
}

function textOf(cursor: Cursor, field: TextualField): () => string {
  const derive = derivationOf(field);
  if (derive) return () => derivedText(cursor, field, derive);
  const column = textColumnOf(field);
  return () => cursor.batch.texts[column].textAt(cursor.at);
}

/** Made once for each distinct value of a batch. */
function derivedText(cursor: Cursor, field: TextualField, derive: (text: string) => string): string {
  const column = cursor.batch.texts[textColumnOf(field)];
  return column.derived(column.index[cursor.at], derive);
}

function withReaders(readers: Readonly<Record<string, () => unknown>>): object {
  const event = {};
  for (const [name, get] of Object.entries(readers)) {
    Object.defineProperty(event, name, { get, enumerable: true });
  }
  return Object.freeze(event);
}
