/**
 * Which file it is that is being read, whatever its name: the same after a restart, and never the same for two files.
 *
 * Device and inode are not enough, because an inode is used again at once when its file is deleted; so the beginning
 * of the file counts too. A file that is emptied and filled anew in place is another generation of it.
 */
import { createHash } from 'node:crypto';

/** The fingerprint is taken of the first line, or of so much of it. */
export const HEAD_BYTES = 256;

const LINE_FEED = 0x0a;
const DIGEST_CHARACTERS = 16;

export interface FileIdentity {
  /** Device and inode, in hexadecimal. */
  readonly inode: string;
  readonly generation: number;
  readonly fingerprint: Fingerprint;
}

/** Device and inode of a file, in hexadecimal. */
export function inodeOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev.toString(16)}-${ino.toString(16)}`;
}

/** Digest of the first `bytes` bytes. */
export interface Fingerprint {
  readonly bytes: number;
  readonly digest: string;
}

/** `<device>-<inode>-<generation>-<bytes>x<digest>`. */
export function formatIdentity({ inode, generation, fingerprint }: FileIdentity): string {
  return `${inode}-${generation}-${fingerprint.bytes}x${fingerprint.digest}`;
}

/** The identity that `formatIdentity` has written, or undefined. */
export function parseIdentity(text: string): FileIdentity | undefined {
  const match = /^([0-9a-f]+-[0-9a-f]+)-(\d{1,9})-(\d{1,3})x([0-9a-f]{16})$/.exec(text);
  if (!match) return undefined;
  const [, inode, generation, bytes, digest] = match;
  return { inode, generation: Number(generation), fingerprint: { bytes: Number(bytes), digest } };
}

/** How much of a file's beginning its fingerprint is taken of; 0 while that may still change. */
export function settledBytes(head: Buffer): number {
  const end = head.indexOf(LINE_FEED);
  if (end >= 0) return end + 1;
  return head.length >= HEAD_BYTES ? HEAD_BYTES : 0;
}

export function fingerprintOf(head: Buffer): Fingerprint {
  const digest = createHash('sha256').update(head).digest('hex').slice(0, DIGEST_CHARACTERS);
  return { bytes: head.length, digest };
}

/** Whether a file with this beginning is the one that the fingerprint was taken of. */
export function matches(fingerprint: Fingerprint, head: Buffer): boolean {
  if (fingerprint.bytes === 0 || head.length < fingerprint.bytes) return false;
  return fingerprintOf(head.subarray(0, fingerprint.bytes)).digest === fingerprint.digest;
}
