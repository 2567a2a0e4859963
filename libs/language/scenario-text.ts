/**
 * A scenario that code writes down. It is put into the form of a file and read as one: so what is refused, and with which
 * words, is the same, and the excerpt shows it as it would stand in a file.
 */
import { stringify } from 'yaml';
import type { z } from 'zod';
import { WeirError } from '../errors/weir-error.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './scenario-file.ts';
import type { scenarioSchema } from './scenario-schema.ts';

/** What a file may say. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type DetectorText = ScenarioInput['detect'];

/**
 * @param warn told of what is probably not meant
 * @throws WeirError `config` that tells all that is wrong
 */
export function scenarioOf(input: ScenarioInput, warn: (problem: string) => void): Scenario {
  const { scenario, problems } = readScenario(stringify(input, { lineWidth: 0 }), input.name, new Set());
  const errors = problems.filter(({ level }) => level === 'error');
  for (const problem of problems) if (problem.level === 'warning') warn(formatProblem(problem));
  if (scenario && errors.length === 0) return scenario;
  throw new WeirError('config', errors.map(formatProblem).join('\n'));
}
