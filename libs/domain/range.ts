/**
 * A range is an IPv4 /24 or an IPv6 /48: the piece of address space that is never split between shards, so that
 * everything about one network is counted in one place.
 */
import { ADDRESS_WORDS, isIPv4 } from './address.ts';
import type { SeededHash } from './hash.ts';
import { maskAddress } from './prefix.ts';

const RANGE_BITS_IPV4 = 120;
const RANGE_BITS_IPV6 = 48;

const scratch = new Uint32Array(ADDRESS_WORDS);

/**
 * The shard of the address at `words[at]`, by a hash of its range under the cluster's secret seed: nobody outside
 * can aim traffic at one shard.
 */
export function shardOfAddress(words: Uint32Array, at: number, hash: SeededHash, shards: number): number {
  maskAddress(words, at, isIPv4(words, at) ? RANGE_BITS_IPV4 : RANGE_BITS_IPV6, scratch, 0);
  return hash.words(scratch, 0, ADDRESS_WORDS) % shards;
}
