/** Logs with one JSON object a line, such as nginx writes with escape=json. */
import { parseAddress } from '#libs/domain/address.ts';
import { FLAG } from '#libs/domain/event.ts';
import type { Prefix } from '#libs/domain/prefix.ts';
import { type EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import { isAbsent, MINUS, SLASH } from './ascii.ts';
import { parseScaled, parseWhole } from './decimal.ts';
import type { Format, FormatOptions } from './format.ts';
import { readForwardedFor } from './forwarded.ts';
import { fieldsOfKeys, JSON_FIELDS, type JsonField, type JsonKeys, requireKeys } from './json-keys.ts';
import { JsonScanner } from './json-scanner.ts';
import { isDecisionId } from './marker.ts';
import { readRequest, readTarget } from './request.ts';
import { parseIsoTime, parseUnixTime, TIME_LOCAL_BYTES, TimeLocalReader } from './time.ts';

const { host: HOST, method: METHOD, query: QUERY, protocol: PROTOCOL } = TEXT_INDEX;
const U32_MAX = 2 ** 32 - 1;
/** Of syslog: debug. */
const SEVERITY_MAX = 7;
const STATUS_MAX = 999;
const ISO_BYTES_MIN = 20;

export class JsonFormat implements Format {
  readonly name = 'json';
  readonly fields: number;
  readonly #scanner: JsonScanner;
  /** Where the scanner keeps the value of each field; -1 for a field without a key. */
  readonly #slots: Readonly<Record<JsonField, number>>;
  readonly #trusted: readonly Prefix[];
  readonly #time = new TimeLocalReader();

  /** @throws WeirError `config` when no event can be made with these keys. */
  constructor(keys: JsonKeys, { trustedProxies = [] }: FormatOptions = {}) {
    requireKeys(keys);
    const names = [...new Set(Object.values(keys))];
    this.#scanner = new JsonScanner(names);
    this.#slots = Object.fromEntries(
      JSON_FIELDS.map((field) => [field, names.indexOf(keys[field] ?? '')]),
    ) as Record<JsonField, number>;
    this.fields = fieldsOfKeys(keys);
    this.#trusted = trustedProxies;
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    if (!this.#scanner.scan(buffer, start, end)) return 'not JSON';
    row.timeMs = this.#readTime();
    if (Number.isNaN(row.timeMs)) return 'no time';
    if (!this.#readAddress(row.address)) return 'no address';
    row.status = this.#readNumber(this.#slots.status, 0);
    if (row.status < 0 || row.status > STATUS_MAX) return 'no status';
    row.bytesSent = this.#readNumber(this.#slots.bytes_sent, 0);
    if (row.bytesSent < 0) return 'no size';
    row.requestBytes = Math.max(0, this.#readNumber(this.#slots.request_bytes, 0));
    row.wafSeverity = Math.max(0, Math.min(SEVERITY_MAX, this.#readNumber(this.#slots.waf_severity, 0)));
    // What is no one time, such as the list that nginx writes of several upstreams, is an unknown one: 0.
    row.requestTimeUs = Math.max(0, Math.min(U32_MAX, this.#readNumber(this.#slots.request_time, 6)));
    this.#readTexts(row);
    this.#readRequest(row);
    const { refused } = this.#slots;
    if (refused >= 0 && this.#scanner.find(refused)) {
      const value = this.#scanner;
      if (isDecisionId(value.buffer, value.start, value.end)) row.flags |= FLAG.refused;
    }
    return '';
  }

  #readTime(): number {
    const value = this.#scanner;
    if (!value.find(this.#slots.time)) return Number.NaN;
    const { buffer, start, end } = value;
    if (end - start === TIME_LOCAL_BYTES && buffer[start + 2] === SLASH) {
      return this.#time.read(buffer, start);
    }
    const isIso = end - start >= ISO_BYTES_MIN && buffer[start + 4] === MINUS;
    return isIso ? parseIsoTime(buffer, start, end) : parseUnixTime(buffer, start, end);
  }

  #readAddress(address: Uint32Array): boolean {
    const value = this.#scanner;
    if (!value.find(this.#slots['client.ip'])) return false;
    if (!parseAddress(value.buffer, value.start, value.end, address, 0)) return false;
    if (this.#trusted.length > 0 && value.find(this.#slots.forwarded_for)) {
      readForwardedFor(value.buffer, value.start, value.end, this.#trusted, address);
    }
    return true;
  }

  /** A number times 10 to the power of `places`, 0 when there is none, negative when it is something else. */
  #readNumber(slot: number, places: number): number {
    const value = this.#scanner;
    if (slot < 0 || !value.find(slot)) return 0;
    const { buffer, start, end } = value;
    if (isAbsent(buffer, start, end)) return 0;
    const whole = places === 0 ? parseWhole(buffer, start, end) : -1;
    return whole >= 0 ? whole : parseScaled(buffer, start, end, places);
  }

  #readTexts(row: EventRow): void {
    const slots = this.#slots;
    this.#readText(slots.user_agent, TEXT_INDEX.user_agent, row);
    this.#readText(slots.referer, TEXT_INDEX.referer, row);
    this.#readText(slots.user, TEXT_INDEX.user, row);
    this.#readText(slots.request_id, TEXT_INDEX.request_id, row);
    this.#readText(slots.waf_rule, TEXT_INDEX.waf_rule, row);
    if (row.ends[TEXT_INDEX.waf_rule] > row.starts[TEXT_INDEX.waf_rule]) row.flags |= FLAG.waf;
  }

  #readText(slot: number, text: number, row: EventRow): void {
    const value = this.#scanner;
    if (this.#hasText(slot)) row.setText(text, value.buffer, value.start, value.end);
  }

  /**
   * Host, method, path, query and protocol. What is not there by itself is taken from the request line: nginx
   * leaves $request_uri and even $request_method empty when it has refused the request line, as it does with
   * `GET /../../etc/passwd`. A value of its own always goes before the one in the request line.
   */
  #readRequest(row: EventRow): void {
    const slots = this.#slots;
    const value = this.#scanner;
    const isRead = this.#hasText(slots.request);
    if (isRead) readRequest(value.buffer, value.start, value.end, row);
    if (this.#hasText(slots.uri) || this.#hasText(slots.path)) {
      row.flags &= ~FLAG.notHttp;
      readTarget(value.buffer, value.start, value.end, row);
    } else if (!isRead) {
      if (this.#hasText(slots.raw)) readRequest(value.buffer, value.start, value.end, row);
      else row.flags |= FLAG.notHttp;
    }
    this.#readText(slots.host, HOST, row);
    this.#readText(slots.method, METHOD, row);
    this.#readText(slots.protocol, PROTOCOL, row);
    this.#readText(slots.query, QUERY, row);
  }

  /** Finds a value that is not empty and no `-`. */
  #hasText(slot: number): boolean {
    const value = this.#scanner;
    return slot >= 0 && value.find(slot) && !isAbsent(value.buffer, value.start, value.end);
  }
}
