/**
 * Internet addresses as four unsigned 32-bit words, most significant first, inside a larger Uint32Array.
 *
 * There is one form for every address: IPv4 is held as ::ffff:a.b.c.d, so that an IPv4-mapped IPv6 address (as
 * nginx sees it on a dual-stack socket, or as a client may write it into a header) is the same address.
 */

export const ADDRESS_WORDS = 4;

/** Whether the address at `at` is IPv4. */
export function isIPv4(words: Uint32Array, at = 0): boolean {
  return words[at + 2] === 0xffff && words[at + 1] === 0 && words[at] === 0;
}

/**
 * Reads an address from text, IPv4 dotted or IPv6 of any valid form, to `out[at..at + 3]`.
 * @returns false when the text is no address; zone ids (`fe80::1%eth0`) are none. `out` is then undefined.
 */
export function parseAddress(
  text: Uint8Array,
  from: number,
  to: number,
  out: Uint32Array,
  at: number,
): boolean {
  const v4 = parseIPv4(text, from, to);
  if (v4 >= 0) {
    out[at] = 0;
    out[at + 1] = 0;
    out[at + 2] = 0xffff;
    out[at + 3] = v4;
    return true;
  }
  return parseIPv6(text, from, to, out, at);
}

/** The address as words, or undefined when `text` is none. For configuration and requests, not for the hot path. */
export function addressOf(text: string): Uint32Array | undefined {
  // Not as Latin-1, which would cut other characters to the codes of digits.
  const bytes = Buffer.from(text, 'utf8');
  const words = new Uint32Array(ADDRESS_WORDS);
  return parseAddress(bytes, 0, bytes.length, words, 0) ? words : undefined;
}

/** Canonical text (RFC 5952; dotted for IPv4). */
export function formatAddress(words: Uint32Array, at = 0): string {
  if (isIPv4(words, at)) {
    const v4 = words[at + 3];
    return `${v4 >>> 24}.${(v4 >>> 16) & 255}.${(v4 >>> 8) & 255}.${v4 & 255}`;
  }
  const groups: number[] = [];
  for (let i = 0; i < ADDRESS_WORDS; i++) groups.push(words[at + i] >>> 16, words[at + i] & 0xffff);
  const gap = longestZeroRun(groups);
  if (gap.length < 2) return groups.map((group) => group.toString(16)).join(':');
  const hex = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  return `${hex(groups.slice(0, gap.start))}::${hex(groups.slice(gap.start + gap.length))}`;
}

/** An IPv4 address as one word, or -1. Leading zeros are refused: some programs read them as octal. */
function parseIPv4(text: Uint8Array, from: number, to: number): number {
  if (to - from > 15) return -1;
  let address = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = from; i < to; i++) {
    const byte = text[i];
    if (byte === 0x2e) {
      if (digits === 0 || ++dots > 3) return -1;
      address = (address << 8) | octet;
      octet = 0;
      digits = 0;
      continue;
    }
    if (byte < 0x30 || byte > 0x39 || (digits > 0 && octet === 0)) return -1;
    octet = octet * 10 + byte - 0x30;
    if (octet > 255) return -1;
    digits++;
  }
  return dots === 3 && digits > 0 ? ((address << 8) | octet) >>> 0 : -1;
}

const groupsScratch = new Uint16Array(8);

function parseIPv6(text: Uint8Array, from: number, to: number, out: Uint32Array, at: number): boolean {
  if (to - from < 2 || to - from > 45) return false;
  const groups = groupsScratch.fill(0);
  let count = 0;
  let gap = -1;
  let i = from;
  if (text[i] === 0x3a) {
    if (text[i + 1] !== 0x3a) return false;
    gap = 0;
    i += 2;
  }
  while (i < to) {
    if (count === 8) return false;
    let end = i;
    let group = 0;
    for (; end < to && text[end] !== 0x3a; end++) {
      const digit = hexDigit(text[end]);
      if (digit < 0) break;
      group = group * 16 + digit;
    }
    if (end < to && text[end] === 0x2e) {
      const v4 = parseIPv4(text, i, to);
      if (v4 < 0 || count > 6) return false;
      groups[count++] = v4 / 65536;
      groups[count++] = v4 & 0xffff;
      break;
    }
    if (end === i || end - i > 4) return false;
    groups[count++] = group;
    if (end === to) break;
    if (text[end] !== 0x3a || end + 1 === to) return false;
    i = end + 1;
    if (text[i] === 0x3a) {
      if (gap >= 0) return false;
      gap = count;
      i++;
    }
  }
  if (gap < 0 ? count !== 8 : count > 7) return false;
  if (gap >= 0) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, 8 - (count - gap));
  }
  for (let word = 0; word < ADDRESS_WORDS; word++) {
    out[at + word] = groups[2 * word] * 65536 + groups[2 * word + 1];
  }
  return true;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (start + length < groups.length && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}
