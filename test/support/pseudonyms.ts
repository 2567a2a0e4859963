/** What stands for addresses in a cluster of tests. */
import { Pseudonyms } from '#services/decision/redaction/pseudonyms.ts';

export const pseudonyms = new Pseudonyms(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
export const redactedKeyOf = (key: string) => pseudonyms.keyOf(key);
