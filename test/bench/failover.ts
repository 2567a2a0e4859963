/** What happens to lines, detections and bans when parts of a cluster are killed, stopped, halted or restarted under load. */
import { Cluster } from '../support/cluster.ts';
import * as faults from '../support/cluster-faults.ts';
import type { ClusterSize } from '../support/cluster-files.ts';
import { startLoads } from '../support/cluster-load.ts';
import { type Outcome, outcomeOf } from '../support/cluster-outcome.ts';

export interface FailoverResult extends Outcome {
  readonly case: string;
  /** The longest of all rounds. */
  readonly resume_ms: number;
  readonly rounds_ms: readonly number[];
  /** What it must not exceed, where a limit is set. */
  readonly bar_ms?: number;
  /** Other times of the longest round. */
  readonly details: Readonly<Record<string, number>>;
}

export interface FailoverOptions {
  readonly cases: readonly string[];
  /** Lines a second, where the case does not prescribe it. */
  readonly rate: number;
  readonly onResult: (result: FailoverResult) => void;
}

interface FailoverCase {
  readonly size?: Partial<ClusterSize>;
  readonly rate?: number;
  readonly rounds: number;
  readonly barMs?: (pause: faults.Pause) => number;
  readonly run: (cluster: Cluster, round: number) => Promise<faults.Pause>;
}

const TTL_MS = 2000;
const SIZE: ClusterSize = {
  nats: 1,
  collectors: 2,
  analyzers: 3,
  decisions: 2,
  enforcers: 2,
  shards: 8,
  keyShards: 2,
  ttl: `${TTL_MS}ms`,
};
const WARM_UP_MS = 4000;
const BETWEEN_MS = 2000;
const ATTACK_EVERY_MS = 75;

/** Another analyzer in each round. */
const analyzer = (round: number) => `analyzer-${1 + (round % SIZE.analyzers)}`;

const CASES: Readonly<Record<string, FailoverCase>> = {
  'kill-owner': {
    rounds: 3,
    barMs: () => 1.3 * TTL_MS + 300,
    run: (cluster, round) => faults.killOwner(cluster, analyzer(round)),
  },
  'stop-owner': {
    size: { analyzersAnnounce: '10ms' },
    rounds: 3,
    barMs: () => 100,
    run: (cluster, round) => faults.stopOwner(cluster, analyzer(round)),
  },
  'pause-owner': {
    rounds: 2,
    run: (cluster, round) => faults.pauseOwner(cluster, analyzer(round), 3 * TTL_MS),
  },
  'kill-nats': { rounds: 3, run: (cluster) => faults.killNats(cluster) },
  'kill-collector': {
    rounds: 3,
    run: (cluster, round) => faults.killCollector(cluster, `collector-${1 + (round % SIZE.collectors)}`),
  },
  'kill-decision': {
    rounds: 2,
    run: (cluster, round) => faults.killDecision(cluster, `decision-${1 + (round % SIZE.decisions)}`),
  },
  'nats-away': { rounds: 1, rate: 50_000, run: (cluster) => faults.killNats(cluster, 60_000) },
  'kill-leader': {
    size: { nats: 3 },
    rounds: 2,
    barMs: ({ details }) => (details?.elected_ms ?? 0) + 1000,
    run: (cluster) => faults.killLeader(cluster),
  },
  'rolling-restart': { rounds: 1, run: (cluster) => faults.restartAll(cluster) },
};

export const FAILOVER_CASES: readonly string[] = Object.keys(CASES);

export async function benchFailover({ cases, rate, onResult }: FailoverOptions): Promise<void> {
  for (const name of cases) onResult(await runCase(name, CASES[name], rate));
}

function runCase(name: string, each: FailoverCase, rate: number): Promise<FailoverResult> {
  return Cluster.with({ ...SIZE, ...each.size }, async (cluster) => {
    const loads = startLoads(cluster, {
      rate: each.rate ?? rate,
      attackEveryMs: ATTACK_EVERY_MS,
      withKeys: true,
    });
    await cluster.clock.sleep(WARM_UP_MS);
    const pauses: faults.Pause[] = [];
    for (let round = 0; round < each.rounds; round++) {
      pauses.push(await each.run(cluster, round));
      await cluster.clock.sleep(BETWEEN_MS);
    }
    for (const load of loads) await load.stop();
    const longest = pauses.reduce((a, b) => (b.resumeMs > a.resumeMs ? b : a));
    return {
      case: name,
      resume_ms: Math.round(longest.resumeMs),
      rounds_ms: pauses.map(({ resumeMs }) => Math.round(resumeMs)),
      ...(await outcomeOf(cluster, loads)),
      ...(each.barMs ? { bar_ms: Math.round(each.barMs(longest)) } : {}),
      details: Object.fromEntries(
        Object.entries(longest.details ?? {}).map(([key, ms]) => [key, Math.round(ms)]),
      ),
    };
  });
}
