/** Writes decisions as lists that `readList` reads. */
import type { Decision } from '#libs/domain/decision.ts';
import { formatEnd } from '#libs/domain/end.ts';
import { reasonOf } from './ndjson.ts';
import type { ListFormat } from './read-list.ts';

const COLUMNS = ['value', 'scope', 'until', 'reason', 'remediation', 'status'];
/** What would be read as something else, or cut. */
const NEEDS_QUOTES = /[",\r\n]|^[\s#]|\s$/;

/** What a list begins with, with its line's end. */
export function beginningOf(format: ListFormat): string {
  return format === 'csv' ? `${COLUMNS.join(',')}\n` : '';
}

/** With its line's end; undefined for what the format has no place for. */
export function lineOf(decision: Decision, format: ListFormat): string | undefined {
  const { scope, value, remediation, statusCode, untilMs } = decision;
  if (format === 'ndjson') return `${JSON.stringify(decision)}\n`;
  if (format === 'plain') {
    const isAddress = scope === 'ip' || scope === 'prefix';
    return isAddress && remediation === 'block' ? `${value}\n` : undefined;
  }
  const cells = [value, scope, formatEnd(untilMs), reasonOf(decision), remediation, String(statusCode)];
  return `${cells.map(quoted).join(',')}\n`;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
