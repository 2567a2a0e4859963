/** What a log should lead to: found by running it through one process that nothing happens to. */

import { SystemClock } from '#libs/clock/system.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { ReplayEngine } from '#services/cli/replay/engine.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { Intake } from '#services/collector/intake.ts';
import { Progress } from '#services/collector/progress.ts';
import { FileSource } from '#services/collector/sources/file/file-source.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';

const { scenarios, lists } = loadScenarios();
const SCENARIOS = new ScenarioSet(scenarios, lists);

export interface ExpectedOutcome {
  /** Each in its last revision. */
  readonly detections: readonly Detection[];
  readonly decisions: readonly Decision[];
}

/** @param seed of the cluster: what is counted roughly is counted alike only by the same hash */
export async function expectedOutcome(file: string, seed: Uint8Array): Promise<ExpectedOutcome> {
  const clock = new SystemClock();
  const detections: Detection[] = [];
  const engine = new ReplayEngine({
    scenarios: SCENARIOS,
    policyFor: (detection) => builtInPolicies().policyFor(detection),
    events: {
      onDetection: (detection) => detections.push(detection),
      onFailure: (what, error) => {
        throw new Error(what, { cause: error });
      },
    },
    seed,
  });
  const intake = new Intake({
    name: 'expected',
    format: openFormat({ format: 'auto' }),
    map: engine.shards.map,
    batcher: engine.shards.rounds,
    progress: new Progress('expected'),
    quarantine: { sample: () => {} },
    clock,
    room: async () => {},
  });
  const source = new FileSource({
    name: 'expected',
    path: file,
    from: 'start',
    follow: false,
    clock,
    onEvent: () => {},
  });
  await source.run(intake, new AbortController().signal);
  await engine.finish();
  return { detections, decisions: engine.decisions };
}
