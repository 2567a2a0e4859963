/** An event: one request that a web server has logged. */

/** The fields an event can have, in the order of the bits in a format's field set. Only append to it. */
export const EVENT_FIELDS = [
  'time',
  'client.ip',
  'host',
  'method',
  'path',
  'query',
  'protocol',
  'status',
  'bytes_sent',
  'request_time',
  'user_agent',
  'referer',
  'user',
  'request_id',
  'refused',
  'request_bytes',
  'waf_rule',
  'waf_severity',
] as const;
export type EventField = (typeof EVENT_FIELDS)[number];

/** The fields that are text, in the order of the batch's dictionaries. */
export const TEXT_FIELDS = [
  'host',
  'method',
  'path',
  'query',
  'protocol',
  'user_agent',
  'referer',
  'user',
  'request_id',
  'waf_rule',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Bits of a row's flags. */
export const FLAG = {
  /** Weir itself refused the request: counted, and judged by no scenario. */
  refused: 1,
  /** Older than its source's watermark when it was read: counted, and not judged. */
  late: 2,
  /** The request line was no HTTP request; what it was stands in `path`. */
  notHttp: 4,
  /** It tells of a WAF rule that matched, not of a request. */
  waf: 8,
  /** Its address is a trusted proxy's, who the client was is not known: counted, and not judged. */
  proxy: 16,
} as const;

/** How far out of order a source may be: its watermark is the newest time seen, less this. */
export const LATENESS_MS = 30_000;

/** The set of fields as a bit mask. */
export function fieldSet(fields: Iterable<EventField>): number {
  let set = 0;
  for (const field of fields) set |= 1 << EVENT_FIELDS.indexOf(field);
  return set;
}

/** The fields of a bit mask. */
export function fieldsOf(set: number): EventField[] {
  return EVENT_FIELDS.filter((_, bit) => (set & (1 << bit)) !== 0);
}
