/** What a rule is about, for targets that know addresses and prefixes only. */
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import type { Remediation } from '#libs/domain/decision.ts';
import { PREFIX_MENU, type Prefix, parsePrefix } from '#libs/domain/prefix.ts';
import type { RuleScope } from '#libs/domain/scope.ts';
import type { Rule } from './target.ts';

export const PREFIX_SCOPES: ReadonlySet<RuleScope> = new Set<RuleScope>(['ip', 'prefix']);
export const BLOCK_AND_ALLOW: ReadonlySet<Remediation> = new Set<Remediation>(['block', 'allow']);

/** The prefix, of full length for an address; undefined when the rule has another scope or a length off the menu. */
export function prefixOfRule({ scope, value }: Pick<Rule, 'scope' | 'value'>): Prefix | undefined {
  if (scope === 'ip') {
    const address = addressOf(value);
    return address && { address, bits: 128 };
  }
  const prefix = scope === 'prefix' ? parsePrefix(value) : undefined;
  if (!prefix) return undefined;
  const menu: readonly number[] = isIPv4(prefix.address) ? PREFIX_MENU.v4 : PREFIX_MENU.v6;
  return menu.includes(prefix.bits) ? prefix : undefined;
}
