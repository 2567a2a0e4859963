/** What is told of a scenario, in a list and one by one. */
import { relative } from 'node:path';
import { BUILT_IN_FOLDER } from '#libs/language/built-in.ts';
import type { PackFile } from '#libs/language/pack.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';

export function factsOf({ scenario, file }: PackFile) {
  return { ...factsOfScenario(scenario), built_in: isBuiltIn(file), file };
}

export function factsOfScenario(scenario: Scenario) {
  const { name, mode, severity, source, stage, key, detect, version, description } = scenario;
  return {
    name,
    mode,
    severity,
    source,
    /** Where it is counted: in the range shard of the client, or in a key shard. */
    stage,
    key,
    detector: detect.kind,
    version,
    description,
    labels: scenario.labels,
  };
}

export function isBuiltIn(file: string): boolean {
  return !relative(BUILT_IN_FOLDER, file).startsWith('..');
}
