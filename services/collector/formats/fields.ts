/** What the parts of a line can hold, whatever the format: a key of JSON, a variable of nginx, a column of another server. */
import { type EventField, fieldSet } from '#libs/domain/event.ts';

export const LINE_FIELDS = [
  /** Unix seconds with a fraction, ms, us or ns; ISO 8601 with a zone; nginx's $time_local; others (time.ts). */
  'time',
  'client.ip',
  /** The address of the connection, taken where there is no `client.ip`. */
  'peer',
  /** X-Forwarded-For, which is read only when there are trusted proxies. */
  'forwarded_for',
  'host',
  'method',
  /** Path and query as the client sent them. */
  'uri',
  /** The same, used when there is no `uri`; a `query` of its own goes before the one in it. */
  'path',
  'query',
  'protocol',
  /** The whole request line, for what the fields above leave open. */
  'request',
  /** The request line as well, looked into last: what was no HTTP request is only there. */
  'raw',
  'status',
  'bytes_sent',
  'request_bytes',
  /** Seconds with a fraction. */
  'request_time',
  /** The same in milliseconds, used when there is no `request_time`. */
  'request_time_ms',
  /** The same in nanoseconds. */
  'request_time_ns',
  'user_agent',
  'referer',
  'user',
  'request_id',
  /** The id of a WAF rule that matched, and how severe that is: 0 emergency to 7 debug. */
  'waf_rule',
  'waf_severity',
  /** The id of the decision that refused the request; empty when none did. */
  'refused',
] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** Which fields an event has when a part of the line holds them. */
const GIVES: Readonly<Record<LineField, readonly EventField[]>> = {
  time: ['time'],
  'client.ip': ['client.ip'],
  peer: [],
  forwarded_for: [],
  host: ['host'],
  method: ['method'],
  uri: ['path', 'query'],
  path: ['path', 'query'],
  query: ['query'],
  protocol: ['protocol'],
  request: ['method', 'path', 'query', 'protocol'],
  raw: [],
  status: ['status'],
  bytes_sent: ['bytes_sent'],
  request_bytes: ['request_bytes'],
  request_time: ['request_time'],
  request_time_ms: ['request_time'],
  request_time_ns: ['request_time'],
  user_agent: ['user_agent'],
  referer: ['referer'],
  user: ['user'],
  request_id: ['request_id'],
  waf_rule: ['waf_rule'],
  waf_severity: ['waf_severity'],
  refused: ['refused'],
};

/** The event fields (libs/domain/event, fieldSet) that lines with these parts give. */
export function eventFieldsOf(fields: Iterable<LineField>): number {
  return fieldSet([...fields].flatMap((field) => GIVES[field]));
}

/** What no event can be made without, or undefined when all of it is there. */
export function missingField(has: (field: LineField) => boolean): 'time' | 'client.ip' | 'uri' | undefined {
  if (!has('time')) return 'time';
  if (!has('client.ip')) return 'client.ip';
  return has('uri') || has('path') || has('request') ? undefined : 'uri';
}
