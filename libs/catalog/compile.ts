/** Makes a scenario set of texts, and texts of a pack. */
import type { Mode } from '../domain/mode.ts';
import type { Pack } from '../language/pack.ts';
import { compilePack, type PackText } from '../language/pack-texts.ts';
import { formatProblem } from '../language/problem.ts';
import { ScenarioSet } from '../scenario/scenario-set.ts';
import type { Compile } from './scenario-sets.ts';
import type { ScenarioTexts } from './set-content.ts';

export const compileTexts: Compile = ({ scenarios, lists, modes }) => {
  const read = compilePack({
    scenarios: named(scenarios, (name) => `${name}.yaml`),
    lists: named(lists, (name) => `lists/${name}.txt`),
  });
  const all = read.scenarios.map((scenario) => ({
    ...scenario,
    mode: modes[scenario.name] ?? scenario.mode,
  }));
  const told = (level: 'error' | 'warning') =>
    read.problems.filter((problem) => problem.level === level).map(formatProblem);
  return { set: new ScenarioSet(all, read.lists), problems: told('error'), warnings: told('warning') };
};

export function textsOf({ texts }: Pack, modes: Readonly<Record<string, Mode>>): ScenarioTexts {
  return { scenarios: record(texts.scenarios), lists: record(texts.lists), modes };
}

function named(
  texts: Readonly<Record<string, string>>,
  fileOf: (name: string) => string,
): Map<string, PackText> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, { file: fileOf(name), text }]));
}

function record(texts: ReadonlyMap<string, PackText>): Record<string, string> {
  return Object.fromEntries([...texts].map(([name, { text }]) => [name, text]));
}
