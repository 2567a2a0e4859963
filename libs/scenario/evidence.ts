/** A request as evidence: where it is stored, what it was in short, and whether its sender may not have meant it. */
import type { Evidence, Occasion } from '../domain/detection.ts';
import { SESSION_TRAIL } from '../domain/session.ts';
import { textColumnOf } from '../match/fields.ts';
import type { Batch, SessionColumns } from '../wire/batch.ts';
import { TEXT_INDEX } from '../wire/row.ts';

const SUMMARY_MAX = 160;

export function evidenceOf(batch: Batch, at: number, shard: number, sequence: number): Evidence {
  if (batch.session) return sessionEvidence(batch, batch.session, at, shard);
  const value = (field: keyof typeof TEXT_INDEX) => batch.texts[TEXT_INDEX[field]].textAt(at);
  const query = value('query');
  const request = `${value('method')} ${value('path')}${query === '' ? '' : `?${query}`}`.trim();
  const agent = value('user_agent');
  const summary = `${request} ${batch.status[at]}${agent === '' ? '' : ` "${agent}"`}`;
  return {
    shard,
    sequence,
    row: at,
    timeMs: batch.timeMs[at],
    summary: cut(summary),
  };
}

/** A session as evidence: its last request, and what it has come to. */
function sessionEvidence(
  { texts }: Batch,
  { numbers, sequence, row, requestMs }: SessionColumns,
  at: number,
  shard: number,
): Evidence {
  const percent = Math.round(100 * numbers['session.error_ratio'][at]);
  const counted = `${numbers['session.requests'][at]} requests, ${percent} % errors, ${numbers['session.failed_paths'][at]} paths failed`;
  const agent = texts[TEXT_INDEX.user_agent].textAt(at);
  return {
    shard,
    sequence: sequence[at],
    row: row[at],
    timeMs: requestMs[at],
    summary: cut(`session of ${counted}: ${texts[textColumnOf(SESSION_TRAIL)].textAt(at)} "${agent}"`),
  };
}

/** @param isOfSource whether the rows are of the sources that the batch names, and not passed on by other shards */
export function occasionOf(
  { sources, source, texts }: Batch,
  at: number,
  isOfSource: boolean,
  successful: boolean,
): Occasion {
  const value = (field: keyof typeof TEXT_INDEX) => texts[TEXT_INDEX[field]].textAt(at);
  return {
    source: (isOfSource && sources[source[at]]?.name) || '',
    host: value('host'),
    userAgent: value('user_agent'),
    successful,
  };
}

/** Printable and short. A cut may leave half of a character. */
function cut(summary: string): string {
  return printable(summary).slice(0, SUMMARY_MAX).toWellFormed();
}

/**
 * Whether a page of another site can have made a browser send the request: a GET that names a page of another host as
 * its referer. Where the log does not tell the host, every page counts as another's.
 */
export function isForgeable(batch: Batch, at: number): boolean {
  const method = batch.texts[TEXT_INDEX.method].textAt(at);
  if (method !== 'GET' && method !== '') return false;
  const referer = batch.texts[TEXT_INDEX.referer].textAt(at);
  const host = /^https?:\/\/([^/?#]+)/i.exec(referer)?.[1];
  return host !== undefined && host.toLowerCase() !== batch.texts[TEXT_INDEX.host].textAt(at).toLowerCase();
}

/** Control characters, line and paragraph separators, and what turns the direction of the text around it. */
const DISTURBING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** The text with everything that could disturb a terminal or a log written as `\xHH` or `\uHHHH`. */
export function printable(text: string): string {
  return text.replace(DISTURBING, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
