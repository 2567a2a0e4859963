/** The client's address behind proxies: X-Forwarded-For, read from the right. */
import { parseAddress } from '#libs/domain/address.ts';
import { COMMA, SPACE, TAB } from './ascii.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

const element = new Uint32Array(4);

/**
 * Replaces `address`, which the connection came from, by the address that it was forwarded for. Each proxy appends
 * who it talks to, so the last element is the word of the peer, and counts only while that is a trusted proxy; what
 * a client wrote in front himself is never reached. An element that is no address ends the walk.
 */
export function readForwardedFor(
  buffer: Uint8Array,
  start: number,
  end: number,
  trusted: TrustedProxies,
  address: Uint32Array,
): void {
  let to = end;
  while (to > start && trusted.has(address)) {
    let from = to;
    while (from > start && buffer[from - 1] !== COMMA) from--;
    let first = from;
    let last = to;
    while (first < last && isBlank(buffer[first])) first++;
    while (first < last && isBlank(buffer[last - 1])) last--;
    if (!parseAddress(buffer, first, last, element, 0)) return;
    address.set(element);
    to = from - 1;
  }
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
