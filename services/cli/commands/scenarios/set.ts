/** Scenario sets as people read them. */
import type { weir } from '#proto';

export function describeSet(set: weir.v1.ScenarioSetInfo.$Properties | null | undefined): string {
  return set ? `set ${set.number}` : 'no set';
}

export function describeChange({ set, warnings }: weir.v1.ChangeScenariosReply, dryRun: boolean): string {
  const said = warnings.map((warning) => `warning: ${warning}`);
  return [...said, dryRun ? 'nothing is wrong with it' : `${describeSet(set)} holds`].join('\n');
}
