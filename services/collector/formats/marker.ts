/**
 * The mark that nginx writes into the line of a request that Weir had it refuse: the id of the decision.
 *
 * In combined it is the last field, `weir="$weir_decision"`. The quote stands behind the equals sign because a
 * client can write neither: whatever he puts into a header that is logged too, quotes in it are escaped, so no
 * field of the user's own, quoted (`"$http_x_forwarded_for"`) or not, can come out as `weir="`. A mark inside the
 * quotes could be forged by a header, and a request that is marked is judged by no scenario.
 */
import * as ascii from './ascii.ts';
import { startsWith } from './ascii.ts';

const { QUOTE, SPACE } = ascii;

const OPENING = Buffer.from(' weir="');
const ID_BYTES = 10;

/** Crockford's base 32 in lower case, the alphabet of decision ids. */
const ID_BYTE = new Uint8Array(256);
for (const letter of '0123456789abcdefghjkmnpqrstvwxyz') ID_BYTE[letter.charCodeAt(0)] = 1;

/** Whether the bytes from `start` up to `end` can be the id of a decision. */
export function isDecisionId(buffer: Uint8Array, start: number, end: number): boolean {
  if (end - start !== ID_BYTES) return false;
  for (let i = start; i < end; i++) if (ID_BYTE[buffer[i]] === 0) return false;
  return true;
}

export type Mark = 'none' | 'empty' | 'refused';

/** The mark at the end of a line, which may begin at `start` and not before. */
export function markAtEnd(buffer: Uint8Array, start: number, end: number): Mark {
  const first = end - 1 - ID_BYTES - OPENING.length;
  if (end - start <= OPENING.length || buffer[end - 1] !== QUOTE) return 'none';
  if (first >= start && buffer[first] === SPACE && startsWith(buffer, first, end, OPENING)) {
    return isDecisionId(buffer, end - 1 - ID_BYTES, end - 1) ? 'refused' : 'none';
  }
  const dash = end - 2 - OPENING.length;
  if (dash >= start && buffer[end - 2] === 0x2d && startsWith(buffer, dash, end, OPENING)) return 'empty';
  return startsWith(buffer, end - 1 - OPENING.length, end, OPENING) ? 'empty' : 'none';
}
