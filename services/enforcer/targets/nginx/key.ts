/**
 * The keys under which nginx finds rules, as described in lua/weir/store.lua. They are made here, so that no Lua
 * has to read the text of an address.
 *
 * A key has a kind, one letter that says what it is made of (capital: for clients that are let through):
 * i address, p prefix. Kept for the scopes to come: h address and host, u address and agent, l host and path
 * (location), g agent, whose keys will be \xfe, the letter and 16 bytes of a digest of the parts.
 */
import { isIPv4 } from '#libs/domain/address.ts';
import type { Remediation } from '#libs/domain/decision.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { prefixOfRule } from '../prefix-of-rule.ts';

const LET_THROUGH = 'ff';
const IPV4_OFFSET = 96;

/**
 * Kind and key in hexadecimal, such as `i 7f000001` or `P ff10c0a80000`: one for each meaning, whatever the text
 * of the value. Undefined when nginx can't enforce it.
 */
export function keyOf(scope: Scope, value: string, remediation: Remediation): string | undefined {
  const allow = remediation === 'allow';
  if (!allow && remediation !== 'block') return undefined;
  const prefix = prefixOfRule({ scope, value });
  if (!prefix) return undefined;
  const address = hexOf(prefix.address);
  const opening = allow ? LET_THROUGH : '';
  if (prefix.bits === 128) return `${allow ? 'I' : 'i'} ${opening}${address}`;
  const bits = isIPv4(prefix.address) ? prefix.bits - IPV4_OFFSET : prefix.bits;
  return `${allow ? 'P' : 'p'} ${opening}${bits.toString(16).padStart(2, '0')}${address}`;
}

/** The bytes of the address in network order, 4 or 16: a reset makes a hundred thousand of these at once. */
function hexOf(address: Uint32Array): string {
  if (isIPv4(address)) return hexWord(address[3]);
  return hexWord(address[0]) + hexWord(address[1]) + hexWord(address[2]) + hexWord(address[3]);
}

function hexWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}
