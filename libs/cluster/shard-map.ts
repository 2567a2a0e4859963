/**
 * Which shards and partitions there are, and which of them an address or a detection belongs to: their numbers and the
 * secret seed, under a version. Immutable; all members of a cluster read the same one, which the first of them made.
 */
import type { KeyValue } from '../bus/key-value.ts';
import { type Random, systemRandom } from '../clock/random.ts';
import type { ClusterConfig } from '../config/service-config.ts';
import type { KeyField } from '../domain/detection.ts';
import { SeededHash } from '../domain/hash.ts';
import { partitionOf } from '../domain/partition.ts';
import { shardOfAddress } from '../domain/range.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { fromJson, toJson } from './json-value.ts';

const KEY = 'shard-map';

/** What a new cluster is divided into. */
export type MapSizes = Pick<ClusterConfig, 'shards' | 'keyShards' | 'partitions'>;

interface Stored extends MapSizes {
  readonly version: number;
  /** 8 bytes, hex. */
  readonly seed: string;
}

export class ShardMap {
  readonly version: number;
  /** Range shards, which come first: 0 to shards - 1. */
  readonly shards: number;
  /** Shards of keys that are no address, which come behind them. */
  readonly keyShards: number;
  /** Parts of the detections, which decision services own. */
  readonly partitions: number;
  /** Keyed with the cluster's seed. Also what keys of tables are hashed with, so that state can change its owner. */
  readonly hash: SeededHash;

  constructor(version: number, { shards, keyShards, partitions }: MapSizes, seed: Uint8Array) {
    this.version = version;
    this.shards = shards;
    this.keyShards = keyShards;
    this.partitions = partitions;
    this.hash = new SeededHash(seed);
  }

  /** Shards of both kinds. */
  get total(): number {
    return this.shards + this.keyShards;
  }

  /** Range shard of the address at `words[at]`. */
  shardOf(words: Uint32Array, at: number): number {
    return shardOfAddress(words, at, this.hash, this.shards);
  }

  /** Partition of a detection with this key. */
  partitionOf(key: readonly KeyField[]): number {
    return partitionOf(key, this.hash, this.partitions);
  }
}

/**
 * The cluster's shard map; the first caller makes it, with these sizes.
 * @throws WeirError `config` when it was made by a Weir that divided clusters otherwise
 */
export async function openShardMap(
  cluster: KeyValue,
  sizes: MapSizes,
  random: Random = systemRandom,
): Promise<ShardMap> {
  const entry = await cluster.get(KEY);
  if (!entry || entry.deleted) {
    const { shards, keyShards, partitions } = sizes;
    const stored: Stored = { version: 1, shards, keyShards, partitions, seed: random.hex(8) };
    try {
      await cluster.create(KEY, toJson(stored));
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
    }
    return openShardMap(cluster, sizes, random);
  }
  const stored = fromJson<Stored>(entry);
  if (stored.keyShards === undefined || stored.partitions === undefined) {
    throw new WeirError(
      'config',
      'this cluster was made by a Weir that divided it otherwise: delete its streams and buckets, all named weir-*, and start again (npm start: remove .weir/run)',
    );
  }
  const seed = Buffer.from(String(stored.seed), 'hex');
  if (seed.length !== 8 || ![stored.shards, stored.keyShards, stored.partitions].every((size) => size > 0))
    throw new WeirError('corrupt', 'the shard map of the cluster is damaged');
  return new ShardMap(stored.version, stored, seed);
}
