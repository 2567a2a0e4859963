/** Makes an event of the values that a scanner has found in a line, the same for all formats that name their fields. */
import { parseAddress } from '#libs/domain/address.ts';
import { FLAG } from '#libs/domain/event.ts';
import { type EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import { isAbsent } from './ascii.ts';
import { parseCount } from './decimal.ts';
import { LINE_FIELDS, type LineField } from './fields.ts';
import type { FormatOptions } from './format.ts';
import { readForwardedFor } from './forwarded.ts';
import { isDecisionId } from './marker.ts';
import { parsePeer } from './peer.ts';
import { readCutRequest, readCutTarget, readRequest, readTarget } from './request.ts';
import { TimeReader } from './time.ts';
import { TrustedProxies } from './trusted-proxies.ts';

const { host: HOST, method: METHOD, query: QUERY, protocol: PROTOCOL } = TEXT_INDEX;
const {
  user_agent: AGENT,
  referer: REFERER,
  user: USER,
  request_id: REQUEST_ID,
  waf_rule: RULE,
} = TEXT_INDEX;
const U32_MAX = 2 ** 32 - 1;
/** Of syslog: debug. */
const SEVERITY_MAX = 7;
const STATUS_MAX = 999;

/** Values of a line, by slot: what a scanner offers once it has read the line. */
export interface Values {
  /** The value that `find` has found: the bytes from `start` up to `end`. */
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  /** Finds the value of a slot, unescaped; false when it has none. Below 0 is no slot. */
  find(slot: number): boolean;
}

export class EventReader {
  readonly #values: Values;
  /** Where the value of each field is; -1 for a field that lines don't have. */
  readonly #slots: Readonly<Record<LineField, number>>;
  readonly #trusted: TrustedProxies;
  readonly #time: TimeReader;

  /** @param slotOf the slot of a field, or -1. */
  constructor(values: Values, slotOf: (field: LineField) => number, options: FormatOptions) {
    this.#values = values;
    this.#slots = Object.fromEntries(LINE_FIELDS.map((field) => [field, slotOf(field)])) as Record<
      LineField,
      number
    >;
    this.#trusted = new TrustedProxies(options.trustedProxies ?? []);
    this.#time = new TimeReader(options.timeZone);
  }

  /**
   * Fills `row`, which is clear, from the values.
   * @param cutSlot of a line that was cut: the slot of the value that the cut goes through, -1 when it has none
   * @returns the empty string, or why this is no event.
   */
  read(row: EventRow, cutSlot?: number): string {
    const values = this.#values;
    const slots = this.#slots;
    row.timeMs = values.find(slots.time)
      ? this.#time.read(values.buffer, values.start, values.end)
      : Number.NaN;
    if (Number.isNaN(row.timeMs)) return 'no time';
    if (!this.#readAddress(row.address, cutSlot !== undefined)) return 'no address';
    row.status = this.#readNumber(slots.status, 0);
    if (row.status < 0 || row.status > STATUS_MAX) return 'no status';
    row.bytesSent = this.#readNumber(slots.bytes_sent, 0);
    if (row.bytesSent < 0) return 'no size';
    row.requestBytes = Math.max(0, this.#readNumber(slots.request_bytes, 0));
    row.wafSeverity = Math.max(0, Math.min(SEVERITY_MAX, this.#readNumber(slots.waf_severity, 0)));
    // What is no one time, such as the list that nginx writes of several upstreams, is an unknown one: 0.
    row.requestTimeUs = Math.max(0, Math.min(U32_MAX, this.#readRequestTime()));
    this.#readTexts(row);
    this.#readRequest(row, cutSlot);
    if (slots.refused >= 0 && values.find(slots.refused)) {
      if (isDecisionId(values.buffer, values.start, values.end)) row.flags |= FLAG.refused;
    }
    return '';
  }

  #readAddress(address: Uint32Array, isCut: boolean): boolean {
    const values = this.#values;
    const slots = this.#slots;
    if (!values.find(slots['client.ip'])) {
      // What is missing of a line that was cut may stand behind the cut.
      if ((isCut && slots['client.ip'] >= 0) || !values.find(slots.peer)) return false;
    }
    const { buffer, start, end } = values;
    if (!parseAddress(buffer, start, end, address, 0) && !parsePeer(buffer, start, end, address))
      return false;
    if (this.#trusted.size > 0 && values.find(slots.forwarded_for) && values.end > values.start) {
      readForwardedFor(values.buffer, values.start, values.end, this.#trusted, address);
    } else if (isCut && slots.forwarded_for >= 0) return !this.#trusted.has(address);
    return true;
  }

  #readRequestTime(): number {
    const slots = this.#slots;
    if (slots.request_time >= 0) return this.#readNumber(slots.request_time, 6);
    if (slots.request_time_ms >= 0) return this.#readNumber(slots.request_time_ms, 3);
    return slots.request_time_ns < 0 ? 0 : Math.floor(this.#readNumber(slots.request_time_ns, 0) / 1000);
  }

  /** A number times 10 to the power of `places`, 0 when there is none, negative when it is something else. */
  #readNumber(slot: number, places: number): number {
    const values = this.#values;
    if (slot < 0 || !values.find(slot)) return 0;
    return parseCount(values.buffer, values.start, values.end, places);
  }

  #readTexts(row: EventRow): void {
    const slots = this.#slots;
    this.#readText(slots.user_agent, AGENT, row);
    this.#readText(slots.referer, REFERER, row);
    this.#readText(slots.user, USER, row);
    this.#readText(slots.request_id, REQUEST_ID, row);
    this.#readText(slots.waf_rule, RULE, row);
    if (row.ends[RULE] > row.starts[RULE]) row.flags |= FLAG.waf;
  }

  #readText(slot: number, text: number, row: EventRow): void {
    const values = this.#values;
    if (this.#hasText(slot)) row.setText(text, values.buffer, values.start, values.end);
  }

  /**
   * Host, method, path, query and protocol. What is not there by itself is taken from the request line: nginx
   * leaves $request_uri and even $request_method empty when it has refused the request line, as it does with
   * `GET /../../etc/passwd`. A value of its own always goes before the one in the request line.
   */
  #readRequest(row: EventRow, cutSlot: number | undefined): void {
    const slots = this.#slots;
    const values = this.#values;
    const isRead = this.#hasText(slots.request);
    if (isRead) this.#readLine(row, slots.request === cutSlot);
    const target = this.#hasText(slots.uri) ? slots.uri : this.#hasText(slots.path) ? slots.path : -1;
    if (target >= 0) {
      row.flags &= ~FLAG.notHttp;
      if (target === cutSlot) readCutTarget(values.buffer, values.start, values.end, row);
      else readTarget(values.buffer, values.start, values.end, row);
    } else if (!isRead) {
      if (this.#hasText(slots.raw)) this.#readLine(row, slots.raw === cutSlot);
      else if (cutSlot === undefined) row.flags |= FLAG.notHttp;
    }
    this.#readText(slots.host, HOST, row);
    this.#readText(slots.method, METHOD, row);
    this.#readText(slots.protocol, PROTOCOL, row);
    this.#readText(slots.query, QUERY, row);
  }

  #readLine(row: EventRow, isCut: boolean): void {
    const { buffer, start, end } = this.#values;
    if (isCut) readCutRequest(buffer, start, end, row);
    else readRequest(buffer, start, end, row);
  }

  /** Finds a value that is not empty and no `-`. */
  #hasText(slot: number): boolean {
    const values = this.#values;
    return slot >= 0 && values.find(slot) && !isAbsent(values.buffer, values.start, values.end);
  }
}
