/** Where the load balancers of Google Cloud connect from, health checks too. */
import type { ProxyList } from './proxy-list.ts';

export const google: ProxyList = {
  taken: '2026-11-22',
  source: 'https://cloud.google.com/load-balancing/docs/firewall-rules',
  prefixes: '35.191.0.0/16 130.211.0.0/22 2600:2d00:1:b029::/64 2600:2d00:1:1::/64',
};
