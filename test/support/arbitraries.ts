/** Values for properties: what clients and networks may bring. */
import fc from 'fast-check';
import { formatAddress } from '#libs/domain/address.ts';

/** Any 128 bits, with runs of zeros and IPv4-mapped ones more often than chance would have it. */
export const addressWords: fc.Arbitrary<Uint32Array> = fc.oneof(
  fc
    .array(fc.oneof(fc.constant(0), fc.constantFrom(1, 0xffff), fc.integer({ min: 0, max: 0xffff })), {
      minLength: 8,
      maxLength: 8,
    })
    .map((groups) => Uint32Array.from({ length: 4 }, (_, i) => groups[2 * i] * 65536 + groups[2 * i + 1])),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((v4) => Uint32Array.of(0, 0, 0xffff, v4)),
);

export const address: fc.Arbitrary<string> = addressWords.map((words) => formatAddress(words));

/** The 128 bits as one number. */
export function bitsOf(words: Uint32Array): bigint {
  return words.reduce((bits, word) => (bits << 32n) | BigInt(word), 0n);
}

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x80, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
);

/** Any text that UTF-8 can hold. (The unit `binary` of fast-check's own takes half a second to get ready.) */
export const wholeText: fc.Arbitrary<string> = fc
  .array(codePoint, { maxLength: 30 })
  .map((points) => String.fromCodePoint(...points));
