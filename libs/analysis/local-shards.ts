/** Range shards and key shards in this thread, with no bus between: what is passed on arrives at once. */
import { ShardMap } from '../cluster/shard-map.ts';
import type { ScenarioSet } from '../scenario/scenario-set.ts';
import type { ShardLimits } from '../scenario/shard-state.ts';
import { LocalShard } from './local-shard.ts';
import { type Round, Rounds } from './rounds.ts';
import { SecondStage, type SecondStageEvents } from './second-stage.ts';

/** Further than any cool-down: closes everything that is open. */
export const LONG_MS = 365 * 24 * 3600_000;

export interface LocalShardsOptions extends SecondStageEvents {
  readonly scenarios: ScenarioSet;
  readonly shards: number;
  readonly keyShards: number;
  /** 8 bytes, by which addresses and keys are spread. */
  readonly seed: Uint8Array;
  readonly limits: ShardLimits;
}

export class LocalShards {
  readonly map: ShardMap;
  /** What takes events in, which are judged when a round is full. */
  readonly rounds: Rounds;
  readonly #shards: readonly LocalShard[];
  readonly #secondStage: SecondStage;
  #isBehind = false;

  constructor(options: LocalShardsOptions) {
    const { shards, keyShards, seed } = options;
    const map = new ShardMap(1, { shards, keyShards, partitions: 1 }, seed);
    this.map = map;
    this.rounds = new Rounds(map, (round) => this.#judge(round));
    this.#shards = Array.from(
      { length: map.total },
      (_, shard) => new LocalShard({ ...options, shard, map }),
    );
    this.#secondStage = new SecondStage(shards, this.#shards.slice(shards), options);
  }

  /** Nothing more will come: closes what is open. */
  finish(): void {
    this.tellTime(this.rounds.newestMs + LONG_MS);
  }

  /** All that was read has come to this time, Unix ms, without another line. */
  tellTime(nowMs: number): void {
    this.rounds.tellTime(nowMs);
    while (this.#isBehind) this.rounds.again(nowMs);
  }

  /** Another owner goes on with each shard, from a snapshot. What can't be taken up is a failure. */
  handOver(): void {
    this.rounds.flushAll();
    this.#secondStage.fail(this.#shards.flatMap((shard) => shard.handOver()));
  }

  #judge({ storedMs, batches }: Round): void {
    const findings = batches.map((batch, shard) => this.#shards[shard].take(batch, storedMs));
    this.#isBehind = findings.some(({ isBehind }) => isBehind);
    this.#secondStage.take(findings, storedMs);
  }
}
