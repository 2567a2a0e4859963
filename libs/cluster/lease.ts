/** Leases: who owns a shard of a group, under which epoch. Written only when that changes. */
import type { KeyValue } from '../bus/key-value.ts';
import type { ClusterView } from './cluster-view.ts';
import { fromJson, toJson } from './json-value.ts';

export interface LeaseValue {
  /** Id of a member; null when the shard was handed back. */
  readonly owner: string | null;
  /** Grows with every owner: what fences a former one. */
  readonly epoch: number;
}

export interface Lease {
  readonly key: string;
  readonly epoch: number;
  readonly revision: number;
}

/** Where the leases of a group lie: `lease.<group>.<shard>`. */
export const leasePrefix = (group: string): string => `lease.${group}.`;
export const leaseKey = (group: string, shard: number): string => `${leasePrefix(group)}${shard}`;

/** A lease as last seen. */
export function seenLease(view: ClusterView, key: string): LeaseValue | undefined {
  const entry = view.get(key);
  return entry && fromJson<LeaseValue>(entry);
}

/**
 * Takes a lease over from whoever had it as last seen.
 * @param epochAbove the new epoch is higher than this one too
 * @throws WeirError `conflict` when another was faster
 */
export async function takeLease(
  cluster: KeyValue,
  view: ClusterView,
  key: string,
  owner: string,
  epochAbove = 0,
): Promise<Lease> {
  const seen = view.get(key);
  const epoch = Math.max(epochAbove, seen ? fromJson<LeaseValue>(seen).epoch : 0) + 1;
  const value = toJson({ owner, epoch } satisfies LeaseValue);
  const revision = seen ? await cluster.update(key, value, seen.revision) : await cluster.create(key, value);
  return { key, epoch, revision };
}

/** Hands a lease back, so that the next owner need not wait. @throws WeirError `conflict` when it has gone already */
export async function releaseLease(cluster: KeyValue, { key, epoch, revision }: Lease): Promise<void> {
  await cluster.update(key, toJson({ owner: null, epoch } satisfies LeaseValue), revision);
}
