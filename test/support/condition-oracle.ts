/** Conditions row by row, as they read: what any faster way has to agree with. */
import { RE2JS } from 're2js';
import type { TextField } from '#libs/domain/event.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import type { Condition } from '#libs/match/condition.ts';
import { baseField, type EventNumber, type TextualField } from '#libs/match/fields.ts';
import { pathTemplate } from '#libs/match/path-template.ts';
import { TEXT_BYTES_MAX } from '#libs/wire/dictionary.ts';
import { type TestEvent, words } from './batches.ts';

/** Texts or prefixes of each list, by its name. */
export type ListEntries = ReadonlyMap<string, readonly string[]>;

type Closure = (on: TestEvent) => boolean;

export function holds(of: Condition, on: TestEvent, lists?: ListEntries): boolean {
  return closureOf(of, lists)(on);
}

/** The same for many events: its patterns are compiled once. */
export function closureOf(of: Condition, lists: ListEntries = new Map()): Closure {
  switch (of.op) {
    case 'and': {
      const parts = of.of.map((part) => closureOf(part, lists));
      return (on) => parts.every((part) => part(on));
    }
    case 'or': {
      const parts = of.of.map((part) => closureOf(part, lists));
      return (on) => parts.some((part) => part(on));
    }
    case 'not': {
      const part = closureOf(of.of, lists);
      return (on) => !part(on);
    }
    case 'number':
      return (on) => numberHolds(of, on);
    case 'text': {
      const tests = of.values.map((value) => textTest(of.test, value));
      return (on) => tests.some((test) => test(fieldText(of.field, on)));
    }
    case 'address':
      return (on) => isInside(of.prefixes, on);
    case 'list': {
      const { field } = of;
      const entries = lists.get(of.list) ?? [];
      return (on) => (field === 'client.ip' ? isInside(entries, on) : entries.includes(fieldText(field, on)));
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
  }[field as EventNumber];
  const [value] = values;
  return {
    in: values.includes(actual),
    '<': actual < value,
    '<=': actual <= value,
    '>': actual > value,
    '>=': actual >= value,
  }[test];
}

function textTest(
  test: Extract<Condition, { op: 'text' }>['test'],
  value: string,
): (text: string) => boolean {
  switch (test) {
    case 'is':
      return (text) => text === value;
    case 'contains':
      return (text) => text.includes(value);
    case 'startsWith':
      return (text) => text.startsWith(value);
    case 'endsWith':
      return (text) => text.endsWith(value);
    case 'matches': {
      const pattern = RE2JS.compile(value);
      return (text) => pattern.matcher(text).find();
    }
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
