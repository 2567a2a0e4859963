/** What an analyzer of one's own is, and what none can be. */
import { SECTIONS } from '../config/service-config.ts';
import { WeirError } from '../errors/weir-error.ts';
import { ADDRESS_FIELDS } from '../match/fields.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface AnalyzerDefinition {
  /** Lower-case words joined by `-`: names the service, its group and its section of the configuration. */
  readonly name: string;
  readonly scenarios: readonly Scenario[];
}

/** @throws WeirError `config` when it can't be run */
export function checkDefinition({ name, scenarios }: AnalyzerDefinition): void {
  const wrong = (what: string) => new WeirError('config', `analyzer ${JSON.stringify(name)}: ${what}`);
  if (!isAnalyzerName(name)) throw wrong('name: write lower-case words joined by "-", 40 characters at most');
  if (SECTIONS.some((section) => section === name))
    throw wrong(`name: a service of Weir has it; take another`);
  checkScenarios(scenarios, wrong);
}

/** @param wrong makes the error of what is wrong */
export function checkScenarios(scenarios: readonly Scenario[], wrong: (what: string) => WeirError): void {
  if (scenarios.length === 0) throw wrong('it has no scenarios');
  const names = scenarios.map((scenario) => scenario.name);
  const twice = names.find((each, i) => names.indexOf(each) < i);
  if (twice !== undefined) throw wrong(`two scenarios are called ${twice}`);
  const wide = scenarios.find(({ stage }) => stage === 'key');
  if (!wide) return;
  const fields = ADDRESS_FIELDS.join(', ');
  throw wrong(
    `scenario ${wide.name}: its key needs one of ${fields}; what is counted over all clients can only be a file in scenarios/`,
  );
}

/** Whether it may name a service: it stands in subjects, file names and metrics. */
export function isAnalyzerName(name: string): boolean {
  return /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
}
