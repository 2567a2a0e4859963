/** Conditions row by row, as they read: what any faster way has to agree with. */
import { RE2JS } from 're2js';
import type { TextField } from '#libs/domain/event.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import type { Condition } from '#libs/match/condition.ts';
import { baseField, type TextualField } from '#libs/match/fields.ts';
import { pathTemplate } from '#libs/match/path-template.ts';
import { TEXT_BYTES_MAX } from '#libs/wire/dictionary.ts';
import { type TestEvent, words } from './batches.ts';

/** Texts or prefixes of each list, by its name. */
export type ListEntries = ReadonlyMap<string, readonly string[]>;

export function holds(of: Condition, on: TestEvent, lists: ListEntries = new Map()): boolean {
  switch (of.op) {
    case 'and':
      return of.of.every((part) => holds(part, on, lists));
    case 'or':
      return of.of.some((part) => holds(part, on, lists));
    case 'not':
      return !holds(of.of, on, lists);
    case 'number':
      return numberHolds(of, on);
    case 'text':
      return of.values.some((value) => textHolds(of.test, fieldText(of.field, on), value));
    case 'address':
      return isInside(of.prefixes, on);
    case 'list': {
      const entries = lists.get(of.list) ?? [];
      return of.field === 'client.ip' ? isInside(entries, on) : entries.includes(fieldText(of.field, on));
    }
  }
}

function numberHolds({ field, test, values }: Extract<Condition, { op: 'number' }>, on: TestEvent): boolean {
  const actual = {
    status: on.status,
    bytes_sent: on.bytesSent,
    request_bytes: on.requestBytes,
    request_time: on.requestTimeUs / 1e6,
    waf_severity: on.wafSeverity,
  }[field];
  const [value] = values;
  return {
    in: values.includes(actual),
    '<': actual < value,
    '<=': actual <= value,
    '>': actual > value,
    '>=': actual >= value,
  }[test];
}

function textHolds(test: Extract<Condition, { op: 'text' }>['test'], actual: string, value: string): boolean {
  switch (test) {
    case 'is':
      return actual === value;
    case 'contains':
      return actual.includes(value);
    case 'startsWith':
      return actual.startsWith(value);
    case 'endsWith':
      return actual.endsWith(value);
    case 'matches':
      return RE2JS.compile(value).matcher(actual).find();
  }
}

function isInside(prefixes: readonly string[], on: TestEvent): boolean {
  return prefixes.some((text) => {
    const prefix = parsePrefix(text);
    return prefix !== undefined && prefixContains(prefix, words(on.from));
  });
}

/** The text of a field: of what an event keeps of it. */
export function fieldText(field: TextualField, on: TestEvent): string {
  const raw = Buffer.from(on[baseField(field) as TextField] ?? '')
    .subarray(0, TEXT_BYTES_MAX)
    .toString('utf8');
  if (field === 'extension') return (/\.([^./]*)$/.exec(raw)?.[1] ?? '').toLowerCase();
  if (field === 'path_stem') return /^(.*)\//s.exec(raw)?.[1] ?? '';
  if (field === 'path_template') return pathTemplate(raw);
  return field.endsWith('_decoded') ? decodedText(raw) : raw;
}

function decodedText(raw: string): string {
  const once = (of: string) =>
    of.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return once(once(raw.replaceAll('+', ' ')))
    .replaceAll('\\', '/')
    .toLowerCase();
}
