/** Trusted proxies as people write them: prefixes, and names of services whose networks are known. */
import { z } from 'zod';
import { type Prefix, parsePrefix } from '../domain/prefix.ts';
import { nearest } from './nearest.ts';
import { cloudflare } from './proxies/cloudflare.ts';
import { cloudfront } from './proxies/cloudfront.ts';
import { fastly } from './proxies/fastly.ts';
import { google } from './proxies/google.ts';
import type { ProxyList } from './proxies/proxy-list.ts';

export const PROXY_LISTS: Readonly<Record<string, ProxyList>> = { cloudflare, cloudfront, fastly, google };

/** `[cloudflare, 10.0.0.0/8]`: read as prefixes. */
export const proxies = z
  .array(z.string({ error: 'a prefix such as 10.0.0.0/8, or the name of a service such as cloudflare' }))
  .transform((list, context): Prefix[] =>
    list.flatMap((text, index) => {
      const prefixes = proxyPrefixes(text);
      if (prefixes) return prefixes;
      const names = Object.keys(PROXY_LISTS);
      const meant = nearest(text, names);
      const hint =
        meant === undefined ? `write a prefix such as 10.0.0.0/8, or ${names.join(', ')}` : `use ${meant}`;
      context.addIssue({
        code: 'custom',
        path: [index],
        message: `"${text}" is no address, prefix or service; ${hint}`,
      });
      return [];
    }),
  );

function proxyPrefixes(text: string): Prefix[] | undefined {
  const list = Object.hasOwn(PROXY_LISTS, text) ? PROXY_LISTS[text].prefixes.split(' ') : [text];
  const prefixes = list.map(parsePrefix).filter((prefix) => prefix !== undefined);
  return prefixes.length === list.length ? prefixes : undefined;
}
