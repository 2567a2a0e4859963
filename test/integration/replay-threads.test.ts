/** A log that is read in one go: what is found is the same whoever judges, and a thread that fails is heard of. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { LARGE_BATCH_ROWS_MAX } from '#libs/wire/batch-builder.ts';
import { ReplayEngine } from '#services/cli/replay/engine.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { Intake } from '#services/collector/intake.ts';
import { Progress } from '#services/collector/progress.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { TrafficSource } from '../bench/traffic/source.ts';
import { Traffic } from '../bench/traffic/traffic.ts';

const SEED = Uint8Array.of(3, 1, 4, 1, 5, 9, 2, 6);
const { scenarios, lists } = loadScenarios();
const SET = new ScenarioSet(scenarios, lists);

/** Every revision of what is found in generated traffic, in its order, and what was decided. */
async function findingsOf(threads: number, folder?: string) {
  const traffic = new Traffic({ seed: 5, visitors: 30, hours: 0.15, attackers: 1 });
  const closed: Detection[] = [];
  const engine = new ReplayEngine({
    scenarios: SET,
    policyFor: (detection) => builtInPolicies().policyFor(detection),
    events: {
      onDetection: (detection) => closed.push(detection),
      onFailure: (what, error) => assert.fail(`${what}: ${error}`),
    },
    seed: SEED,
    threads,
    folder,
  });
  const intake = new Intake({
    name: 'log',
    format: openFormat({ format: 'auto' }),
    map: engine.shards.map,
    batcher: engine.shards.rounds,
    progress: new Progress('replay'),
    quarantine: { sample: () => assert.fail('a line is malformed') },
    clock: new SimulatedClock(traffic.endMs),
    room: () => engine.room(),
  });
  try {
    await new TrafficSource(traffic.requests(), () => {}).run(intake);
    await engine.finish();
    return {
      closed,
      detections: engine.detections,
      decisions: engine.decisions,
      lines: intake.counters.lines,
    };
  } finally {
    await engine.close();
  }
}

describe('a replay', () => {
  it('finds the same in the same order, however many threads share the work', async () => {
    const alone = await findingsOf(1);
    assert.ok(alone.lines > 3 * LARGE_BATCH_ROWS_MAX, `${alone.lines} lines`);
    assert.ok(alone.closed.length > 50 && alone.decisions.length > 10);
    const ofKeyShards = alone.closed.filter(({ shard }) => shard >= 8);
    assert.ok(ofKeyShards.length > 0, 'nothing was found in the second stage');
    for (const threads of [2, 4]) {
      const shared = await findingsOf(threads);
      assert.equal(JSON.stringify(shared), JSON.stringify(alone), `with ${threads} threads`);
    }
  });

  it('ends with an error when a thread does', async () => {
    await assert.rejects(findingsOf(2, '/there/is/no/such/folder'), {
      failure: 'bug',
      message: /a thread that judges has ended: .*\/there\/is\/no\/such\/folder/,
    });
  });
});
