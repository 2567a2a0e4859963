/**
 * Which shards and partitions there are, and which of them an address or a detection belongs to: their numbers and the
 * secret seed, under a version. Immutable; all members of a cluster read the same one, which the first of them made.
 * A resize (resize.ts) replaces it by the next version.
 */
import type { KeyValue, KeyValueEntry } from '../bus/key-value.ts';
import { type Random, systemRandom } from '../clock/random.ts';
import type { ClusterConfig } from '../config/service-config.ts';
import type { KeyField } from '../domain/detection.ts';
import { SeededHash } from '../domain/hash.ts';
import { partitionOf } from '../domain/partition.ts';
import { shardOfAddress } from '../domain/range.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { changeJson, fromJson, toJson } from './json-value.ts';

export const SHARD_MAP = 'shard-map';

/** What a new cluster is divided into. */
export type MapSizes = Pick<ClusterConfig, 'shards' | 'keyShards' | 'partitions'>;

/** In what order a resize goes on: collectors, range shards and key shards come to their ends, one after the other. */
export type ResizePhase = 'spool' | 'drain' | 'drain-keys';

export type ShardNumbers = Pick<ClusterConfig, 'shards' | 'keyShards'>;

/** The map as it is stored. All of it is one entry, so that who is there and what is going on can't contradict. */
export interface MapRecord extends MapSizes {
  readonly version: number;
  /** 8 bytes, hex. */
  readonly seed: string;
  /** Collectors that may have batches of this version that are not stored yet. */
  readonly open: readonly string[];
  readonly resize?: ShardNumbers & { readonly phase: ResizePhase };
}

export class ShardMap {
  readonly version: number;
  /** Range shards, which come first: 0 to shards - 1. */
  readonly shards: number;
  /** Shards of keys that are no address, which come behind them. */
  readonly keyShards: number;
  /** Parts of the detections, which decision services own. */
  readonly partitions: number;
  /** The cluster's secret: the same under every version. */
  readonly seed: Uint8Array;
  /** Keyed with the cluster's seed. Also what keys of tables are hashed with, so that state can change its owner. */
  readonly hash: SeededHash;

  constructor(version: number, { shards, keyShards, partitions }: MapSizes, seed: Uint8Array) {
    this.version = version;
    this.shards = shards;
    this.keyShards = keyShards;
    this.partitions = partitions;
    this.seed = seed;
    this.hash = new SeededHash(seed);
  }

  /** Shards of both kinds. */
  get total(): number {
    return this.shards + this.keyShards;
  }

  /** Range shard of the address at `words[at]`, among `shards` of them where an earlier map had another number. */
  shardOf(words: Uint32Array, at: number, shards = this.shards): number {
    return shardOfAddress(words, at, this.hash, shards);
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
  const entry = await cluster.get(SHARD_MAP);
  if (!entry || entry.deleted) {
    const { shards, keyShards, partitions } = sizes;
    const stored: MapRecord = { version: 1, shards, keyShards, partitions, seed: random.hex(8), open: [] };
    try {
      await cluster.create(SHARD_MAP, toJson(stored));
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
    }
    return openShardMap(cluster, sizes, random);
  }
  return mapOf(recordOf(entry));
}

/** @throws WeirError `missing` in a cluster that no service was started in */
export async function readMapRecord(cluster: KeyValue): Promise<MapRecord> {
  return knownRecordOf(await cluster.get(SHARD_MAP));
}

/**
 * Changes the record, and again from the beginning when another was faster.
 * @param change undefined: it is as it should be
 * @returns the record as it is then
 */
export async function changeMapRecord(
  cluster: KeyValue,
  change: (record: MapRecord) => MapRecord | undefined,
): Promise<MapRecord> {
  let present: MapRecord | undefined;
  const written = await changeJson(cluster, SHARD_MAP, (entry) => {
    present = knownRecordOf(entry);
    return change(present);
  });
  return written?.value ?? (present as MapRecord);
}

function knownRecordOf(entry: KeyValueEntry | undefined): MapRecord {
  if (!entry || entry.deleted) throw new WeirError('missing', 'this cluster has no shard map yet');
  return recordOf(entry);
}

/** @throws WeirError `config`, `corrupt` */
export function recordOf(entry: KeyValueEntry): MapRecord {
  const stored = fromJson<MapRecord>(entry);
  if (stored.keyShards === undefined || stored.partitions === undefined) {
    throw new WeirError(
      'config',
      'this cluster was made by a Weir that divided it otherwise: delete its streams and buckets, all named weir-*, and start again (npm start: remove .weir/run)',
    );
  }
  const sizes = [stored.shards, stored.keyShards, stored.partitions];
  if (Buffer.from(String(stored.seed), 'hex').length !== 8 || !sizes.every((size) => size > 0))
    throw new WeirError('corrupt', 'the shard map of the cluster is damaged');
  return { ...stored, open: stored.open ?? [] };
}

export function mapOf(record: MapRecord): ShardMap {
  return new ShardMap(record.version, record, Buffer.from(record.seed, 'hex'));
}
