/** Small values of the cluster's bucket, as JSON: readable with any NATS tool when something has to be found out. */
import type { KeyValue, KeyValueEntry } from '../bus/key-value.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';

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

/** Writers of a value at the same time that one of them survives. */
const ATTEMPTS_MAX = 100;

/**
 * Changes a value that others change too, and does it again from the beginning when another was faster.
 * @param change gets undefined when there is no such value, and returns undefined when it is as it should be
 * @returns what was written and its revision, undefined when nothing was
 * @throws WeirError `conflict` when others were always faster, `unavailable`; what `change` throws
 */
export async function changeJson<T>(
  store: KeyValue,
  key: string,
  change: (entry: KeyValueEntry | undefined) => T | undefined,
): Promise<{ readonly value: T; readonly revision: number } | undefined> {
  for (let attempt = 1; ; attempt++) {
    const found = await store.get(key);
    const entry = found?.deleted ? undefined : found;
    const value = change(entry);
    if (value === undefined) return undefined;
    try {
      const bytes = toJson(value);
      const revision = entry
        ? await store.update(key, bytes, entry.revision)
        : await store.create(key, bytes);
      return { value, revision };
    } catch (error) {
      if (failureOf(error) !== 'conflict' || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
