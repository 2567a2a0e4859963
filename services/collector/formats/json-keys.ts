/** Which key of a JSON log holds what: the user's own mapping, or one made from the names that are in use. */
import { WeirError } from '#libs/errors/weir-error.ts';
import { eventFieldsOf, LINE_FIELDS, type LineField, missingField } from './fields.ts';

/**
 * By field, the key that holds it: `remote_addr`. A dot leads into an object (`request.uri`; a key that has a dot itself
 * is found as well), and `[0]` behind a key takes the first element of an array.
 */
export type JsonKeys = Readonly<Partial<Record<LineField, string>>>;

/**
 * Names of keys in use, normalised; the first that a log has is taken. So the exact ones come first: $msec before
 * $time_local, which has whole seconds, and $request_uri before $uri, which nginx has decoded and rewritten.
 * Durations that are no seconds (Traefik's and Envoy's) and addresses with a port are left out.
 */
const KNOWN_NAMES: Readonly<Record<LineField, string>> = {
  time: 't msec ts time_iso8601 timestamp @timestamp time time_local startutc start_time edgestarttimestamp date',
  'client.ip':
    'ip remote_addr client_ip clientip clienthost client remote_ip remote_address remoteaddr src_ip',
  peer: '',
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
  request_time_ms: 'request_time_ms duration_ms latency_ms',
  request_time_ns: 'request_time_ns duration_ns latency_ns',
  user_agent: 'ua http_user_agent user_agent useragent agent request_user_agent clientrequestuseragent',
  referer: 'rf http_referer referer http_referrer referrer request_referer clientrequestreferer',
  user: 'us remote_user user username clientusername',
  request_id: 'id request_id req_id x_request_id http_x_request_id rayid',
  waf_rule: 'waf_rule',
  waf_severity: 'waf_severity',
  refused: 'weir weir_decision',
};

/** The event fields (libs/domain/event, fieldSet) that a log with these keys gives. */
export function fieldsOfKeys(keys: JsonKeys): number {
  return eventFieldsOf(LINE_FIELDS.filter((field) => keys[field] !== undefined));
}

/** What no event can be made without, or undefined. */
export function missingKey(keys: JsonKeys): 'time' | 'address' | 'uri' | undefined {
  const missing = missingField((field) => keys[field] !== undefined);
  return missing === 'client.ip' ? 'address' : missing;
}

/** As many of the keys as have a known name. */
export function guessKeys(names: readonly string[]): JsonKeys {
  const byNormal = new Map<string, string>();
  for (const name of names) if (!byNormal.has(normal(name))) byNormal.set(normal(name), name);
  const keys: Partial<Record<LineField, string>> = {};
  for (const field of LINE_FIELDS) {
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
