/**
 * Which shards there are and which one an address belongs to: the numbers of shards and the secret seed, under a version.
 * Immutable; all members of a cluster read the same one, which the first of them made.
 */
import type { KeyValue } from '../bus/key-value.ts';
import { type Random, systemRandom } from '../clock/random.ts';
import type { ClusterConfig } from '../config/service-config.ts';
import { SeededHash } from '../domain/hash.ts';
import { shardOfAddress } from '../domain/range.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { fromJson, toJson } from './json-value.ts';

const KEY = 'shard-map';

/** How many shards of each kind a new cluster gets. */
export type ShardNumbers = Pick<ClusterConfig, 'shards' | 'keyShards'>;

interface Stored {
  readonly version: number;
  readonly shards: number;
  readonly keyShards: number;
  /** 8 bytes, hex. */
  readonly seed: string;
}

export class ShardMap {
  readonly version: number;
  /** Range shards, which come first: 0 to shards - 1. */
  readonly shards: number;
  /** Shards of keys that are no address, which come behind them. */
  readonly keyShards: number;
  /** Keyed with the cluster's seed. Also what keys of tables are hashed with, so that state can change its owner. */
  readonly hash: SeededHash;

  constructor(version: number, { shards, keyShards }: ShardNumbers, seed: Uint8Array) {
    this.version = version;
    this.shards = shards;
    this.keyShards = keyShards;
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
}

/**
 * The cluster's shard map; the first caller makes it.
 * @throws WeirError `config` when it was made by a Weir without key shards
 */
export async function openShardMap(
  cluster: KeyValue,
  numbers: ShardNumbers,
  random: Random = systemRandom,
): Promise<ShardMap> {
  const entry = await cluster.get(KEY);
  if (!entry || entry.deleted) {
    const stored: Stored = {
      version: 1,
      shards: numbers.shards,
      keyShards: numbers.keyShards,
      seed: random.hex(8),
    };
    try {
      await cluster.create(KEY, toJson(stored));
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
    }
    return openShardMap(cluster, numbers, random);
  }
  const stored = fromJson<Stored>(entry);
  if (stored.keyShards === undefined) {
    throw new WeirError(
      'config',
      'this cluster was made by a Weir without key shards: delete its streams and buckets, all named weir-*, and start again (npm start: remove .weir/run)',
    );
  }
  const seed = Buffer.from(String(stored.seed), 'hex');
  if (seed.length !== 8 || !(stored.shards > 0 && stored.keyShards > 0))
    throw new WeirError('corrupt', 'the shard map of the cluster is damaged');
  return new ShardMap(stored.version, stored, seed);
}
