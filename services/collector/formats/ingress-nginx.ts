/** The upstreaminfo format of the ingress controller of nginx. */
import type { FormatKind } from './format.ts';
import { fixedTemplate, TemplateFormat } from './template-format.ts';

const TEXT =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" ' +
  '$request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr ' +
  '$upstream_response_length $upstream_response_time $upstream_status $req_id';

export const ingressNginx: FormatKind = {
  name: 'ingress-nginx',
  open: (options) =>
    new TemplateFormat(
      'ingress-nginx',
      fixedTemplate(TEXT, {}, { escaping: 'backslash', isOpen: true }),
      options,
    ),
};
