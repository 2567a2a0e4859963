/** ModSecurity’s audit log as JSON: a transaction a line, with the rules that matched. */

import { FLAG } from '#libs/domain/event.ts';
import type { EventRow } from '#libs/wire/row.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import { CLOSE_SQUARE, COMMA } from './ascii.ts';
import { CUT_FIELDS } from './cut-line.ts';
import { parseWhole } from './decimal.ts';
import { EventReader } from './event-reader.ts';
import { LINE_FIELDS } from './fields.ts';
import type { Format, FormatKind, FormatOptions } from './format.ts';
import { scanCut } from './json-cut.ts';
import { fieldsOfKeys, type JsonKeys } from './json-keys.ts';
import { JsonScanner } from './json-scanner.ts';
import { skipBlanks, skipValue } from './json-syntax.ts';

const KEYS: JsonKeys = {
  time: 'transaction.time_stamp',
  'client.ip': 'transaction.client_ip',
  host: 'transaction.request.headers.host',
  method: 'transaction.request.method',
  uri: 'transaction.request.uri',
  status: 'transaction.response.http_code',
  user_agent: 'transaction.request.headers.user-agent',
  referer: 'transaction.request.headers.referer',
  request_id: 'transaction.unique_id',
};
const NAMES = Object.values(KEYS);
const MESSAGES = 'transaction.messages';
const SEVERITY_UNKNOWN = 7;

class ModSecurityFormat implements Format {
  readonly name = 'modsecurity';
  readonly fields = fieldsOfKeys({ ...KEYS, waf_rule: MESSAGES, waf_severity: MESSAGES });
  // Clients write the names of headers as they like.
  readonly #scanner = new JsonScanner([...NAMES, MESSAGES], true);
  readonly #message = new JsonScanner(['details.ruleid', 'details.severity'], true);
  readonly #reader: EventReader;

  constructor(options: FormatOptions) {
    this.#reader = new EventReader(this.#scanner, (field) => NAMES.indexOf(KEYS[field] ?? ''), options);
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    return this.#scanner.scan(buffer, start, end) ? this.#read(row) : 'not JSON';
  }

  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    const slot = scanCut(this.#scanner, tells, buffer, start, end);
    return slot === undefined ? 'not JSON' : this.#read(row, slot);
  }

  /** @param cutSlot of EventReader */
  #read(row: EventRow, cutSlot?: number): string {
    const scanner = this.#scanner;
    const reason = this.#reader.read(row, cutSlot);
    if (reason === '' && scanner.findStructure(NAMES.length)) {
      this.#readMessages(scanner.buffer, scanner.start, scanner.end, row);
    }
    return reason;
  }

  /** Of the rules that matched, the most severe is the event’s; the first of them, because the last one only adds up. */
  #readMessages(buffer: Buffer, start: number, end: number, row: EventRow): void {
    let severity = SEVERITY_UNKNOWN + 1;
    let from = 0;
    let to = 0;
    for (let i = skipBlanks(buffer, start + 1, end); i < end && buffer[i] !== CLOSE_SQUARE; ) {
      const behind = skipValue(buffer, i, end);
      if (behind < 0) break;
      const own = this.#severityOf(buffer, i, behind);
      if (own < severity) {
        severity = own;
        from = i;
        to = behind;
      }
      i = skipBlanks(buffer, behind, end);
      if (buffer[i] === COMMA) i = skipBlanks(buffer, i + 1, end);
    }
    if (to === 0 || !this.#message.scan(buffer, from, to) || !this.#message.find(0)) return;
    row.setText(TEXT_INDEX.waf_rule, this.#message.buffer, this.#message.start, this.#message.end);
    row.wafSeverity = severity;
    row.flags |= FLAG.waf;
  }

  /** More than any severity for what tells of no rule. */
  #severityOf(buffer: Buffer, start: number, end: number): number {
    const message = this.#message;
    if (!message.scan(buffer, start, end)) return SEVERITY_UNKNOWN + 1;
    if (!message.find(0) || message.end === message.start) return SEVERITY_UNKNOWN + 1;
    const severity = message.find(1) ? parseWhole(message.buffer, message.start, message.end) : -1;
    return severity < 0 ? SEVERITY_UNKNOWN : Math.min(severity, SEVERITY_UNKNOWN);
  }
}

/** Whether a text still tells something where a line was cut. */
function tells(slot: number): boolean {
  return LINE_FIELDS.some((field) => CUT_FIELDS.has(field) && KEYS[field] === NAMES[slot]);
}

export const modSecurity: FormatKind = {
  name: 'modsecurity',
  marks: ['transaction'],
  open: (options) => new ModSecurityFormat(options),
};
