/** Traefik’s access log, as JSON and as CLF. */
import type { FormatKind } from './format.ts';
import { jsonKind } from './json.ts';
import { fixedTemplate, TemplateFormat } from './template-format.ts';

export const traefik: FormatKind = jsonKind({
  name: 'traefik',
  marks: ['ClientHost', 'RequestPath', 'StartUTC'],
  keys: {
    time: 'StartUTC',
    'client.ip': 'ClientHost',
    forwarded_for: 'request_X-Forwarded-For',
    host: 'RequestHost',
    method: 'RequestMethod',
    uri: 'RequestPath',
    protocol: 'RequestProtocol',
    status: 'DownstreamStatus',
    bytes_sent: 'DownstreamContentSize',
    request_bytes: 'RequestContentSize',
    request_time_ns: 'Duration',
    user_agent: 'request_User-Agent',
    referer: 'request_Referer',
    user: 'ClientUsername',
    request_id: 'request_X-Request-Id',
  },
});

const CLF =
  '$remote_addr - $remote_user [$time_local] "$request_method $request_uri $server_protocol" $status $body_bytes_sent ' +
  '"$http_referer" "$http_user_agent" $count "$router" "$service" ${milliseconds}ms';

/**
 * Nothing in it is escaped. What decides does not depend on that: address and time stand first, behind them a user, who
 * can’t have a colon and so no time; Go takes a request line only if it is three words, and the last fields are
 * Traefik’s own. Referer and agent may have quotes, and then only they are mixed up.
 */
export const traefikClf: FormatKind = {
  name: 'traefik-clf',
  open: (options) => {
    const template = fixedTemplate(
      CLF,
      {
        remote_user: ['lazy', 'user'],
        request_uri: ['unblank', 'uri'],
        server_protocol: ['name', 'protocol'],
        http_referer: ['lazy', 'referer'],
        count: ['number'],
        router: ['unquoted'],
        service: ['unquoted'],
        milliseconds: ['number', 'request_time_ms'],
      },
      { escaping: 'none' },
    );
    return new TemplateFormat('traefik-clf', template, options);
  },
};
