/** Small values of the cluster's bucket, as JSON: readable with any NATS tool when something has to be found out. */
import type { KeyValueEntry } from '../bus/key-value.ts';
import { WeirError } from '../errors/weir-error.ts';

export function toJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** @throws WeirError `corrupt` */
export function fromJson<T>(entry: KeyValueEntry): T {
  try {
    return JSON.parse(Buffer.from(entry.value).toString('utf8')) as T;
  } catch (error) {
    throw new WeirError('corrupt', `${entry.key} at revision ${entry.revision} is no JSON`, {}, error);
  }
}
