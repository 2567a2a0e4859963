/** The request line of HTTP, taken apart into method, path, query and protocol. */
import { FLAG } from '#libs/domain/event.ts';
import { type EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import * as ascii from './ascii.ts';
import { startsWith } from './ascii.ts';

const { AT, CLOSE_SQUARE, COLON, OPEN_SQUARE, QUESTION, SLASH, SPACE } = ascii;

const { host: HOST, method: METHOD, path: PATH, query: QUERY, protocol: PROTOCOL } = TEXT_INDEX;

const METHOD_BYTES_MAX = 32;
const HTTP = Buffer.from('HTTP/');
const CONNECT = Buffer.from('CONNECT');
const CONNECT_BLANK = Buffer.from('CONNECT ');
const AUTHORITY_MARK = Buffer.from('://');
const ROOT = Buffer.from('/');

/** What methods and schemes are made of. nginx takes letters, `_` and `-` in methods, and there are no others. */
const WORD_BYTE = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-') {
  WORD_BYTE[letter.charCodeAt(0)] = 1;
}

/**
 * Sets the texts of `row` from a request line; only `path`, and the flag notHttp, when it is none. A server logs
 * what it was sent: nothing at all, a TLS handshake, `SSH-2.0-Go`, HTTP/0.9 (`GET /`, which has no protocol).
 */
export function readRequest(buffer: Uint8Array, start: number, end: number, row: EventRow): void {
  if (splitRequest(buffer, start, end, row)) return;
  row.setText(PATH, buffer, start, end);
  row.flags |= FLAG.notHttp;
}

function splitRequest(buffer: Uint8Array, start: number, end: number, row: EventRow): boolean {
  let i = start;
  while (i < end && WORD_BYTE[buffer[i]] === 1) i++;
  if (i === start || i === end || buffer[i] !== SPACE || i - start > METHOD_BYTES_MAX) return false;
  const methodEnd = i;
  let from = i + 1;
  while (from < end && buffer[from] === SPACE) from++;
  let to = end - 1;
  while (to > from && buffer[to] !== SPACE) to--;
  const hasProtocol = buffer[to] === SPACE && startsWith(buffer, to + 1, end, HTTP);
  if (hasProtocol) {
    row.setText(PROTOCOL, buffer, to + 1, end);
    while (to > from && buffer[to - 1] === SPACE) to--;
  } else {
    // Without a protocol only a path can tell an old request from any other two words.
    to = end;
    if (buffer[from] !== SLASH) return false;
  }
  if (to <= from) {
    row.setText(PROTOCOL, buffer, 0, 0);
    return false;
  }
  row.setText(METHOD, buffer, start, methodEnd);
  const isConnect = methodEnd - start === CONNECT.length && startsWith(buffer, start, methodEnd, CONNECT);
  if (isConnect) row.setText(PATH, buffer, from, to);
  else readTarget(buffer, from, to, row);
  return true;
}

/**
 * The same for the beginning of one that was cut. What stands behind the method is its target, up to the cut, and the protocol
 * none: whether it is one at all can't be told any more.
 */
export function readCutRequest(buffer: Uint8Array, start: number, end: number, row: EventRow): void {
  let i = start;
  while (i < end && WORD_BYTE[buffer[i]] === 1) i++;
  if (i === end && i - start <= METHOD_BYTES_MAX) return;
  if (i === start || buffer[i] !== SPACE || i - start > METHOD_BYTES_MAX) {
    row.setText(PATH, buffer, start, end);
    row.flags |= FLAG.notHttp;
    return;
  }
  row.setText(METHOD, buffer, start, i);
  while (i < end && buffer[i] === SPACE) i++;
  let to = end;
  while (to > i && buffer[to - 1] !== SPACE) to--;
  const isProtocol = to > i && startsWith(buffer, to, end, HTTP.subarray(0, end - to));
  if (!isProtocol) to = end;
  while (to > i && buffer[to - 1] === SPACE) to--;
  if (to > i && !startsWith(buffer, start, end, CONNECT_BLANK)) readCutTarget(buffer, i, to, row);
}

/** Sets path and query from the beginning of a target that was cut; neither when that may be in its host, or before. */
export function readCutTarget(buffer: Uint8Array, start: number, end: number, row: EventRow): void {
  let i = start;
  while (i < end && WORD_BYTE[buffer[i]] === 1) i++;
  if (i === end) return;
  if (startsWith(buffer, i, end, AUTHORITY_MARK.subarray(0, end - i))) {
    i += AUTHORITY_MARK.length;
    while (i < end && buffer[i] !== SLASH && buffer[i] !== QUESTION) i++;
    if (i >= end) return;
  }
  readTarget(buffer, start, end, row);
}

/** Sets path and query from the target of a request, and the host when the target names it. */
export function readTarget(buffer: Uint8Array, start: number, end: number, row: EventRow): void {
  let from = start;
  if (buffer[start] !== SLASH) from = readAuthority(buffer, start, end, row);
  let mark = from;
  while (mark < end && buffer[mark] !== QUESTION) mark++;
  // An absolute target may have no path, which means the root.
  if (mark > from || from === start) row.setText(PATH, buffer, from, mark);
  else row.setText(PATH, ROOT, 0, ROOT.length);
  if (mark < end) row.setText(QUERY, buffer, mark + 1, end);
}

/** Where the path of an absolute target begins, `start` for any other. Sets the host, without user and port. */
function readAuthority(buffer: Uint8Array, start: number, end: number, row: EventRow): number {
  let scheme = start;
  while (scheme < end && WORD_BYTE[buffer[scheme]] === 1) scheme++;
  if (scheme === start || !startsWith(buffer, scheme, end, AUTHORITY_MARK)) return start;
  let from = scheme + AUTHORITY_MARK.length;
  let path = from;
  let port = -1;
  for (; path < end && buffer[path] !== SLASH && buffer[path] !== QUESTION; path++) {
    const byte = buffer[path];
    if (byte === AT) {
      from = path + 1;
      port = -1;
    } else if (byte === COLON) port = path;
    else if (byte === OPEN_SQUARE || byte === CLOSE_SQUARE) port = -1;
  }
  row.setText(HOST, buffer, from, port < 0 ? path : port);
  return path;
}
