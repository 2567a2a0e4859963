/** Which key of a JSON log holds what: the user's own mapping, or one made from the names that are in use. */
import { type EventField, fieldSet } from '#libs/domain/event.ts';
import { WeirError } from '#libs/errors/weir-error.ts';

/** What a key of a JSON log can hold. */
export const JSON_FIELDS = [
  /** Unix seconds with a fraction, ms, us or ns; ISO 8601 with a zone; nginx's $time_local. */
  'time',
  'client.ip',
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
export type JsonField = (typeof JSON_FIELDS)[number];

export type JsonKeys = Readonly<Partial<Record<JsonField, string>>>;

/**
 * Names of keys in use, normalised; the first that a log has is taken. So the exact ones come first: $msec before
 * $time_local, which has whole seconds, and $request_uri before $uri, which nginx has decoded and rewritten.
 * Durations that are no seconds (Traefik's and Envoy's) and addresses with a port are left out.
 */
const KNOWN_NAMES: Readonly<Record<JsonField, string>> = {
  time: 't msec ts time_iso8601 timestamp @timestamp time time_local startutc start_time edgestarttimestamp date',
  'client.ip':
    'ip remote_addr client_ip clientip clienthost client remote_ip remote_address remoteaddr src_ip',
  forwarded_for: 'xff http_x_forwarded_for x_forwarded_for forwarded_for',
  host: 'h host http_host server_name vhost requesthost clientrequesthost domain',
  method: 'm method request_method verb http_method requestmethod clientrequestmethod',
  uri: 'u request_uri uri url requesturi clientrequesturi',
  path: 'path request_path requestpath',
  query: 'query query_string args',
  protocol: 'p server_protocol protocol proto requestprotocol clientrequestprotocol http_version',
  request: 'request request_line',
  raw: 'raw',
  status: 's status status_code response_code code downstreamstatus edgeresponsestatus',
  bytes_sent: 'b body_bytes_sent bytes_sent bytes size response_size downstreamcontentsize edgeresponsebytes',
  request_bytes: 'rl request_length request_bytes bytes_received bytes_in',
  request_time: 'rt request_time request_time_seconds',
  user_agent: 'ua http_user_agent user_agent useragent agent request_user_agent clientrequestuseragent',
  referer: 'rf http_referer referer http_referrer referrer request_referer clientrequestreferer',
  user: 'us remote_user user username clientusername',
  request_id: 'id request_id req_id x_request_id http_x_request_id rayid',
  waf_rule: 'waf_rule',
  waf_severity: 'waf_severity',
  refused: 'weir weir_decision',
};

/** Which fields an event has when one of the keys holds them. */
const GIVES: Readonly<Record<JsonField, readonly EventField[]>> = {
  time: ['time'],
  'client.ip': ['client.ip'],
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
  user_agent: ['user_agent'],
  referer: ['referer'],
  user: ['user'],
  request_id: ['request_id'],
  waf_rule: ['waf_rule'],
  waf_severity: ['waf_severity'],
  refused: ['refused'],
};

/** The event fields (libs/domain/event, fieldSet) that a log with these keys gives. */
export function fieldsOfKeys(keys: JsonKeys): number {
  return fieldSet(JSON_FIELDS.filter((field) => keys[field] !== undefined).flatMap((field) => GIVES[field]));
}

/** What no event can be made without, as a list of fields of which one is needed, or undefined. */
export function missingKey(keys: JsonKeys): 'time' | 'address' | 'uri' | undefined {
  if (keys.time === undefined) return 'time';
  if (keys['client.ip'] === undefined) return 'address';
  const hasPath = keys.uri ?? keys.path ?? keys.request;
  return hasPath === undefined ? 'uri' : undefined;
}

/** As many of the keys as have a known name. */
export function guessKeys(names: readonly string[]): JsonKeys {
  const byNormal = new Map<string, string>();
  for (const name of names) if (!byNormal.has(normal(name))) byNormal.set(normal(name), name);
  const keys: Partial<Record<JsonField, string>> = {};
  for (const field of JSON_FIELDS) {
    const known = KNOWN_NAMES[field].split(' ').find((name) => byNormal.has(name));
    const name = byNormal.get(known ?? '');
    if (name !== undefined) keys[field] = name;
  }
  return keys;
}

/**
 * Checks that events can be made with these keys.
 * @param names the keys that the log has, if they are known.
 * @throws WeirError `config` that names what is missing.
 */
export function requireKeys(keys: JsonKeys, names: readonly string[] = []): void {
  const missing = missingKey(keys);
  if (missing === undefined) return;
  const field = { time: 'time', address: 'client.ip', uri: 'uri' }[missing];
  const what = { time: 'the time', address: 'the client address', uri: 'the URI' }[missing];
  const seen = names.length > 0 ? ` among ${names.slice(0, NAMES_SHOWN_MAX).join(', ')}` : '';
  throw new WeirError(
    'config',
    `no key of the JSON log is known to hold ${what}${seen}; name it under keys, such as ${field}: ${EXAMPLES[missing]}`,
    { field },
  );
}

const NAMES_SHOWN_MAX = 40;
const EXAMPLES = { time: 'msec', address: 'remote_addr', uri: 'request_uri' } as const;

function normal(name: string): string {
  return name.replaceAll('$', '').toLowerCase().replace(/[-.]/g, '_');
}
