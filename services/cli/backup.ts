/**
 * A backup of the ledger: a header, a line for each entry as it is stored, and a line with the SHA-256 of all before it.
 * Everything is looked at before anything is done with it.
 */
import { createHash } from 'node:crypto';
import { ledgerKey } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decodeDecision } from '#libs/wire/decision.ts';

const VERSION = 1;
/** Base64 as it is written: any other text of the same bytes is a damage. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export interface BackupEntry {
  readonly key: string;
  /** A Decision as protobuf. */
  readonly value: Uint8Array;
}

export interface BackupHeader {
  /** Which ledger it is of. */
  readonly cluster: string;
  /** ISO 8601. */
  readonly time: string;
}

export function writeBackup({ cluster, time }: BackupHeader, entries: readonly BackupEntry[]): string {
  const header = { weir: 'ledger', version: VERSION, cluster, time, entries: entries.length };
  const lines = entries.map(({ key, value }) => ({ key, decision: Buffer.from(value).toString('base64') }));
  const text = [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
  return `${text}${JSON.stringify({ sha256: digestOf(text) })}\n`;
}

/** @throws WeirError `corrupt` for anything that is not exactly as it was written */
export function readBackup(text: string): { readonly header: BackupHeader; readonly entries: BackupEntry[] } {
  if (!text.endsWith('\n')) throw damaged(1, 'it ends in the middle of a line');
  const lines = text.slice(0, -1).split('\n');
  const { weir, version, cluster, time, entries: count } = objectOf(lines[0], 1);
  if (weir !== 'ledger') throw damaged(1, 'this is no backup of a ledger');
  if (version !== VERSION)
    throw damaged(1, `version ${version} is not known here; this release reads ${VERSION}`);
  const last = lines.length;
  const { sha256 } = objectOf(lines[last - 1], last);
  if (typeof sha256 !== 'string') throw damaged(last, 'the checksum is missing: the file has been cut');
  const body = text.slice(0, text.length - lines[last - 1].length - 1);
  if (digestOf(body) !== sha256) throw damaged(last, 'the checksum is another: the file has been changed');
  const entries = lines.slice(1, -1).map((line, index) => entryOf(line, index + 2));
  if (entries.length !== count)
    throw damaged(1, `there should be ${count} entries, and there are ${entries.length}`);
  return { header: { cluster: String(cluster), time: String(time) }, entries };
}

function entryOf(line: string, number: number): BackupEntry {
  const { key, decision } = objectOf(line, number);
  if (typeof key !== 'string' || typeof decision !== 'string' || !BASE64.test(decision))
    throw damaged(number, 'this is no entry');
  const value = Buffer.from(decision, 'base64');
  const entry = decodeDecision(value);
  if (ledgerKey(entry, entry.remediation === 'allow') !== key)
    throw damaged(number, 'the key is that of another entry');
  return { key, value };
}

function objectOf(line: string | undefined, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line ?? '');
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw damaged(number, 'this is no JSON object');
}

function damaged(line: number, why: string): WeirError {
  return new WeirError('corrupt', `line ${line}: ${why}`);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
