/** Small values of the cluster's bucket, as JSON: readable with any NATS tool when something has to be found out. */
import type { KeyValueEntry } from '../bus/key-value.ts';
import { WeirError } from '../errors/weir-error.ts';

export function toJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** Entries never change, and are looked at far more often than they are written. */
const parsed = new WeakMap<KeyValueEntry, unknown>();

/** @throws WeirError `corrupt` */
export function fromJson<T>(entry: KeyValueEntry): T {
  const known = parsed.get(entry);
  if (known !== undefined) return known as T;
  try {
    const value = JSON.parse(Buffer.from(entry.value).toString('utf8')) as T;
    parsed.set(entry, value);
    return value;
  } catch (error) {
    throw new WeirError('corrupt', `${entry.key} at revision ${entry.revision} is no JSON`, {}, error);
  }
}
