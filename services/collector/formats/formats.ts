/** All formats by name. Adding one is a file that exports a FormatKind, a line here, its fixtures and its page in docs/formats. */
import { alb } from './alb.ts';
import { apache } from './apache.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { CombinedFormat } from './combined.ts';
import { envoy } from './envoy.ts';
import type { FormatKind } from './format.ts';
import { haproxy } from './haproxy.ts';
import { ingressNginx } from './ingress-nginx.ts';
import { modSecurity } from './modsecurity.ts';
import { traefik, traefikClf } from './traefik.ts';

const combined: FormatKind = { name: 'combined', open: () => new CombinedFormat() };

/** In the order in which `auto` tries them: combined takes lines with more fields behind it, so it comes after those. */
export const KINDS: readonly FormatKind[] = [
  modSecurity,
  caddy,
  traefik,
  envoy,
  cloudflare,
  ingressNginx,
  traefikClf,
  alb,
  haproxy,
  combined,
  apache,
];

/** What a configuration may name; beside these it may hold a log_format itself. */
export const FORMATS: readonly string[] = ['auto', 'json', ...KINDS.map(({ name }) => name).sort()];

export function kindOf(name: string): FormatKind | undefined {
  return KINDS.find((kind) => kind.name === name);
}
