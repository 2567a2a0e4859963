/** `weir scenarios list`: the scenarios there are. */
import { Command } from 'commander';
import { loadScenarios } from '#libs/language/built-in.ts';
import { tableOf } from '../../table.ts';
import { factsOf } from './facts.ts';

export function listCommand(): Command {
  return new Command('list')
    .description('the built-in scenarios, and your own laid over them')
    .option('--scenarios <folder>', 'scenarios of your own')
    .option('--json', 'one JSON object', false)
    .action(({ scenarios, json }: { scenarios?: string; json: boolean }) => {
      const facts = loadScenarios(scenarios).files.map(factsOf);
      if (json) process.stdout.write(`${JSON.stringify({ scenarios: facts })}\n`);
      else {
        const rows = facts.map((each) => [
          each.name,
          each.mode,
          each.severity,
          each.source,
          each.key.join(', '),
          each.detector,
          each.description,
        ]);
        const head = ['NAME', 'MODE', 'SEVERITY', 'SOURCE', 'KEY', 'DETECTOR', 'DESCRIPTION'];
        process.stdout.write(`${tableOf(head, rows)}\n`);
      }
    });
}
