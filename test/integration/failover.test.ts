/**
 * A cluster of real processes under load, one part of which is killed, stopped or halted at a time: no line is lost or
 * counted twice, the detections are those of one undisturbed process, and every ban is in force. `npm run bench --
 * failover` has more of it, at a higher rate, with times.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { Cluster } from '../support/cluster.ts';
import * as faults from '../support/cluster-faults.ts';
import type { ClusterSize } from '../support/cluster-files.ts';
import { startLoads } from '../support/cluster-load.ts';
import { type Outcome, outcomeOf } from '../support/cluster-outcome.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(natsPart);

const TTL_MS = 1000;
const SIZE: ClusterSize = {
  nats: 1,
  collectors: 1,
  analyzers: 3,
  decisions: 2,
  enforcers: 1,
  shards: 8,
  keyShards: 2,
  ttl: `${TTL_MS}ms`,
};
const RATE = 2000;
const ATTACK_EVERY_MS = 100;
const PAUSE_MS = 1000;
/** Far above what it takes: a shard that stays without an owner is found, a slow machine is not. */
const RESUME_MAX_MS = 20_000;

function assertNothingLost(outcome: Outcome): void {
  const { lines, detections, bans, detections_repeated, ...zeros } = outcome;
  assert.ok(lines > 1000 && detections > 10 && bans > 10, JSON.stringify(outcome));
  assert.deepEqual(zeros, { events_lost: 0, detections_missing: 0, detections_doubled: 0, bans_lost: 0 });
}

describe('a cluster under load', { skip }, () => {
  test('loses and doubles nothing when its parts are killed, stopped and halted', async () => {
    await Cluster.with(SIZE, async (cluster) => {
      const loads = startLoads(cluster, { rate: RATE, attackEveryMs: ATTACK_EVERY_MS, withKeys: false });
      const steps: readonly (() => Promise<faults.Pause>)[] = [
        () => faults.killOwner(cluster, 'analyzer-1'),
        () => faults.stopOwner(cluster, 'analyzer-2'),
        () => faults.pauseOwner(cluster, 'analyzer-3', 3 * TTL_MS),
        () => faults.killDecision(cluster, 'decision-1'),
        () => faults.killCollector(cluster, 'collector-1'),
        () => faults.killNats(cluster),
      ];
      for (const step of steps) {
        await cluster.clock.sleep(PAUSE_MS);
        const { resumeMs } = await step();
        assert.ok(resumeMs < RESUME_MAX_MS, `stood still for ${resumeMs} ms`);
      }
      for (const load of loads) await load.stop();
      assertNothingLost(await outcomeOf(cluster, loads));
    });
  });

  test('loses and doubles nothing when the leader of three nats-servers is killed', async () => {
    await Cluster.with({ ...SIZE, nats: 3, analyzers: 2, decisions: 1 }, async (cluster) => {
      const loads = startLoads(cluster, { rate: RATE, attackEveryMs: ATTACK_EVERY_MS, withKeys: false });
      await cluster.clock.sleep(PAUSE_MS);
      await faults.killLeader(cluster);
      for (const load of loads) await load.stop();
      assertNothingLost(await outcomeOf(cluster, loads));
    });
  });
});
