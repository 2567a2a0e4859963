import type { JsonKeys } from '#services/collector/formats/json-keys.ts';

/** The keys of nginx's log_format weir. */
export const WEIR_KEYS: JsonKeys = {
  time: 't',
  'client.ip': 'ip',
  forwarded_for: 'xff',
  host: 'h',
  method: 'm',
  uri: 'u',
  protocol: 'p',
  raw: 'raw',
  status: 's',
  bytes_sent: 'b',
  request_bytes: 'rl',
  request_time: 'rt',
  user_agent: 'ua',
  referer: 'rf',
  user: 'us',
  request_id: 'id',
  refused: 'weir',
};
