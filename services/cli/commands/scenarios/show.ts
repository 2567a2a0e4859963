/** `weir scenarios show`: one scenario as its file says it. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { WeirError } from '#libs/errors/weir-error.ts';
import { loadScenarios, unknownScenarios } from '#libs/language/built-in.ts';
import { factsOf } from './facts.ts';

export function showCommand(): Command {
  return new Command('show')
    .description('one scenario, as its file says it')
    .argument('<name>', 'such as login-bruteforce')
    .option('--scenarios <folder>', 'scenarios of your own')
    .option('--json', 'one JSON object', false)
    .action((name: string, { scenarios, json }: { scenarios?: string; json: boolean }) => {
      const found = loadScenarios(scenarios).files.find(({ scenario }) => scenario.name === name);
      if (!found) {
        const [{ message }] = unknownScenarios([name], scenarios);
        throw new WeirError('missing', `${name}: ${message}`);
      }
      const text = readFileSync(found.file, 'utf8');
      const { detect, references = [], cooldownMs } = found.scenario;
      if (json) {
        const facts = { ...factsOf(found), detect, cooldown_ms: cooldownMs, references, yaml: text };
        process.stdout.write(`${JSON.stringify(facts)}\n`);
      } else {
        process.stdout.write(`# ${found.file}, version ${found.scenario.version}\n${text}`);
      }
    });
}
