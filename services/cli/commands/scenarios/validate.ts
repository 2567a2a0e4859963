/** `weir scenarios validate`: what is wrong with scenarios, and where. */
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type ReadPack, readPack } from '#libs/language/pack.ts';
import { formatProblem, type Problem } from '#libs/language/problem.ts';
import { counted } from '../../counted.ts';

interface Validated {
  readonly scenarios: number;
  readonly problems: readonly Problem[];
}

export function validateCommand(): Command {
  return new Command('validate')
    .argument('<paths...>', 'scenario files, and folders of them; several folders lie one over the other')
    .description('checks scenarios without a running cluster; ends with 1 when there are errors')
    .option('--json', 'a line of JSON for each problem, then a summary', false)
    .addHelpText(
      'after',
      `
Examples:
  weir scenarios validate scenarios
  weir scenarios validate scenarios /etc/weir/scenarios
  weir scenarios validate my-scenarios/login-export.yaml`,
    )
    .action((paths: string[], { json }: { json: boolean }) => {
      const { scenarios, problems } = validate(paths.map((path) => resolve(path)));
      const errors = problems.filter(({ level }) => level === 'error').length;
      const warnings = problems.length - errors;
      if (json) {
        for (const { excerpt: _, ...problem } of problems) printLine({ type: 'problem', ...problem });
        printLine({ type: 'summary', scenarios, errors, warnings });
      } else {
        for (const problem of problems) process.stdout.write(`${formatProblem(problem)}\n\n`);
        process.stdout.write(
          `${counted(scenarios, 'scenario')} without errors; ${counted(errors, 'error')}, ${counted(warnings, 'warning')}\n`,
        );
      }
      if (errors > 0) process.exitCode = 1;
    });
}

function validate(paths: readonly string[]): Validated {
  const folders = paths.filter(isFolder);
  const read: Validated[] = paths.filter((path) => !folders.includes(path)).map(validateFile);
  if (folders.length > 0) read.push(summed(readPack(...folders)));
  return {
    scenarios: read.reduce((sum, { scenarios }) => sum + scenarios, 0),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** One file of a folder, with the folder's lists. */
function validateFile(file: string): Validated {
  if (!/\.yaml$/.test(file) || /\.test\.yaml$/.test(file)) {
    throw new WeirError('invalid', `${basename(file)} is no scenario; scenarios are called NAME.yaml`);
  }
  const { pack, problems } = readPack(dirname(file));
  return {
    scenarios: pack.files.filter((each) => each.file === file).length,
    problems: problems.filter((each) => each.file === file),
  };
}

function summed({ pack, problems }: ReadPack): Validated {
  return { scenarios: pack.scenarios.length, problems };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new WeirError('missing', `${path} can't be read: ${messageOf(error)}`);
  }
}

function printLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
