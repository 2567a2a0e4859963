/** `weir scenarios apply`: other scenarios and lists for a running cluster. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { weir } from '#proto';
import { withControlPlane } from '../../endpoint.ts';
import { describeChange } from './set.ts';

interface ApplyFlags {
  readonly remove: readonly string[];
  readonly reason: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

interface Texts {
  readonly scenarios: Record<string, string>;
  readonly lists: Record<string, string>;
}

/** Four bytes each at most, and a message has 4 MB. */
const PART_CHARACTERS = 500_000;

export function applyCommand(): Command {
  return new Command('apply')
    .description('lets scenarios hold in the running cluster, at once and without a restart')
    .argument('[paths...]', 'scenarios as NAME.yaml, lists as lists/NAME.txt, or folders of them')
    .option('--remove <name...>', 'take a scenario away, or back to the built-in one', [])
    .option('--reason <text>', 'why, for the history', '')
    .option('--dry-run', 'only say what is wrong', false)
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (paths: string[], flags: ApplyFlags, command: Command) => {
      const texts = textsOf(paths);
      for (const name of flags.remove) texts.scenarios[name] = '';
      if (Object.keys({ ...texts.scenarios, ...texts.lists }).length === 0)
        throw new WeirError('invalid', `nothing to apply: name files such as NAME.yaml, or a folder of them`);
      await withControlPlane(command, async (plane) => {
        const { dryRun, reason, json } = flags;
        const author = userInfo().username;
        const reply = await plane.changeScenarios(partsOf(texts, { author, reason, dryRun }));
        process.stdout.write(`${json ? JSON.stringify(reply) : describeChange(reply, dryRun)}\n`);
      });
    });
}

/** A change in parts that fit into a message; the first says all but texts. */
export function* partsOf(
  { scenarios, lists }: Texts,
  first: weir.v1.ChangeScenariosRequest.$Properties,
): Generator<weir.v1.ChangeScenariosRequest.$Properties> {
  yield first;
  for (const [kind, texts] of Object.entries({ scenarios, lists })) {
    for (const [name, text] of Object.entries(texts)) {
      for (const part of slicesOf(text)) yield { [kind]: { [name]: part } };
    }
  }
}

/** At least one: an empty text has a meaning, too. */
function* slicesOf(text: string): Generator<string> {
  let from = 0;
  do {
    // Half a character would arrive as another one.
    const isCut = /[\ud800-\udbff]/.test(text[from + PART_CHARACTERS - 1] ?? '');
    const to = from + PART_CHARACTERS - (isCut ? 1 : 0);
    yield text.slice(from, to);
    from = to;
  } while (from < text.length);
}

const HELP = `
All of it holds or nothing does: with an error in one file nothing changes. A scenario that has not changed goes on with
what it remembers; one that has changed begins anew. Every set stays in the history.

Examples:
  weir scenarios apply my-scenarios/
  weir scenarios apply login-bruteforce.yaml --reason "our login answers 422"
  weir scenarios apply --remove login-bruteforce`;

/** @throws WeirError `invalid` for a path that is neither */
function textsOf(paths: readonly string[]): Texts {
  const texts: Texts = { scenarios: {}, lists: {} };
  for (const file of paths.flatMap(filesOf)) {
    const name = basename(file).replace(/\.[a-z]+$/, '');
    if (file.endsWith('.yaml')) texts.scenarios[name] = readFileSync(file, 'utf8');
    else if (basename(dirname(file)) === 'lists' && file.endsWith('.txt'))
      texts.lists[name] = readFileSync(file, 'utf8');
    else throw new WeirError('invalid', `${file}: a scenario is NAME.yaml, a list is lists/NAME.txt`);
  }
  return texts;
}

function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch (error) {
    throw new WeirError('invalid', `${path}: ${messageOf(error)}`);
  }
  const scenarios = globSync('*.yaml', { cwd: path, exclude: ['*.test.yaml'] });
  return [...scenarios, ...globSync('lists/*.txt', { cwd: path })].sort().map((file) => join(path, file));
}
