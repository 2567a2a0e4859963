/** What the text of a variable can look like: this decides whether one can tell where it ends. */

/** Which bytes a text is made of. */
export interface Shape {
  /** 1 for a byte that the text may have. */
  readonly bytes: Uint8Array;
  /** Bytes that the text always has, or 0. */
  readonly length: number;
  /** A list, as nginx writes of several upstreams: words with `, ` or ` : ` between them. */
  readonly isList?: boolean;
  /** A client may choose it, blanks and all. */
  readonly isFree?: boolean;
  /** Free, and ends where the text behind it comes first: for servers that leave no other way to tell. */
  readonly isLazy?: boolean;
  /** Ends before its last colon, behind which there is a port. */
  readonly isBeforePort?: boolean;
  /** Where such a text of known length has which byte. */
  readonly marks?: readonly (readonly [at: number, byte: number])[];
}

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const VISIBLE = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i)).join('');

export const SHAPES = {
  number: shape(`${DIGITS}.-+eE`),
  address: shape(`${DIGITS}abcdefABCDEF:.`),
  /** An address with a port behind it, which IPv6 need not have brackets for. */
  beforePort: { ...shape(`${DIGITS}abcdefABCDEF:.[]`), isBeforePort: true },
  /** Of things of the server's own: upstreams, decisions. */
  name: shape(`${DIGITS}${LETTERS}._:/@~-`),
  word: shape(VISIBLE),
  /** A word that has no quotes. */
  unquoted: shape(VISIBLE.replace('"', '')),
  /** Anything but a blank. */
  unblank: { bytes: new Uint8Array(256).fill(1).fill(0, 0x20, 0x21), length: 0 },
  /** `21/Nov/2026:19:58:07 +0000`. */
  time: { ...shape(''), length: 26, marks: [at(2, '/'), at(11, ':'), at(20, ' ')] },
  list: { ...shape(VISIBLE), isList: true },
  free: { ...shape(''), isFree: true },
  lazy: { ...shape(''), isFree: true, isLazy: true },
} as const satisfies Record<string, Shape>;

function shape(characters: string): Shape {
  const bytes = new Uint8Array(256);
  for (const character of characters) bytes[character.charCodeAt(0)] = 1;
  return { bytes, length: 0 };
}

function at(place: number, character: string): readonly [number, number] {
  return [place, character.charCodeAt(0)];
}
