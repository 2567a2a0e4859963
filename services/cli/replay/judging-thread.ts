/** The main file of a thread that judges some range shards of a replay. */
import { parentPort, workerData } from 'node:worker_threads';
import { LocalShard } from '#libs/analysis/local-shard.ts';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import type { JudgingAnswer, JudgingStart, JudgingTask } from './judging.ts';

const { own, folder, limits, seed, ...sizes } = workerData as JudgingStart;
const map = new ShardMap(1, { ...sizes, partitions: 1 }, seed);
const pack = loadScenarios(folder);
const scenarios = new ScenarioSet(pack.scenarios, pack.lists);
const shards = own.map((shard) => new LocalShard({ shard, map, scenarios, limits }));

parentPort?.on('message', ({ batches, storedMs }: JudgingTask) => {
  const answer: JudgingAnswer = shards.map((shard, i) => {
    const findings = shard.take(batches[i], storedMs);
    // What a scenario throws may hold anything; only what it says can be sent.
    const failures = findings.failures.map(({ what, error }) => ({
      what,
      error: new Error(messageOf(error)),
    }));
    return { ...findings, failures };
  });
  parentPort?.postMessage(answer);
});
