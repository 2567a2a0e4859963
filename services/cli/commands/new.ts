/** `weir new analyzer`: the files of an analyzer of one's own, to begin with. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { isAnalyzerName } from '#libs/sdk/definition.ts';
import { mainText, testText, withComposeEntry } from '../new/analyzer-files.ts';

const CHECKOUT = resolve(import.meta.dirname, '../../..');

export function newCommand(): Command {
  const command = new Command('new').description('files to begin with');
  command
    .command('analyzer')
    .argument('<name>', 'lower-case words joined by "-", such as slow-guessing')
    .description('an analyzer of your own: a service, its test, and its entry in compose.yaml')
    .option('--checkout <folder>', 'of Weir, to write into; else the one that this command is of', CHECKOUT)
    .addHelpText('after', HELP)
    .action((name: string, { checkout }: { checkout: string }) => {
      const made = makeAnalyzer(checkout, name);
      process.stdout.write(`${made.map((file) => `made ${file}`).join('\n')}\n${nextSteps(name)}`);
    });
  return command;
}

const HELP = `
What it looks for at first is an example, in shadow mode: change it to what you look for (docs/extending.md).

Example:
  weir new analyzer slow-guessing`;

/** Writes all files or none. Returns them. @throws WeirError `invalid` that says why it can't be */
export function makeAnalyzer(checkout: string, name: string): string[] {
  if (!isAnalyzerName(name)) {
    throw new WeirError(
      'invalid',
      `"${name}" can't be the name of an analyzer: write lower-case words joined by "-", 40 characters at most`,
    );
  }
  if (loadScenarios().scenarios.some((scenario) => scenario.name === name)) {
    throw new WeirError(
      'invalid',
      `Weir has a scenario ${name}: take another name, so that both can be told apart`,
    );
  }
  const main = `services/${name}/main.ts`;
  const test = `test/unit/${name}.test.ts`;
  for (const path of [dirname(main), test]) {
    if (existsSync(join(checkout, path))) throw new WeirError('invalid', `${path} is there already`);
  }
  const compose = withComposeEntry(readCompose(checkout), name);
  for (const [file, text] of [
    [main, mainText(name)],
    [test, testText(name)],
    ['compose.yaml', compose],
  ]) {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    writeFileSync(join(checkout, file), text);
  }
  return [main, test, 'an entry in compose.yaml'];
}

function readCompose(checkout: string): string {
  try {
    return readFileSync(join(checkout, 'compose.yaml'), 'utf8');
  } catch (error) {
    throw new WeirError('invalid', `${checkout} is no checkout of Weir: ${messageOf(error)}`);
  }
}

function nextSteps(name: string): string {
  return `
Next:
  say in services/${name}/main.ts what it is to find (docs/extending.md)
  npx node --test test/unit/${name}.test.ts
  npx node services/${name}/main.ts --config .weir/run/weir.yaml      beside npm start
  docker compose up --build ${name}
`;
}
