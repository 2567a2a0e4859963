/** Leases: who owns a shard, under which epoch. Written only when that changes. */
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
  readonly shard: number;
  readonly epoch: number;
  readonly revision: number;
}

const keyOf = (shard: number): string => `lease.${shard}`;

/** The lease of a shard as last seen. */
export function seenLease(view: ClusterView, shard: number): LeaseValue | undefined {
  const entry = view.get(keyOf(shard));
  return entry && fromJson<LeaseValue>(entry);
}

/**
 * Takes a shard over from whoever had it as last seen.
 * @param epochAbove the new epoch is higher than this one too
 * @throws WeirError `conflict` when another was faster
 */
export async function takeLease(
  cluster: KeyValue,
  view: ClusterView,
  shard: number,
  owner: string,
  epochAbove = 0,
): Promise<Lease> {
  const seen = view.get(keyOf(shard));
  const epoch = Math.max(epochAbove, seen ? fromJson<LeaseValue>(seen).epoch : 0) + 1;
  const value = toJson({ owner, epoch } satisfies LeaseValue);
  const revision = seen
    ? await cluster.update(keyOf(shard), value, seen.revision)
    : await cluster.create(keyOf(shard), value);
  return { shard, epoch, revision };
}

/** Hands a shard back, so that the next owner need not wait. @throws WeirError `conflict` when it has gone already */
export async function releaseLease(cluster: KeyValue, lease: Lease): Promise<void> {
  const value: LeaseValue = { owner: null, epoch: lease.epoch };
  await cluster.update(keyOf(lease.shard), toJson(value), lease.revision);
}
