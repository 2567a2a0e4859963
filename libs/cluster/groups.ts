/**
 * Groups of analyzers. The members of one share its shards among themselves: each shard of the group has one owner, one lease
 * and one head. All groups read the same streams of events, and none waits for another.
 */
import type { ShardMap } from './shard-map.ts';

export interface Group {
  /** Empty for the analyzers that run the scenario sets of the cluster. */
  readonly name: string;
  /** Names the members and the leases in the cluster's bucket. */
  readonly members: string;
  readonly leases: string;
  /** Begins the names of its metrics. */
  readonly metrics: string;
  /** Shards that the group reads, numbered from 0. */
  shardsOf(map: ShardMap): number;
}

/** It reads key shards too, and makes room in the streams. */
export const MAIN_GROUP: Group = {
  name: '',
  members: 'analyzer',
  leases: 'shard',
  metrics: 'weir_analyzer',
  shardsOf: ({ total }) => total,
};

/** The group of an analyzer of one's own. It reads range shards: what is in key shards was matched by the main group. */
export function ownGroup(name: string): Group {
  return {
    name,
    members: `analyzer-${name}`,
    leases: `shard-${name}`,
    metrics: 'weir_own_analyzer',
    shardsOf: ({ shards }) => shards,
  };
}
