/** The text a condition can look at: fields of the event as logged, and others derived from them. */
import { type EventField, TEXT_FIELDS, type TextField } from '../domain/event.ts';
import {
  isSessionNumber,
  SESSION_NUMBER_NAMES,
  SESSION_NUMBERS,
  SESSION_TRAIL,
  type SessionNumber,
} from '../domain/session.ts';
import { pathTemplate } from './path-template.ts';

/** Extensions of what a page brings along: images, styles, scripts, fonts, media. */
export const STATIC_EXTENSIONS = [
  'js',
  'mjs',
  'css',
  'map',
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'webp',
  'avif',
  'ico',
  'woff',
  'woff2',
  'ttf',
  'otf',
  'eot',
  'mp3',
  'mp4',
  'webm',
  'webmanifest',
] as const;

const STATIC: ReadonlySet<string> = new Set(STATIC_EXTENSIONS);

/** Whether a path with this extension is a file that pages bring along. */
export function isStatic(extensionOfPath: string): boolean {
  return STATIC.has(extensionOfPath);
}

/** Where the literals of a derived text stand: in the base field's text, with other names in it, or in what it is decoded to. */
type Traces = 'base' | 'template' | 'decoded';

/**
 * Derived fields: which field they come from, and how. Computed once for each distinct value of a batch. `ends` stand in
 * the base field's text where a derived text that is not empty begins and ends; undefined when those are its own ends.
 */
const DERIVED = {
  path_decoded: { base: 'path', derive: decoded, traces: 'decoded' },
  query_decoded: { base: 'query', derive: decoded, traces: 'decoded' },
  user_agent_decoded: { base: 'user_agent', derive: decoded, traces: 'decoded' },
  referer_decoded: { base: 'referer', derive: decoded, traces: 'decoded' },
  user_decoded: { base: 'user', derive: decoded, traces: 'decoded' },
  host_decoded: { base: 'host', derive: decoded, traces: 'decoded' },
  extension: { base: 'path', derive: extension, traces: 'base', ends: ['.', undefined] },
  path_template: { base: 'path', derive: pathTemplate, traces: 'template' },
  path_stem: { base: 'path', derive: pathStem, traces: 'base', ends: [undefined, '/'] },
} as const satisfies Record<string, Derivation>;

interface Derivation {
  readonly base: TextField;
  readonly derive: (text: string) => string;
  readonly traces: Traces;
  readonly ends?: readonly [before: string | undefined, after: string | undefined];
}

export type DerivedField = keyof typeof DERIVED;
/** The trail of a session stands behind the texts of its events. */
export type TextualField = TextField | DerivedField | typeof SESSION_TRAIL;

/** Numbers of every event. */
export const EVENT_NUMBERS = [
  'status',
  'bytes_sent',
  'request_bytes',
  /** Seconds. */
  'request_time',
  'waf_severity',
] as const satisfies readonly EventField[];
export type EventNumber = (typeof EVENT_NUMBERS)[number];

export type NumericField = EventNumber | SessionNumber;
export const NUMERIC_FIELDS: readonly NumericField[] = [...EVENT_NUMBERS, ...SESSION_NUMBER_NAMES];

/** Parts of the client's address: all of it; its range, IPv4 /24 or IPv6 /48; and its subnet, IPv4 /24 or IPv6 /64. */
export const ADDRESS_FIELDS = ['client.ip', 'client.net', 'client.subnet'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];

/** What events can be told apart by: keys, and values that are counted. */
export type ValueField = AddressField | TextualField;

/** Texts of every event. */
export const EVENT_TEXTS: readonly TextualField[] = [
  ...TEXT_FIELDS,
  ...(Object.keys(DERIVED) as DerivedField[]),
];
export const TEXTUAL_FIELDS: readonly TextualField[] = [...EVENT_TEXTS, SESSION_TRAIL];

export function isAddressField(field: string): field is AddressField {
  return (ADDRESS_FIELDS as readonly string[]).includes(field);
}

/** The field of the event that a field needs. */
export function eventFieldOf(field: ValueField | NumericField): EventField {
  if (isAddressField(field)) return 'client.ip';
  if (isSessionNumber(field)) return SESSION_NUMBERS[field];
  return (EVENT_NUMBERS as readonly string[]).includes(field)
    ? (field as EventNumber)
    : baseField(field as TextualField);
}

/** The field of the event that a textual field needs. */
export function baseField(field: TextualField): TextField & EventField {
  if (field === SESSION_TRAIL) return 'path';
  return field in DERIVED ? DERIVED[field as DerivedField].base : (field as TextField);
}

/** Which text column of a batch a textual field is read from. */
export function textColumnOf(field: TextualField): number {
  return field === SESSION_TRAIL ? TEXT_FIELDS.length : TEXT_FIELDS.indexOf(baseField(field));
}

/** How a textual field is made from its base field; undefined when it is the base field itself. */
export function derivationOf(field: TextualField): ((text: string) => string) | undefined {
  return field in DERIVED ? DERIVED[field as DerivedField].derive : undefined;
}

/** Where the literals of a field's texts stand, and what stands around them there; undefined: an end of the text. */
export function tracesOf(field: TextualField): Pick<Derivation, 'traces' | 'ends'> {
  return field in DERIVED ? DERIVED[field as DerivedField] : { traces: 'base' };
}

/**
 * What an attacker meant: percent-encoding undone twice at most (twice is a common disguise, more is none that servers
 * undo), `+` as a space, backslashes as slashes, lower case.
 */
export function decoded(text: string): string {
  let plain = text.includes('+') ? text.replaceAll('+', ' ') : text;
  const once = percentDecoded(plain);
  if (once !== plain) plain = percentDecoded(once);
  return (plain.includes('\\') ? plain.replaceAll('\\', '/') : plain).toLowerCase();
}

/** Extension of the last segment of a path, in lower case, without the dot; empty when there is none. */
export function extension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot + 1).toLowerCase() : '';
}

/** A path up to its last slash: the folder that the page is in. */
export function pathStem(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Each `%XX` becomes the character with that code; what is no valid escape stays. */
function percentDecoded(text: string): string {
  let at = text.indexOf('%');
  if (at < 0) return text;
  let result = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf('%', at)) {
    const high = hexValue(text.charCodeAt(at + 1));
    const low = hexValue(text.charCodeAt(at + 2));
    if (high < 0 || low < 0) {
      at++;
      continue;
    }
    result += text.slice(from, at) + String.fromCharCode(16 * high + low);
    at += 3;
    from = at;
  }
  return result + text.slice(from);
}

/** Value of a hex digit's code, -1 for anything else, NaN (beyond the end) included. */
function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
