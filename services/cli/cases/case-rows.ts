/** The events of a case, as rows in the order of time. */
import { addressOf } from '#libs/domain/address.ts';
import { FLAG, type TextField } from '#libs/domain/event.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import type { CaseEvents } from './case-file.ts';

/** When every case begins, Unix ms. */
export const BEGIN_MS = Date.UTC(2026, 0, 5, 9);

/** Where the text of a field stands in a case. */
const TEXTS = {
  host: 'host',
  method: 'method',
  path: 'path',
  query: 'query',
  protocol: 'protocol',
  user_agent: 'ua',
  referer: 'referer',
  user: 'user',
  waf_rule: 'waf_rule',
} as const satisfies Partial<Record<TextField, keyof CaseEvents>>;

interface Planned {
  readonly atMs: number;
  /** Number of the event among its like. */
  readonly i: number;
  readonly of: CaseEvents;
}

/** @yields one row, which is filled anew each time; @throws WeirError `config` for what is no address */
export function* rowsOf(events: readonly CaseEvents[]): Generator<EventRow> {
  const row = new EventRow();
  for (const { atMs, i, of } of planned(events)) {
    row.clear();
    row.timeMs = BEGIN_MS + atMs;
    setAddress(row, numbered(of.ip, i));
    row.status = of.status;
    row.bytesSent = of.bytes_sent;
    row.requestBytes = of.request_bytes;
    row.requestTimeUs = Math.round(1e6 * of.request_time);
    row.wafSeverity = of.waf_severity;
    row.flags = (of.waf_rule === '' ? 0 : FLAG.waf) | (of.method === '' ? FLAG.notHttp : 0);
    for (const [field, name] of Object.entries(TEXTS)) {
      const bytes = Buffer.from(numbered(of[name], i));
      row.setText(TEXT_INDEX[field as keyof typeof TEXTS], bytes, 0, bytes.length);
    }
    yield row;
  }
}

/** Each follows those before it unless it says when it begins. */
function planned(events: readonly CaseEvents[]): Planned[] {
  let nextMs = 0;
  const all = events.flatMap((of): Planned[] => {
    const fromMs = of.at ?? nextMs;
    nextMs = fromMs + of.n * of.every;
    return Array.from({ length: of.n }, (_, i) => ({ atMs: fromMs + i * of.every, i, of }));
  });
  return all.sort((a, b) => a.atMs - b.atMs);
}

function numbered(text: string, i: number): string {
  if (!text.includes('{i')) return text;
  return text.replace(/\{i(?:([%/])([1-9]\d{0,8}))?\}/g, (_, operator?: string, by?: string) => {
    if (operator === undefined) return String(i);
    return String(operator === '%' ? i % Number(by) : Math.floor(i / Number(by)));
  });
}

function setAddress(row: EventRow, text: string): void {
  const address = addressOf(text);
  if (!address) throw new WeirError('config', `"${text}" is no IP address`);
  row.address.set(address);
}
