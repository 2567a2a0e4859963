/**
 * A record of the spool: one batch as it is sent, and what it adds to the progress. Its length and checksum come first,
 * so that a record that was being written when the machine stopped is known for what it is.
 */
import { crc32 } from 'node:zlib';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { RecordMeta } from '../progress.ts';

/** u32 length of what follows the header, u32 CRC-32 of it. */
export const HEADER_BYTES = 8;
/** Longer ones are no records but rubbish. */
const RECORD_MAX = 16 * 1024 * 1024;

export interface SpoolRecord {
  readonly meta: RecordMeta;
  readonly batch: Uint8Array;
}

export function encodeRecord({ meta, batch }: SpoolRecord): Buffer {
  const json = Buffer.from(JSON.stringify(meta));
  const record = Buffer.allocUnsafe(HEADER_BYTES + 4 + json.length + batch.length);
  record.writeUInt32LE(record.length - HEADER_BYTES, 0);
  record.writeUInt32LE(json.length, HEADER_BYTES);
  record.set(json, HEADER_BYTES + 4);
  record.set(batch, HEADER_BYTES + 4 + json.length);
  record.writeUInt32LE(crc32(record.subarray(HEADER_BYTES)), 4);
  return record;
}

/** Bytes of the record that begins with `header`, header included; undefined when none does. */
export function recordLength(header: Buffer): number | undefined {
  if (header.length < HEADER_BYTES) return undefined;
  const length = header.readUInt32LE(0);
  return length >= 4 && length <= RECORD_MAX ? HEADER_BYTES + length : undefined;
}

/** @throws WeirError `corrupt` when the checksum is wrong */
export function decodeRecord(record: Buffer): SpoolRecord {
  const body = record.subarray(HEADER_BYTES);
  if (recordLength(record) !== record.length || crc32(body) !== record.readUInt32LE(4)) {
    throw new WeirError('corrupt', 'a record of the spool is damaged');
  }
  const metaLength = body.readUInt32LE(0);
  const meta = JSON.parse(body.toString('utf8', 4, 4 + metaLength)) as RecordMeta;
  return { meta, batch: body.subarray(4 + metaLength) };
}
