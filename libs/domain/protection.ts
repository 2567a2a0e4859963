/**
 * Whom nobody may block: loopback, link-local and private networks, the cluster's own addresses and gateways, trusted
 * proxies. Asked where decisions are made and again where they are enforced.
 */
import type { Decision } from './decision.ts';
import { type Prefix, parsePrefix, prefixCovers } from './prefix.ts';

export interface ProtectionRule {
  /** In a sentence: "… is a loopback address". */
  readonly reason: string;
  readonly prefixes: readonly Prefix[];
}

/** Well-known networks, by what they are. */
export const NETWORKS = {
  loopback: rule('a loopback address', '127.0.0.0/8', '::1'),
  linkLocal: rule('a link-local address', '169.254.0.0/16', 'fe80::/10'),
  private: rule(
    'a private address',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    'fc00::/7',
  ),
  unspecified: rule('no address of a client', '0.0.0.0/8', '::', '224.0.0.0/3', 'ff00::/8'),
} as const;

export class Protection {
  readonly #rules: readonly ProtectionRule[];

  constructor(rules: readonly ProtectionRule[]) {
    this.#rules = rules;
  }

  /**
   * Why what a decision is about must not be blocked; empty when it may. A prefix must not be blocked when it holds a
   * protected address, and neither must a composite scope that begins with one.
   */
  reasonFor({ scope, value }: Pick<Decision, 'scope' | 'value'>): string {
    if (scope === 'host+path' || scope === 'agent') return '';
    const subject = parsePrefix(value.split(' ', 1)[0]);
    if (!subject) return 'not an address';
    for (const { reason, prefixes } of this.#rules) {
      for (const prefix of prefixes) {
        if (prefixCovers(prefix, subject)) return reason;
        if (prefixCovers(subject, prefix)) return `a network that holds ${reason}`;
      }
    }
    return '';
  }
}

/** @throws Error for text that is no prefix: these are written in the source. */
export function rule(reason: string, ...prefixes: string[]): ProtectionRule {
  return {
    reason,
    prefixes: prefixes.map((text) => {
      const prefix = parsePrefix(text);
      if (!prefix) throw new Error(`${text} is no prefix`);
      return prefix;
    }),
  };
}
