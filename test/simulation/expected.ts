/** What a fault-free run finds: all logs, merged by time, through one process. */
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { ReplayEngine } from '#services/cli/replay/engine.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { Intake } from '#services/collector/intake.ts';
import { Progress } from '#services/collector/progress.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { identityOf } from '../support/shards.ts';
import type { LogFile } from './log-file.ts';

/** @param written lines of all logs in the order they were written: which log, which line */
export async function expectedDetections(
  scenarios: readonly Scenario[],
  logs: readonly LogFile[],
  written: readonly { readonly site: number; readonly line: number }[],
  endMs: number,
): Promise<Map<string, Detection>> {
  const found = new Map<string, Detection>();
  const engine = new ReplayEngine({
    scenarios: new ScenarioSet(scenarios),
    policyFor: (detection) => builtInPolicies().policyFor(detection),
    events: {
      onDetection: (detection) => found.set(identityOf(detection), detection),
      onFailure: (what, error) => {
        throw new Error(what, { cause: error });
      },
    },
  });
  const sinks = logs.map((_, site) => {
    const intake = new Intake({
      name: `site-${site}`,
      format: openFormat({ format: 'auto' }),
      map: engine.shards.map,
      batcher: engine.shards.rounds,
      progress: new Progress('expected'),
      quarantine: { sample: () => {} },
      clock: new SimulatedClock(endMs),
      room: async () => {},
    });
    return intake.begin('log-1', 0);
  });
  for (const { site, line } of written) {
    const { bytes, at } = logs[site].lines[line];
    sinks[site].line(bytes, 0, bytes.length, at);
  }
  await engine.finish();
  return found;
}
