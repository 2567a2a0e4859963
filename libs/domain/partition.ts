/**
 * A partition is the part of all networks whose detections are decided in one place. A network is an IPv4 /16 or an IPv6
 * /32, larger than a range, because decisions look beyond one address: at its neighbours, and at what they did before.
 */
import { ADDRESS_WORDS, isIPv4 } from './address.ts';
import type { KeyField } from './detection.ts';
import type { SeededHash } from './hash.ts';
import { maskAddress, parsePrefix } from './prefix.ts';
import type { Subject } from './scope.ts';

const NETWORK_BITS_IPV4 = 112;
const NETWORK_BITS_IPV6 = 32;

const scratch = new Uint32Array(ADDRESS_WORDS);

/** What is about an address is in the partition that decides about it. */
export function fieldOfSubject({ scope, value }: Subject): KeyField {
  const isShared = scope === 'host+path' || scope === 'agent';
  return isShared ? { field: scope, value } : { field: 'client.ip', value: value.split(' ', 1)[0] };
}

/** The partition of what a detection is about; of a key without an address, by all of its values. */
export function partitionOf(key: readonly KeyField[], hash: SeededHash, partitions: number): number {
  const about = key.find(({ field }) => field === 'client.net' || field === 'client.ip');
  const prefix = about && parsePrefix(about.value);
  if (!prefix) {
    const text = Buffer.from(JSON.stringify(key.map(({ field, value }) => [field, value])));
    return hash.bytes(text, 0, text.length) % partitions;
  }
  const bits = isIPv4(prefix.address) ? NETWORK_BITS_IPV4 : NETWORK_BITS_IPV6;
  maskAddress(prefix.address, 0, bits, scratch, 0);
  return hash.words(scratch, 0, ADDRESS_WORDS) % partitions;
}
