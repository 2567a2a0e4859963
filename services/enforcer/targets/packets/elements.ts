/** The sets of addresses in the kernel: one for each prefix length of the menu, for whom is banned and for whom is let through. */
import { formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { PREFIX_MENU } from '#libs/domain/prefix.ts';
import { prefixOfRule } from '../prefix-of-rule.ts';
import type { Rule } from '../target.ts';

/** Until when each address of a set is held, Unix ms; the addresses as the kernel's programs write them. */
export type Elements = ReadonlyMap<string, number>;
/** By set, what becomes of its addresses: held until then, or (undefined) no longer. */
export type Edits = ReadonlyMap<string, ReadonlyMap<string, number | undefined>>;

/**
 * The longest time that the kernel is given: in 32 bits of ms there are 49 days, and a set of ipset takes 24.8. What lasts
 * longer is given again before it ends.
 */
export const TIMEOUT_MAX_MS = 24 * 24 * 3_600_000;

/** Addresses in each set. */
export const SIZE = 131_072;
/** Room beyond what is held: for what the kernel counts a little longer, or twice while it is replaced. */
export const SPARE = 16_384;

const IPV4_OFFSET = 96;

export interface SetOfLength {
  /** Such as `ban4_24`. */
  readonly name: string;
  readonly kind: 'allow' | 'ban';
  readonly family: 4 | 6;
  /** Of the prefixes it holds, bits. */
  readonly length: number;
  /** Whether that is a whole address. */
  readonly whole: boolean;
}

/** In the order in which a packet is looked up: who is let through comes first. */
export const SETS: readonly SetOfLength[] = (['allow', 'ban'] as const).flatMap((kind) => [
  ...PREFIX_MENU.v4.map((bits) => setOf(kind, 4, bits - IPV4_OFFSET)),
  ...PREFIX_MENU.v6.map((bits) => setOf(kind, 6, bits)),
]);

export const SET_NAMES: readonly string[] = SETS.map(({ name }) => name);

/**
 * The set that a rule belongs to, and its address there; undefined when it is of no length of the menu, or begins with the
 * address that is all zeros: no client has one of those, and ipset can't hold it.
 */
export function elementOf(
  rule: Pick<Rule, 'scope' | 'value' | 'remediation'>,
): { readonly set: string; readonly address: string } | undefined {
  const prefix = prefixOfRule(rule);
  if (!prefix) return undefined;
  const { address, bits } = prefix;
  const kind = rule.remediation === 'allow' ? 'allow' : 'ban';
  const { name } = isIPv4(address) ? setOf(kind, 4, bits - IPV4_OFFSET) : setOf(kind, 6, bits);
  const text = formatAddress(address);
  return text === '0.0.0.0' || text === '::' ? undefined : { set: name, address: text };
}

function setOf(kind: 'allow' | 'ban', family: 4 | 6, length: number): SetOfLength {
  return {
    name: `${kind}${family}_${length}`,
    kind,
    family,
    length,
    whole: length === (family === 4 ? 32 : 128),
  };
}
