/** Where the shards of a group have their scenario sets from. */
import type { LoadedSet } from '../catalog/scenario-sets.ts';
import type { ClusterView } from '../cluster/cluster-view.ts';
import type { Head } from '../cluster/head.ts';

export interface SetSource {
  /** The set that a shard goes on with, whose state is that of its head. */
  first(head: Head, view: ClusterView): Promise<LoadedSet>;
  /** The set that a message asks for by its number; undefined in a group whose set never changes. */
  load(number: number): Promise<LoadedSet> | undefined;
}
