/** The variables that a log_format can have: what each holds, and what its text looks like. */
import type { LineField } from './fields.ts';
import { SHAPES, type Shape } from './shapes.ts';

export interface Variable {
  /** Undefined for what no event needs. */
  readonly field?: LineField;
  readonly shape: Shape;
}

const { number, address, name, word, time, list, free } = SHAPES;

/**
 * In the order in which they are taken: of two that hold the same, the earlier one. What a client can put a blank into
 * is free, $host too: nginx before 1.21.1 took blanks in it.
 */
const KNOWN: readonly (readonly [names: string, shape: Shape, field?: LineField])[] = [
  ['remote_addr', address, 'client.ip'],
  ['msec', number, 'time'],
  ['time_iso8601', word, 'time'],
  ['time_local', time, 'time'],
  ['http_x_forwarded_for weir_forwarded', free, 'forwarded_for'],
  ['host http_host', free, 'host'],
  ['server_name', word, 'host'],
  ['request_method', word, 'method'],
  ['request_uri weir_uri', free, 'uri'],
  ['uri document_uri', free, 'path'],
  ['args query_string', free, 'query'],
  ['server_protocol', word, 'protocol'],
  ['request', free, 'request'],
  ['weir_request', free, 'raw'],
  ['status', number, 'status'],
  ['body_bytes_sent bytes_sent', number, 'bytes_sent'],
  ['request_length', number, 'request_bytes'],
  ['request_time', number, 'request_time'],
  ['http_user_agent weir_agent', free, 'user_agent'],
  ['http_referer weir_referer', free, 'referer'],
  ['remote_user weir_user', free, 'user'],
  ['request_id req_id', word, 'request_id'],
  ['weir_decision', name, 'refused'],
  [
    'upstream_addr upstream_status upstream_response_time upstream_connect_time upstream_header_time ' +
      'upstream_response_length upstream_bytes_received upstream_bytes_sent',
    list,
  ],
  ['realip_remote_addr server_addr proxy_protocol_addr proxy_protocol_server_addr', address],
  [
    'remote_port server_port realip_remote_port proxy_protocol_port connection connection_requests connection_time ' +
      'pid gzip_ratio tcpinfo_rtt tcpinfo_rttvar tcpinfo_snd_cwnd tcpinfo_rcv_space content_length',
    number,
  ],
  [
    'hostname proxy_upstream_name proxy_alternative_upstream_name namespace ingress_name service_name service_port',
    name,
  ],
  [
    'scheme https http2 http3 pipe nginx_version request_completion upstream_cache_status limit_req_status ' +
      'limit_conn_status ssl_protocol ssl_cipher ssl_curve ssl_session_reused ssl_session_id ssl_early_data',
    word,
  ],
];

const BY_NAME: ReadonlyMap<string, Variable & { readonly order: number }> = new Map(
  KNOWN.flatMap(([names, shape, field], order) =>
    names.split(' ').map((each, i) => {
      const of = field === undefined ? { shape } : { shape, field };
      return [each, { ...of, order: order * 100 + i }] as const;
    }),
  ),
);

/** A variable by its name; one that is not known may hold anything. */
export function variableOf(text: string): Variable {
  return BY_NAME.get(text) ?? { shape: free };
}

/** Where a variable stands among those that hold the same: the lowest is taken. */
export function orderOf(text: string): number {
  return BY_NAME.get(text)?.order ?? Number.POSITIVE_INFINITY;
}

/** Whether a variable is what the client sent, byte by byte, so that it holds no line end whatever the escaping. */
export function isAsSent(text: string): boolean {
  return /^(request|request_uri|args|query_string|host|(http|cookie|arg)_\w+)$/.test(text);
}
