/** What a replay tells a thread that judges range shards, and what it hears from it. */
import type { Findings } from '#libs/analysis/local-shard.ts';
import type { LocalShardsOptions } from '#libs/analysis/local-shards.ts';

/** What a thread begins with. */
export interface JudgingStart extends Pick<LocalShardsOptions, 'shards' | 'keyShards' | 'seed' | 'limits'> {
  /** Numbers of the range shards that it judges. */
  readonly own: readonly number[];
  /** Scenarios of one's own. */
  readonly folder: string | undefined;
}

/** A round: the batches of the thread's shards, in their order. */
export interface JudgingTask {
  /** Unix ms. */
  readonly storedMs: number;
  readonly batches: readonly Uint8Array[];
}

/** One for each task: what came of each of its batches. */
export type JudgingAnswer = readonly Findings[];
