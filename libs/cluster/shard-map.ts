/**
 * Which shard an address belongs to: the number of shards and the secret seed, under a version. Immutable; all members
 * of a cluster read the same one, which the first of them made.
 */
import type { KeyValue } from '../bus/key-value.ts';
import { type Random, systemRandom } from '../clock/random.ts';
import { SeededHash } from '../domain/hash.ts';
import { shardOfAddress } from '../domain/range.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { fromJson, toJson } from './json-value.ts';

const KEY = 'shard-map';

interface Stored {
  readonly version: number;
  readonly shards: number;
  /** 8 bytes, hex. */
  readonly seed: string;
}

export class ShardMap {
  readonly version: number;
  readonly shards: number;
  /** Keyed with the cluster's seed. Also what keys of tables are hashed with, so that state can change its owner. */
  readonly hash: SeededHash;

  constructor(version: number, shards: number, seed: Uint8Array) {
    this.version = version;
    this.shards = shards;
    this.hash = new SeededHash(seed);
  }

  /** Shard of the address at `words[at]`. */
  shardOf(words: Uint32Array, at: number): number {
    return shardOfAddress(words, at, this.hash, this.shards);
  }
}

/** The cluster's shard map; the first caller makes it, with `shards` shards. */
export async function openShardMap(
  cluster: KeyValue,
  shards: number,
  random: Random = systemRandom,
): Promise<ShardMap> {
  const entry = await cluster.get(KEY);
  if (!entry || entry.deleted) {
    const stored: Stored = { version: 1, shards, seed: random.hex(8) };
    try {
      await cluster.create(KEY, toJson(stored));
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
    }
    return openShardMap(cluster, shards, random);
  }
  const stored = fromJson<Stored>(entry);
  const seed = Buffer.from(String(stored.seed), 'hex');
  if (seed.length !== 8 || !(stored.shards > 0))
    throw new WeirError('corrupt', 'the shard map of the cluster is damaged');
  return new ShardMap(stored.version, stored.shards, seed);
}
