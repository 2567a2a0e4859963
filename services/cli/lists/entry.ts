/** An entry of a list that somebody wants in the ledger: what it says, and what holds where it says nothing. */
import { REMEDIATIONS, type Remediation } from '#libs/domain/decision.ts';
import { parseEnd, parseLength } from '#libs/domain/end.ts';
import { guessScope, parseSubject, SCOPES, type Scope, type Subject } from '#libs/domain/scope.ts';

export interface ListEntry {
  /** In the file, from 1. */
  readonly line: number;
  readonly subject: Subject;
  readonly remediation: Remediation;
  /** 0 when the entry does not say. */
  readonly statusCode: number;
  /** From now (Infinity: for ever), or at a time (Unix ms). */
  readonly end: { readonly lengthMs: number } | { readonly untilMs: number };
  readonly reason: string;
}

/** Of entries that do not say. */
export interface ListDefaults {
  /** Undefined: nobody has said. */
  readonly lengthMs: number | undefined;
  readonly remediation: Remediation;
  readonly reason: string;
}

/** What is wrong with a line. */
export interface Mistake {
  readonly line: number;
  readonly why: string;
}

export interface List {
  readonly entries: readonly ListEntry[];
  readonly mistakes: readonly Mistake[];
  /** Decisions in it that are not in force anyway: lifted, or only recorded. */
  readonly skipped: number;
}

/** What an entry may say, as text. */
export const FIELDS = ['value', 'scope', 'duration', 'until', 'reason', 'remediation', 'status'] as const;
export type Fields = { readonly [name in (typeof FIELDS)[number]]?: string | undefined };

/** How long what nobody has said anything about lasts, as with `decisions add`. */
export const LENGTH_MS = 4 * 3_600_000;
/** As the decision service takes it. */
const VALUE_MAX = 2048;

/** @returns a sentence that says what is wrong */
export function entryOf(fields: Fields, defaults: ListDefaults, line: number): ListEntry | string {
  const { value = '', scope, status = '', reason = '' } = fields;
  if (value.trim() === '') return 'there is no value; write an address or a prefix';
  if (value.length > VALUE_MAX) return `the value has over ${VALUE_MAX} characters`;
  if (!isScope(scope)) return `there is no scope "${scope}"; use ${SCOPES.join(', ')}`;
  const subject = parseSubject(scope || guessScope(value), value);
  if (typeof subject === 'string') return subject;
  const remediation = fields.remediation || defaults.remediation;
  if (!isRemediation(remediation))
    return `there is no remediation "${remediation}"; use ${REMEDIATIONS.join(', ')}`;
  const statusCode = status === '' ? 0 : Number(status);
  if (status !== '' && !(Number.isInteger(statusCode) && statusCode >= 400 && statusCode <= 599))
    return `status "${status}": use 400 to 599`;
  const end = endOf(fields, defaults);
  if (typeof end === 'string') return end;
  return { line, subject, remediation, statusCode, end, reason: reason || defaults.reason };
}

function endOf({ duration = '', until = '' }: Fields, { lengthMs }: ListDefaults): ListEntry['end'] | string {
  if (duration !== '' && until !== '') return 'there are a duration and an until; leave one of them out';
  if (until !== '') {
    const untilMs = parseEnd(until);
    return untilMs === undefined
      ? `until "${until}" is no time; write one such as 2027-01-31T12:00:00Z, or never`
      : { untilMs };
  }
  if (duration === '') return { lengthMs: lengthMs ?? LENGTH_MS };
  const wantedMs = parseLength(duration);
  return wantedMs === undefined
    ? `"${duration}" is no duration; write one such as 30m, 4h or 7d, or permanent`
    : { lengthMs: wantedMs };
}

function isScope(text: string | undefined): text is Scope | '' | undefined {
  return text === undefined || text === '' || (SCOPES as readonly string[]).includes(text);
}

function isRemediation(text: string): text is Remediation {
  return (REMEDIATIONS as readonly string[]).includes(text);
}
