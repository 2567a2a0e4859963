/**
 * Where the message of a syslog record begins: behind the header that RFC 3164 or RFC 5424 put before it.
 *
 * Nothing of a header is used. The time in it lacks year, zone and fraction, and whoever sends it may write what he likes
 * into the rest; what counts is what the web server has logged.
 */

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const DASH = 0x2d;
const COLON = 0x3a;
const LESS = 0x3c;
const GREATER = 0x3e;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const BRACE = 0x7b;

const PRIORITY_MAX = 191;
const TOKEN_MAX = 255;
/** Time, host, application, process and kind of message. */
const FIELDS_5424 = 5;
/** Host, which is left out with nginx's `nohostname`, and tag. */
const FIELDS_3164 = 2;
/** `A` and `a` stand for letters, `0` for a digit, `_` for a digit or space. */
const STAMP_3164 = 'Aaa _0 00:00:00 ';

/**
 * The first byte of the message in the record from `start` up to `end`. It is `start` when there is no header that can be
 * read: the record as a whole is then no line of any format, and is counted as one that is malformed.
 */
export function messageStart(buffer: Buffer, start: number, end: number): number {
  const at = afterPriority(buffer, start, end);
  if (at < 0) return start;
  const isNew = buffer[at] === 0x31 && at + 1 < end && buffer[at + 1] === SPACE;
  const message = isNew ? after5424(buffer, at + 2, end) : after3164(buffer, at, end);
  return message < 0 ? start : message;
}

/** Where the record ends without the line ends and zeros that some senders put behind it. */
export function messageEnd(buffer: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (buffer[at - 1] === LF || buffer[at - 1] === CR || buffer[at - 1] === 0)) at--;
  return at;
}

/** `<190>`. */
function afterPriority(buffer: Buffer, start: number, end: number): number {
  if (start >= end || buffer[start] !== LESS) return -1;
  let at = start + 1;
  let priority = 0;
  while (at < end && at - start <= 3 && isDigit(buffer[at])) priority = 10 * priority + buffer[at++] - 0x30;
  const isOne = at > start + 1 && at < end && buffer[at] === GREATER && priority <= PRIORITY_MAX;
  return isOne ? at + 1 : -1;
}

/** `2026-11-05T20:47:03.000000+00:00 fw nginx - - [a b="c"] `, behind the version. */
function after5424(buffer: Buffer, start: number, end: number): number {
  let at = start;
  for (let field = 0; field < FIELDS_5424; field++) {
    at = afterToken(buffer, at, end);
    if (at < 0 || at === end) return -1;
    at++;
  }
  at = afterStructuredData(buffer, at, end);
  if (at < 0 || at === end) return at;
  return buffer[at] === SPACE ? skipBlank(buffer, at, end) : -1;
}

/** `-` or `[id name="value"]...`, where quote, backslash and bracket in a value have a backslash before them. */
function afterStructuredData(buffer: Buffer, start: number, end: number): number {
  if (start < end && buffer[start] === DASH) return start + 1;
  let at = start;
  while (at < end && buffer[at] === OPEN) {
    let isQuoted = false;
    for (at++; at < end && (isQuoted || buffer[at] !== CLOSE); at++) {
      if (buffer[at] === QUOTE) isQuoted = !isQuoted;
      else if (isQuoted && buffer[at] === BACKSLASH) at++;
    }
    if (at >= end) return -1;
    at++;
  }
  return at === start ? -1 : at;
}

/** `Nov 21 19:58:07 vm nginx: `. The tag ends with a colon: without it there is no telling where the message begins. */
function after3164(buffer: Buffer, start: number, end: number): number {
  let at = afterStamp(buffer, start, end);
  for (let field = 0; at >= 0 && field < FIELDS_3164; field++) {
    const tokenEnd = afterToken(buffer, at, end);
    if (tokenEnd < 0 || !isName(buffer, at, tokenEnd)) return -1;
    if (buffer[tokenEnd - 1] === COLON) return skipBlank(buffer, tokenEnd, end);
    if (tokenEnd === end) return -1;
    at = tokenEnd + 1;
  }
  return -1;
}

/** `Nov 21 19:58:07 ` or, as some relays write it, `2026-11-21T19:58:07.000000+00:00 `. */
function afterStamp(buffer: Buffer, start: number, end: number): number {
  if (start < end && isDigit(buffer[start])) {
    const at = afterToken(buffer, start, end);
    return at < 0 || at === end ? -1 : at + 1;
  }
  const at = start + STAMP_3164.length;
  if (at > end) return -1;
  for (let i = 0; i < STAMP_3164.length; i++) {
    if (!fits(STAMP_3164[i], buffer[start + i])) return -1;
  }
  return at;
}

function fits(place: string, byte: number): boolean {
  switch (place) {
    case 'A':
      return byte >= 0x41 && byte <= 0x5a;
    case 'a':
      return byte >= 0x61 && byte <= 0x7a;
    case '_':
      return byte === SPACE || isDigit(byte);
    case '0':
      return isDigit(byte);
    default:
      return byte === place.charCodeAt(0);
  }
}

/** Where the field ends that begins at `start`: the next space, or the end. -1: there is none. */
function afterToken(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && at - start <= TOKEN_MAX && buffer[at] > SPACE && buffer[at] < 0x7f) at++;
  return at === start || (at < end && buffer[at] !== SPACE) ? -1 : at;
}

/** Whether a field may be a host or a tag. The beginning of a line of JSON or of quoted text never is. */
function isName(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (buffer[at] === QUOTE || buffer[at] >= BRACE) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Skips spaces, of which relays put in more than one, and the mark that says that the message is UTF-8. */
function skipBlank(buffer: Buffer, start: number, end: number): number {
  let at = skipSpaces(buffer, start, end);
  if (at + 2 < end && buffer[at] === 0xef && buffer[at + 1] === 0xbb && buffer[at + 2] === 0xbf) at += 3;
  return skipSpaces(buffer, at, end);
}

function skipSpaces(buffer: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && buffer[at] === SPACE) at++;
  return at;
}
