/** The form of a path: what differs from one resource to the next is replaced, so that all of them have one name. */

const DIGIT = /\d/;
/** Identifiers in hexadecimal, with or without dashes, have so many characters: hashes, UUIDs, object ids. */
const HEX_CHARACTERS = 8;
const TOKEN_CHARACTERS = 20;

/**
 * `/user/17/post/5f1e8c0a` becomes `/user/:n/post/:h`; a segment of 20 characters or more with a digit in it, `:t`. What
 * is replaced has a digit in it.
 */
export function pathTemplate(path: string): string {
  return DIGIT.test(path) ? path.split('/').map(templateOf).join('/') : path;
}

function templateOf(segment: string): string {
  let digits = 0;
  let others = 0;
  for (let i = 0; i < segment.length; i++) {
    const code = segment.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39) digits++;
    else if (!isHex(code)) others++;
  }
  if (digits === 0) return segment;
  if (digits === segment.length) return ':n';
  if (others === 0 && segment.length >= HEX_CHARACTERS) return ':h';
  return segment.length >= TOKEN_CHARACTERS ? ':t' : segment;
}

/** A letter of a hexadecimal number, or a dash. */
function isHex(code: number): boolean {
  const letter = code | 0x20;
  return code === 0x2d || (letter >= 0x61 && letter <= 0x66);
}
