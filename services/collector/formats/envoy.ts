/** Envoy’s access log as JSON, with the keys that Istio gives it and `x_envoy_original_path`. */
import { jsonKind } from './json.ts';

export const envoy = jsonKind({
  name: 'envoy',
  marks: ['start_time', 'downstream_remote_address', 'response_code'],
  keys: {
    time: 'start_time',
    'client.ip': 'downstream_remote_address',
    forwarded_for: 'x_forwarded_for',
    host: 'authority',
    method: 'method',
    uri: 'x_envoy_original_path',
    path: 'path',
    protocol: 'protocol',
    status: 'response_code',
    bytes_sent: 'bytes_sent',
    request_bytes: 'bytes_received',
    request_time_ms: 'duration',
    user_agent: 'user_agent',
    referer: 'referer',
    request_id: 'request_id',
  },
});
