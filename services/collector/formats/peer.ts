/** The address of a connection as proxies write it, with its port: `192.0.2.1:5000`, `[2001:db8::1]:5000`. */
import { isIPv4, parseAddress } from '#libs/domain/address.ts';
import * as ascii from './ascii.ts';
import { parseWhole } from './decimal.ts';

const { CLOSE_SQUARE, COLON, OPEN_SQUARE } = ascii;

const PORT_MAX = 65_535;

/**
 * Reads an address that has a port, or brackets, or both. IPv6 with a port has brackets: without them nobody can tell
 * a port from the last group of the address.
 * @returns false when it is none; `address` is then undefined.
 */
export function parsePeer(buffer: Uint8Array, start: number, end: number, address: Uint32Array): boolean {
  if (start >= end) return false;
  const isBracketed = buffer[start] === OPEN_SQUARE;
  if (isBracketed && buffer[end - 1] === CLOSE_SQUARE) {
    return parseAddress(buffer, start + 1, end - 1, address, 0);
  }
  let colon = end - 1;
  while (colon > start && buffer[colon] !== COLON) colon--;
  const port = parseWhole(buffer, colon + 1, end);
  if (colon === start || port < 0 || port > PORT_MAX) return false;
  if (!isBracketed) return parseAddress(buffer, start, colon, address, 0) && isIPv4(address);
  return buffer[colon - 1] === CLOSE_SQUARE && parseAddress(buffer, start + 1, colon - 1, address, 0);
}
