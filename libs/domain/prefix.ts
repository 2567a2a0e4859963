/** Address prefixes (networks): an address and how many of its 128 leading bits count. */
import { ADDRESS_WORDS, addressOf, formatAddress, isIPv4 } from './address.ts';

export interface Prefix {
  /** Masked to `bits`. */
  readonly address: Uint32Array;
  /** 0 to 128, counted in the IPv6 form: an IPv4 /24 has 120. */
  readonly bits: number;
}

/**
 * The lengths a target looks up, in 128-bit terms: one probe each, so there are few. IPv4 /32, /24 and /16; IPv6
 * /128, /64 and /48. Decisions are only made for these.
 */
export const PREFIX_MENU = { v4: [128, 120, 112], v6: [128, 64, 48] } as const;

const IPV4_OFFSET = 96;

/** Reads `address/length`, or a bare address as a prefix of full length; undefined when it is neither. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const address = addressOf(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  if (slash < 0) return { address, bits: 128 };
  const length = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  // ::ffff:10.0.0.0/104 and 10.0.0.0/8 are the same; only the dotted form counts from the IPv4 part.
  const dotted = isIPv4(address) && !text.slice(0, slash).includes(':');
  const bits = Number(length) + (dotted ? IPV4_OFFSET : 0);
  return bits <= 128 ? prefixOf(address, bits) : undefined;
}

/** The prefix of `bits` bits that holds the address at `at`. */
export function prefixOf(words: Uint32Array, bits: number, at = 0): Prefix {
  const address = new Uint32Array(ADDRESS_WORDS);
  maskAddress(words, at, bits, address, 0);
  return { address, bits };
}

/** Writes the address at `words[at]`, masked to `bits`, to `out[to]`. */
export function maskAddress(
  words: Uint32Array,
  at: number,
  bits: number,
  out: Uint32Array,
  to: number,
): void {
  if (bits === 128) {
    for (let word = 0; word < ADDRESS_WORDS; word++) out[to + word] = words[at + word];
    return;
  }
  for (let word = 0; word < ADDRESS_WORDS; word++) {
    const kept = bits - 32 * word;
    out[to + word] =
      kept >= 32 ? words[at + word] : kept <= 0 ? 0 : (words[at + word] & (-1 << (32 - kept))) >>> 0;
  }
}

/** Canonical text: the masked address and the length in the family's own terms. */
export function formatPrefix(prefix: Prefix): string {
  const v4 = isIPv4(prefix.address) && prefix.bits >= IPV4_OFFSET;
  return `${formatAddress(prefix.address)}/${v4 ? prefix.bits - IPV4_OFFSET : prefix.bits}`;
}

/** Whether the address at `at` lies in the prefix. An IPv6 prefix shorter than /96 holds no IPv4 address. */
export function prefixContains(prefix: Prefix, words: Uint32Array, at = 0): boolean {
  if (isIPv4(words, at) && prefix.bits < IPV4_OFFSET) return false;
  for (let word = 0; word < ADDRESS_WORDS; word++) {
    const kept = prefix.bits - 32 * word;
    if (kept <= 0) return true;
    const difference = prefix.address[word] ^ words[at + word];
    if (kept >= 32 ? difference !== 0 : difference >>> (32 - kept) !== 0) return false;
  }
  return true;
}

/** Whether `outer` covers all of `inner`. */
export function prefixCovers(outer: Prefix, inner: Prefix): boolean {
  return outer.bits <= inner.bits && prefixContains(outer, inner.address);
}

/** The first address behind a prefix; undefined behind the last one. IPv6 goes on behind IPv4. */
export function addressAfter({ address, bits }: Prefix): Uint32Array | undefined {
  const next = address.slice();
  for (let word = (bits - 1) >> 5, step = 2 ** (31 - ((bits - 1) & 31)); word >= 0; word--, step = 1) {
    const sum = next[word] + step;
    next[word] = sum;
    if (sum < 2 ** 32) return next;
  }
  return undefined;
}

/** What is left of a prefix without the `holes`: the fewest prefixes that hold all of it and nothing of them. */
export function prefixWithout(prefix: Prefix, holes: readonly Prefix[]): Prefix[] {
  if (holes.some((hole) => prefixCovers(hole, prefix))) return [];
  const inside = holes.filter((hole) => prefixCovers(prefix, hole));
  if (inside.length === 0) return [prefix];
  return halvesOf(prefix).flatMap((half) => prefixWithout(half, inside));
}

function halvesOf({ address, bits }: Prefix): [Prefix, Prefix] {
  const upper = address.slice();
  upper[bits >>> 5] = (upper[bits >>> 5] | (1 << (31 - (bits & 31)))) >>> 0;
  return [
    { address, bits: bits + 1 },
    { address: upper, bits: bits + 1 },
  ];
}
