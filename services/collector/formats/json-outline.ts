/** The keys on the outside of a JSON line, for whoever does not know yet what it is. */
import { BACKSLASH, CLOSE_BRACE, COLON, COMMA, OPEN_BRACE, QUOTE } from './ascii.ts';
import { skipBlanks, skipString, skipValue } from './json-syntax.ts';
import { Scratch } from './scratch.ts';

/** The keys of a line that is one JSON object, as they come; undefined when it is none. */
export function keysOf(buffer: Buffer, start: number, end: number): string[] | undefined {
  const keys: string[] = [];
  let i = skipBlanks(buffer, start, end);
  if (i === end || buffer[i] !== OPEN_BRACE) return undefined;
  if (isEmptyObject(buffer, i, end)) return keys;
  do {
    const key = skipBlanks(buffer, i + 1, end) + 1;
    const keyEnd = key <= end && buffer[key - 1] === QUOTE ? skipString(buffer, key, end) : -1;
    const colon = keyEnd < 0 ? end : skipBlanks(buffer, keyEnd, end);
    if (colon === end || buffer[colon] !== COLON) return undefined;
    keys.push(keyText(buffer, key, keyEnd - 1));
    i = skipValue(buffer, skipBlanks(buffer, colon + 1, end), end);
    if (i >= 0) i = skipBlanks(buffer, i, end);
  } while (i >= 0 && i < end && buffer[i] === COMMA);
  const isClosed = i >= 0 && i < end && buffer[i] === CLOSE_BRACE;
  return isClosed && skipBlanks(buffer, i + 1, end) === end ? keys : undefined;
}

function keyText(buffer: Buffer, start: number, end: number): string {
  if (!buffer.subarray(start, end).includes(BACKSLASH)) return buffer.toString('utf8', start, end);
  const scratch = new Scratch();
  scratch.begin(end - start);
  const from = scratch.unescape(buffer, start, end);
  return scratch.buffer.toString('utf8', from, scratch.end);
}

function isEmptyObject(buffer: Uint8Array, at: number, end: number): boolean {
  const closing = skipBlanks(buffer, at + 1, end);
  return closing < end && buffer[closing] === CLOSE_BRACE && skipBlanks(buffer, closing + 1, end) === end;
}
