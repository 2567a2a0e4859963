/** The form of a path: what differs from one resource to the next is replaced, so that all of them have one name. */

const HEX_CHARACTERS = 8;
const TOKEN_CHARACTERS = 20;
const SLASH = '/';
const DASH = 45;

/**
 * `/user/17/post/5f1e8c0a` becomes `/user/:n/post/:h`; a segment of 20 characters or more with a digit in it, `:t`. Hex may have
 * dashes, as in UUIDs.
 */
export function pathTemplate(path: string): string {
  let template = '';
  let copied = 0;
  for (let from = 0; from <= path.length; ) {
    const slash = path.indexOf(SLASH, from);
    const to = slash < 0 ? path.length : slash;
    const name = identifierIn(path, from, to);
    if (name !== '') {
      template += path.slice(copied, from) + name;
      copied = to;
    }
    from = to + 1;
  }
  return copied === 0 ? path : template + path.slice(copied);
}

/** What stands for a segment; empty for one that is no identifier: none is without a digit. */
function identifierIn(path: string, from: number, to: number): string {
  let digits = 0;
  let hex = 0;
  for (let at = from; at < to; at++) {
    const code = path.charCodeAt(at);
    const letter = code | 32;
    if (code >= 48 && code <= 57) digits++;
    else if ((letter >= 97 && letter <= 102) || code === DASH) hex++;
  }
  const length = to - from;
  if (digits === 0) return '';
  if (digits === length) return ':n';
  if (digits + hex === length && length >= HEX_CHARACTERS) return ':h';
  return length >= TOKEN_CHARACTERS ? ':t' : '';
}
