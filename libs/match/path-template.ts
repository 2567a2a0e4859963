/** The form of a path: what differs from one resource to the next is replaced, so that all of them have one name. */

const DIGITS = /^\d+$/;
/** Identifiers in hexadecimal, with or without dashes: hashes, UUIDs, object ids. */
const HEX = /^(?=.*\d)[0-9a-f-]{8,}$/i;
const TOKEN_CHARACTERS = 20;

/** `/user/17/post/5f1e8c0a` becomes `/user/:n/post/:h`; a segment of 20 characters or more with a digit in it, `:t`. */
export function pathTemplate(path: string): string {
  return path.split('/').map(templateOf).join('/');
}

function templateOf(segment: string): string {
  if (segment === '') return segment;
  if (DIGITS.test(segment)) return ':n';
  if (HEX.test(segment)) return ':h';
  return segment.length >= TOKEN_CHARACTERS && /\d/.test(segment) ? ':t' : segment;
}
