/** What can be told of a line that was cut. */
import { BACKSLASH } from './ascii.ts';
import type { LineField } from './fields.ts';

/** Fields that still tell something where the cut goes through them. Part of any other would be something else. */
export const CUT_FIELDS: ReadonlySet<LineField> = new Set([
  'uri',
  'path',
  'query',
  'request',
  'raw',
  'user_agent',
  'referer',
]);

const LETTER_U = 0x75;
const LETTER_X = 0x78;

/**
 * Where the last escape ends that is whole, or the text behind it.
 * @param mark what begins an escape; -1 when there are none
 */
export function wholeEnd(buffer: Uint8Array, start: number, end: number, mark: number): number {
  for (let i = start; i < end; ) {
    const bytes = buffer[i] === mark ? escapeBytes(mark, buffer[i + 1]) : 1;
    if (i + bytes > end) return i;
    i += bytes;
  }
  return end;
}

/** Of `\\x22`, `\\u0022`, `\\"` and `#22`. */
function escapeBytes(mark: number, letter: number): number {
  if (mark !== BACKSLASH) return 3;
  return letter === LETTER_X ? 4 : letter === LETTER_U ? 6 : 2;
}
