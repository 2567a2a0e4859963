/** `weir scenarios list`: the scenarios there are. */
import { Command } from 'commander';
import { loadScenarios } from '#libs/language/built-in.ts';
import { readScenario } from '#libs/language/scenario-file.ts';
import { modeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { withControlPlane } from '../../endpoint.ts';
import { tableOf } from '../../table.ts';
import { factsOf, factsOfScenario } from './facts.ts';
import { describeSet } from './set.ts';

type Facts = ReturnType<typeof factsOfScenario>;

const HEAD = ['NAME', 'MODE', 'SEVERITY', 'SOURCE', 'KEY', 'DETECTOR'];

export function listCommand(): Command {
  return new Command('list')
    .description('the built-in scenarios, and your own laid over them; or those of the running cluster')
    .option('--scenarios <folder>', 'scenarios of your own')
    .option('--running', 'what the cluster judges by now, and what was changed in it', false)
    .option('--json', 'one JSON object', false)
    .action(async (options: { scenarios?: string; running: boolean; json: boolean }, command: Command) => {
      const { scenarios: folder, running, json } = options;
      if (running && folder !== undefined) command.error('error: --running has no folder; leave one out');
      if (running)
        await withControlPlane(command, async (plane) => show(runningText(await plane.scenarios({}), json)));
      else show(packText(folder, json));
    });
}

function packText(folder: string | undefined, json: boolean): string {
  const facts = loadScenarios(folder).files.map(factsOf);
  if (json) return JSON.stringify({ scenarios: facts });
  return tableOf(
    [...HEAD, 'DESCRIPTION'],
    facts.map((each) => [...cellsOf(each), each.description]),
  );
}

function runningText({ set, scenarios, lists, problems }: weir.v1.GetScenariosReply, json: boolean): string {
  const names = new Set(lists);
  const facts = scenarios.flatMap(({ name, yaml, mode, off, changed }) => {
    const { scenario } = readScenario(yaml ?? '', `${name}.yaml`, names);
    if (!scenario) return [];
    return [
      {
        ...factsOfScenario(scenario),
        mode: off ? 'off' : modeNames.fromWire(mode ?? 0),
        changed: changed === true,
      },
    ];
  });
  if (json) return JSON.stringify({ set: set?.number ?? 0, scenarios: facts, problems });
  const table = tableOf(
    [...HEAD, 'VERSION', 'CHANGED'],
    facts.map((each) => [...cellsOf(each), each.version, each.changed ? 'yes' : '']),
  );
  return [describeSet(set), table, ...problems].join('\n');
}

function cellsOf({
  name,
  mode,
  severity,
  source,
  key,
  detector,
}: Omit<Facts, 'mode'> & { readonly mode: string }) {
  return [name, mode, severity, source, key.join(', '), detector];
}

function show(text: string): void {
  process.stdout.write(`${text}\n`);
}
