/** `weir scenarios test`: runs the cases that stand beside scenarios. */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { BUILT_IN_FOLDER } from '#libs/language/built-in.ts';
import { loadPack, type PackFile } from '#libs/language/pack.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { type Case, readCases } from '../../cases/case-file.ts';
import { type CaseOutcome, runCase } from '../../cases/case-run.ts';
import { counted } from '../../counted.ts';

/** What is to be tested. */
interface Chosen {
  readonly scenarios: ScenarioSet;
  readonly files: readonly PackFile[];
}

export function testCommand(): Command {
  return new Command('test')
    .description('runs the tests of scenarios, NAME.test.yaml beside NAME.yaml; ends with 1 when one fails')
    .argument('[paths...]', 'folders of scenarios of your own, or files of tests; else the built-in ones')
    .option('--json', 'a line of JSON for each case, then a summary', false)
    .addHelpText(
      'after',
      `
Examples:
  weir scenarios test
  weir scenarios test my-scenarios
  weir scenarios test my-scenarios/login-export.test.yaml`,
    )
    .action((paths: string[], { json }: { json: boolean }) => {
      const clock = new SystemClock();
      const startMs = clock.elapsed();
      const { scenarios, files } = choose(paths.map((path) => resolve(path)));
      const cases = files.flatMap(({ tests }) => (tests === undefined ? [] : readCases(tests)));
      const totals = { scenarios: files.length, cases: cases.length, failed: 0 };
      for (const each of cases) {
        const outcome = runCase(scenarios, each);
        if (outcome.problems.length > 0) totals.failed++;
        process.stdout.write(json ? `${JSON.stringify(lineOf(each, outcome))}\n` : textOf(each, outcome));
      }
      const untested = files.filter(({ tests }) => !tests).map(({ scenario }) => scenario.name);
      const seconds = Math.round(clock.elapsed() - startMs) / 1000;
      const summary = { type: 'summary', ...totals, untested, seconds };
      process.stdout.write(json ? `${JSON.stringify(summary)}\n` : summaryOf(summary));
      if (totals.failed > 0) process.exitCode = 1;
    });
}

/** All scenarios there are judge, whichever are tested: what is innocent to one must be so to all. */
function choose(paths: readonly string[]): Chosen {
  const folders = [...new Set(paths.map((path) => (isFolder(path) ? path : dirname(path))))];
  const { scenarios, files, lists } = loadPack(
    BUILT_IN_FOLDER,
    ...folders.filter((folder) => folder !== BUILT_IN_FOLDER),
  );
  const isChosen = ({ file, tests }: PackFile) =>
    paths.length === 0 || [dirname(file), file, tests].some((each) => each && paths.includes(each));
  const chosen = files.filter(isChosen);
  if (chosen.length === 0) throw new WeirError('missing', `there are no scenarios in ${paths.join(', ')}`);
  // What is off is tested, too: whoever switches it on should know what it does.
  const on = scenarios.map((each) => (each.mode === 'off' ? { ...each, mode: 'shadow' as const } : each));
  return { scenarios: new ScenarioSet(on, lists), files: chosen };
}

function lineOf({ scenario, file, line, name, kind, expect }: Case, { found, problems }: CaseOutcome) {
  const passed = problems.length === 0;
  return { type: 'case', scenario, file, line, name, kind, passed, expect, found, problems };
}

/** Only what failed. */
function textOf({ file, line, kind, name }: Case, { problems }: CaseOutcome): string {
  return problems.map((problem) => `${file}:${line}: ${kind} "${name}": ${problem}\n`).join('');
}

function summaryOf(of: {
  readonly scenarios: number;
  readonly cases: number;
  readonly failed: number;
  readonly untested: readonly string[];
  readonly seconds: number;
}): string {
  const untested = of.untested.length === 0 ? '' : `without tests: ${of.untested.join(', ')}\n`;
  const tested = `${counted(of.scenarios, 'scenario')}, ${counted(of.cases, 'case')}`;
  return `${untested}${tested}, ${of.failed} failed; ${of.seconds} s\n`;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new WeirError('missing', `${path} can't be read: ${messageOf(error)}`);
  }
}
