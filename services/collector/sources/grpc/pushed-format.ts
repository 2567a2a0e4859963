/** What events have that others have read: which fields is seen by what comes. */
import { EVENT_FIELDS, type EventField, FLAG, fieldSet, TEXT_FIELDS } from '#libs/domain/event.ts';
import type { EventRow } from '#libs/wire/row.ts';
import type { Format } from '../../formats/format.ts';

const ALL = fieldSet(EVENT_FIELDS);
const TEXTS = TEXT_FIELDS.map((field) => fieldSet([field]));
const bit = (field: EventField) => fieldSet([field]);
const STATUS = bit('status');
const BYTES_SENT = bit('bytes_sent');
const REQUEST_TIME = bit('request_time');
const REQUEST_BYTES = bit('request_bytes');
const WAF_SEVERITY = bit('waf_severity');
const REFUSED = bit('refused');

export class PushedFormat implements Format {
  readonly name = 'events';
  #fields = fieldSet(['time', 'client.ip']);

  /** Those that some event had. */
  get fields(): number {
    return this.#fields;
  }

  note(row: EventRow): void {
    if (this.#fields === ALL) return;
    let fields = this.#fields;
    for (let text = 0; text < TEXTS.length; text++) {
      if (row.ends[text] > row.starts[text]) fields |= TEXTS[text];
    }
    if (row.status !== 0) fields |= STATUS;
    if (row.bytesSent !== 0) fields |= BYTES_SENT;
    if (row.requestTimeUs !== 0) fields |= REQUEST_TIME;
    if (row.requestBytes !== 0) fields |= REQUEST_BYTES;
    if (row.wafSeverity !== 0) fields |= WAF_SEVERITY;
    if ((row.flags & FLAG.refused) !== 0) fields |= REFUSED;
    this.#fields = fields;
  }

  parse(): string {
    return 'a line, where events are pushed';
  }

  parseCut(): string {
    return this.parse();
  }
}
