/** Caddy’s access log. */
import { jsonKind } from './json.ts';

export const caddy = jsonKind({
  name: 'caddy',
  marks: ['ts', 'request', 'status', 'size'],
  keys: {
    time: 'ts',
    // Since 2.7, and with trusted proxies it is not who connected.
    'client.ip': 'request.client_ip',
    peer: 'request.remote_ip',
    host: 'request.host',
    method: 'request.method',
    uri: 'request.uri',
    protocol: 'request.proto',
    status: 'status',
    bytes_sent: 'size',
    request_bytes: 'bytes_read',
    request_time: 'duration',
    user_agent: 'request.headers.User-Agent[0]',
    referer: 'request.headers.Referer[0]',
    user: 'user_id',
  },
});
