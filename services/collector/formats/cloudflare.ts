/** The HTTP requests of Cloudflare’s Logpush. */
import { jsonKind } from './json.ts';

export const cloudflare = jsonKind({
  name: 'cloudflare',
  marks: ['ClientIP', 'EdgeStartTimestamp'],
  keys: {
    time: 'EdgeStartTimestamp',
    'client.ip': 'ClientIP',
    host: 'ClientRequestHost',
    method: 'ClientRequestMethod',
    uri: 'ClientRequestURI',
    path: 'ClientRequestPath',
    protocol: 'ClientRequestProtocol',
    status: 'EdgeResponseStatus',
    bytes_sent: 'EdgeResponseBytes',
    request_bytes: 'ClientRequestBytes',
    user_agent: 'ClientRequestUserAgent',
    referer: 'ClientRequestReferer',
    request_id: 'RayID',
  },
});
